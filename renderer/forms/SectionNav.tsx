import { Link } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { counted, say } from '../language.ts';
import { AlertIcon, CheckIcon } from '../ui/icons.ts';
import type { Screen, ScreenState } from './sections.ts';

const STATES: Readonly<Record<ScreenState, Text>> = {
  done: { fr: 'terminé', en: 'done' },
  here: { fr: 'section ouverte', en: 'open section' },
  toSee: { fr: 'à voir', en: 'to check' },
  notBegun: { fr: 'à commencer', en: 'not begun' },
};
const SECTIONS: Text = { fr: 'Sections', en: 'Sections' };

export type Marked = { readonly screen: Screen; readonly state: ScreenState; readonly to: string };

/** The sections of a form or the steps of an intake with their marks: ✓ done, ● here, ⚠ to look at, ○ not begun. */
export function SectionNav({ marked, onLeave }: { readonly marked: readonly Marked[]; readonly onLeave: () => void }) {
  return (
    <nav className="section-nav" aria-label={say(SECTIONS)}>
      <ol>
        {marked.map(({ screen, state, to }) => (
          <li key={screen.code}>
            <Link to={to} onClick={onLeave} className={state} aria-current={state === 'here' ? 'step' : undefined}>
              <StateMark state={state} />
              <span>{say(screen.title)}</span>
              <span className="hidden-text">, {say(STATES[state])}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The mark alone; the word is beside it or in the label. */
export function StateMark({ state }: { readonly state: ScreenState }) {
  if (state === 'done') return <CheckIcon className="leaf" />;
  if (state === 'toSee') return <AlertIcon className="ochre" />;
  return <span className={`dot ${state}`} aria-hidden="true" />;
}

const ANSWERED: Text = { fr: 'réponses utiles données', en: 'useful answers given' };

function answeredInWords(answered: number, useful: number): Text {
  const given = counted(answered, { fr: 'réponse', en: 'answer' }, { fr: 'réponses', en: 'answers' });
  return { fr: `${given.fr} sur ${useful} utile${useful < 2 ? '' : 's'}`, en: `${given.en} of ${useful} useful` };
}

/** « 14 réponses sur 22 utiles » and its bar. */
export function AnsweredBar({ answered, useful }: { readonly answered: number; readonly useful: number }) {
  return (
    <div className="answered">
      <p className="hint">{say(answeredInWords(answered, useful))}</p>
      <progress value={answered} max={useful} aria-label={say(ANSWERED)} />
    </div>
  );
}
