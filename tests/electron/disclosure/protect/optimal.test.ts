import { describe, expect, it } from 'vitest';
import type { Component } from '../../../../electron/disclosure/protect/component.ts';
import { loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { provePattern } from '../../../../electron/disclosure/protect/optimal.ts';
import { costOf, createSearch } from '../../../../electron/disclosure/protect/unsuppress.ts';
import { byHand, componentOf, crossing, endless, names } from './components.ts';
import { lineOf } from '../invented.ts';

/** A crossing of which each cell costs from 1 to 5 to hide, every second one a share of a unit more. */
function priced(rows: readonly (readonly number[])[], shift: number, share: number): Component {
  const { component } = componentOf(crossing(rows));
  return { ...component, cells: component.cells.map((cell, at) => ({ ...cell, cost: 1 + ((at * 7 + shift) % 5) + share * (at % 2) })) };
}

const large = [
  [6, 0, 2, 1, 8],
  [9, 6, 6, 8, 0],
  [1, 3, 9, 4, 3],
  [1, 10, 9, 5, 0],
  [6, 9, 8, 6, 5],
];
const narrow = [
  [1, 2, 0],
  [2, 3, 1],
  [1, 5, 4],
  [1, 0, 5],
];
const sparse = [
  [0, 3, 8, 7, 7],
  [2, 3, 8, 6, 0],
  [8, 2, 5, 5, 1],
];
const many = [
  [4, 5, 0, 3],
  [0, 1, 4, 1],
  [4, 0, 0, 2],
  [1, 4, 1, 1],
  [1, 1, 5, 1],
];
const few = [
  [1, 5, 1, 2],
  [1, 0, 2, 2],
  [5, 4, 2, 4],
];

describe('a proof as far as its budget goes (disclosure §3.6)', () => {
  /*
   * For each budget of linear programs: cost of the pattern, bound proven, programs that looked for feasible ranges. The bound rises, the cost falls, until they meet. Work is counted and
   * not timed, so that the same release gives the same bytes on any machine (disclosure §7.2): a change of how a pattern is sought changes these rows.
   */
  it.each<[string, readonly (readonly number[])[], number, number, number, Readonly<Record<string, string>>]>([
    [
      'a round of fractions each, then whole choices refuted one by one',
      large,
      349,
      0,
      0,
      { '-1': '84 0 0', '30': '84 13 0', '50': '17 13 30', '60': '17 14 30', '600': '16 16 76' },
    ],
    ['prices that are no whole numbers', large, 349, 0.5, 0, { '30': '90 13.5 0', '300': '18.5 15.5 30', '700': '17 16.5 73' }],
    ['a pattern made better first', narrow, 243, 0, 40, { '-1': '17 0 113', '40': '17 11 113', '60': '17 15 137', '200': '17 17 137' }],
    ['nothing made better', narrow, 243, 0, 0, { '40': '29 11 0', '60': '19 15 43', '80': '19 16 43', '200': '17 17 43' }],
    ['few small numbers', sparse, 348, 0, 0, { '0': '48 7 0', '10': '12 8 49', '140': '12 9 49', '250': '9 9 49' }],
    ['few small numbers, shares', sparse, 348, 0.5, 0, { '10': '52 8.5 0', '20': '13.5 9.25 49', '30': '10 9.5 49' }],
    ['many small numbers', many, 102, 0, 0, { '-1': '36 0 0', '30': '36 11 0', '60': '19 15 81', '90': '19 18 81', '250': '19 19 81' }],
    ['better than what the cuts leave', few, 231, 0.5, 40, { '20': '13.5 11.9 108', '60': '15 12.4 137', '200': '13.5 13.5 137' }],
  ])('%s', async (_, rows, shift, share, solves, expected) => {
    const component = priced(rows, shift, share);
    const reached: Record<string, string> = {};
    for (const proofSolves of Object.keys(expected)) {
      const search = createSearch(await loadSolver(), component, 5, { ...endless, solves, proofSolves: Number(proofSolves) });
      const { secondary, bound } = provePattern(await loadSolver(), search, search.candidates, 0);
      reached[proofSolves] = [costOf(component, secondary), Math.round(bound * 1000) / 1000, search.mover.solves()].join(' ');
      search.dispose();
    }
    expect(reached).toEqual(expected);
  });

  it('with more than five hundred small numbers no proof is tried', async () => {
    const of = async (small: number): Promise<readonly string[]> => {
      const it = componentOf(lineOf([...Array.from({ length: small }, () => 4), 9], {}, { total: { known: true } }));
      const search = createSearch(await loadSolver(), it.component, 3, { ...endless, solves: 0, proofSolves: 0 });
      const { secondary, bound } = provePattern(await loadSolver(), search, search.candidates, 0);
      search.dispose();
      return [...names(it, secondary), String(bound)];
    };
    // All of them are in one sum, so that nothing else need be hidden.
    expect(await of(500)).toEqual(['0']);
    expect(await of(501)).toEqual(['c501', '0']);
  });

  it('of what nothing protects is none', async () => {
    // x0 alone is x1, which is shown for ever.
    const component = byHand([3, 9, 9], ['x0', 'x1 - x2'], { 1: 1, 2: 1 });
    const search = createSearch(await loadSolver(), component, 3, { ...endless, solves: 0 });
    expect(provePattern(await loadSolver(), search, search.candidates, 1)).toEqual({ secondary: [1, 2], bound: 1 });
    search.dispose();
  });
});
