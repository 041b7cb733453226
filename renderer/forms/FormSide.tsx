import { useStore } from 'zustand';
import type { CaseRow } from '../../shared/contract/cases.ts';
import type { Text } from '../../shared/text.ts';
import { CONSENT } from '../../shared/words.ts';
import { say } from '../language.ts';
import { Card, Section } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConsentSummary } from '../ui/ConsentSummary.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { WITHHELD_KEYS, WITHHELD_WORDS } from './fields/withheld.ts';
import { definitionOf, useFilling } from './filling.ts';
import type { Placed } from './sections.ts';

const TO_SEE: Text = { fr: 'À voir avant de finir', en: 'To check before finishing' };
const NEVER_HELP: Text = { fr: 'Ces points bloquent l’étape, jamais l’aide.', en: 'These points hold the step back, never the help.' };
const NOTHING: Text = { fr: 'Rien à voir pour le moment.', en: 'Nothing to check for now.' };
const NO_ANSWER: Text = { fr: 'Sans réponse.', en: 'No answer.' };
const HELP: Text = { fr: 'Aide', en: 'Help' };
const SECTION: Text = { fr: 'Section', en: 'Section' };

type ToSeeProps = { readonly problems: readonly Placed[]; readonly onGo: (problem: Placed) => void };

/** « À voir avant de finir »: each point is a link that moves the focus to its question. */
export function ToSee({ problems, onGo }: ToSeeProps) {
  return (
    <Section title={TO_SEE} {...(problems.length > 0 && { beside: <Chip tone="ochre">{problems.length}</Chip> })}>
      {problems.length === 0 ? (
        <p className="hint">{say(NOTHING)}</p>
      ) : (
        <>
          <div className="card">
            <ul className="to-see">
              {problems.map((problem) => (
                <li key={`${problem.part} ${problem.field} ${problem.message.fr}`}>
                  <button type="button" className="link-button" onClick={() => onGo(problem)}>
                    {say(problem.label)}
                  </button>
                  <p className="hint">
                    {problem.kind === 'missing' ? say(NO_ANSWER) : say(problem.message)} {say(SECTION)} {say(problem.screen.title)}.
                  </p>
                </li>
              ))}
            </ul>
          </div>
          <p className="hint">{say(NEVER_HELP)}</p>
        </>
      )}
    </Section>
  );
}

/** What the person authorised; never out of sight while a form is filled in (interface P12). */
export function ConsentSide({ consent }: { readonly consent: CaseRow['consent'] }) {
  return (
    <Section title={CONSENT}>
      <div className="card">
        <ConsentSummary consent={consent} />
      </div>
    </Section>
  );
}

/** The help of the question that has the focus. */
export function QuestionHelp() {
  const { place } = useFilling();
  const { part, field } = useStore(place);
  if (part === null || field === null) return null;
  const { label, help } = definitionOf(part, field);
  if (help === undefined) return null;
  return (
    <Card title={HELP}>
      <p className="help-of">{say(label)}</p>
      <p className="quiet">{say(help)}</p>
    </Card>
  );
}

const QUESTION_KEYS: readonly (readonly [string, Text])[] = [
  ['Enter', { fr: 'question suivante', en: 'next question' }],
  [WITHHELD_KEYS.unknown, WITHHELD_WORDS.unknown],
  [WITHHELD_KEYS.declined, WITHHELD_WORDS.declined],
];

/** The keys that every question has, where they can be read while one fills in. */
export function QuestionKeys() {
  return (
    <ul className="question-keys hint">
      {QUESTION_KEYS.map(([keys, label]) => (
        <li key={keys}>
          <KeyCap keys={keys} announced /> {say(label)}
        </li>
      ))}
    </ul>
  );
}
