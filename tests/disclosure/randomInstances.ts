import type { Instance } from '../../shared/disclosure/instance.ts';
import { countInstance, dice } from '../electron/disclosure/invented.ts';

type Roll = (below: number) => number;
type Dimension = { readonly name: string; readonly hierarchy: [string, string[]][] };
type Table = Instance['tables'][number];
type Incident = Readonly<Record<string, string>>;
type Cell = Instance['cells'][number];

const smallest = 5;
const largest = 400;

/**
 * A random release (disclosure.md §8.3): tables of one to three dimensions, flat or with sub-totals, with overlapping lines, linked by their margins
 * with or without a joint table behind, zeros shown or protected, contributors, cells known from before, structural zeros; 5 to 400 quantities,
 * 10 to 2,000 incidents. The same seed gives the same release.
 */
export function randomInstance(seed: number): Instance {
  const roll = dice(seed);
  for (;;) {
    const dims = Array.from({ length: 1 + roll(3) }, (_, at) => randomDimension(roll, at));
    const tables = randomTables(roll, dims);
    const incidents = randomIncidents(roll, dims);
    const rule: Instance['rule'] = {
      threshold: 5,
      zero: roll(5) === 0 ? 'protect' : 'publish',
      ...(roll(4) === 0 ? { width: 1 } : {}),
      ...(roll(6) === 0 ? { minContributors: 3 } : {}),
    };
    const instance = countInstance(`random-${seed}`, dims, tables, incidents, rule);
    const size = quantitiesOf(instance);
    if (size < smallest || size > largest) continue;
    return addFacts(roll, instance);
  }
}

/** How many different numbers the tables hold: margins that two tables share count once. */
export function quantitiesOf(instance: Instance): number {
  const names = instance.cells.map(({ table, key }) => {
    const dims = instance.tables.find((one) => one.id === table)?.dims ?? [];
    return JSON.stringify(instance.dims.map((dim) => key[dims.indexOf(dim.name)] ?? 'total'));
  });
  return new Set(names).size;
}

function randomDimension(roll: Roll, at: number): Dimension {
  const letter = 'abc'[at] ?? '';
  const children = Array.from({ length: 2 + roll(5) }, (_, child) => `${letter}${child}`);
  const hierarchy: [string, string[]][] = [['total', children]];
  if (roll(3) === 0)
    for (const child of children.slice(0, 1 + roll(children.length)))
      hierarchy.push([child, Array.from({ length: 2 + roll(3) }, (_, part) => `${child}${'xyzu'[part]}`)]);
  if (roll(6) === 0) hierarchy.push([`${letter}-over`, children.slice(0, 2)]);
  return { name: `dim${at}`, hierarchy };
}

function randomTables(roll: Roll, dims: readonly Dimension[]): Table[] {
  const names = dims.map((dim) => dim.name);
  const whole: Table = { id: 'A', unit: 'incident', dims: names, role: 'publish' };
  if (names.length === 1 || roll(2) === 0) return [whole];
  const parts = names.length === 2 ? names.map((name) => [name]) : [names.slice(0, 2), names.slice(1), [names[0] ?? '', names[2] ?? '']];
  const linked = parts
    .slice(0, 2 + roll(parts.length - 1))
    .map((own, at): Table => ({ id: `L${at}`, unit: 'incident', dims: own, role: 'publish' }));
  return roll(3) === 0 ? linked : [...linked, { ...whole, id: 'J', role: 'latent' }];
}

/** Few or many, spread evenly or mostly on the first codes; some codes stay empty. */
function randomIncidents(roll: Roll, dims: readonly Dimension[]): Incident[] {
  const size = Math.round(10 * 200 ** (roll(1001) / 1000));
  const isSkewed = roll(3) > 0;
  const leaves = dims.map((dim) => {
    const parents = new Set(dim.hierarchy.map(([parent]) => parent));
    const codes = [...new Set(dim.hierarchy.flatMap(([, children]) => children))].filter((code) => !parents.has(code));
    return codes.filter((_, at) => at === 0 || roll(12) > 0);
  });
  const pick = (codes: readonly string[]): string =>
    codes[isSkewed ? Math.min(roll(codes.length), roll(codes.length)) : roll(codes.length)] ?? '';
  return Array.from({ length: size }, () => Object.fromEntries(dims.map((dim, at) => [dim.name, pick(leaves[at] ?? [])])));
}

/** Facts about a number are the same in each table that prints it: they are drawn from its name. */
function addFacts(roll: Roll, instance: Instance): Instance {
  const [knownShare, structuralShare] = [roll(4) === 0 ? 1 + roll(30) : 0, roll(4) === 0 ? 20 : 0];
  const salt = roll(1_000_000);
  const withFacts = (cell: Cell): Cell => {
    const dims = instance.tables.find((one) => one.id === cell.table)?.dims ?? [];
    const drawn = hash(`${salt}${instance.dims.map((dim) => cell.key[dims.indexOf(dim.name)] ?? 'total').join('|')}`);
    return {
      ...cell,
      ...(instance.rule.minContributors === undefined ? {} : { contributors: Math.min(cell.n, 1 + (drawn % 9)) }),
      ...(cell.n === 0 && drawn % 100 < structuralShare ? { structural: true } : {}),
      ...(cell.n >= instance.rule.threshold && drawn % 100 < knownShare ? { known: true } : {}),
    };
  };
  return { ...instance, cells: instance.cells.map(withFacts) };
}

function hash(text: string): number {
  return [...text].reduce((mixed, letter) => (mixed * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}
