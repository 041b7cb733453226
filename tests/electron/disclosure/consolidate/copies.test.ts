import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HandOut } from '../../../../electron/disclosure/consolidate/handOuts.ts';
import { mayHaveLeft } from '../../../../electron/services/desk/handedOut.ts';
import { copyBase, putBack, removeBase } from '../../../disclosure/livingBase.ts';
import { handOut, newDesk, type LivingDesk } from '../../../disclosure/livingDesk.ts';

const MONTH = '2026-04';
const AT = Date.UTC(2026, 4, 6, 8);
const tables = (period: string, reports: readonly string[]): HandOut => ({ period, months: { [period]: { ML: reports } }, lines: [] });
const [first, second, third] = [
  tables(MONTH, ['a1', 'b1', 'c1']),
  tables(MONTH, ['a2', 'b2', 'c2']),
  tables(MONTH, ['a3', 'b2', 'c2']),
] as const;

let desk: LivingDesk;
beforeAll(async () => {
  desk = await newDesk();
});
afterAll(() => removeBase(desk.base));

it('a desk put back from a copy gives again what it remembers, and new tables of a month that may have left only on a word (disclosure §5)', async () => {
  expect(handOut(desk, first, AT, false)).toBe('new');
  await copyBase(desk.base, AT + 1);
  expect(handOut(desk, second, AT + 2, false)).toBe('new');
  expect(handOut(desk, third, AT + 3, false)).toBe('refused');
  await putBack(desk.base, AT + 4);
  expect(mayHaveLeft(desk.base.session.admin, MONTH)).toBe('2026-05-06');
  expect(handOut(desk, first, AT + 5, false)).toBe('again');
  // One centre beside tables that the desk has forgotten: three centres beside those that it remembers.
  expect(handOut(desk, third, AT + 6, false)).toBe('refused');
  expect(handOut(desk, third, AT + 7, true)).toBe('new');
  expect(mayHaveLeft(desk.base.session.admin, MONTH)).toBeNull();
  expect(handOut(desk, tables(MONTH, ['a4', 'b4', 'c4']), AT + 8, false)).toBe('new');
});

it('asks nothing of a month that had not ended on that day', () => {
  expect(mayHaveLeft(desk.base.session.admin, '2026-05')).toBeNull();
  expect(mayHaveLeft(desk.base.session.admin, '2026-Q2')).toBeNull();
  expect(handOut(desk, tables('2026-05', ['a', 'b', 'c']), AT + 9, false)).toBe('new');
  expect(handOut(desk, tables('2026-03', ['a', 'b', 'c']), AT + 10, false)).toBe('refused');
});
