import { describe, expect, it } from 'vitest';
import type { Component } from '../../../../electron/disclosure/protect/component.ts';
import { improvePattern } from '../../../../electron/disclosure/protect/improve.ts';
import { loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { createSearch } from '../../../../electron/disclosure/protect/unsuppress.ts';
import { componentOf, crossing, endless, names, regions, ring } from './components.ts';
import { lineOf } from '../invented.ts';

/*
 * Work is counted in linear programs, so that the same release gives the same bytes on any machine (disclosure §7.2): each row says which cells stay hidden, how many programs
 * were solved in all, and how many of the budget are left. A change of the order in which cells are tried changes these rows.
 */

const wide = [
  [3, 8, 9, 12],
  [7, 2, 11, 9],
  [9, 14, 4, 8],
];
const square = [...wide, [6, 9, 8, 1]];
/** Five small numbers, each alone in its row and its column. */
const five = [
  [3, 8, 9, 12, 20],
  [7, 2, 11, 9, 6],
  [9, 14, 4, 8, 7],
  [6, 9, 8, 1, 9],
  [6, 7, 8, 9, 2],
];
/** Two small numbers share a row. */
const pair = [
  [3, 4, 9, 12],
  [9, 9, 11, 9],
  [9, 14, 4, 8],
];

/** The same component as if it were a large one: two parts of it that overlap. */
function inBlocks(component: Component): Component {
  const cells = [...component.cells.keys()];
  return { ...component, blocks: [cells.slice(0, Math.ceil(cells.length / 2)), cells.slice(Math.floor(cells.length / 3))] };
}

describe('a pattern made better (disclosure §3.6)', () => {
  it.each<[string, readonly (readonly number[])[], boolean, number, number, string, number, number]>([
    ['ring', ring, false, 20, 0, 'r0,c1 r1,c2 r2,c0', 43, 0],
    ['ring', ring, false, 1000, 30, 'r0,c1 r1,c2 r2,c0', 32, 987],
    ['wide', wide, false, 20, 0, 'r0,c1 r0,c2 r1,c0 r2,c0', 39, 0],
    ['wide', wide, false, 60, 0, 'r0,c1 r1,c2 r2,c0', 77, 0],
    ['wide', wide, true, 100, 0, 'r0,c1 r1,c2 r2,c0', 140, 0],
    ['wide', wide, true, 1000, 30, 'r0,c1 r1,c2 r2,c0', 140, 893],
    ['square', square, true, 60, 0, 'r0,c1 r1,c0 r2,c3 r3,c2', 95, 0],
    ['square', square, false, 60, 0, 'r0,c1 r1,c0 r2,c3 r3,c2', 77, 0],
    ['five', five, false, 90, 0, 'r0,c1 r1,c4 r2,c3 r3,c0 r4,c2', 122, 0],
    ['five', five, true, 90, 0, 'r0,c1 r1,c4 r2,c3 r3,c0 r4,c2', 192, 0],
    ['pair', pair, false, 60, 0, 'r1,c0 r1,c2 r2,c1', 91, 0],
    ['pair', pair, true, 1000, 30, 'r0,c2 r2,c0 r2,c1', 123, 963],
    ['pair', pair, true, 40, 0, 'r0,c2 r2,c0 r2,c1', 152, 0],
  ])('%s', async (_, rows, isLarge, solves, enough, hidden, solved, left) => {
    const it = componentOf(crossing(rows), 'useful');
    expect(await improved(it, isLarge ? inBlocks(it.component) : it.component, solves, enough)).toEqual([hidden, solved, left]);
  });

  it('in a large component the cells two rows away or less are tried again, in a small one all cells', async () => {
    const { instance, blocks } = regions([
      [
        [3, 8, 9],
        [7, 12, 11],
        [9, 14, 4],
      ],
      [
        [20, 2, 9],
        [7, 8, 1],
        [9, 6, 14],
      ],
      [
        [9, 9, 6],
        [8, 3, 2],
        [9, 14, 11],
      ],
    ]);
    const it = componentOf(instance, 'useful');
    const both = 'r0p0,t2 r0p2,t0 r1p0,t2 r1p1,t1';
    expect(await improved(it, it.component, 150, 0)).toEqual([`${both} r2p0,t1 r2p0,t2`, 177, 0]);
    expect(await improved(it, { ...it.component, blocks }, 150, 0)).toEqual([`${both} r2p2,t1 r2p2,t2`, 205, 0]);
  });

  it('not where no cell is shown that could be hidden instead, nor when time is out', async () => {
    const all = componentOf(lineOf([3, 9], {}, { total: { known: true } }));
    expect(await improved(all, all.component, 50, 0)).toEqual(['c1', 4, 50]);
    const it = componentOf(crossing(ring));
    expect(await improved(it, it.component, 50, 0, 0)).toEqual([
      names(
        it,
        it.component.cells.keys().filter((at) => it.component.cells[at]?.role === 'candidate'),
      ).join(' '),
      3,
      50,
    ]);
  });
});

/** Names of what stays hidden, of everything; linear programs solved, and left. */
async function improved(
  it: ReturnType<typeof componentOf>,
  component: Component,
  solves: number,
  enough: number,
  seconds = 60,
): Promise<[string, number, number]> {
  const budget = { ...endless, secondsLeft: () => seconds, solves };
  const search = createSearch(await loadSolver(), component, 3, budget);
  const pattern = improvePattern(search, search.candidates, enough);
  expect(pattern).toEqual(pattern.toSorted((a, b) => a - b));
  search.dispose();
  return [names(it, pattern).join(' '), search.mover.solves(), budget.solves];
}
