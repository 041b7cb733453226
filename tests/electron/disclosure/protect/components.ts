import { componentsOf, costsOf, type Component } from '../../../../electron/disclosure/protect/component.ts';
import { rolesOf } from '../../../../electron/disclosure/protect/primary.ts';
import { type Budget } from '../../../../electron/disclosure/protect/unsuppress.ts';
import { readSystem, type System } from '../../../../electron/disclosure/protect/system.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { countInstance, handExample } from '../invented.ts';

export const endless: Budget = { secondsLeft: () => 60, solves: 1000, proofSolves: 8000 };

export function componentOf(
  instance: Instance,
  objective: 'count' | 'useful' = 'count',
): { readonly system: System; readonly component: Component } {
  const system = readSystem(instance);
  const [component] = componentsOf(
    system,
    rolesOf(system, [], []),
    costsOf(system, objective),
    system.quantities.map(() => false),
  );
  if (component === undefined) throw new Error('no component');
  return { system, component };
}

/** The codes of some cells of a component. */
export function names({ system, component }: ReturnType<typeof componentOf>, cells: Iterable<number>): string[] {
  return [...cells].map((cell) => system.quantities[component.cells[cell]?.quantity ?? -1]?.codes.join() ?? '').toSorted();
}

/** A crossing of numbers with its margins; the names of codes are r0…, c0…. */
export function crossing(
  rows: readonly (readonly number[])[],
  change: Readonly<Record<string, Partial<Instance['cells'][number]>>> = {},
): Instance {
  const [down, along] = [rows.map((_, at) => `r${at}`), (rows[0] ?? []).map((_, at) => `c${at}`)];
  const value = (row: string, column: string): number =>
    rows.reduce(
      (sum, line, r) =>
        sum +
        line.reduce((all, n, c) => all + ((row === 'total' || row === `r${r}`) && (column === 'total' || column === `c${c}`) ? n : 0), 0),
      0,
    );
  return {
    ...handExample(),
    dims: [
      { name: 'type', hierarchy: [['total', down]] },
      { name: 'age', hierarchy: [['total', along]] },
    ],
    cells: ['total', ...down].flatMap((row) =>
      ['total', ...along].map((column) => ({ table: 'H', key: [row, column], n: value(row, column), ...change[`${row},${column}`] })),
    ),
  };
}

/**
 * Three small numbers, each alone in its row and its column. Each row needs one more hidden cell, and three that close a ring with them are enough: least 3.
 * Ring: r0,c1 r1,c2 r2,c0, or r0,c2 r1,c0 r2,c1.
 */
export const ring = [
  [3, 8, 9],
  [7, 2, 11],
  [9, 14, 4],
];
export const rings = [
  ['r0,c1', 'r1,c2', 'r2,c0'],
  ['r0,c2', 'r1,c0', 'r2,c1'],
];

/**
 * A component written by hand: cells x0, x1… by their value, the first of them sensitive, each 1 at least; rows of signed cells; `costs` of those that may be shown.
 */
export function byHand(values: readonly number[], rows: readonly string[], costs: Readonly<Record<number, number>> = {}): Component {
  return {
    cells: values.map((value, quantity) => ({
      quantity,
      value,
      lower: 1,
      role: quantity === 0 ? 'primary' : costs[quantity] === undefined ? 'withheld' : 'candidate',
      cost: costs[quantity] ?? 1,
    })),
    rows: rows.map((row) =>
      [...row.matchAll(/([+-]?) ?x(\d)/g)].map(([, sign, cell]) => ({ cell: Number(cell), sign: sign === '-' ? -1 : 1 })),
    ),
    blocks: [],
  };
}

/** x3 rises when x4 falls: x0 moves by twice what x4 does. */
export const doubled = ['x0 - x1 - x2', 'x1 - x3', 'x2 - x3', 'x3 + x4'];

/** Some regions of three places by three types, the cells of each region as one block: the cells of a region are more than two rows away from the places of another. */
export function regions(numbers: readonly (readonly (readonly number[])[])[]): {
  readonly instance: Instance;
  readonly blocks: number[][];
} {
  const types = ['t0', 't1', 't2'];
  const placesOf = (region: number): string[] => (numbers[region] ?? []).map((_, at) => `r${region}p${at}`);
  const incidents = numbers.flatMap((places, region) =>
    places.flatMap((row, place) =>
      row.flatMap((n, type) => Array.from({ length: n }, () => ({ place: `r${region}p${place}`, type: `t${type}` }))),
    ),
  );
  const hierarchy: [string, string[]][] = [
    ['total', numbers.map((_, region) => `r${region}`)],
    ...numbers.map((_, region): [string, string[]] => [`r${region}`, placesOf(region)]),
  ];
  const instance = countInstance(
    'regions',
    [
      { name: 'place', hierarchy },
      { name: 'type', hierarchy: [['total', types]] },
    ],
    [{ id: 'A', unit: 'incident', dims: ['place', 'type'], role: 'publish' }],
    incidents,
    { threshold: 5, zero: 'publish' },
  );
  const it = componentOf(instance);
  const blocks = [
    ['total', ...numbers.map((_, region) => `r${region}`)],
    ...numbers.map((_, region) => [`r${region}`, ...placesOf(region)]),
  ];
  return {
    instance,
    blocks: blocks.map((codes) =>
      [...it.component.cells.keys()].filter((at) =>
        codes.includes(it.system.quantities[it.component.cells[at]?.quantity ?? -1]?.codes[0] ?? ''),
      ),
    ),
  };
}
