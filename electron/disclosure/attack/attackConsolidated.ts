import { attackSystem } from './attack.ts';
import type { Finding, Known } from './feasibility.ts';
import { consolidatedSystem, keyOfLine, nameOfLine } from './consolidatedSystem.ts';
import { judge, keyOf, type Tally, widthOf } from './findings.ts';
import { knowTogether } from './knownPackages.ts';
import { countsLate, lateLines, lateOf, periodCompositions, type PeriodComposition } from './periodComposition.ts';
import { addBounds, contributes } from './publishedSums.ts';
import { absentCells, cellsOfMonth, nameOf, systemOf } from '../equations/packageSystem.ts';
import type { LinearSystem, Relation } from '../equations/linearSystem.ts';
import { leastSites, monthsOf, placeTables, unitOf } from '../equations/publishedStructure.ts';
import { namesBehind } from '../equations/roundedPackage.ts';
import { asRead, type ConsolidatedLine, type Folder, type ReadLine, type Release } from '../equations/releases.ts';
import type { Summed } from './summedVersions.ts';

/** Consolidated tables of one period with the packages whose sums they are. */
export async function attackPeriod(
  period: string,
  lines: readonly ConsolidatedLine[],
  folder: Folder,
  summed: Summed,
  tally: Tally,
): Promise<void> {
  const threshold = highestThreshold(folder.releases);
  const packages = summed.packages(period);
  if (packages.length === 0 || isReadWithItsMonths(period, folder)) return;
  const known = (await knowTogether(packages)).map((one) => one.known);
  const revealing: Revealing[] = [];
  for (const line of lines) {
    const contributors = packages
      .keys()
      .filter((at) => isIn(packages[at], line))
      .toArray();
    const sum = addBounds(contributors.map((at) => known[at]?.get(nameOfLine(asRead(line)))));
    const bounds = printedBounds(line);
    if (bounds !== undefined && bounds.low <= sum.high && bounds.high >= sum.low) {
      if (bounds.low > sum.low || bounds.high < sum.high) revealing.push({ line, ...bounds });
    } else if (bounds === undefined) judgeSum(line, sum, period, threshold, packages, tally);
  }
  if (revealing.length > 0) await attackTogether(packages, revealing, threshold, tally);
}

/**
 * Whether a quarter or a year is what its months print, added up, and what late centres add to it: the months are then attacked with their packages, and the late centres, of
 * which no package is here, with the lines of all periods.
 */
function isReadWithItsMonths(period: string, { consolidated }: Folder): boolean {
  const kind = monthsOf(period).length > 1 ? periodCompositions(consolidated.map(asRead)).get(period)?.kind : undefined;
  return kind !== undefined && kind !== 'other';
}

type Revealing = { readonly line: ConsolidatedLine; readonly low: number; readonly high: number };

function judgeSum(line: ConsolidatedLine, sum: Known, period: string, threshold: number, packages: readonly Release[], tally: Tally): void {
  if (sum.high - sum.low >= widthOf(threshold)) return;
  judge(
    { kind: 'between', low: sum.low, high: sum.high },
    { centre: null, period, table: line.table, key: keyOf(line.dims), releases: packages.map((one) => one.name) },
    threshold,
    tally,
  );
}

/**
 * Consolidated tables of all periods by themselves, together: what their reader finds about every number that is not printed. Where quarters and years are additions, and
 * only then, each month is a system by itself, as are the late centres of a quarter, and a number of theirs is the sum of those of its parts, each as free as if it were alone.
 * The numbers of late centres, which no one printed, are asked about as well: those that a subtraction gives, and those that it does not. A number that comes from one or two
 * centres, as far as the packages of the folder show, is a finding however large it is (disclosure.md §3.2.3).
 */
