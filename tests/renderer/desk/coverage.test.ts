import { expect, test } from 'vitest';
import { markIn, partialRegions, rateOf, rateWords, remindersOf } from '../../../renderer/features/desk/coverage.ts';
import type { Coverage } from '../../../renderer/features/desk/coverage.ts';
import { missingWords } from '../../../renderer/features/desk/missing.ts';

const COVERAGE: Coverage = {
  months: ['2026-08', '2026-09'],
  rows: [
    { structureCode: 'ORG1', siteCode: 'S01', region: 'mopti', marks: ['received', 'received'] },
    { structureCode: 'ORG2', siteCode: 'S02', region: 'mopti', marks: ['outside', 'nil'] },
    { structureCode: 'ORG3', siteCode: 'S03', region: 'gao', marks: ['received', 'late'] },
    { structureCode: 'ORG4', siteCode: 'S04', region: 'gao', marks: ['received', 'expected'] },
  ],
  regions: [],
};

test('a nil report is received; a structure outside the register is not expected', () => {
  expect(rateOf(COVERAGE, COVERAGE.rows, '2026-09')).toEqual({ expected: 4, received: 2 });
  expect(rateOf(COVERAGE, COVERAGE.rows, '2026-08')).toEqual({ expected: 3, received: 3 });
});

test('a month that is not covered is outside, never a zero', () => {
  const [row] = COVERAGE.rows;
  expect(row && markIn(COVERAGE, row, '2020-01')).toBe('outside');
  expect(rateWords(rateOf(COVERAGE, COVERAGE.rows, '2020-01')).fr).toBe('aucun rapport attendu');
});

test('a region is partial as soon as one report is missing', () => {
  expect([...partialRegions(COVERAGE, '2026-09')]).toEqual(['gao']);
  expect([...partialRegions(COVERAGE, '2026-08')]).toEqual([]);
});

test('reminders: late and expected alike', () => {
  expect(remindersOf(COVERAGE, '2026-09').map(({ siteCode }) => siteCode)).toEqual(['S03', 'S04']);
});

test('regions without figure are listed once for each reason', () => {
  const few = { fr: 'Moins de trois centres.', en: 'Fewer than three centres.' };
  const lines = missingWords(
    [
      { label: { fr: 'Gao', en: 'Gao' }, why: few },
      { label: { fr: 'Kidal', en: 'Kidal' }, why: few },
    ],
    'fr',
  );
  expect(lines).toEqual(['Gao, Kidal\u00a0: Moins de trois centres.']);
});
