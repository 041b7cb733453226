import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backupNeed, isStickOverdue, keptCopies, mayBeCalledSecured, nextDrill } from '../../../shared/rules/backup.ts';

test('a copy is asked after two days, insisted on after seven and before the first (security §9.1)', () => {
  const need = (day: string | null) => backupNeed(day, '2026-11-24');
  expect(['2026-11-24', '2026-11-23', '2026-11-22', '2026-11-18', '2026-11-17', null].map(need)).toEqual([
    'none',
    'none',
    'remind',
    'remind',
    'insist',
    'insist',
  ]);
});

test('a drill holds six months (security §9.2)', () => {
  expect([nextDrill(null, '2026-11-24'), nextDrill('2026-05-31', '2026-11-24')]).toEqual(['2026-11-24', '2026-11-30']);
});

test('the report may call the base secured with a verified copy of less than 31 days and a drill of less than 12 months (security §9.2)', () => {
  const may = (verifiedOn: string | null, drilledOn: string | null) => mayBeCalledSecured(verifiedOn, drilledOn, '2026-11-24');
  expect([may('2026-10-25', '2025-11-25'), may('2026-10-24', '2025-11-25'), may('2026-10-25', '2025-11-24')]).toEqual([true, false, false]);
  expect([may(null, '2026-11-24'), may('2026-11-24', null)]).toEqual([false, false]);
});

test('a stick not written for more than ninety days is overdue', () => {
  expect([isStickOverdue('2026-08-26', '2026-11-24'), isStickOverdue('2026-08-25', '2026-11-24')]).toEqual([false, true]);
});

const named = (...names: string[]) => names.map((name) => ({ name, month: name.slice(0, 7) }));
const kept = (...names: string[]) => keptCopies(named(...names), '2026-11-24').map(({ name }) => name);

test('the last three stay, and the newest of each of three months (security §9.2)', () => {
  expect(kept('2026-11-d', '2026-11-c', '2026-11-b', '2026-11-a', '2026-10-b', '2026-10-a', '2026-09-a', '2026-08-a')).toEqual([
    '2026-11-d',
    '2026-11-c',
    '2026-11-b',
    '2026-10-b',
    '2026-09-a',
  ]);
  expect(kept('2026-11-a', '2026-08-b', '2026-08-a')).toEqual(['2026-11-a']);
  expect(kept()).toEqual([]);
});

test('never more than five, never one older than two months before, always the newest of this month', () => {
  const month = fc.constantFrom('2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11');
  fc.assert(
    fc.property(fc.array(month, { maxLength: 30 }), (months) => {
      const copies = months
        .toSorted()
        .toReversed()
        .map((of) => ({ month: of }));
      const stays = keptCopies(copies, '2026-11-24');
      expect(stays.length).toBeLessThanOrEqual(5);
      expect(stays.every((copy) => copy.month >= '2026-09')).toBe(true);
      const [newest] = copies;
      if (newest !== undefined && newest.month >= '2026-09') expect(stays[0]).toBe(newest);
    }),
  );
});
