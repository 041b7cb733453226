import type { Answer, Answers } from '../../shared/forms/answers.ts';
import type { Output } from '../../shared/contract.ts';

type WireAnswers = Output<'identity.open'>['answers'];

/** Answers as they cross the door: the same values, in plain arrays and objects of their own. */
export function forOutput(answers: Answers): WireAnswers {
  return Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, copied(answer)]));
}

function copied(answer: Answer): WireAnswers[string] {
  if (typeof answer === 'string' || typeof answer === 'number') return answer;
  if ('withheld' in answer) return { withheld: answer.withheld };
  return 'region' in answer ? { ...answer } : [...answer];
}
