import type { OpenedForm } from '../../shared/contract/cases.ts';
import type { Answer, Answers, Geo } from '../../shared/forms/answers.ts';
import type { Content } from './draft.ts';

/** Answers and drafts as the contract's schemas write them: the same values, in lists and places that may be changed. */
export type WireAnswers = OpenedForm['answers'];
export type WireContent = Record<string, WireAnswers>;
type WireAnswer = WireAnswers[string];

/** Answers that came through the door, as the engine takes them. */
export function received(answers: WireAnswers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([field, answer]) => [field, typeof answer === 'object' && 'region' in answer ? place(answer) : answer]),
  );
}

export function receivedContent(content: WireContent): Content {
  return Object.fromEntries(Object.entries(content).map(([part, answers]) => [part, received(answers)]));
}

/** Answers as the door takes them. */
export function sent(answers: Answers): WireAnswers {
  return Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, copied(answer)]));
}

export function sentContent(content: Content): WireContent {
  return Object.fromEntries(Object.entries(content).map(([part, answers]) => [part, sent(answers)]));
}

function place({
  region,
  cercle,
  commune,
}: {
  readonly region: string;
  readonly cercle?: string | undefined;
  readonly commune?: string | undefined;
}): Geo {
  return { region, ...(cercle !== undefined && { cercle }), ...(commune !== undefined && { commune }) };
}

function copied(answer: Answer): WireAnswer {
  if (typeof answer === 'string' || typeof answer === 'number') return answer;
  if ('withheld' in answer) return { withheld: answer.withheld };
  return 'region' in answer ? place(answer) : [...answer];
}
