import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { countLines, linesTable } from '../../tools/check/lines.ts';
import { judge } from '../../tools/check/productExports.ts';
import { wrongSubjects } from '../../tools/check/subjects.ts';

test('lines are counted by world and by room, and by inner room where there are some', () => {
  const root = mkdtempSync(join(tmpdir(), 'sutura-lines-'));
  const files = {
    'shared/ids.ts': 2,
    'shared/rules/clocks.ts': 3,
    'shared/rules/incident/ages.ts': 4,
    'shared/forms/gbv/incident.ts': 5,
    'shared/README.md': 6,
    'electron/app.ts': 1,
    'renderer/main.tsx': 1,
    'tools/run.mjs': 1,
    'tests/a.test.ts': 1,
  };
  for (const [path, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'x\n'.repeat(lines));
  }
  const rooms = countLines(root);
  rmSync(root, { recursive: true });
  expect(rooms.map(({ folder, lines }) => [folder, lines])).toEqual([
    ['shared', 14],
    ['shared/forms', 5],
    ['shared/rules', 7],
    ['shared/rules/incident', 4],
    ['electron', 1],
    ['renderer', 1],
    ['tools', 1],
    ['tests', 1],
  ]);
  expect(linesTable(rooms.slice(0, 2))).toBe('     14 shared\n      5   shared/forms\n');
});

test('a subject is an area, a colon and an imperative, in at most 72 characters', () => {
  const right = ['forms: declare fields by constructors', 'electron/store: seal the facts of a case', 'tools, tests: bring one generator'];
  const wrong = [
    'Mutation figures with the longer periods',
    'forms: Declare fields',
    'forms: declared fields',
    'forms: declaring fields',
    'forms: declare fields.',
    `forms: ${'x'.repeat(66)}`,
    'forms:',
  ];
  expect(wrongSubjects([...right, ...wrong])).toEqual(wrong);
});

test('an export that tests alone use fails unless it is listed, and a listed export that is used fails too', () => {
  const issue = { file: 'shared/a.ts', files: [], exports: [{ name: 'one' }], types: [{ name: 'Two' }] };
  const report = JSON.stringify({ issues: [issue] });
  expect(judge(report, { one: 'reason', Two: 'reason' }).result).toBe('passed');
  expect(judge(report, { one: 'reason' })).toEqual({ result: 'failed', output: '  Two (shared/a.ts)\n' });
  expect(judge(report, { one: 'reason', Two: 'reason', three: 'reason' }).output).toContain('three');
  expect(judge('no report', {}).result).toBe('failed');
});
