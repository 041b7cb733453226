import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { CheckIcon } from '../../ui/icons.ts';
import { STEPS, STEP_NAMES } from './steps.ts';
import type { Step } from './steps.ts';

const LABEL: Text = { fr: 'Étapes du rapport', en: 'Steps of the report' };
const DONE: Text = { fr: 'fait', en: 'done' };

/** The four steps at the right of the title: what is done, where one is, what comes. Not to be clicked. */
export function MonthSteps({ step }: { readonly step: Exclude<Step, 'correct'> }) {
  const present = STEPS.indexOf(step);
  return (
    <ol className="month-steps" aria-label={say(LABEL)}>
      {STEPS.map((one, index) => (
        <li
          key={one}
          className={index < present ? 'done' : index === present ? 'present' : undefined}
          aria-current={index === present ? 'step' : undefined}
        >
          <span className="month-step-mark" aria-hidden="true">
            {index < present ? <CheckIcon /> : index + 1}
          </span>
          {say(STEP_NAMES[one])}
          {index < present && <span className="hidden-text">, {say(DONE)}</span>}
        </li>
      ))}
    </ol>
  );
}