export async function attackLines(folder: Folder, summed: Summed, tally: Tally): Promise<void> {
  const { consolidated, releases } = folder;
  const lines = consolidated.map(asRead);
  const threshold = highestThreshold(releases);
  const made = periodCompositions(lines);
  const late = lateLines(lines, made);
  const added = [...made.values()].every(({ kind }) => kind === 'sum' || kind === 'late') ? made : new Map<string, PeriodComposition>();
  const isAdded = ({ period }: ReadLine) => added.has(period);
  const systems = consolidatedSystem(added.size > 0 ? [...lines.filter((line) => !isAdded(line)), ...late] : lines, (period) =>
    isWhole(lines, releases, period),
  );
  const { system, hidden } = systems;
  const asked = [...hidden];
  const { findings, components } = await attackSystem({ system, about: asked.map(([, unknown]) => unknown), width: widthOf(threshold) });
  const found = new Map(asked.flatMap(([key], at) => (findings[at] === undefined ? [] : [[key, findings[at]] as const])));
  const byKey = new Map([...lines, ...late].map((line) => [keyOfLine(line), line]));
  const shown = new Map(
    [...lines, ...late].flatMap((line) => (line.status === 'published' ? [[keyOfLine(line), line.value ?? 0] as const] : [])),
  );
  const inPart = (line: ReadLine, period: string): Finding => {
    const key = keyOfLine({ ...line, period });
    const value = shown.get(key);
    return value === undefined ? (found.get(key) ?? { kind: 'impossible' }) : { kind: 'between', low: value, high: value };
  };
  for (const [period, composition] of added) {
    const parts = [...composition.parts, ...(countsLate(composition) ? [lateOf(period)] : [])];
    for (const [key, line] of byKey)
      if (line.period === period && !shown.has(key)) found.set(key, sumOfFindings(parts.map((part) => inPart(line, part))));
  }
  judgeLate(late, threshold, tally);
  tally.quantities += systems.quantities + new Set(lines.filter(isAdded).map(keyOfLine)).size;
  tally.equations += system.relations.length;
  tally.hidden += found.size;
  tally.components += components;
  for (const [key, finding] of found) {
    const line = byKey.get(key);
    if (line === undefined) continue;
    const few = isOfFew(line, summed);
    const place = { centre: null, period: line.period, table: line.table, key: keyOf(line.dims), releases: ['consolidated.csv'] };
    judge(finding, place, few ? Infinity : threshold, tally);
  }
}

/** The numbers of late centres that a subtraction gives: no file prints them, and yet they are disclosed. */
function judgeLate(late: readonly ReadLine[], threshold: number, tally: Tally): void {
  for (const { period, table, dims, value } of late) {
    if (value === null) continue;
    const place = { centre: null, period, table, key: keyOf(dims), releases: ['consolidated.csv'] };
    judge({ kind: 'between', low: value, high: value }, place, threshold, tally);
  }
}

/** What is found of a sum of numbers that have nothing to do with each other. */
function sumOfFindings(parts: readonly Finding[]): Finding {
  const narrow = parts.flatMap((part) => ('low' in part ? [part] : []));
  const other = parts.filter((part) => !('low' in part));
  if (other.length > 0) return { kind: other.some(({ kind }) => kind === 'impossible') ? 'impossible' : 'wide' };
  const sum = (bound: 'low' | 'high') => narrow.reduce((total, part) => total + part[bound], 0);
  return { kind: narrow.some(({ kind }) => kind === 'undecided') ? 'undecided' : 'between', low: sum('low'), high: sum('high') };
}

function highestThreshold(releases: readonly Release[]): number {
  return releases.reduce((highest, release) => Math.max(highest, release.threshold), releases.length === 0 ? 5 : 1);
}

/** Every package of each month of the period comes from a region that has lines. */
function isWhole(lines: readonly ReadLine[], releases: readonly Release[], period: string): boolean {
  const areas = new Set(lines.filter((line) => line.period === period).map(({ area }) => area));
  const own = releases.filter((release) => monthsOf(period).includes(release.period));
  return own.length > 0 && own.every(({ region }) => areas.has(region));
}

