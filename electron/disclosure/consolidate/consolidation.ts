import { LEAST_THRESHOLD } from '../../../shared/exchange/payload.ts';
import type { Known } from '../attack/feasibility.ts';
import { knownFromPackage, knowPackages, type StartReading } from '../attack/knownPackages.ts';
import { absentCells, cellsOfMonth, nameOf, namedNumbers, numberBehind } from '../equations/packageSystem.ts';
import { leastSites, nationalTables, placeTables, regionOf } from '../equations/publishedStructure.ts';
import type { ConsolidatedBound } from './consolidatedBound.ts';
import { hideFewContributors, type Drafted } from './fewContributors.ts';
import type { Release } from '../equations/releases.ts';
import { isRounded } from '../equations/roundedPackage.ts';

/** An interval shorter than this would reveal more than « hidden » does (commands.md). */
export const LEAST_SPREAD = 3;

/** Code of the whole country among areas. */
const COUNTRY = 'ML';

type Held = { readonly release: Release; readonly known: ReadonlyMap<string, Known> };

/**
 * The consolidated lines of one month from all its packages: national and per region, one version per site (the highest). Exact where every
 * contributing cell is visible, an interval where the sum of what readers can work out leaves at least `LEAST_SPREAD`, hidden otherwise.
 * An area with fewer than three sites has no lines, and one whose packages are all rounded has those of `roundedLines`; where some are rounded and some hide, a rounded number is what its
 * reader knows of the true one, so that the sum is an interval and never one figure of both. Pure of order: the same packages in any order give the same lines.
 * Source: disclosure.md §6.1, commands.md.
 */
export async function consolidationBounds(releases: readonly Release[], start?: StartReading): Promise<ConsolidatedBound[]> {
  const months = [...Map.groupBy(latestVersions(releases), (release) => release.period)].flatMap(([period, ofPeriod]) => {
    if (ofPeriod.every(isRounded)) return [];
    const printed = cellsOfMonth(ofPeriod);
    return [{ period, readings: ofPeriod.map((release) => ({ release, absent: absentCells(release, printed) })) }];
  });
  await knowPackages(
    months.flatMap(({ readings }) => readings),
    start,
  );
  const lines: ConsolidatedBound[] = [];
  for (const { period, readings } of months) {
    const held: Held[] = [];
    for (const { release, absent } of readings) held.push({ release, known: await knownFromPackage(release, absent) });
    lines.push(...(await hideFewContributors(linesOf(period, held), isWhole(held))));
  }
  return lines.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
}

function latestVersions(releases: readonly Release[]): Release[] {
  const sorted = releases.toSorted((a, b) => compare(`${a.period} ${a.site}`, `${b.period} ${b.site}`) || a.version - b.version);
  return [...new Map(sorted.map((release) => [`${release.period} ${release.site}`, release])).values()];
}

/**
 * Areas that have lines, with what is summed there: the country and each region of three sites or more (commands.md). Where one or two sites are in no such region,
 * the country less the regions is theirs: sums of cells that each passed at the site itself.
 */
export function summedAreas<Item>(items: readonly Item[], regionOfItem: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  if (items.length < leastSites) return new Map();
  const shown = [...Map.groupBy(items, regionOfItem)].filter(([region, sites]) => region !== '' && sites.length >= leastSites);
  return new Map([[COUNTRY, items], ...shown]);
}

/** Every site is in a region that has lines of its own. */
function isWhole(held: readonly Held[]): boolean {
  const areas = summedAreas(held, ({ release }) => release.region);
  return held.every(({ release }) => areas.has(release.region));
}

function linesOf(period: string, held: readonly Held[]): Drafted[] {
  const areas = summedAreas(held, ({ release }) => release.region);
  if (areas.size === 0) return [];
  const isAllRounded = (sites: readonly Held[]): boolean => sites.every(({ release }) => isRounded(release));
  const regions = [...areas].filter(([area, sites]) => area !== COUNTRY && !isAllRounded(sites));
  const cells = new Map(held.flatMap(({ release }) => release.cells.map((cell) => [`${cell.table}\n${cell.dims}`, cell])));
  return [...cells.values()].flatMap(({ table, dims }): Drafted[] => {
    const { unit, codes, name } = numberBehind({ table, dims });
    const line = (level: 'national' | 'region', area: string, sites: readonly Held[]): Drafted => {
      return {
        line: { table, period, level, area, dims, ...sumOf(sites, name) },
        isFew: isOfFew(sites.map(({ known }) => known.get(name))),
      };
    };
    if (placeTables.includes(table)) {
      const region = regionOf(codes.get('place') ?? '');
      if (region === undefined) return [line('national', COUNTRY, held)];
      const touched = held.filter(({ release, known }) => touches(release, known, nameOf(unit, new Map([['place', region]]))));
      return touched.length < leastSites ? [] : [line('region', region, held)];
    }
    const national = line('national', COUNTRY, held);
    if (nationalTables.includes(table)) return [national];
    return [national, ...regions.map(([region, sites]) => line('region', region, sites))];
  });
}

