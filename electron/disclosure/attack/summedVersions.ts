import { nameOfLine } from './consolidatedSystem.ts';
import { knownFromPackage, knowTogether } from './knownPackages.ts';
import { contributes, publishedSum, type ReadPackage } from './publishedSums.ts';
import { absentCells, cellsOfMonth, numberBehind } from '../equations/packageSystem.ts';
import { monthsOf, placeTables } from '../equations/publishedStructure.ts';
import { asRead, type ConsolidatedLine, type Folder, type ReadLine, type Release } from '../equations/releases.ts';

export type Summed = {
  /** The packages that the consolidated lines of a period are the sums of. */
  readonly packages: (period: string) => readonly Release[];
  /** Those of them that have a number, or may: by its name, and by its name among the tables of places. */
  readonly having: (period: string) => HavingByName;
};

type HavingByName = {
  readonly anywhere: ReadonlyMap<string, readonly Release[]>;
  readonly byPlace: ReadonlyMap<string, readonly Release[]>;
};

/** A package and a number that it has, or may have. */
type Having = { readonly release: Release; readonly table: string; readonly name: string };

/** More ways of choosing a version for each site than this are not tried. */
const mostWays = 512;

/** Agreeing choices whose lines are computed, to see which are those that were printed. */
const mostComputed = 32;

/**
 * Which version of each site is in the consolidated lines of a month, since a desk keeps the former sums while a corrected centre waits: among those that agree with
 * what the lines print, those whose sums are these very lines, with the fewest hidden beyond the rules; else those that print most of it themselves (a later version that left a
 * table out is not what its sums are of), then the newest; the newest of all where none agree. Errors: when the solver fails.
 */
export async function summedBy({ releases, consolidated }: Folder): Promise<Summed> {
  const lines = Map.groupBy(consolidated, ({ period }) => period);
  const found = new Map<string, readonly Release[]>();
  for (const [month, own] of Map.groupBy(releases, ({ period }) => period))
    found.set(month, await versionsBehind(own, lines.get(month) ?? []));
  const leftOut = new Map<string, readonly Having[]>();
  for (const [month, own] of found) leftOut.set(month, await leftOutBy(own));
  const packages = (period: string): readonly Release[] => monthsOf(period).flatMap((month) => found.get(month) ?? []);
  const indexed = new Map<string, HavingByName>();
  const having = (period: string): HavingByName => {
    const known =
      indexed.get(period) ?? indexOf([...havingOf(packages(period)), ...monthsOf(period).flatMap((month) => leftOut.get(month) ?? [])]);
    indexed.set(period, known);
    return known;
  };
  return { packages, having };
}

/** Who prints a number that is not 0, or hides one. */
function havingOf(packages: readonly Release[]): readonly Having[] {
  return packages.flatMap((release) =>
    release.cells.filter(({ value }) => value !== 0).map((cell) => ({ release, table: cell.table, name: numberBehind(cell).name })),
  );
}

/** Who left a whole table out (a next version gives up what it cannot publish again), but surely has a number of it, as its other tables show. */
async function leftOutBy(packages: readonly Release[]): Promise<readonly Having[]> {
  const tablesOf = ({ cells }: Release): ReadonlySet<string> => new Set(cells.map(({ table }) => table));
  const own = new Map(packages.map((release) => [release, tablesOf(release)]));
  const every = new Set([...own.values()].flatMap((tables) => [...tables]));
  const incomplete = packages.filter((release) => (own.get(release)?.size ?? 0) < every.size);
  if (incomplete.length === 0) return [];
  const printed = cellsOfMonth(packages);
  const found: Having[] = [];
  for (const release of incomplete) {
    const absent = absentCells(release, printed);
    const lacking = absent.filter(({ table }) => own.get(release)?.has(table) !== true);
    const known = await knownFromPackage(release, absent);
    for (const cell of lacking) {
      const { name } = numberBehind(cell);
      if ((known.get(name)?.low ?? 0) > 0) found.push({ release, table: cell.table, name });
    }
  }
  return found;
}

