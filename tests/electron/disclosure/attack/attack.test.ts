import { describe, expect, it, vi } from 'vitest';
import { attackSystem, boundsOf } from '../../../../electron/disclosure/attack/attack.ts';
import type { Finding } from '../../../../electron/disclosure/attack/feasibility.ts';
import { loadSolver } from '../../../../electron/disclosure/attack/attackSolver.ts';
import type { LinearSystem } from '../../../../electron/disclosure/equations/linearSystem.ts';
import { auditProtection } from '../../../../electron/disclosure/attack/audit.ts';
import { readInstance } from '../../../../electron/disclosure/equations/instanceSystem.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { dice, handExample, inventedMonth } from '../invented.ts';

const quick = { method: 'component', objective: 'count', solves: 0, budgetMs: 60_000 } as const;

describe('the attacker', () => {
  it('finds the intervals worked by hand', async () => {
    const instance = handExample();
    const hidden = new Set(['T1,A2', 'T1,A3', 'T2,A2', 'T2,A3']);
    const shown = new Map(
      instance.cells.filter((cell) => !hidden.has(cell.key.join())).map((cell) => [JSON.stringify([cell.table, ...cell.key]), cell.n]),
    );
    const { system, position, numbers } = readInstance(instance, shown, []);
    const about = ['T1,A2', 'T2,A3'].map((key) => [...position].find(([name]) => numbers.get(name)?.key.join() === key)?.[1] ?? -1);
    const { findings } = await attackSystem({ system, about, width: Infinity });
    expect(findings).toEqual([
      { kind: 'between', low: 2, high: 10 },
      { kind: 'between', low: 1, high: 9 },
    ]);
  });

  it('knows that numbers are whole where a linear bound does not', async () => {
    const unknowns = [{ least: 0 }, { least: 0 }, { least: 0 }];
    const relations = [
      {
        terms: [
          { unknown: 0, times: 2 },
          { unknown: 1, times: 2 },
          { unknown: 2, times: 1 },
        ],
        equals: 3,
      },
      {
        terms: [
          { unknown: 2, times: 1 },
          { unknown: 0, times: 2 },
        ],
        equals: 3,
      },
    ];
    const { findings } = await attackSystem({ system: { unknowns, relations }, about: [0, 2], width: Infinity });
    expect(findings).toEqual([
      { kind: 'between', low: 0, high: 1 },
      { kind: 'between', low: 1, high: 3 },
    ]);
  });

  const weighed = (...terms: readonly (readonly [unknown: number, times: number])[]) =>
    terms.map(([unknown, times]) => ({ unknown, times }));

  it('finds the one whole table where fractions would leave many: 2x + 3y = 7', async () => {
    const system: LinearSystem = { unknowns: [{ least: 0 }, { least: 0 }], relations: [{ terms: weighed([0, 2], [1, 3]), equals: 7 }] };
    const expected = [
      { kind: 'between', low: 2, high: 2 },
      { kind: 'between', low: 1, high: 1 },
    ];
    expect((await attackSystem({ system, about: [0, 1], width: Infinity })).findings).toEqual(expected);
    expect((await attackSystem({ system, about: [0, 1], width: 1 })).findings).toEqual(expected);
    const wider = { ...system, relations: [{ terms: weighed([0, 2], [1, 3]), equals: 13 }] };
    // x = 5, y = 1 or x = 2, y = 3.
    expect((await attackSystem({ system: wider, about: [1, 0], width: 3 })).findings).toEqual([
      { kind: 'between', low: 1, high: 3 },
      { kind: 'wide' },
    ]);
    expect((await attackSystem({ system: wider, about: [0], width: 4 })).findings).toEqual([{ kind: 'between', low: 2, high: 5 }]);
  });

  it('says that nothing fits where only fractions would: 2x = 3', async () => {
    const system: LinearSystem = { unknowns: [{ least: 0 }, { least: 0 }], relations: [{ terms: weighed([0, 2]), equals: 3 }] };
    expect((await attackSystem({ system, about: [0, 1], width: 3 })).findings).toEqual([{ kind: 'impossible' }, { kind: 'wide' }]);
  });

  it('answers in the order asked, part by part, each within its bounds; a width that is just reached is wide', async () => {
    const system: LinearSystem = {
      unknowns: [{ least: 1, most: 4 }, { least: 1 }, { least: 2, most: 2 }, { least: 1 }, { least: 1 }],
      relations: [
        { terms: weighed([0, 1], [1, 1]), equals: 9 },
        { terms: weighed([4, -1], [3, -1]), equals: -4 },
        { terms: [], equals: 0 },
      ],
    };
    const { findings, components } = await attackSystem({ system, about: [3, 2, 1, 0], width: 3 });
    expect(components).toBe(3);
    expect(findings).toEqual([
      { kind: 'between', low: 1, high: 3 },
      { kind: 'between', low: 2, high: 2 },
      { kind: 'wide' },
      { kind: 'wide' },
    ]);
    expect(await boundsOf(system, [1, 3, 2])).toEqual([
      { low: 5, high: 8 },
      { low: 1, high: 3 },
      { low: 2, high: 2 },
    ]);
  });

  it('says when no whole table fits', async () => {
    const system: LinearSystem = {
      unknowns: [{ least: 1 }, { least: 1 }],
      relations: [
        {
          terms: [
            { unknown: 0, times: 1 },
            { unknown: 1, times: 1 },
          ],
          equals: 1,
        },
      ],
    };
    expect((await attackSystem({ system, about: [0], width: 3 })).findings).toEqual([{ kind: 'impossible' }]);
    expect(await boundsOf(system, [0])).toBeUndefined();
  });

  it('agrees with counting every whole table of small random systems', async () => {
    const roll = dice(11);
    for (let round = 0; round < 40; round += 1) {
      const truth = [roll(5), roll(5), roll(5), roll(5)];
      const relations = Array.from({ length: 2 }, () => {
        const terms = truth.flatMap((_, unknown) => (roll(2) === 0 ? [] : [{ unknown, times: 1 + roll(2) }]));
        return { terms, equals: terms.reduce((sum, { unknown, times }) => sum + times * (truth[unknown] ?? 0), 0) };
      }).filter((relation) => relation.terms.length > 0);
      const system: LinearSystem = { unknowns: truth.map(() => ({ least: 0, most: 6 })), relations };
      const tables = Array.from({ length: 7 ** 4 }, (_, at) => [
        at % 7,
        Math.floor(at / 7) % 7,
        Math.floor(at / 49) % 7,
        Math.floor(at / 343),
      ]).filter((table) =>
        relations.every(
          ({ terms, equals }) => terms.reduce((sum, { unknown, times }) => sum + times * (table[unknown] ?? 0), 0) === equals,
        ),
      );
      const { findings } = await attackSystem({ system, about: [0, 1, 2, 3], width: Infinity });
      const expected = [0, 1, 2, 3].map((unknown) => ({
        kind: 'between',
        low: Math.min(...tables.map((table) => table[unknown] ?? 0)),
        high: Math.max(...tables.map((table) => table[unknown] ?? 0)),
      }));
      expect(findings).toEqual(expected);
    }
  });

  it('reports a number both shown and hidden, a zero hidden, a false number, a sensitive one shown, a cell missing', async () => {
    const instance = inventedMonth(9, 70);
    const protection = await protect(instance, quick);
    const kinds = async (cells: typeof protection.cells): Promise<string[]> => [
      ...new Set((await auditProtection(instance, { ...protection, cells }, 3)).faults.map((fault) => fault.kind)),
    ];
    const first = (test: (cell: (typeof protection.cells)[number]) => boolean): number => protection.cells.findIndex(test);
    const zero = first((cell) => 'value' in cell && cell.value === 0);
    const primary = first((cell) => 'suppressed' in cell && cell.suppressed === 'primary');
    const total = first((cell) => cell.table === 'G02a' && cell.key.join() === 'total,total');
    const [hiddenZero, shownPrimary, shownTotal] = [protection.cells[zero], protection.cells[primary], protection.cells[total]];
    if (hiddenZero === undefined || shownPrimary === undefined || shownTotal === undefined)
      throw new Error('the invented month lacks such cells');
    expect(await kinds(protection.cells.with(zero, { table: hiddenZero.table, key: hiddenZero.key, suppressed: 'secondary' }))).toContain(
      'zero',
    );
    expect(await kinds(protection.cells.with(total, { table: shownTotal.table, key: shownTotal.key, suppressed: 'secondary' }))).toContain(
      'split',
    );
    expect(await kinds(protection.cells.with(total, { table: shownTotal.table, key: shownTotal.key, value: 999 }))).toContain('false');
    expect(await kinds(protection.cells.with(primary, { table: shownPrimary.table, key: shownPrimary.key, value: 3 }))).toContain(
      'sensitive',
    );
    expect(await kinds(protection.cells.slice(1))).toContain('missing');
    expect(await kinds(protection.cells)).toEqual([]);
  });
});

