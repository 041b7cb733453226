import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTING_KEYS } from '../../../../shared/rules/settings/settings.ts';
import { DECIDED, FROM_ELSEWHERE } from './decidedValues.ts';

const REFERENCE = new URL('../../../../../shared/domain/reference.md', import.meta.url);

test('every setting holds one value that the reference marks [D], or a value that another page asks for', () => {
  const held = DECIDED.flatMap((decided) => ('settings' in decided ? decided.settings : []));
  expect([...held, ...FROM_ELSEWHERE].toSorted()).toEqual([...SETTING_KEYS].toSorted());
  expect(DECIDED.filter((decided) => 'settings' in decided && decided.settings.length === 0)).toEqual([]);
});

test.skipIf(!existsSync(REFERENCE))(
  'no value that the reference marks [D] is left out (skipped where the reference is not at hand)',
  () => {
    const marks = new Map<string, number>();
    let paragraph = '';
    for (const line of readFileSync(REFERENCE, 'utf8').split('\n')) {
      paragraph = /^#+ ([\d.]+\d)\b/.exec(line)?.[1] ?? paragraph;
      const count = line.match(/\[D[\],]/g)?.length ?? 0;
      if (count > 0) marks.set(paragraph, (marks.get(paragraph) ?? 0) + count);
    }
    const listed = new Map<string, number>();
    for (const { paragraph: of, marks: count } of DECIDED) if (count > 0) listed.set(of, (listed.get(of) ?? 0) + count);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(marks));
  },
);
