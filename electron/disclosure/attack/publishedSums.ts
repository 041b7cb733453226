import { LEAST_THRESHOLD } from '../../../shared/exchange/payload.ts';
import { nameOfLine } from './consolidatedSystem.ts';
import type { Known } from './feasibility.ts';
import { nameOf, numberBehind } from '../equations/packageSystem.ts';
import { leastSites, nationalTables, placeTables, regionOf, unitOf } from '../equations/publishedStructure.ts';
import type { ReadLine, Release } from '../equations/releases.ts';
import { isRounded } from '../equations/roundedPackage.ts';

/*
 * The attacker's own addition of packages, from the published rules of consolidated tables (commands.md; disclosure.md §3.2.3, §6.1).
 * The publisher's is not used: an error there must not hide itself from the attack.
 */

/** A package with the bounds of its numbers, by name. */
export type ReadPackage = { readonly release: Release; readonly known: ReadonlyMap<string, Known> };

/**
 * The entry that the rules give to one number of a month. `low` and `high`: the printed bounds, equal for an exact number; null where the bounds are too close or open.
 * `isFew`: the contributor rule or the n − 1 rule hides it whatever its bounds.
 */
export type PublishedSum = { readonly low: number | null; readonly high: number | null; readonly isFew: boolean };

/** An interval is printed from this difference of its bounds on. */
const leastDifference = 3;

const COUNTRY = 'ML';

/** Bounds of the sum of one number over packages. A package without the number may count anything; the sum is shown where each part is. */
export function addBounds(parts: readonly (Known | undefined)[]): Known {
  let [low, high, isShown] = [0, 0, true];
  for (const part of parts) {
    low += part?.low ?? 0;
    high += part?.high ?? Infinity;
    isShown &&= part?.isShown === true;
  }
  return { low, high, isShown };
}

/** The entry for the number of a line, from one package a site of its month; undefined where the rules print no line. Lines of rounded sums have other rules. */
export function publishedSum(line: ReadLine, packages: readonly ReadPackage[]): PublishedSum | undefined {
  const name = nameOfLine(line);
  const summed = packages.filter(({ release }) => contributes(release, line));
  if (!isReported(line, summed) || !packages.some(({ known }) => known.has(name))) return undefined;
  const parts = summed.map(({ known }) => known.get(name));
  const { low, high, isShown } = addBounds(parts);
  const isFew = isOfFew(parts);
  if (isShown || (Number.isFinite(high) && high - low >= leastDifference)) return { low, high: isShown ? low : high, isFew };
  return { low: null, high: null, isFew };
}

/** Whether the site of a package is in the area of a line; a place table is divided by its own places. */
export function contributes(release: Release, { table, area }: Pick<ReadLine, 'table' | 'area'>): boolean {
  return placeTables.includes(table) || area === COUNTRY || release.region === area;
}

/** Three sites report in the area, not all of them rounded; in a place table, three sites may also have a case at the place of the line. */
function isReported(line: ReadLine, summed: readonly ReadPackage[]): boolean {
  const { table, level, area } = line;
  if (summed.length < leastSites || summed.every(({ release }) => isRounded(release))) return false;
  if (!placeTables.includes(table)) return area === COUNTRY || (area !== '' && !nationalTables.includes(table));
  const region = regionOf(numberBehind(line).codes.get('place') ?? (level === 'region' ? area : ''));
  if (region === undefined) return area === COUNTRY;
  const atRegion = nameOf(unitOf(table), new Map([['place', region]]));
  return area === region && summed.filter((one) => mayHave(one, atRegion)).length >= leastSites;
}

/** Whether a package may count a case under a name: a number above 0, or a hidden number that can be above 0. */
function mayHave({ release, known }: ReadPackage, name: string): boolean {
  if (isRounded(release)) return release.cells.some((cell) => cell.value !== 0 && numberBehind(cell).name === name);
  return (known.get(name)?.high ?? 0) > 0;
}

/** One or two sites surely contribute, or an exact sum leaves 1 to 4 beside its greatest part: that site would know the others' (disclosure.md §3.2.3). */
function isOfFew(parts: readonly (Known | undefined)[]): boolean {
  const { low, high, isShown } = addBounds(parts);
  if (high === 0) return false;
  const sure = parts.flatMap((part) => (part === undefined || part.low === 0 ? [] : [part.low])).toSorted((left, right) => right - left);
  return sure.length < leastSites || (isShown && low - (sure[0] ?? 0) < LEAST_THRESHOLD);
}
