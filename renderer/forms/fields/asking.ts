import type { Answer } from '../../../shared/forms/answers.ts';
import type { Field } from '../../../shared/forms/define.ts';
import type { Options } from '../../../shared/forms/lists/option.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { ControlProps } from '../../ui/Field.tsx';

/** What every control gets: the question, its answer and where to write it. `answer` is never a withheld one: that is shown beside. */
export type QuestionProps<F extends Field = Field> = {
  readonly field: F;
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer | undefined) => void;
  /** Identifier and descriptions for the one input, or the first of a group. */
  readonly control: ControlProps;
  /** For coded questions: the options that may be chosen now. */
  readonly options: Options;
  readonly today: IsoDate;
};

export function textOf(answer: Answer | undefined): string | undefined {
  return typeof answer === 'string' ? answer : undefined;
}

export function codesOf(answer: Answer | undefined): readonly string[] {
  return Array.isArray(answer) ? answer : [];
}
