import type { Instance, ProtectedCell, Protection } from '../../../shared/disclosure/instance.ts';
import type { Release, ReleasedCell } from '../../../electron/disclosure/equations/releases.ts';

/** A fixed sequence of whole numbers below a bound. */
export function dice(seed: number): (below: number) => number {
  let state = (seed * 7919 + 1) % 2147483647;
  const roll = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  for (let warm = 0; warm < 5; warm += 1) roll(2);
  return roll;
}

/** Something made when it is first asked for, once: what a hook makes before the tests would count for each of them. */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}

type Dimension = { readonly name: string; readonly hierarchy: Instance['dims'][number]['hierarchy'] };
type Table = Instance['tables'][number];
/** One invented incident: dimension → finest code. */
type Incident = Readonly<Record<string, string>>;

/** Counts invented incidents into an instance: every cell of every table, zeros included. */
export function countInstance(
  id: string,
  dims: readonly Dimension[],
  tables: readonly Table[],
  incidents: readonly Incident[],
  rule: Instance['rule'],
): Instance {
  const codesOf = (dim: Dimension): string[] => [...new Set(dim.hierarchy.flatMap(([parent, children]) => [parent, ...children]))];
  const above = (dim: Dimension, code: string): string[] => {
    const found = new Set([code]);
    for (const reached of found) for (const [parent, children] of dim.hierarchy) if (children.includes(reached)) found.add(parent);
    return [...found];
  };
  const within = new Map(dims.map((dim) => [dim.name, new Map(codesOf(dim).map((code) => [code, above(dim, code)]))]));
  const cells = tables.flatMap((table) => {
    const codes = table.dims.map((name) => table.codes?.[name] ?? [...(within.get(name)?.keys() ?? [])]);
    const counts = new Map(product(codes).map((key) => [JSON.stringify(key), { table: table.id, key, n: 0 }]));
    for (const one of incidents) {
      for (const key of product(table.dims.map((name) => within.get(name)?.get(one[name] ?? '') ?? []))) {
        const cell = counts.get(JSON.stringify(key));
        if (cell !== undefined) cell.n += 1;
      }
    }
    return [...counts.values()];
  });
  return {
    format: 'sutura-disclosure-1',
    id,
    rule,
    dims: dims.map(({ name, hierarchy }) => ({ name, hierarchy: hierarchy.map(([a, b]): [string, string[]] => [a, [...b]]) })),
    tables: [...tables],
    cells,
  };
}

function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((code) => [...row, code])), [[]]);
}

const publish: Instance['rule'] = { threshold: 5, zero: 'publish' };

/** The example worked by hand in disclosure.md §3.9. */
export function handExample(): Instance {
  const inner = [
    [20, 3, 8, 6],
    [9, 12, 2, 15],
    [7, 11, 14, 30],
  ];
  const rows = ['T1', 'T2', 'T3'];
  const columns = ['A1', 'A2', 'A3', 'A4'];
  const value = (row: string, column: string): number =>
    inner
      .flatMap((line, r) => line.filter((_, c) => (row === 'total' || rows[r] === row) && (column === 'total' || columns[c] === column)))
      .reduce((sum, n) => sum + n, 0);
  return {
    format: 'sutura-disclosure-1',
    id: 'hand',
    rule: { ...publish, width: 3 },
    dims: [
      { name: 'type', hierarchy: [['total', rows]] },
      { name: 'age', hierarchy: [['total', columns]] },
    ],
    tables: [{ id: 'H', unit: 'incident', dims: ['type', 'age'], role: 'publish' }],
    cells: ['total', ...rows].flatMap((row) =>
      ['total', ...columns].map((column) => ({ table: 'H', key: [row, column], n: value(row, column) })),
    ),
  };
}

/** One line of numbers `c0`, `c1`, … and their total. `change` adds to a cell by its code, the total's being `total`. */
export function lineOf(
  numbers: readonly number[],
  rule: Partial<Instance['rule']> = {},
  change: Readonly<Record<string, Partial<Instance['cells'][number]>>> = {},
): Instance {
  const codes = numbers.map((_, at) => `c${at}`);
  const total = numbers.reduce((sum, n) => sum + n, 0);
  return {
    format: 'sutura-disclosure-1',
    id: 'line',
    rule: { ...publish, ...rule },
    dims: [{ name: 'row', hierarchy: [['total', codes]] }],
    tables: [{ id: 'A', unit: 'incident', dims: ['row'], role: 'publish' }],
    cells: [['total', total] as const, ...codes.map((code, at) => [code, numbers[at] ?? 0] as const)].map(([code, n]) => ({
      table: 'A',
      key: [code],
      n,
      ...change[code],
    })),
  };
}

