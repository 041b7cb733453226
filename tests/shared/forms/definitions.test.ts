import { describe, expect, test } from 'vitest';
import type { Answer, Answers } from '../../../shared/forms/answers.ts';
import { fieldsIn, type Condition } from '../../../shared/forms/condition.ts';
import { inWords, listOf } from '../../../shared/forms/conditionWords.ts';
import type { Field, Form } from '../../../shared/forms/define.ts';
import { visible } from '../../../shared/forms/engine.ts';
import { FACTS, type Context, type FactName } from '../../../shared/forms/facts.ts';
import { fieldsOf, fieldTable, isAsked } from '../../../shared/forms/fields.ts';
import { label, LISTS, options } from '../../../shared/forms/lists/all.ts';
import { FORM_IDS, formOf, isFormId, rowFormsOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { CONTEXT } from './invented.ts';

const PLACED = FORM_IDS.flatMap((id) => fieldsOf(formOf(id)).map((place) => ({ id, form: formOf(id), ...place })));

describe.each(FORM_IDS.map((id) => ({ id, form: formOf(id) })))('$id', ({ id, form }) => {
  test('is registered under its own id, with its own questions', () => {
    expect(form.id).toBe(id);
    expect(new Set(fieldsOf(form).map(({ code }) => code)).size).toBe(fieldsOf(form).length);
  });

  test('says everything in both languages, with French spacing', () => {
    for (const text of textsOf(form)) {
      expect(text.fr.trim()).not.toBe('');
      expect(text.en.trim()).not.toBe('');
      expect(text.fr).not.toMatch(/ [:;?!»%]|« /);
    }
  });

  test('looks back only: a question depends on earlier ones', () => {
    const codes = fieldsOf(form).map(({ code }) => code);
    for (const { code, field } of fieldsOf(form)) {
      for (const cause of field.visibleIf === undefined ? [] : fieldsIn(field.visibleIf)) {
        expect(codes.indexOf(cause)).toBeLessThan(codes.indexOf(code));
        expect(codes).toContain(cause);
      }
    }
  });

  test('belongs to a form that exists', () => {
    if (form.rows === undefined) return;
    expect(isFormId(form.rows.parent)).toBe(true);
    expect(fieldTable(form)[form.rows.title]?.required).not.toBe('O');
  });
});

test('row forms are found from their parent', () => {
  expect(rowFormsOf('incident')).toEqual(['reported_elsewhere', 'alleged_perpetrator', 'service_disposition']);
  expect(rowFormsOf('referral')).toEqual(['referral_event']);
});

test.each(PLACED.filter(({ field }) => field.visibleIf !== undefined))('$id.$code can be shown and hidden', ({ form, code, field }) => {
  const outcomes = new Set<boolean>();
  for (const [answers, context] of situations(form, field)) {
    outcomes.add(visible(form, answers, context).has(code));
    if (outcomes.size === 2) break;
  }
  expect(outcomes).toEqual(new Set([true, false]));
});

test('every condition is said in words', () => {
  for (const { form, field } of PLACED) {
    if (field.visibleIf === undefined) continue;
    const words = inWords(field.visibleIf, fieldTable(form));
    expect(words.fr.length).toBeGreaterThan(3);
    expect(words.en.length).toBeGreaterThan(3);
  }
});

test('no question about the violence stops a save (reference §0.2)', () => {
  const violence = PLACED.filter(
    ({ id, field }) => ['incident', 'alleged_perpetrator'].includes(id) && isAsked(field) && field.privacy === 'SN',
  );
  expect(violence.length).toBeGreaterThan(12);
  expect(violence.filter(({ field }) => field.required === 'R')).toEqual([]);
});

test('free text is never reportable, and names are never below DI', () => {
  for (const { field } of PLACED) if (field.type === 'text' || field.type === 'long') expect(field.privacy).not.toMatch(/RD/);
  for (const { field } of PLACED.filter(({ id }) => id === 'identity')) expect(field.privacy).toBe('DI');
});

test('every option has two wordings and a code of its own', () => {
  for (const [name, list] of Object.entries(LISTS)) {
    expect(new Set(list.map(({ code }) => code)).size, name).toBe(list.length);
    for (const { fr, en } of list) {
      expect(fr.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
    }
  }
  expect(label('sex', 'female')).toEqual({ fr: 'Féminin', en: 'Female' });
});

function textsOf(form: Form): readonly Text[] {
  const sections = Object.values(form.sections);
  const fields = sections.flatMap((section) => Object.values(section.fields));
  const helps = fields.map((field) => field.help).filter((help) => help !== undefined);
  const checks = fields.flatMap((field) => field.checks ?? []).map((check) => check.message);
  return [form.title, ...sections.map((section) => section.title), ...fields.map((field) => field.label), ...helps, ...checks];
}

type Situation = readonly [Answers, Context];

/** Answers and facts that try every value named in the conditions a question depends on, one other value, and a blank. */
function* situations(form: Form, field: Field): Generator<Situation> {
  const conditions = causesOf(form, field);
  const fields = [...new Set(conditions.flatMap(fieldsIn))];
  const facts = [...new Set(conditions.flatMap(factsIn))];
  const table = fieldTable(form);
  const named = conditions.flatMap(valuesIn);
  const fieldValues = fields.map((code) => candidates(table[code], named));
  const factValues = facts.map((fact) => candidates(FACTS[fact], named));
  for (const chosen of combinations([...fieldValues, ...factValues])) {
    const answers = recordOf(fields, chosen.slice(0, fields.length));
    yield [answers, { ...CONTEXT, ...recordOf(facts, chosen.slice(fields.length)) }];
  }
}

function causesOf(form: Form, field: Field): readonly Condition[] {
  if (field.visibleIf === undefined) return [];
  const table = fieldTable(form);
  const before = fieldsIn(field.visibleIf).flatMap((code) => (table[code] === undefined ? [] : causesOf(form, table[code])));
  return [...before, field.visibleIf];
}

function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all.flatMap(partsOf);
  if ('any' in condition) return condition.any.flatMap(partsOf);
  return 'not' in condition ? partsOf(condition.not) : [condition];
}

function factsIn(condition: Condition): readonly FactName[] {
  return partsOf(condition).flatMap((part) => ('fact' in part ? [part.fact] : []));
}

function valuesIn(condition: Condition): readonly (string | number)[] {
  return partsOf(condition).flatMap((part): readonly (string | number)[] => {
    if ('is' in part) return [part.is];
    if ('isNot' in part) return [part.isNot];
    if ('includes' in part) return [part.includes];
    if ('anyOf' in part) return part.anyOf;
    if ('noneOf' in part) return part.noneOf;
    if ('below' in part) return [part.below - 1, part.below];
    return 'atLeast' in part ? [part.atLeast - 1, part.atLeast] : [];
  });
}

function candidates(
  subject: Field | (typeof FACTS)[FactName] | undefined,
  named: readonly (string | number)[],
): readonly (Answer | undefined)[] {
  if (subject === undefined) throw new Error('a condition names a question that does not exist');
  const list = listOf(subject);
  if (list === undefined)
    return [undefined, ...(subject.type === 'int' ? named.filter((value) => typeof value === 'number') : ['2026-05-01'])];
  const codes = options(list).map(({ code }) => code);
  const known = codes.filter((code) => named.includes(code)).slice(0, 3);
  const other = codes.filter((code) => !named.includes(code)).slice(0, 1);
  const values = [...known, ...other];
  return [undefined, ...(subject.type === 'many' ? values.map((code) => [code]) : values)];
}

function* combinations(values: readonly (readonly (Answer | undefined)[])[]): Generator<readonly (Answer | undefined)[]> {
  const [first, ...rest] = values;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const tail of combinations(rest)) for (const value of first) yield [value, ...tail];
}

function recordOf(codes: readonly string[], values: readonly (Answer | undefined)[]): Answers {
  const record: Record<string, Answer> = {};
  for (const [place, code] of codes.entries()) {
    const value = values[place];
    if (value !== undefined) record[code] = value;
  }
  return record;
}