function indexOf(having: readonly Having[]): HavingByName {
  const byName = (some: readonly Having[]): ReadonlyMap<string, readonly Release[]> =>
    new Map([...Map.groupBy(some, ({ name }) => name)].map(([name, own]) => [name, [...new Set(own.map(({ release }) => release))]]));
  return { anywhere: byName(having), byPlace: byName(having.filter(({ table }) => placeTables.includes(table))) };
}

async function versionsBehind(releases: readonly Release[], lines: readonly ConsolidatedLine[]): Promise<readonly Release[]> {
  const versions = [...Map.groupBy(releases, ({ site }) => site).values()].map((own) => own.toSorted((a, b) => b.version - a.version));
  const newest = versions.flatMap((own) => own.slice(0, 1));
  if (versions.reduce((ways, own) => ways * own.length, 1) > mostWays) return newest;
  const ways = versions.reduce<Release[][]>((rows, own) => rows.flatMap((row) => own.map((release) => [...row, release])), [[]]);
  const agreeing = agreeingWith(ways, releases, lines);
  if (agreeing.length <= 1) return agreeing[0] ?? newest;
  const read = lines.map(asRead);
  const same: { readonly way: readonly Release[]; readonly beyond: number }[] = [];
  for (const way of agreeing.slice(0, mostComputed)) {
    const beyond = hiddenBeyondRules(read, await knowTogether(way));
    if (beyond === 0) return way;
    if (beyond !== undefined) same.push({ way, beyond });
  }
  return same.toSorted((left, right) => left.beyond - right.beyond)[0]?.way ?? agreeing[0] ?? newest;
}

/**
 * How many printed lines are hidden without a rule that asks for it, as companions of others are; undefined where a printed line is not the sum of these packages.
 * Companions are a choice of the publisher: the rules only say which lines need them.
 */
function hiddenBeyondRules(lines: readonly ReadLine[], packages: readonly ReadPackage[]): number | undefined {
  let beyond = 0;
  for (const line of lines) {
    const sum = publishedSum(line, packages);
    if (sum === undefined) return undefined;
    const isHidden = line.value === null && line.low === null;
    if (isHidden && !sum.isFew && sum.low !== null) beyond += 1;
    if (isHidden) continue;
    const isSame = line.value === null ? line.low === sum.low && line.high === sum.high : line.value === sum.low && line.value === sum.high;
    if (sum.isFew || !isSame) return undefined;
  }
  return beyond;
}

/** The choices that agree with the printed numbers, those that print most of them themselves first. */
function agreeingWith(ways: readonly Release[][], releases: readonly Release[], lines: readonly ConsolidatedLine[]): readonly Release[][] {
  const values = new Map(releases.map((release) => [release, valuesOf(release)]));
  const printed = lines.flatMap((line): PrintedLine[] =>
    line.value === undefined && line.low === undefined ? [] : [{ line, name: nameOfLine(asRead(line)) }],
  );
  const under = (way: readonly Release[], line: ConsolidatedLine) =>
    way.filter((one) => contributes(one, line)).map((one) => values.get(one));
  const agrees = (way: readonly Release[]): boolean =>
    printed.every(({ line, name }) => line.value === undefined || isSumOf(line.value, name, under(way, line)));
  const lacking = (way: readonly Release[]): number =>
    printed.filter(({ line, name }) => under(way, line).some((part) => part?.has(name) !== true)).length;
  return ways
    .filter(agrees)
    .map((way) => ({ way, lacks: lacking(way) }))
    .toSorted((left, right) => left.lacks - right.lacks)
    .map(({ way }) => way);
}

type PrintedLine = { readonly line: ConsolidatedLine; readonly name: string };

type Values = ReadonlyMap<string, number | undefined>;

function valuesOf({ cells }: Release): Values {
  return new Map(cells.map((cell) => [numberBehind(cell).name, cell.value]));
}

/** A printed number is a sum of printed ones; a package without that number says nothing for or against. */
function isSumOf(value: number, name: string, parts: readonly (Values | undefined)[]): boolean {
  const printed = parts.filter((part) => part?.has(name) === true).map((part) => part?.get(name));
  if (printed.includes(undefined)) return false;
  const sum = printed.reduce<number>((total, one) => total + (one ?? 0), 0);
  return printed.length === parts.length ? sum === value : sum <= value;
}
