import { describe, expect, it } from 'vitest';
import { auditProtection } from '../../../../electron/disclosure/attack/audit.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance, Protection } from '../../../../shared/disclosure/instance.ts';
import { countInstance, handExample, inventedMonth, inventedTables, showCell } from '../invented.ts';

function statusOf(protection: Protection, table: string, ...key: string[]): number | string | undefined {
  const cell = protection.cells.find((one) => one.table === table && one.key.join() === key.join());
  return cell === undefined ? undefined : 'value' in cell ? cell.value : cell.suppressed;
}

/** Every choice of exactly `size` among `items`. */
function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}

const quick = { method: 'component', objective: 'count', solves: 0, budgetMs: 60_000 } as const;

describe('the protector', () => {
  it('hides two secondary cells of the hand example and proves that fewer cannot do', async () => {
    const protection = await protect(handExample(), { objective: 'count' });
    expect(protection).toMatchObject({ status: 'ok', method: 'optimal', optimal: true, objective: 2, bound: 2, stoppedBy: 'optimal' });
    expect(protection.counts).toMatchObject({ cells: 20, published: 16, primary: 2, secondary: 2, cut: 0 });
    expect(statusOf(protection, 'H', 'T1', 'A2')).toBe('primary');
    expect(statusOf(protection, 'H', 'T1', 'A3')).toBe('secondary');
    expect(statusOf(protection, 'H', 'T2', 'A2')).toBe('secondary');
    expect(statusOf(protection, 'H', 'total', 'total')).toBe(137);
  });

  it('hides no secondary cell that could be shown again alone', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const instance = inventedMonth(seed, 40 + seed);
      const protection = await protect(instance, quick);
      for (const at of protection.cells.keys()) {
        const cell = protection.cells[at];
        if (cell === undefined || 'value' in cell || cell.suppressed !== 'secondary') continue;
        const audit = await auditProtection(instance, showCell(protection, instance, at), 3);
        expect(audit.leaks.length, `${seed} ${cell.table} ${cell.key.join()}`).toBeGreaterThan(0);
      }
    }
  });

  it('proves what trying every pattern confirms', async () => {
    let tried = 0;
    for (let seed = 1; tried < 6; seed += 1) {
      const instance = inventedTables(seed);
      if (instance.tables.length > 1 || instance.cells.length > 24) continue;
      const protection = await protect(instance, { objective: 'count', budgetMs: 60_000 });
      const free = protection.cells.flatMap((cell, at) =>
        'value' in cell ? (cell.value > 0 ? [at] : []) : cell.suppressed === 'secondary' ? [at] : [],
      );
      if (free.length > 12 || protection.counts.secondary < 2) continue;
      tried += 1;
      expect(protection.optimal).toBe(true);
      const smaller = subsets(free, protection.counts.secondary - 1);
      for (const hidden of smaller) {
        const cells = protection.cells.map((cell, at) => {
          const { table, key } = cell;
          if (!free.includes(at)) return cell;
          return hidden.includes(at)
            ? { table, key, suppressed: 'secondary' as const }
            : { table, key, value: instance.cells[at]?.n ?? -1 };
        });
        expect((await auditProtection(instance, { cells }, 3)).leaks.length, `seed ${seed}`).toBeGreaterThan(0);
      }
    }
  });

  it('never does worse with the proof than without', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const instance = inventedMonth(seed, 15 + 20 * seed);
      const without = await protect(instance, quick);
      const proven = await protect(instance, { objective: 'count', budgetMs: 60_000 });
      expect(proven.optimal).toBe(true);
      expect(proven.objective).toBeLessThanOrEqual(without.objective);
      expect(without.bound).toBeLessThanOrEqual(proven.objective);
      expect((await auditProtection(instance, proven, 3)).leaks).toEqual([]);
    }
  });

  it('gives the same answer each time', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(async () => ({ ...(await protect(inventedMonth(7, 90), { ...quick, solves: 300 })), elapsedMs: 0 })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('hides nothing where nothing is small, and nothing secondary where the small cells protect each other', async () => {
    const dims: Instance['dims'] = [{ name: 'row', hierarchy: [['total', ['a', 'b']]] }];
    const tables: Instance['tables'] = [{ id: 'A', unit: 'incident', dims: ['row'], role: 'publish' }];
    const of = (a: number, b: number): Instance =>
      countInstance(
        'control',
        dims,
        tables,
        [...Array.from({ length: a }, () => ({ row: 'a' })), ...Array.from({ length: b }, () => ({ row: 'b' }))],
        { threshold: 5, zero: 'publish' },
      );
    expect(await protect(of(9, 12))).toMatchObject({ status: 'ok', optimal: true, counts: { primary: 0, secondary: 0, published: 3 } });
    expect(await protect(of(3, 4))).toMatchObject({ status: 'ok', optimal: true, counts: { primary: 2, secondary: 0, published: 1 } });
    expect(await protect(of(0, 12))).toMatchObject({ status: 'ok', counts: { primary: 0, published: 3 } });
  });

  it('refuses when an earlier release pins a sensitive cell', async () => {
    const instance = handExample();
    const cells = instance.cells.map((cell) => (cell.key.join() === 'T1,A2' ? cell : { ...cell, known: true }));
    const protection = await protect({
      ...instance,
      cells: cells.map((cell) => (cell.key.join() === 'T2,A3' ? { ...cell, known: true } : cell)),
    });
    expect(protection).toMatchObject({ status: 'refused', stoppedBy: 'refused', audit: { exact: 1 } });
  });

  it('shows nothing without a budget', async () => {
    const protection = await protect(handExample(), { budgetMs: 0 });
    expect(protection).toMatchObject({ status: 'refused', stoppedBy: 'time', counts: { published: 0 } });
    expect(protection.audit.unproven).toBe(2);
  });

  it('keeps what it could not try hidden when the time is out', async () => {
    const instance = inventedMonth(3, 120);
    const protection = await protect(instance, { ...quick, budgetMs: 1e-6 });
    const audit = await auditProtection(instance, protection, 3);
    expect(protection.stoppedBy).toBe('time');
    expect(audit.leaks).toEqual([]);
  });

  it('protects zeros too where the rule says so', async () => {
    const instance = inventedTables(4);
    const protection = await protect({ ...instance, rule: { ...instance.rule, zero: 'protect' } }, quick);
    expect(protection.cells.some((cell) => 'value' in cell && cell.value === 0)).toBe(false);
  });

  it('hides a cell with too few contributors whatever its size', async () => {
    const instance = handExample();
    const cells = instance.cells.map((cell) => ({ ...cell, contributors: cell.key.join() === 'T3,A4' ? 2 : 9 }));
    const protection = await protect({ ...instance, rule: { ...instance.rule, minContributors: 3 }, cells }, quick);
    expect(statusOf(protection, 'H', 'T3', 'A4')).toBe('primary');
  });

  it('withholds lines below ten without protecting them further', async () => {
    const protection = await protect(handExample(), { ...quick, minimums: [{ table: 'H', minimum: 10 }] });
    expect(statusOf(protection, 'H', 'T1', 'A4')).toBe('withheld');
    expect(statusOf(protection, 'H', 'T2', 'A2')).not.toBe('withheld');
    const lines = await protect(handExample(), {
      ...quick,
      minimums: [{ table: 'H', minimum: 38, dimension: 'type', codes: ['T1', 'T2'] }],
    });
    expect(statusOf(lines, 'H', 'T1', 'A1')).toBe('withheld');
    expect(statusOf(lines, 'H', 'T3', 'A1')).not.toBe('withheld');
  });

  it('cuts a table about perpetrators in which one cell reveals the whole group, and reports it elsewhere', async () => {
    const dims: Instance['dims'] = [
      { name: 'relation', hierarchy: [['total', ['close', 'known']]] },
      { name: 'type', hierarchy: [['total', ['sexual', 'other']]] },
    ];
    const incidents = [
      ...Array.from({ length: 7 }, () => ({ relation: 'close', type: 'sexual' })),
      ...Array.from({ length: 20 }, (_, at) => ({ relation: 'known', type: at % 2 === 0 ? 'sexual' : 'other' })),
    ];
    const of = (id: string): Instance =>
      countInstance('group', dims, [{ id, unit: 'perpetrator', dims: ['relation', 'type'], role: 'publish' }], incidents, {
        threshold: 5,
        zero: 'publish',
      });
    const blocked = await protect(of('G13'));
    expect(blocked).toMatchObject({ status: 'cut', cut: ['G13'], counts: { published: 0 } });
    expect(blocked.groupDisclosures).toContainEqual({
      table: 'G13',
      margin: ['close', 'total'],
      cell: ['close', 'sexual'],
      blocking: true,
    });
    const reported = await protect(of('X1'));
    expect(reported).toMatchObject({ status: 'ok' });
    expect(reported.groupDisclosures.map((group) => group.blocking)).toEqual([false, false]);
  });

  it('cuts the tables that it is asked to cut, and lets them omit what others show', async () => {
    const instance = inventedMonth(5, 80);
    const protection = await protect(instance, { ...quick, cut: ['G02a'] });
    expect(protection).toMatchObject({ status: 'cut', cut: ['G02a'] });
    expect(
      protection.cells.filter((cell) => cell.table === 'G02a').every((cell) => 'suppressed' in cell && cell.suppressed === 'cut'),
    ).toBe(true);
    expect((await auditProtection(instance, protection, 3)).leaks).toEqual([]);
  });

  it('protects after Gauss elimination too', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const instance = inventedMonth(seed, 60);
      const protection = await protect(instance, { ...quick, method: 'gauss' });
      expect(protection.method).toBe('gauss');
      expect((await auditProtection(instance, protection, 3)).leaks).toEqual([]);
    }
  });
});
