import type { Answer, Answers } from './answers.ts';
import type { Context, FactName } from './facts.ts';
import { countedCode, type Lists } from './lists/inForce.ts';

/** One question put to one value. Codes are checked against the list of the question by `defineForm`. */
export type Test =
  | { readonly is: string }
  | { readonly isNot: string }
  | { readonly anyOf: readonly string[] }
  | { readonly noneOf: readonly string[] }
  | { readonly includes: string }
  | { readonly below: number }
  | { readonly atLeast: number }
  | { readonly answered: true };

type OnField = { readonly field: string } & Test;
type OnFact = { readonly fact: FactName } & Test;

/** A condition as data: it can be stored, printed, said in words and tested. */
export type Condition =
  | OnField
  | OnFact
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * Whether a condition holds. Nothing holds of a blank but `not`. A withheld answer is answered and is none of the codes:
 * `isNot` and `noneOf` hold of it (reference §5.3.1: "unknown" counts as "not yes"). A code added to a list is what it counts as.
 */
export function holds(condition: Condition, answers: Answers, context: Context): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, answers, context));
  if ('any' in condition) return condition.any.some((part) => holds(part, answers, context));
  if ('not' in condition) return !holds(condition.not, answers, context);
  return passes(condition, 'field' in condition ? counted(answers[condition.field], context.lists) : context[condition.fact]);
}

function counted(answer: Answer | undefined, lists: Lists): Answer | undefined {
  return typeof answer === 'string' ? (countedCode(lists, answer) ?? answer) : answer;
}

function passes(test: Test, value: Answer | undefined): boolean {
  if (value === undefined) return false;
  if ('answered' in test) return true;
  if ('is' in test) return value === test.is;
  if ('isNot' in test) return value !== test.isNot;
  if ('anyOf' in test) return typeof value === 'string' && test.anyOf.includes(value);
  if ('noneOf' in test) return typeof value !== 'string' || !test.noneOf.includes(value);
  if ('includes' in test) return Array.isArray(value) && value.includes(test.includes);
  if ('below' in test) return typeof value === 'number' && value < test.below;
  return typeof value === 'number' && value >= test.atLeast;
}

/** The codes of the questions a condition looks at, each once. */
export function fieldsIn(condition: Condition): readonly string[] {
  if ('all' in condition) return unique(condition.all.flatMap(fieldsIn));
  if ('any' in condition) return unique(condition.any.flatMap(fieldsIn));
  if ('not' in condition) return fieldsIn(condition.not);
  return 'field' in condition ? [condition.field] : [];
}

function unique(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)];
}
