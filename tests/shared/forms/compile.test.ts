import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = new URL('../../..', import.meta.url).pathname;

/* Lines marked « wrong » must not compile, all others must. */
const SNIPPET = `
import { defineForm } from '${join(ROOT, 'shared/forms/define.ts')}';
const label = { fr: 'invention', en: 'invention' };
const text = { type: 'text', required: 'O', privacy: 'OP', label } as const;
export const form = defineForm({ id: 'invented', title: label, reference: '0', sections: { only: { title: label, fields: {
  sex: { type: 'one', list: 'sex', required: 'R', privacy: 'RD', label },
  day: { type: 'date', required: 'R', privacy: 'QI', label, notAfter: [{ fact: 'today' }] },
  count: { type: 'int', min: 0, max: 9, required: 'O', privacy: 'OP', label },
  right1: { ...text, visibleIf: { field: 'sex', is: 'female' } },
  right2: { ...text, visibleIf: { any: [{ field: 'count', below: 3 }, { not: { fact: 'programme', anyOf: ['gbv', 'cp'] } }] } },
  question: { ...text, visibleIf: { field: 'sexe', is: 'female' } }, // wrong
  code: { ...text, visibleIf: { field: 'sex', is: 'woman' } }, // wrong
  deepCode: { ...text, visibleIf: { all: [{ not: { field: 'sex', anyOf: ['female', 'woman'] } }] } }, // wrong
  factCode: { ...text, visibleIf: { fact: 'programme', is: 'vbg' } }, // wrong
  fact: { ...text, visibleIf: { fact: 'moonPhase', is: 'full' } }, // wrong
  test: { ...text, visibleIf: { field: 'sex', below: 3 } }, // wrong
  property: { ...text, visibleWhen: { field: 'sex', is: 'female' } }, // wrong
  property2: { ...text, staleAfterDays: 3 }, // wrong
  limit: { type: 'date', required: 'O', privacy: 'OP', label, notAfter: [{ field: 'sex' }] }, // wrong
  floor: { type: 'int', min: 0, max: 9, required: 'O', privacy: 'OP', label, notBelow: { field: 'day' } }, // wrong
  offer: { type: 'one', list: 'sex', required: 'O', privacy: 'OP', label, offered: { woman: { field: 'count', below: 3 } } }, // wrong
  alone: { type: 'many', list: 'language', required: 'O', privacy: 'OP', label, alone: ['martian'] }, // wrong
  initial: { type: 'one', list: 'sex', required: 'O', privacy: 'OP', label, initial: 'woman' }, // wrong
  list: { type: 'one', list: 'planets', required: 'O', privacy: 'OP', label }, // wrong
  english: { type: 'text', required: 'O', privacy: 'OP', label: { fr: 'invention' } }, // wrong
} } } });
const rank = { only: { title: label, fields: { perp_rank: { type: 'one', list: 'perp_rank', required: 'R', privacy: 'OP', label } } } } as const;
export const rows = defineForm({ id: 'r', title: label, reference: '0', rows: { parent: 'p', title: 'perp_rank', atLeastOne: 'primary' }, sections: rank });
export const rowTitle = defineForm({ id: 'r', title: label, reference: '0', rows: { parent: 'p', title: 'rank' }, sections: rank }); // wrong
export const rowCode = defineForm({ id: 'r', title: label, reference: '0', rows: { parent: 'p', title: 'perp_rank', atLeastOne: 'first' }, sections: rank }); // wrong
export const applies = defineForm({ id: 'r', title: label, reference: '0', appliesIf: { field: 'perp_rank', is: 'primary' }, sections: rank }); // wrong
`;

