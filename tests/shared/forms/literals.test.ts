import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dictionary } from '../../../shared/forms/dictionary.ts';
import { FORM_IDS, formOf } from '../../../shared/forms/registry.ts';

/*
 * An answer compared with a code that its list does not hold is never equal: the rule behind it is dead, and no run shows it. TypeScript does not see it
 * either, where an answer is read by the code of its question.
 */

const ROOT = join(import.meta.dirname, '../../..');
const WORLDS = ['shared', 'electron', 'renderer', 'tools'];

const { forms, lists } = dictionary('0.0.0');

/** What a question can hold, by its code: codes of its list, yes or no; null for words, numbers and dates. A code in several forms holds what any of them does. */
const answersOf = new Map<string, ReadonlySet<string> | null>();
for (const { fields } of forms)
  for (const { code, type } of fields) {
    const codes = codesOf(type);
    const known = answersOf.get(code);
    if (codes === null || known === null) answersOf.set(code, null);
    else answersOf.set(code, new Set([...(known ?? []), ...codes]));
  }

function codesOf(type: string): readonly string[] | null {
  const list = /^(?:one|many)\((\w+)\)$/.exec(type)?.[1];
  if (list !== undefined) return (lists[list] ?? []).map(({ code }) => code);
  if (type === 'yn') return ['yes', 'no'];
  return type === 'ynu' ? ['yes', 'no', 'unknown'] : null;
}

/** Lists of a question, by its code. */
const listsOf = new Map<string, Set<string>>();
for (const { fields } of forms)
  for (const { code, type } of fields) {
    const list = /^(?:one|many)\((\w+)\)$/.exec(type)?.[1] ?? { yn: 'yes_no', ynu: 'yes_no_unknown' }[type];
    if (list !== undefined) listsOf.set(code, (listsOf.get(code) ?? new Set()).add(list));
  }

const sources = WORLDS.flatMap((world) =>
  readdirSync(join(ROOT, world), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => ({ file: join(world, name), text: readFileSync(join(ROOT, world, name), 'utf8') })),
);

/** `answers['code'] === 'literal'`, and the same of `codeAnswer`. */
const COMPARED = [
  /(?<!typeof [\w.?]{0,40})\[\s*'(?<code>\w+)'\s*\]\s*[!=]==\s*'(?<literal>\w+)'/g,
  /codeAnswer\([^()]*,\s*'(?<code>\w+)',\s*'\w+'\)\s*[!=]==\s*'(?<literal>\w+)'/g,
];

test('an answer is compared only with codes that its question can hold', () => {
  const found = sources.flatMap(({ file, text }) =>
    COMPARED.flatMap((pattern) => [...text.matchAll(pattern)].map(({ groups }) => ({ file, ...comparedIn(groups) }))),
  );
  const known = found.filter(({ code }) => answersOf.has(code));
  expect(known.length).toBeGreaterThan(60);
  const never = known.filter(({ code, literal }) => {
    const codes = answersOf.get(code);
    return codes !== null && codes !== undefined && !codes.has(literal);
  });
  expect(never).toEqual([]);
});

test('an answer is read by the list of its question', () => {
  const read = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/codeAnswer\([^()]*,\s*'(?<code>\w+)',\s*'(?<literal>\w+)'\)/g)].map(({ groups }) => ({
      file,
      ...comparedIn(groups),
    })),
  );
  const known = read.filter(({ code }) => listsOf.has(code));
  expect(known.length).toBeGreaterThan(60);
  expect(known.filter(({ code, literal }) => !listsOf.get(code)?.has(literal))).toEqual([]);
});

test('a condition of a form names codes that its question can hold', () => {
  const conditions = FORM_IDS.flatMap((id) => conditionsIn(formOf(id)));
  expect(conditions.length).toBeGreaterThan(120);
  expect(conditions.filter(({ field, codes }) => codes.some((code) => answersOf.get(field)?.has(code) === false))).toEqual([]);
});

/** Every condition on a field in a definition, at any depth, with the codes that it names. */
function conditionsIn(part: unknown): readonly { readonly field: string; readonly codes: readonly string[] }[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(conditionsIn);
  const { field } = condition.parse(part);
  const own = typeof field === 'string' ? [{ field, codes: codesNamed(part) }] : [];
  return [...own, ...Object.values(part).flatMap(conditionsIn)];
}

const condition = z.looseObject({
  field: z.unknown().optional(),
  is: z.unknown().optional(),
  isNot: z.unknown().optional(),
  includes: z.unknown().optional(),
  anyOf: z.unknown().optional(),
});

function codesNamed(part: object): readonly string[] {
  const { is, isNot, includes, anyOf } = condition.parse(part);
  return [is, isNot, includes, anyOf].flat().filter((code) => typeof code === 'string');
}

function comparedIn(groups: Readonly<Record<string, string>> | undefined): { readonly code: string; readonly literal: string } {
  return { code: groups?.['code'] ?? '', literal: groups?.['literal'] ?? '' };
}
