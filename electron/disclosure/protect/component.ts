import type { Role } from './primary.ts';
import type { System } from './system.ts';

/** A quantity that is not fixed, as a variable: how far it may go down, what showing it is worth. */
export type Cell = {
  readonly quantity: number;
  readonly value: number;
  /** What a reader knows as lower bound while it is hidden (disclosure.md §3.1). */
  readonly lower: number;
  readonly role: Exclude<Role, 'fixed'>;
  readonly cost: number;
};

export type Term = { readonly cell: number; readonly sign: 1 | -1 };

/** Cells joined by equations, and by nothing to the rest: the signed movements of each row add up to zero. */
export type Component = {
  readonly cells: readonly Cell[];
  readonly rows: readonly (readonly Term[])[];
  /** In a large component, cells that are close together (a region and its cercles): most movements stay within one block. Empty in a small one. */
  readonly blocks: readonly (readonly number[])[];
};

/** Below this a movement is searched as fast in the whole component as in a part of it. */
const smallComponent = 400;

/** Cost of hiding each quantity (disclosure.md §3.4): 1 each, or what its absence costs to a reader. Whole numbers. */
export function costsOf(system: System, objective: 'count' | 'useful'): number[] {
  return system.quantities.map((quantity) => {
    if (quantity.cost !== undefined) return quantity.cost;
    if (objective === 'count') return 1;
    const atRoot = quantity.codes.filter((code, at) => code === system.roots[at]).length;
    if (atRoot === quantity.codes.length && quantity.tables.includes('G01')) return 10_000;
    return 10 * 3 ** atRoot;
  });
}

/**
 * The connected components of everything that is not fixed. Cells that cannot move whatever is hidden (all parts of a shown zero) are left out.
 * `cutOnly` says which quantities are printed by no table that leaves: a reader only knows that they are not negative.
 */
export function componentsOf(system: System, roles: readonly Role[], costs: readonly number[], cutOnly: readonly boolean[]): Component[] {
  const lower = system.quantities.map((_, at) =>
    roles[at] === 'latent' || cutOnly[at] === true || system.instance.rule.zero === 'protect' ? 0 : 1,
  );
  const movable = roles.map((role) => role !== 'fixed');
  const rows = system.equations.map(({ parent, children }): Term[] => [
    { cell: parent, sign: 1 },
    ...children.map((cell): Term => ({ cell, sign: -1 })),
  ]);
  freezeImmovable(rows, movable, (at) => system.quantities[at]?.value === lower[at]);
  const group = groupCells(rows, movable);
  const members = Map.groupBy(group.keys(), (at) => group[at] ?? -1);
  members.delete(-1);
  const rowsOf = Map.groupBy(
    rows.map((row) => row.filter((term) => movable[term.cell])).filter((row) => row.length > 0),
    (row) => group[row[0]?.cell ?? -1] ?? -1,
  );
  return [...members].map(([label, quantities]) => {
    const local = new Map(quantities.map((quantity, at) => [quantity, at]));
    return {
      blocks: quantities.length < smallComponent ? [] : blocksOf(system, quantities),
      cells: quantities.flatMap((quantity): Cell[] => {
        const role = roles[quantity];
        if (role === undefined || role === 'fixed') return [];
        return [
          { quantity, value: system.quantities[quantity]?.value ?? 0, lower: lower[quantity] ?? 0, role, cost: costs[quantity] ?? 1 },
        ];
      }),
      rows: (rowsOf.get(label) ?? []).map((row) => row.map(({ cell, sign }) => ({ cell: local.get(cell) ?? -1, sign }))),
    };
  });
}

/** One block for each parent of the dimension with most of them: the cells of its code and of its parts. */
function blocksOf(system: System, quantities: readonly number[]): number[][] {
  const { dims } = system.instance;
  const deepest = dims.reduce((best, dim, at) => (dim.hierarchy.length > (dims[best]?.hierarchy.length ?? 0) ? at : best), 0);
  const pairs = dims[deepest]?.hierarchy ?? [];
  if (pairs.length < 2) return [];
  return pairs.map(([parent, children]) => {
    const codes = new Set([parent, ...children]);
    return [...quantities.keys()].filter((at) => codes.has(system.quantities[quantities[at] ?? -1]?.codes[deepest] ?? ''));
  });
}

/** The component in which only the cells named move. What moves there moves in the whole; the reverse need not be so. */
export function partOf(component: Component, cells: readonly number[]): Component {
  const place = new Map(cells.map((cell, at) => [cell, at]));
  const rows = component.rows.map((row) =>
    row.flatMap(({ cell, sign }): Term[] => {
      const at = place.get(cell);
      return at === undefined ? [] : [{ cell: at, sign }];
    }),
  );
  return {
    cells: cells.map((cell) => component.cells[cell]).filter((cell) => cell !== undefined),
    rows: rows.filter((row) => row.length > 0),
    blocks: [],
  };
}

/** A row whose cells are all on one side and at their lower bound leaves them no movement at all. */
function freezeImmovable(rows: readonly Term[][], movable: boolean[], atLower: (quantity: number) => boolean): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const row of rows) {
      const moving = row.filter((term) => movable[term.cell]);
      const first = moving[0];
      if (first === undefined || !moving.every((term) => term.sign === first.sign && atLower(term.cell))) continue;
      for (const term of moving) movable[term.cell] = false;
      changed = true;
    }
  }
}

/** Label of the component of each movable quantity, -1 for the others. Labels are the smallest member. */
function groupCells(rows: readonly Term[][], movable: readonly boolean[]): number[] {
  const parent = movable.map((_, at) => at);
  function find(at: number): number {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[at] = root;
    return root;
  }
  for (const row of rows) {
    const moving = row.filter((term) => movable[term.cell]);
    for (const term of moving) {
      const [a, b] = [find(term.cell), find(moving[0]?.cell ?? term.cell)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return movable.map((moves, at) => (moves ? find(at) : -1));
}
