import { Link } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { StateMark } from '../../forms/SectionNav.tsx';
import { say } from '../../language.ts';
import { LockIcon } from '../../ui/icons.ts';
import { STEPS } from './steps.ts';
import type { StepCode } from './steps.ts';

const STEPS_NAME: Text = { fr: 'Étapes de l’accueil', en: 'Steps of the intake' };
const CLOSED: Text = { fr: 'fermée', en: 'closed' };
const DONE: Text = { fr: 'terminée', en: 'done' };
const WHY_CLOSED: Text = {
  fr: 'Les étapes suivantes s’ouvrent quand la première est répondue\u00a0: rien n’est demandé sur les faits avant le consentement.',
  en: 'The next steps open once the first is answered: nothing about the events is asked before consent.',
};
const WHEN_CODE: Text = {
  fr: 'La dernière étape s’ouvre quand le code est donné.',
  en: 'The last step opens when the code is given.',
};

type Props = { readonly draftId: string; readonly here: StepCode; readonly done: readonly StepCode[]; readonly open: readonly StepCode[] };

/** The six steps: done, here, open, or closed with the reason in words. */
export function IntakeSteps({ draftId, here, done, open }: Props) {
  return (
    <nav className="section-nav" aria-label={say(STEPS_NAME)}>
      <ol>
        {STEPS.map(({ code, title }) => {
          const state = code === here ? 'here' : done.includes(code) ? 'done' : 'notBegun';
          return (
            <li key={code}>
              {open.includes(code) ? (
                <Link to={`/intake/${draftId}/${code}`} className={state} aria-current={state === 'here' ? 'step' : undefined}>
                  <StateMark state={state} />
                  <span>{say(title)}</span>
                  {state === 'done' && <span className="hidden-text">, {say(DONE)}</span>}
                </Link>
              ) : (
                <span className="step-closed">
                  {state === 'done' ? <StateMark state="done" /> : <LockIcon />}
                  <span>{say(title)}</span>
                  <span className="hidden-text">, {say(state === 'done' ? DONE : CLOSED)}</span>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {here !== 'code' && <p className="hint steps-why">{say(open.length > 1 ? WHEN_CODE : WHY_CLOSED)}</p>}
    </nav>
  );
}