/* The same through the constructors: what an argument alone shows is refused at the constructor, the rest at the question in its form. */
const CONSTRUCTED = `
import { defineForm } from '${join(ROOT, 'shared/forms/define.ts')}';
import { calc, date, int, many, one, text } from '${join(ROOT, 'shared/forms/questions.ts')}';
export const form = defineForm({ id: 'invented', title: { fr: 'i', en: 'i' }, reference: '0', sections: { only: { title: { fr: 'i', en: 'i' }, fields: {
  sex: one('sex', 'R', 'RD', 'invention', 'invention'),
  day: date('R', 'QI', 'invention', 'invention', { notAfter: [{ fact: 'today' }] }),
  count: int({ min: 0, max: 9 }, 'O', 'OP', 'invention', 'invention'),
  group: calc({ type: 'one', list: 'age_group' }, '—', 'RD', 'invention', 'invention'),
  right1: text('O', 'OP', 'invention', 'invention', { visibleIf: { field: 'sex', is: 'female' } }),
  right2: text('O', 'OP', 'invention', 'invention', { visibleIf: { all: [{ field: 'count', below: 3 }, { field: 'group', answered: true }] } }),
  question: text('O', 'OP', 'invention', 'invention', { visibleIf: { field: 'sexe', is: 'female' } }), // wrong
  code: text('O', 'OP', 'invention', 'invention', { visibleIf: { field: 'sex', is: 'woman' } }), // wrong
  computed: text('O', 'OP', 'invention', 'invention', { visibleIf: { field: 'group', is: 'woman' } }), // wrong
  property: text('O', 'OP', 'invention', 'invention', { visibleIf: { field: 'sex', is: 'female' }, staleAfterDays: 3 }), // wrong
  limit: date('O', 'OP', 'invention', 'invention', { notAfter: [{ field: 'sex' }] }), // wrong
  alone: many('language', 'O', 'OP', 'invention', 'invention', { alone: ['martian'] }), // wrong
  initial: one('sex', 'O', 'OP', 'invention', 'invention', { initial: 'woman' }), // wrong
} } } });
export const list = one('planets', 'O', 'OP', 'invention', 'invention'); // wrong
export const mark = one('sex', 'X', 'OP', 'invention', 'invention'); // wrong
export const privacy = one('sex', 'O', 'SECRET', 'invention', 'invention'); // wrong
export const english = one('sex', 'O', 'OP', 'invention'); // wrong
export const range = int({ min: 0 }, 'O', 'OP', 'invention', 'invention'); // wrong
export const fact = text('O', 'OP', 'invention', 'invention', { visibleIf: { fact: 'moonPhase', is: 'full' } }); // wrong
export const unknown = text('O', 'OP', 'invention', 'invention', { visibleWhen: { fact: 'programme', is: 'gbv' } }); // wrong
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sutura-compile-'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'shared/tsconfig.json'), include: ['*.ts'] }));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of a snippet that the compiler refuses, from 1. */
function refusedLines(snippet: string): readonly number[] {
  writeFileSync(join(folder, 'snippet.ts'), snippet);
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  const lines = [...run.stdout.matchAll(/snippet\.ts\((\d+),/g)].map(([, line]) => Number(line));
  return [...new Set(lines)].toSorted((one, other) => one - other);
}

/* A wrong list or wording refuses the form whole, so those lines are tried one by one. */
const WHOLE = /planets|label: \{ fr: 'invention' \}|moonPhase/;

test('a wrong name, code, list or wording does not compile', () => {
  const lines = SNIPPET.split('\n');
  const plain = lines.map((line) => (WHOLE.test(line) ? '' : line));
  const wrong = plain.flatMap((line, index) => (line.includes('// wrong') ? [index + 1] : []));
  expect(wrong.length).toBe(15);
  expect(refusedLines(plain.join('\n'))).toEqual(wrong);
});

test.each(SNIPPET.split('\n').flatMap((line, index) => (WHOLE.test(line) ? [{ line: line.trim(), index }] : [])))('$line', ({ index }) => {
  const only = SNIPPET.split('\n').map((line, place) => (line.includes('// wrong') && place !== index ? '' : line));
  expect(refusedLines(only.join('\n'))).toContain(index + 1);
});

test('the constructors refuse an unknown list, mark, privacy class, code, question or property', () => {
  const wrong = CONSTRUCTED.split('\n').flatMap((line, index) => (line.includes('// wrong') ? [index + 1] : []));
  expect(wrong.length).toBe(14);
  expect(refusedLines(CONSTRUCTED)).toEqual(wrong);
});
