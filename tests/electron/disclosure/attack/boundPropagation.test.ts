import { describe, expect, it } from 'vitest';
import { attackSystem } from '../../../../electron/disclosure/attack/attack.ts';
import type { LinearSystem, Relation, Unknown } from '../../../../electron/disclosure/equations/linearSystem.ts';
import { propagateBounds } from '../../../../electron/disclosure/attack/feasibleTables.ts';

const sum = (equals: number, ...times: readonly number[]): Relation => ({
  equals,
  terms: times.flatMap((by, unknown) => (by === 0 ? [] : [{ unknown, times: by }])),
});
const from = (...least: readonly number[]): Unknown[] => least.map((one) => ({ least: one }));

/** Of each unknown what adding up leaves, and what whole tables reach: `low-high least-most`. */
function bounded(system: LinearSystem, width = Infinity): string {
  const pieces = propagateBounds(system, [...system.unknowns.keys()], width);
  return (
    pieces
      ?.flatMap(({ about }) => about)
      .toSorted((a, b) => a.asked - b.asked)
      .map(({ low, high, least, most }) => (low === least && high === most ? `${low}-${high}` : `${low}-${high} ${least}-${most}`))
      .join(', ') ?? 'none'
  );
}

describe('adding up alone', () => {
  it.each<[string, LinearSystem, string]>([
    ['two parts of nine', { unknowns: from(1, 1), relations: [sum(9, 1, 1)] }, '1-8, 1-8'],
    ['a part counted twice', { unknowns: from(0, 0), relations: [sum(9, 2, 1)] }, '0-4, 1-9'],
    ['a difference with a most', { unknowns: [{ least: 0, most: 7 }, { least: 0 }], relations: [sum(3, 1, -1)] }, '3-7, 0-4'],
    ['a difference written the other way', { unknowns: [{ least: 0, most: 7 }, { least: 0 }], relations: [sum(-3, -1, 1)] }, '3-7, 0-4'],
    [
      'what is known, put in',
      { unknowns: [{ least: 0 }, { least: 2, most: 2 }, { least: 0 }], relations: [sum(9, 1, 2, 1)] },
      '0-5, 2-2, 0-5',
    ],
    ['a chain of sums', { unknowns: from(1, 1, 1), relations: [sum(9, 1, 1), sum(5, 0, 1, 1)] }, '5-8, 1-4, 1-4'],
    ['a chain with a difference', { unknowns: from(1, 1, 1), relations: [sum(9, 1, 1), sum(2, 0, 1, -1)] }, '1-6, 3-8, 1-6'],
    ['nothing at all', { unknowns: from(0), relations: [] }, '0-20000'],
    [
      'a square of four',
      { unknowns: from(1, 1, 1, 1), relations: [sum(9, 1, 1), sum(7, 0, 0, 1, 1), sum(8, 1, 0, 1), sum(8, 0, 1, 0, 1)] },
      '2-7, 2-7, 1-6, 1-6',
    ],
    ['too little', { unknowns: from(1, 1), relations: [sum(1, 1, 1)] }, 'none'],
    [
      'too much',
      {
        unknowns: [
          { least: 0, most: 2 },
          { least: 0, most: 3 },
        ],
        relations: [sum(6, 1, 1)],
      },
      'none',
    ],
    ['a known number that does not fit', { unknowns: [{ least: 3, most: 3 }], relations: [sum(4, 1)] }, 'none'],
  ])('%s', (_, system, expected) => {
    expect(bounded(system)).toBe(expected);
  });

  it('of numbers counted several times no bound is taken for reached: 6, 10 and 15 make 31 in one way', async () => {
    const system: LinearSystem = { unknowns: from(0, 0, 0), relations: [sum(31, 6, 10, 15)] };
    expect((await attackSystem({ system, about: [0, 1, 2], width: Infinity })).findings).toEqual(
      [0, 1, 2].map(() => ({ kind: 'between', low: 1, high: 1 })),
    );
    const once: LinearSystem = { unknowns: from(0, 0, 0), relations: [sum(31, 1, 10, 15)] };
    expect((await attackSystem({ system: once, about: [0, 1, 2], width: Infinity })).findings).toEqual([
      { kind: 'between', low: 1, high: 31 },
      { kind: 'between', low: 0, high: 3 },
      { kind: 'between', low: 0, high: 2 },
    ]);
  });

  it('two tables that differ enough end the search for others', () => {
    const square: LinearSystem = {
      unknowns: from(1, 1, 1, 1),
      relations: [sum(90, 1, 1), sum(70, 0, 0, 1, 1), sum(80, 1, 0, 1), sum(80, 0, 1, 0, 1)],
    };
    for (const { least, most } of propagateBounds(square, [0, 1, 2, 3], 3)?.flatMap(({ about }) => about) ?? [])
      expect(most - least).toBeGreaterThanOrEqual(3);
    expect(bounded(square)).toBe('11-79, 11-79, 1-69, 1-69');
  });
});
