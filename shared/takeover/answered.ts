import type { Answer, Answers } from '../forms/answers.ts';

/** The answers that are there: blank is absence of the key (shared/forms/answers.ts). */
export function answered(entries: Readonly<Record<string, Answer | undefined>>): Answers {
  const answers: Record<string, Answer> = {};
  for (const [code, answer] of Object.entries(entries)) if (answer !== undefined) answers[code] = answer;
  return answers;
}

/** The same, or `null` when nothing is there. */
export function answeredOrNone(entries: Readonly<Record<string, Answer | undefined>>): Answers | null {
  const answers = answered(entries);
  return Object.keys(answers).length === 0 ? null : answers;
}