/** Whether at most two centres surely have a number there, and some may: of a month, or of any month of a longer period. */
function isOfFew(line: ReadLine, summed: Summed): boolean {
  const having = (summed.having(line.period).anywhere.get(nameOfLine(line)) ?? []).filter(
    (release) => release.period === line.period && contributes(release, line),
  );
  return having.length > 0 && having.length < leastSites;
}

/** One system of all packages of a period and the consolidated numbers that reveal more than they do. */
async function attackTogether(
  packages: readonly Release[],
  revealing: readonly Revealing[],
  threshold: number,
  tally: Tally,
): Promise<void> {
  const unknowns: LinearSystem['unknowns'][number][] = [];
  const relations: Relation[] = [];
  const printed = cellsOfMonth(packages);
  const systems = packages.map((release) => {
    const built = systemOf(namesBehind(release, absentCells(release, printed)));
    const shift = unknowns.length;
    unknowns.push(...built.system.unknowns);
    relations.push(
      ...built.system.relations.map(({ terms, equals }) => ({
        equals,
        terms: terms.map(({ unknown, times }) => ({ unknown: unknown + shift, times })),
      })),
    );
    return { release, built, shift };
  });
  for (const { line, low, high } of revealing) {
    const sum = unknowns.push({ least: low, most: high }) - 1;
    const members = systems.filter(({ release }) => contributes(release, line));
    const hidden = members.flatMap(({ built, shift }) =>
      [built.hidden.get(nameOfLine(asRead(line)))].flatMap((at) => (at === undefined ? [] : [at + shift])),
    );
    const shown = members.reduce((total, { built }) => total + (built.names.get(nameOfLine(asRead(line)))?.value ?? 0), 0);
    relations.push({ terms: [{ unknown: sum, times: 1 }, ...hidden.map((unknown) => ({ unknown, times: -1 }))], equals: shown });
  }
  const asked = systems.flatMap(({ release, built, shift }) =>
    [...built.hidden].map(([name, at]) => ({ release, printed: built.names.get(name)?.places[0], unknown: at + shift })),
  );
  const { findings } = await attackSystem({
    system: { unknowns, relations },
    about: asked.map(({ unknown }) => unknown),
    width: widthOf(threshold),
  });
  for (const [at, { release, printed }] of asked.entries()) {
    const finding = findings[at];
    if (finding === undefined || printed === undefined) continue;
    judge(
      finding,
      {
        centre: release.site,
        period: release.period,
        table: printed.table,
        key: keyOf(printed.dims),
        releases: [release.name, 'consolidated.csv'],
      },
      threshold,
      tally,
    );
  }
}

function printedBounds(line: ConsolidatedLine): { readonly low: number; readonly high: number } | undefined {
  if (line.status === 'published' && line.value !== undefined) return { low: line.value, high: line.value };
  return line.low === undefined || line.high === undefined ? undefined : { low: line.low, high: line.high };
}

function isIn(release: Release | undefined, line: ConsolidatedLine): boolean {
  return release !== undefined && contributes(release, line);
}

/** A number printed for an area where, as far as the folder shows, fewer than three sites reported. */
export function hasTooFewSites(line: ConsolidatedLine, summed: Summed): boolean {
  if (printedBounds(line) === undefined && line.status !== 'rounded') return false;
  if (isOfFew(asRead(line), summed)) return true;
  const packages = summed.packages(line.period);
  if (packages.length === 0) return false;
  const name = nameOf(unitOf(line.table), new Map([['place', line.area]]));
  const reporting = isPlaceLine(line) ? (summed.having(line.period).byPlace.get(name) ?? []) : packages;
  return new Set(reporting.filter((release) => contributes(release, line)).map((release) => release.site)).size < leastSites;
}

function isPlaceLine(line: ConsolidatedLine): boolean {
  return placeTables.includes(line.table) && line.level === 'region';
}