/** What leaves of an instance when some cells are hidden: by their codes, or by table and codes where a number is hidden in one table only. */
export function printOf(instance: Instance, hidden: readonly string[]): ProtectedCell[] {
  return instance.cells.flatMap(({ table, key, n }): ProtectedCell[] => {
    if (instance.tables.find(({ id }) => id === table)?.role === 'latent') return [];
    const isHidden = hidden.includes(key.join()) || hidden.includes(`${table},${key.join()}`);
    return [isHidden ? { table, key, suppressed: 'secondary' } : { table, key, value: n }];
  });
}

const types = ['rape', 'sexual_assault', 'physical_assault', 'forced_marriage', 'denial_resources', 'psychological'];
const monthDims: readonly Dimension[] = [
  {
    name: 'gbv_type',
    hierarchy: [
      ['total', ['sexual', 'non_sexual']],
      ['sexual', types.slice(0, 2)],
      ['non_sexual', types.slice(2)],
    ],
  },
  { name: 'sex', hierarchy: [['total', ['female', 'male', 'unknown']]] },
  {
    name: 'age_band',
    hierarchy: [
      ['total', ['0-17', '18+', 'unknown']],
      ['0-17', ['0-11', '12-17']],
      ['18+', ['18-25', '26-40', '41-60', '61+']],
    ],
  },
  { name: 'elapsed_class', hierarchy: [['total', ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown']]] },
];
const childAdult = ['total', '0-17', '18+', 'unknown'];
const monthTables: readonly Table[] = [
  { id: 'G01', unit: 'incident', dims: ['gbv_type'], codes: { gbv_type: ['total', 'sexual', 'non_sexual'] }, role: 'publish' },
  { id: 'G02a', unit: 'incident', dims: ['gbv_type', 'sex'], codes: { gbv_type: ['total', ...types] }, role: 'publish' },
  {
    id: 'G02b',
    unit: 'incident',
    dims: ['gbv_type', 'age_band'],
    codes: { gbv_type: ['total', ...types], age_band: childAdult },
    role: 'publish',
  },
  {
    id: 'G03',
    unit: 'incident',
    dims: ['age_band', 'sex'],
    codes: { age_band: ['total', '0-11', '12-17', '18-25', '26-40', '41-60', '61+', 'unknown'] },
    role: 'publish',
  },
  { id: 'G10', unit: 'incident', dims: ['elapsed_class'], role: 'publish' },
  { id: 'joint', unit: 'incident', dims: ['gbv_type', 'sex', 'age_band'], role: 'latent' },
];

/** The month of an invented centre, with the tables of a package and the joint table behind them. */
export function inventedMonth(seed: number, incidents: number): Instance {
  const roll = dice(seed);
  const skewed = (codes: readonly string[]): string => codes[Math.min(roll(codes.length), roll(codes.length))] ?? '';
  const records = Array.from({ length: incidents }, () => ({
    gbv_type: skewed(['physical_assault', 'rape', 'psychological', 'denial_resources', 'sexual_assault', 'forced_marriage']),
    sex: roll(12) === 0 ? 'male' : 'female',
    age_band: skewed(['18-25', '12-17', '26-40', '0-11', '41-60', '61+', 'unknown']),
    elapsed_class: skewed(['d0_3', 'over_month', 'd6_14', 'd4_5', 'd15_30', 'unknown']),
  }));
  return countInstance(`month-${seed}`, monthDims, monthTables, records, publish);
}

/** Random tables of many shapes: one to three linked tables over one to three dimensions, some with sub-totals, some sparse. */
export function inventedTables(seed: number): Instance {
  const roll = dice(seed);
  const dims = Array.from({ length: 1 + roll(3) }, (_, at): Dimension => {
    const children = Array.from({ length: 2 + roll(4) }, (__, child) => `${'abc'[at]}${child}`);
    const hierarchy: [string, string[]][] = [['total', children]];
    if (roll(3) === 0) hierarchy.push([children[0] ?? '', [`${children[0]}x`, `${children[0]}y`]]);
    return { name: `dim${at}`, hierarchy };
  });
  const names = dims.map((dim) => dim.name);
  const all: Table = { id: 'A', unit: 'incident', dims: names, role: 'publish' };
  const pairs: Table[] = [
    { id: 'B', unit: 'incident', dims: names.slice(0, 2), role: 'publish' },
    { id: 'C', unit: 'incident', dims: names.slice(1), role: 'publish' },
    { id: 'J', unit: 'incident', dims: names, role: 'latent' },
  ];
  const leaves = dims.map((dim) => {
    const parents = new Set(dim.hierarchy.map(([parent]) => parent));
    return [...new Set(dim.hierarchy.flatMap(([, children]) => children))].filter((code) => !parents.has(code));
  });
  const records = Array.from({ length: 10 + roll(150) }, () =>
    Object.fromEntries(names.map((name, at) => [name, leaves[at]?.[Math.min(roll(leaves[at].length), roll(leaves[at].length))] ?? ''])),
  );
  return countInstance(`tables-${seed}`, dims, names.length === 3 && roll(2) === 0 ? pairs : [all], records, {
    ...publish,
    zero: roll(5) === 0 ? 'protect' : 'publish',
  });
}

/** A protection as the package that would leave: no truth, no reason. */
export function toRelease(
  protection: Protection,
  instance: Instance,
  place: Pick<Release, 'site' | 'region' | 'period' | 'version'>,
): Release {
  const tables = new Map(instance.tables.map((table) => [table.id, table]));
  const cells = protection.cells.map((cell) => {
    const table = tables.get(cell.table);
    const dims = cell.key.flatMap((code, at) => (code === 'total' ? [] : [`${table?.dims[at]}=${code}`])).join('|');
    return { table: cell.table, dims, value: 'value' in cell ? cell.value : undefined };
  });
  return { ...place, name: `${place.site}-${place.period}-v${place.version}.json`, threshold: 5, cells };
}

/** The payload of a package as it lies in `OUT/opened`. */
export function toPayload(release: Release): string {
  const { site, region, period, version, threshold, cells } = release;
  return JSON.stringify({
    header: { site_code: site, region, period, version, threshold, mode: 'hidden' },
    cells: cells.map(({ table, dims, value }) => (value === undefined ? { table, dims, suppressed: true } : { table, dims, value })),
  });
}

/** Cells of one table, `null` for a hidden one: `{ '': 20, 'sex=male': null }`. */
export function cellsOf(table: string, values: Readonly<Record<string, number | null>>): ReleasedCell[] {
  return Object.entries(values).map(([dims, value]) => ({ table, dims, value: value ?? undefined }));
}

/** The total of a table of delays, then its parts in their order; as many as are given. */
export function delays(values: readonly (number | null)[]): Record<string, number | null> {
  return Object.fromEntries(
    ['', 'd0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'].flatMap((code, at) =>
      values[at] === undefined ? [] : [[code === '' ? '' : `elapsed_class=${code}`, values[at] ?? null] as const],
    ),
  );
}

/** A package of the centre AAA of mopti, unless another place is said. */
export function packageOf(cells: readonly ReleasedCell[], place: Partial<Release> = {}): Release {
  return { name: 'AAA-2026-05-v1.json', site: 'AAA', region: 'mopti', period: '2026-05', version: 1, threshold: 5, cells, ...place };
}

/** Shows one hidden cell again, everywhere its number is printed. */
export function showCell(protection: Protection, instance: Instance, index: number): Protection {
  const target = instance.cells.find(
    (cell) => cell.table === protection.cells[index]?.table && cell.key.join('|') === protection.cells[index]?.key.join('|'),
  );
  const name = (table: string, key: readonly string[]): string => {
    const found = instance.tables.find((one) => one.id === table);
    return instance.dims.map((dim) => key[found?.dims.indexOf(dim.name) ?? -1] ?? 'total').join('|');
  };
  const wanted = name(target?.table ?? '', target?.key ?? []);
  return {
    ...protection,
    cells: protection.cells.map((cell) =>
      name(cell.table, cell.key) === wanted ? { table: cell.table, key: cell.key, value: target?.n ?? -1 } : cell,
    ),
  };
}
