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
export type Component = { readonly cells: readonly Cell[]; readonly rows: readonly (readonly Term[])[] };

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

/** A row whose cells all stand on one side and at their lower bound leaves them no movement at all. */
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
