import { describe, expect, it } from 'vitest';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance, Protection } from '../../../../shared/disclosure/instance.ts';
import { lineOf } from '../invented.ts';
import { crossing } from './components.ts';

describe('the answer of the protector', () => {
  const statuses = ({ cells }: Protection): string =>
    cells.map((cell) => ('value' in cell ? String(cell.value) : cell.suppressed)).join(' ');

  it('says what is hidden, why, at what cost, and that it is proven', async () => {
    const answer = await protect(lineOf([3, 9, 20]), { objective: 'count' });
    expect(statuses(answer)).toMatch(/^32 primary (?:secondary 20|9 secondary)$/);
    expect({ ...answer, cells: [], elapsedMs: 0 }).toEqual({
      id: 'line',
      status: 'ok',
      method: 'optimal',
      optimal: true,
      objective: 1,
      bound: 1,
      stoppedBy: 'optimal',
      elapsedMs: 0,
      counts: { cells: 4, published: 2, primary: 1, secondary: 1, withheld: 0, cut: 0 },
      audit: { exact: 0, tooNarrow: 0, unproven: 0 },
      groupDisclosures: [],
      cells: [],
    });
  });

  it('by default weighs cells by what they are worth, so that the total stays', async () => {
    const answer = await protect(lineOf([3, 9, 20]));
    expect(statuses(answer)).toMatch(/^32 primary (?:secondary 20|9 secondary)$/);
    expect([answer.objective, answer.bound]).toEqual([10, 10]);
    expect((await protect(lineOf([3, 9, 20], {}, { c1: { cost: 90 }, c2: { cost: 80 }, total: { cost: 70 } }))).objective).toBe(70);
  });

  it('takes the width from the call, the rule, or the threshold', async () => {
    const hidden = async (rule: Partial<Instance['rule']>, width?: number) =>
      (await protect(lineOf([1, 2, 9, 20], rule), { objective: 'count', ...(width !== undefined && { width }) })).counts.secondary;
    // 1 + 2 hidden: each 1 or 2, a spread of one.
    expect(await hidden({})).toBe(1);
    expect(await hidden({ width: 1 })).toBe(0);
    expect(await hidden({ width: 1 }, 2)).toBe(1);
    expect(await hidden({ threshold: 3 })).toBe(0);
  });

  it('names its method, and hides nothing where nothing is small', async () => {
    expect(await protect(lineOf([9, 20]), { method: 'component' })).toMatchObject({
      method: 'optimal',
      optimal: true,
      objective: 0,
      bound: 0,
      stoppedBy: 'optimal',
    });
    expect((await protect(lineOf([3, 9, 20]), { method: 'gauss' })).method).toBe('gauss');
    const rough = await protect(
      crossing([
        [3, 8, 9, 12],
        [7, 2, 11, 9],
        [9, 14, 4, 8],
      ]),
      { method: 'component', objective: 'count', solves: 0 },
    );
    expect(rough.optimal ? 'optimal' : 'component').toBe(rough.method);
    expect(rough.stoppedBy).toBe(rough.optimal ? 'optimal' : 'rounds');
  });

  it('refused: every number that is not zero and not known is hidden, and the attacker says what remains', async () => {
    const pinned = lineOf([3, 9, 20, 0], {}, { c1: { known: true }, c2: { known: true }, total: { known: true } });
    const answer = await protect(pinned, { objective: 'count' });
    expect(statuses(answer)).toBe('32 primary 9 20 0');
    expect(answer).toMatchObject({
      status: 'refused',
      method: 'component',
      optimal: false,
      bound: 0,
      stoppedBy: 'refused',
      audit: { exact: 1, tooNarrow: 0, unproven: 0 },
    });
    const late = await protect(lineOf([3, 9, 20, 0]), { budgetMs: 0, objective: 'count' });
    expect(statuses(late)).toBe('secondary primary secondary secondary 0');
    expect(late).toMatchObject({
      status: 'refused',
      objective: 3,
      stoppedBy: 'time',
      counts: { published: 1, primary: 1, secondary: 3 },
      audit: { exact: 0, tooNarrow: 0, unproven: 1 },
    });
  });

  it('cuts tables in the order asked when the audit finds something, and says which', async () => {
    const line = lineOf([3, 9, 20]);
    const both: Instance = {
      ...line,
      tables: [...line.tables, { id: 'L', unit: 'incident', dims: ['row'], role: 'latent' }],
      cells: [...line.cells, ...line.cells.map((cell) => ({ ...cell, table: 'L' }))],
    };
    const answer = await protect(both, { cut: ['A'] });
    expect([answer.status, answer.cut, statuses(answer)]).toEqual(['cut', ['A'], 'cut cut cut cut']);
    expect(answer.counts).toMatchObject({ cells: 4, published: 0 });
  });
});