describe('what adding up leaves open', () => {
  const sum = (equals: number, ...unknowns: readonly number[]) => ({ terms: unknowns.map((unknown) => ({ unknown, times: 1 })), equals });
  /** Two of three add up to `pair` each, so that each is half of it: adding up comes nearer step by step. Beside them 9 in two parts. */
  const pairs = (pair: number): LinearSystem => ({
    unknowns: [{ least: 0 }, { least: 0 }, { least: 0 }, { least: 1 }, { least: 1 }],
    relations: [sum(pair, 0, 1), sum(pair, 1, 2), sum(pair, 0, 2), sum(9, 3, 4)],
  });
  const difference = (most?: number): LinearSystem => ({
    unknowns: [{ least: 0, ...(most !== undefined && { most }) }, { least: 0 }],
    relations: [
      {
        terms: [
          { unknown: 0, times: 1 },
          { unknown: 1, times: -1 },
        ],
        equals: 0,
      },
    ],
  });

  /** The answer, and how many systems the solver was given for it. */
  async function counted<Answer>(ask: () => Promise<Answer>): Promise<readonly [Answer, number]> {
    const highs = await loadSolver();
    const given = vi.spyOn(highs, 'createModel');
    const answer = await ask();
    const systems = given.mock.calls.length;
    given.mockRestore();
    return [answer, systems];
  }

  it.each<[string, LinearSystem, readonly number[], number, readonly Finding[], number]>([
    [
      'nothing where each bound is reached',
      pairs(4),
      [0, 3],
      Infinity,
      [
        { kind: 'between', low: 2, high: 2 },
        { kind: 'between', low: 1, high: 8 },
      ],
      0,
    ],
    ['nothing where two tables differ enough', pairs(30), [3, 4], 3, [{ kind: 'wide' }, { kind: 'wide' }], 0],
    [
      'one part, and not the other',
      pairs(10),
      [3, 0, 4],
      Infinity,
      [
        { kind: 'between', low: 1, high: 8 },
        { kind: 'between', low: 5, high: 5 },
        { kind: 'between', low: 1, high: 8 },
      ],
      1,
    ],
    ['nothing of what nothing bounds', difference(), [0, 1], 3, [{ kind: 'wide' }, { kind: 'wide' }], 0],
  ])('the solver is asked about %s', async (_, system, about, width, findings, systems) => {
    expect(await counted(async () => (await attackSystem({ system, about, width })).findings)).toEqual([findings, systems]);
  });

  it('bounds too: those that a table reaches are not asked about, and none where nothing is in the way', async () => {
    const nine = { low: 1, high: 8 };
    expect(await counted(() => boundsOf(pairs(4), [0, 3]))).toEqual([[{ low: 2, high: 2 }, nine], 0]);
    expect(await counted(() => boundsOf(pairs(30), [4, 2, 3]))).toEqual([[nine, { low: 15, high: 15 }, nine], 1]);
    expect(await counted(() => boundsOf(difference(), [1, 0]))).toEqual([[0, 1].map(() => ({ low: 0, high: Infinity })), 0]);
    expect(await counted(() => boundsOf(difference(10_000), [1, 0]))).toEqual([[0, 1].map(() => ({ low: 0, high: 10_000 })), 0]);
  });
});
