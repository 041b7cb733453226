import { type Component, partOf } from './component.ts';
import { createMover, type Highs, type Mover } from './moves.ts';

/**
 * A mover of a large component: looks for a movement in the blocks of the cell first, and takes it if it touches nothing that is still to be shown;
 * otherwise the whole component decides. Many times faster where most movements are local. A small component has the whole mover alone.
 */
export function createNearMover(highs: Highs, component: Component): Mover {
  const whole = createMover(highs, component);
  if (component.blocks.length === 0) return whole;
  const near = component.blocks.map((cells) => ({
    cells,
    place: new Map(cells.map((cell, at) => [cell, at])),
    mover: createMover(highs, partOf(component, cells)),
  }));
  const blocksOf = component.cells.map((_, cell) => near.filter((block) => block.place.has(cell)));
  const wanted = new Set([...component.cells.keys()].filter((at) => component.cells[at]?.role === 'candidate'));

  /** The same order to the whole and to each block that knows the cell. */
  function toEach(cell: number, order: (mover: Mover, place: number) => void): void {
    order(whole, cell);
    for (const block of blocksOf[cell] ?? []) order(block.mover, block.place.get(cell) ?? -1);
  }

  return {
    setHidden: (cell, isHidden) => toEach(cell, (mover, place) => mover.setHidden(place, isHidden)),
    setWanted: (cell, isWanted) => {
      if (isWanted) wanted.add(cell);
      else wanted.delete(cell);
      toEach(cell, (mover, place) => mover.setWanted(place, isWanted));
    },
    feasibleRange: (cell, width, isFirst = false) => {
      for (const block of blocksOf[cell] ?? []) {
        const found = block.mover.feasibleRange(block.place.get(cell) ?? -1, width);
        if (found === undefined) continue;
        const moved = new Set([...found.moved].map((at) => block.cells[at] ?? -1));
        if (isFirst || moved.isDisjointFrom(wanted)) return { moved, proven: found.proven.map((at) => block.cells[at] ?? -1) };
      }
      return whole.feasibleRange(cell, width);
    },
    solves: () => near.reduce((sum, { mover }) => sum + mover.solves(), whole.solves()),
    dispose: () => {
      for (const { mover } of near) mover.dispose();
      whole.dispose();
    },
  };
}