/** Whether a site has somebody there, as far as its package shows: a number above 0, or a hidden number that may be above 0. */
function touches(release: Release, known: Held['known'], name: string): boolean {
  if (!isRounded(release)) return (known.get(name)?.high ?? 0) > 0;
  const printed = namedNumbers(release.cells).get(name);
  return printed !== undefined && printed.value !== 0;
}

/**
 * A number that comes from one or two centres, or that is small but for the greatest contribution: a contributor has the numbers of the others (disclosure.md §3.2.3). A hidden
 * contribution counts when it is surely not 0.
 */
function isOfFew(parts: readonly (Known | undefined)[]): boolean {
  const { low, high, isShown } = sumKnown(parts);
  if (high === 0) return false;
  const rest = low - Math.max(...parts.map((part) => part?.low ?? 0));
  return parts.filter((part) => (part?.low ?? 0) > 0).length < leastSites || (isShown && rest < LEAST_THRESHOLD);
}

/** The sum over sites of one number; a site whose package does not have it may hold anything. */
function sumOf(sites: readonly Held[], name: string): Pick<ConsolidatedBound, 'status' | 'value' | 'low' | 'high' | 'error'> {
  const { low, high, isShown } = sumKnown(sites.map(({ known }) => known.get(name)));
  if (isShown) return { status: 'published', value: low, low: null, high: null, error: null };
  if (Number.isFinite(high) && high - low >= LEAST_SPREAD) return { status: 'interval', value: null, low, high, error: null };
  return HIDDEN;
}

/** Bounds of a sum of independent numbers; shown only if each is. */
export function sumKnown(parts: readonly (Known | undefined)[]): Known {
  const known = parts.map((part) => part ?? { low: 0, high: Infinity, isShown: false });
  return {
    low: known.reduce((sum, part) => sum + part.low, 0),
    high: known.reduce((sum, part) => sum + part.high, 0),
    isShown: known.every((part) => part.isShown),
  };
}

/**
 * The lines of a quarter or a year, from the lines of all its months: the sum where each month prints one, hidden where a month hides it, and no line where a month has
 * none. What is printed is then an addition of what is printed already, so that months, quarters and years together reveal no more than the months (disclosure.md §5): a
 * quarter of 5 = 1 + 1 + 3 with hidden months is hidden too.
 */
export function periodBounds(period: string, months: readonly (readonly ConsolidatedBound[])[]): ConsolidatedBound[] {
  const [first = [], ...others] = months.map((lines) => new Map(lines.map((line) => [placeOf(line), line])));
  return [...first.values()].flatMap((line): ConsolidatedBound[] => {
    const parts = [line, ...others.flatMap((month) => month.get(placeOf(line)) ?? [])];
    return parts.length === months.length ? [{ ...line, period, ...sumOfPrinted(parts) }] : [];
  });
}

/** Rounded sums add to a rounded one; beside a number of another kind they are hidden, since one method on the same numbers can be subtracted from the other. */
function sumOfPrinted(parts: readonly ConsolidatedBound[]): Pick<ConsolidatedBound, 'status' | 'value' | 'low' | 'high' | 'error'> {
  const sum = (bound: 'low' | 'high') => parts.reduce((total, part) => total + (part[bound] ?? part.value ?? 0), 0);
  const isRounded = parts.every(({ status }) => status === 'rounded');
  if (parts.some(({ status }) => status === 'suppressed' || (status === 'rounded' && !isRounded))) return HIDDEN;
  if (isRounded) {
    const error = Math.ceil(Math.hypot(...parts.map((part) => part.error ?? 0)));
    return { status: 'rounded', value: sum('low'), low: null, high: null, error };
  }
  if (parts.every(({ status }) => status === 'published'))
    return { status: 'published', value: sum('low'), low: null, high: null, error: null };
  return { status: 'interval', value: null, low: sum('low'), high: sum('high'), error: null };
}

const HIDDEN = { status: 'suppressed', value: null, low: null, high: null, error: null } as const;

function placeOf({ table, level, area, dims }: ConsolidatedBound): string {
  return [table, level, area, dims].join('\n');
}

function sortKey(line: ConsolidatedBound): string {
  return [line.period, line.table, line.level === 'national' ? '0' : '1', line.area, line.dims].join('\n');
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
