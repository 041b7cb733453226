import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { CheckIcon } from './icons.ts';

type Props = {
  readonly label: Text;
  readonly steps: readonly Text[];
  /** Rank of the present step, from 0. */
  readonly present: number;
  /** `line`: over the page. `column`: numbered, down the left. */
  readonly look?: 'line' | 'column';
};

const DONE: Text = { fr: 'fait', en: 'done' };

/** The states of a thing, in order. Not to be clicked: the state changes by acts (interface §5). */
export function Stepper({ label, steps, present, look = 'line' }: Props) {
  return (
    <ol className={`stepper ${look}`} aria-label={say(label)}>
      {steps.map((step, index) => (
        <li
          key={step.fr}
          className={index < present ? 'done' : index === present ? 'present' : 'ahead'}
          aria-current={index === present ? 'step' : undefined}
        >
          <span className="stepper-mark" aria-hidden="true">
            {index < present ? <CheckIcon /> : look === 'column' ? index + 1 : null}
          </span>
          <span className="stepper-name">
            {say(step)}
            {index < present && <span className="hidden-text">, {say(DONE)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
