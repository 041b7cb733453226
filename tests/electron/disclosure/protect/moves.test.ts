import { describe, expect, it } from 'vitest';
import { createMover, loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { createNearMover } from '../../../../electron/disclosure/protect/nearMoves.ts';
import { provePattern } from '../../../../electron/disclosure/protect/optimal.ts';
import { createSearch } from '../../../../electron/disclosure/protect/unsuppress.ts';
import { lineOf } from '../invented.ts';
import { endless, componentOf, names, crossing, byHand, doubled } from './components.ts';

describe('movements of one line', () => {
  it('3 moves up when 9 moves down, as far as 9 goes; a shown total stops what both cannot share', async () => {
    const it = componentOf(lineOf([3, 9, 20]));
    const [total, c0, c1, c2] = ['total', 'c0', 'c1', 'c2'].map((code) =>
      it.component.cells.findIndex(({ quantity }) => it.system.quantities[quantity]?.codes[0] === code),
    );
    const mover = createMover(await loadSolver(), it.component);
    mover.setHidden(total ?? -1, false);
    mover.setHidden(c2 ?? -1, false);
    // c0 + c1 = 12, both at least 1: from 1 to 11, a spread of ten.
    expect(mover.feasibleRange(c0 ?? -1, 10)?.moved).toEqual(new Set([c0, c1]));
    expect(mover.feasibleRange(c0 ?? -1, 11)).toBeUndefined();
    expect(new Set(mover.feasibleRange(c0 ?? -1, 8)?.proven)).toEqual(new Set([c0, c1]));
    mover.setHidden(c1 ?? -1, false);
    expect(mover.feasibleRange(c0 ?? -1, 1)).toBeUndefined();
    mover.setHidden(c2 ?? -1, true);
    expect(mover.feasibleRange(c0 ?? -1, 3)?.moved).toEqual(new Set([c0, c2]));
    mover.dispose();
  });

  it('prefers what stays hidden to what is still to be shown, and what is cheap', async () => {
    const it = componentOf(lineOf([3, 9, 20, 30], {}, { c1: { cost: 9 }, c2: { cost: 2 }, c3: { cost: 5 }, total: { cost: 50 } }));
    const place = (code: string): number =>
      it.component.cells.findIndex(({ quantity }) => it.system.quantities[quantity]?.codes[0] === code);
    const mover = createMover(await loadSolver(), it.component);
    const moved = (): string[] => names(it, mover.feasibleRange(place('c0'), 3)?.moved ?? []);
    expect(moved()).toEqual(['c0', 'c2']);
    mover.setWanted(place('c1'), false);
    expect(moved()).toEqual(['c0', 'c1']);
    mover.setWanted(place('c1'), true);
    expect(moved()).toEqual(['c0', 'c2']);
    mover.dispose();
  });

  it('a near mover of a component without blocks is the mover itself', async () => {
    const { component } = componentOf(lineOf([3, 9, 20]));
    const mover = createNearMover(await loadSolver(), component);
    expect(mover.solves()).toBe(0);
    expect(
      mover.feasibleRange(
        component.cells.findIndex(({ role }) => role === 'primary'),
        3,
      )?.moved.size,
    ).toBe(2);
    expect(mover.solves()).toBe(1);
    mover.dispose();
  });

  it('a movement in a block counts when it touches nothing to be shown; else the whole decides', async () => {
    const { component, ...rest } = componentOf(
      crossing([
        [3, 9],
        [9, 9],
      ]),
    );
    const at = (code: string): number =>
      names({ component, ...rest }, component.cells.keys()).length === 0
        ? -1
        : component.cells.findIndex(({ quantity }) => rest.system.quantities[quantity]?.codes.join() === code);
    const corner = at('r0,c0');
    const block = ['r0,c0', 'r0,c1', 'r0,total', 'r1,c0', 'r1,c1', 'r1,total', 'total,c0', 'total,c1'].map(at);
    const mover = createNearMover(await loadSolver(), { ...component, blocks: [block, [at('total,total')]] });
    const first = mover.feasibleRange(corner, 3, true);
    expect(first?.moved.has(corner)).toBe(true);
    expect(first?.proven).toContain(corner);
    const before = mover.solves();
    expect(mover.feasibleRange(corner, 3)?.moved.has(corner)).toBe(true);
    expect(mover.solves()).toBe(before + 2);
    for (const cell of block) mover.setWanted(cell, false);
    mover.feasibleRange(corner, 3);
    expect(mover.solves()).toBe(before + 3);
    for (const cell of component.cells.keys()) mover.setHidden(cell, cell === corner);
    expect(mover.feasibleRange(corner, 3)).toBeUndefined();
    mover.dispose();
  });
});

describe('movements that a linear program finds in halves', () => {
  it('are taken twice where the lower bounds allow it', async () => {
    const mover = createMover(await loadSolver(), byHand([3, 50, 50, 50, 9], doubled));
    // Three up would be one and a half: twice that is six.
    expect(mover.feasibleRange(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0, 1, 2, 3, 4] });
    expect(mover.solves()).toBe(1);
    mover.dispose();
  });

  it('are looked for in whole numbers where they do not: four up, x4 falls by two', async () => {
    const mover = createMover(await loadSolver(), byHand([3, 50, 50, 50, 3], doubled));
    expect(mover.feasibleRange(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0] });
    expect(mover.solves()).toBe(1 + 3 + 10);
    mover.dispose();
  });

  it('up and down together give the width where one alone does not', async () => {
    const mover = createMover(await loadSolver(), byHand([3, 50, 50, 50, 2], doubled));
    // Two up, for x4 falls by one at most; and one down, which is two in whole numbers.
    expect(mover.feasibleRange(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0] });
    expect(mover.feasibleRange(0, 4)?.proven).toEqual([0]);
    expect(mover.feasibleRange(0, 5)).toBeUndefined();
    mover.setHidden(4, false);
    expect(mover.feasibleRange(0, 1)).toBeUndefined();
    mover.dispose();
  });

  it('only down where nothing can go up', async () => {
    const mover = createMover(await loadSolver(), byHand([9, 9], ['x0 - x1']));
    expect(mover.feasibleRange(0, 8)?.proven).toEqual([0, 1]);
    mover.dispose();
    const down = createMover(await loadSolver(), byHand([9, 1], ['x0 + x1']));
    expect(down.feasibleRange(0, 8)?.proven).toEqual([0, 1]);
    expect(down.feasibleRange(0, 9)).toBeUndefined();
    down.dispose();
  });

  it('another way at other prices is tried before whole numbers', async () => {
    const rows = ['x0 - x1 - x2 - x5', ...doubled.slice(1), 'x5 + x6'];
    const mover = createMover(await loadSolver(), byHand([3, 50, 50, 50, 3, 50, 50], rows, { 6: 1.02 / 1024 }));
    expect(mover.feasibleRange(0, 3)?.moved).toEqual(new Set([0, 5, 6]));
    expect(mover.solves()).toBeLessThan(10);
    mover.dispose();
  });

  it('a pattern that is safe in fractions alone is refused by the proof, and the dearer one found', async () => {
    // x5 falls by x3 + x3: by three at most, so that x0 rises by three in halves and by two in whole numbers. x6 falls by nine.
    const rows = [...doubled.slice(0, 3), 'x4 - x3', 'x3 + x4 + x5 + x6'];
    const component = byHand([1, 50, 50, 50, 50, 4, 10], rows, { 5: 1, 6: 5 });
    const search = createSearch(await loadSolver(), component, 3, { ...endless, solves: 0 });
    expect(provePattern(await loadSolver(), search, search.candidates, 0)).toEqual({ secondary: [6], bound: 5 });
    search.dispose();
  });
});
