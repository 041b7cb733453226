import type { Text } from '../text.ts';
import type { Answer, Answers } from './answers.ts';
import type { Field } from './define.ts';
import { FACTS, type Context, type FactName, type Shape } from './facts.ts';
import { isCode, label, type ListName } from './lists/all.ts';
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

/** The condition as a sentence: « Interprète présent·e : Oui ». `fields` gives the wording of the form's questions. */
export function inWords(condition: Condition, fields: Readonly<Record<string, Field>>): Text {
  if ('all' in condition) return joined(condition.all, fields, { fr: ' et ', en: ' and ' });
  if ('any' in condition) return joined(condition.any, fields, { fr: ' ou ', en: ' or ' });
  if ('not' in condition) {
    const inner = inWords(condition.not, fields);
    return { fr: `pas (${inner.fr})`, en: `not (${inner.en})` };
  }
  const subject = 'field' in condition ? fields[condition.field] : FACTS[condition.fact];
  if (subject === undefined) throw new RangeError('a condition names a question the form does not have');
  const test = testInWords(condition, listOf(subject));
  return { fr: `${subject.label.fr}\u00a0: ${test.fr}`, en: `${subject.label.en}: ${test.en}` };
}

function joined(parts: readonly Condition[], fields: Readonly<Record<string, Field>>, word: Text): Text {
  const words = parts.map((part) => ({ text: inWords(part, fields), compound: 'all' in part || 'any' in part }));
  const enclosed = words.map(({ text, compound }) => (compound ? { fr: `(${text.fr})`, en: `(${text.en})` } : text));
  return { fr: enclosed.map((text) => text.fr).join(word.fr), en: enclosed.map((text) => text.en).join(word.en) };
}

function testInWords(test: Test, list: ListName | undefined): Text {
  if ('answered' in test) return { fr: 'une réponse est donnée', en: 'an answer is given' };
  if ('is' in test) return wording(list, [test.is]);
  if ('includes' in test) return prefixed(wording(list, [test.includes]), { fr: 'comprend', en: 'includes' });
  if ('anyOf' in test) return wording(list, test.anyOf);
  if ('isNot' in test) return prefixed(wording(list, [test.isNot]), { fr: 'autre que', en: 'other than' });
  if ('noneOf' in test) return prefixed(wording(list, test.noneOf), { fr: 'autre que', en: 'other than' });
  if ('below' in test) return { fr: `moins de ${test.below}`, en: `below ${test.below}` };
  return { fr: `${test.atLeast} ou plus`, en: `${test.atLeast} or more` };
}

function prefixed(text: Text, word: Text): Text {
  return { fr: `${word.fr} ${text.fr}`, en: `${word.en} ${text.en}` };
}

function wording(list: ListName | undefined, codes: readonly string[]): Text {
  const texts = codes.map((code) => (list !== undefined && isCode(list, code) ? label(list, code) : { fr: code, en: code }));
  return { fr: texts.map((text) => text.fr).join(', '), en: texts.map((text) => text.en).join(', ') };
}

/** The list a question or a fact takes its codes from, if it has one. */
export function listOf(subject: Field | Shape): ListName | undefined {
  if (subject.type === 'one' || subject.type === 'many') return subject.list;
  if (subject.type === 'yn') return 'yes_no';
  if (subject.type === 'ynu') return 'yes_no_unknown';
  return subject.type === 'calc' ? listOf(subject.of) : undefined;
}
