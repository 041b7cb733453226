import type { Text } from '../text.ts';
import type { Field } from './define.ts';
import { FACTS, type Shape } from './facts.ts';
import { isCode, label, type ListName } from './lists/all.ts';
import type { Test, Condition } from './condition.ts';

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
