import { describe, expect, it } from 'vitest';
import { auditRounding } from '../../../../electron/disclosure/attack/auditRounding.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance, Protection } from '../../../../shared/disclosure/instance.ts';
import { countInstance, dice, handExample, inventedMonth } from '../invented.ts';

const key = Buffer.alloc(32, 7);

function valueOf(protection: Protection, ...cell: string[]): number | string | undefined {
  const found = protection.cells.find((one) => one.key.join() === cell.join());
  return found === undefined ? undefined : 'value' in found ? found.value : found.suppressed;
}

/** Three crossings of three dimensions whose joint table nobody knows. */
function triangle(seed: number, size: number): Instance {
  const roll = dice(seed);
  const dims = ['a', 'b', 'c'].map((name) => ({
    name,
    hierarchy: [['total', [0, 1, 2].map((code) => `${name}${code}`)] as [string, string[]]],
  }));
  const records = Array.from({ length: size }, () => ({ a: `a${roll(3)}`, b: `b${roll(3)}`, c: `c${roll(3)}` }));
  const tables = [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ].map((pair): Instance['tables'][number] => ({ id: pair.join(''), unit: 'incident', dims: pair, role: 'publish' }));
  return countInstance(`triangle-${seed}`, dims, tables, records, { threshold: 5, zero: 'publish' });
}

describe('small-count rounding', () => {
  it('rounds the two small cells of the hand example to 0 or 5, adds the margins up again, and says how near they are', async () => {
    const protection = await protect(handExample(), { method: 'round' });
    expect(protection).toMatchObject({
      status: 'ok',
      method: 'round',
      stoppedBy: 'rounds',
      counts: { cells: 20, published: 20, primary: 0, secondary: 0 },
    });
    expect([valueOf(protection, 'T1', 'A2'), valueOf(protection, 'T2', 'A3')]).toEqual([5, 0]);
    expect([valueOf(protection, 'T1', 'total'), valueOf(protection, 'T2', 'total'), valueOf(protection, 'total', 'total')]).toEqual([
      39, 36, 137,
    ]);
    expect(protection.rounding).toMatchObject({ base: 5, maxError: 2, meanError: 12 / 20, exactShare: 14 / 20 });
    expect(protection.rounding?.margins).toContainEqual({ table: 'H', key: ['T1', 'total'], error: 2 });
    expect(protection.audit).toEqual({ exact: 0, tooNarrow: 0, unproven: 0 });
  });

  it('gives the same bytes for the same key and month, and asks the key between equally near choices', async () => {
    const equal = countInstance(
      'even',
      [{ name: 'a', hierarchy: [['total', ['a0', 'a1', 'a2', 'a3', 'a4']]] }],
      [{ id: 'A', unit: 'incident', dims: ['a'], role: 'publish' }],
      Array.from({ length: 10 }, (_, at) => ({ a: `a${at % 5}` })),
      { threshold: 5, zero: 'publish' },
    );
    const raised = async (roundingKey: Buffer, id: string): Promise<string> => {
      const { cells } = await protect({ ...equal, id }, { method: 'round', roundingKey });
      return cells.flatMap((cell) => ('value' in cell && cell.value === 5 ? [cell.key.join()] : [])).join();
    };
    expect(await raised(key, 'even')).toBe(await raised(key, 'even'));
    const others = await Promise.all([1, 2, 3, 4, 5, 6].map((fill) => raised(Buffer.alloc(32, fill), 'even')));
    const months = await Promise.all(['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].map((id) => raised(key, id)));
    expect(new Set(others).size).toBeGreaterThan(1);
    expect(new Set(months).size).toBeGreaterThan(1);
  });

  it('finds a joint table behind three crossings that nobody crossed, and rounds them consistently', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const instance = triangle(seed, 20 + 15 * seed);
      const protection = await protect(instance, { method: 'round' });
      expect({ seed, status: protection.status, faults: (await auditRounding(instance, protection, 3)).faults }).toEqual({
        seed,
        status: 'ok',
        faults: [],
      });
    }
  });

  it('leaves lines under ten out after rounding, and cuts what it is asked to cut', async () => {
    const instance = inventedMonth(3, 60);
    const protection = await protect(instance, {
      method: 'round',
      cut: ['G03'],
      minimums: [{ table: 'G10', minimum: 10 }],
    });
    const cells = protection.cells.filter(({ table }) => table === 'G10').map((cell) => ('value' in cell ? cell.value : cell.suppressed));
    expect(cells.every((cell) => cell === 'withheld' || cell === 0 || (typeof cell === 'number' && cell >= 10))).toBe(true);
    expect(cells).toContain('withheld');
    expect(protection.cells.filter(({ table }) => table === 'G03').every((cell) => !('value' in cell))).toBe(true);
    expect(protection.cut).toEqual(['G03']);
  });

  it('refuses what rounding does not hide: a cell known from before, a number of one or two contributors, no time', async () => {
    const hand = handExample();
    const with0 = (extra: Partial<Instance['cells'][number]>): Instance => ({
      ...hand,
      cells: hand.cells.map((cell, at) => (at === 7 ? { ...cell, ...extra } : cell)),
    });
    expect((await protect(with0({ known: true }), { method: 'round' })).status).toBe('refused');
    const few = { ...with0({ contributors: 2 }), rule: { ...hand.rule, minContributors: 3 } };
    expect((await protect(few, { method: 'round' })).status).toBe('refused');
    expect((await protect(hand, { method: 'round', budgetMs: 0 })).status).toBe('refused');
  });

  it('is audited by the attacker: a small number, a total that does not add up, a zero raised or a far total is reported', async () => {
    const instance = handExample();
    const protection = await protect(instance, { method: 'round' });
    const faultsWith = async (change: (name: string, value: number) => number): Promise<readonly string[]> => {
      const cells = protection.cells.map((cell) => ('value' in cell ? { ...cell, value: change(cell.key.join(), cell.value) } : cell));
      return (await auditRounding(instance, { cells }, 3)).faults.map(({ kind }) => kind);
    };
    expect(await faultsWith((_, value) => value)).toEqual([]);
    expect(await faultsWith((name, value) => (name === 'T1,A2' ? 3 : value))).toContain('sensitive');
    expect(await faultsWith((name, value) => (name === 'T1,total' ? value + 5 : value))).toContain('false');
    expect(await faultsWith((name, value) => (name === 'total,total' ? value + 5 : value))).toContain('false');
  });
});
