import { attackPuzzle, type Puzzle, type Relation } from './attack.ts';
import { type Known, knownFromPackage, sumKnown } from './consolidation.ts';
import { countSystem, judge, keyOf, type Tally, widthOf } from './findings.ts';
import { absentCells, nameOf, namedNumbers, puzzleOf } from './packagePuzzle.ts';
import { leastSites, placeTables, readDims, unitOf } from './publishedStructure.ts';
import { namesBehind } from './roundedPackage.ts';
import type { ConsolidatedLine, Folder, Release } from './releases.ts';

/** Consolidated tables of one period: by themselves, then with the packages whose sums they are. */
export async function attackPeriod(period: string, lines: readonly ConsolidatedLine[], folder: Folder, tally: Tally): Promise<void> {
  const threshold = folder.releases.reduce(
    (highest, release) => Math.max(highest, release.threshold),
    folder.releases.length === 0 ? 5 : 1,
  );
  for (const scoped of Map.groupBy(lines, scopeOf).values()) await attackLines(period, scoped, threshold, tally);
  const packages = latest(folder.releases.filter((release) => monthsOf(period).includes(release.period)));
  if (packages.length === 0) return;
  const known = await Promise.all(packages.map((release) => knownFromPackage(release, absentCells(release, packages))));
  const telling: Telling[] = [];
  for (const line of lines) {
    const contributors = packages
      .keys()
      .filter((at) => contributes(packages[at], line))
      .toArray();
    const sum = sumKnown(contributors.map((at) => known[at]?.get(nameOfLine(line))));
    const told = toldBy(line);
    if (told !== undefined && told.low <= sum.high && told.high >= sum.low) {
      if (told.low > sum.low || told.high < sum.high) telling.push({ line, ...told });
    } else if (told === undefined) judgeSum(line, sum, period, threshold, packages, tally);
  }
  if (telling.length > 0 && monthsOf(period).length === 1) await attackTogether(period, packages, telling, threshold, tally);
}

type Telling = { readonly line: ConsolidatedLine; readonly low: number; readonly high: number };

function judgeSum(line: ConsolidatedLine, sum: Known, period: string, threshold: number, packages: readonly Release[], tally: Tally): void {
  if (sum.high - sum.low >= widthOf(threshold)) return;
  judge(
    { kind: 'between', low: sum.low, high: sum.high },
    { centre: null, period, table: line.table, key: keyOf(line.dims), releases: packages.map((one) => one.name) },
    threshold,
    tally,
  );
}

async function attackLines(period: string, lines: readonly ConsolidatedLine[], threshold: number, tally: Tally): Promise<void> {
  const names = namedNumbers(
    lines.map((line) => ({
      table: line.table,
      dims: dimsOf(line),
      unit: unitOf(line.table),
      value: line.status === 'published' ? line.value : undefined,
    })),
  );
  for (const line of lines) {
    const number = names.get(nameOfLine(line));
    if (number !== undefined && line.low !== undefined && line.high !== undefined)
      names.set(nameOfLine(line), { ...number, least: line.low, most: line.high });
    else if (number !== undefined) names.set(nameOfLine(line), { ...number, least: 0 });
  }
  const built = puzzleOf(names);
  const hidden = [...built.hidden];
  const { findings, components } = await attackPuzzle({
    puzzle: built.puzzle,
    about: hidden.map(([, unknown]) => unknown),
    width: widthOf(threshold),
  });
  countSystem(tally, built, components);
  for (const [at, [name]] of hidden.entries()) {
    const printed = built.names.get(name)?.places[0];
    const finding = findings[at];
    if (printed !== undefined && finding !== undefined)
      judge(
        finding,
        { centre: null, period, table: printed.table, key: keyOf(printed.dims), releases: ['consolidated.csv'] },
        threshold,
        tally,
      );
  }
}

/** One system of all packages of a month and the consolidated numbers that tell more than they do. */
async function attackTogether(
  period: string,
  packages: readonly Release[],
  telling: readonly Telling[],
  threshold: number,
  tally: Tally,
): Promise<void> {
  const unknowns: Puzzle['unknowns'][number][] = [];
  const relations: Relation[] = [];
  const systems = packages.map((release) => {
    const built = puzzleOf(namesBehind(release, absentCells(release, packages)));
    const shift = unknowns.length;
    unknowns.push(...built.puzzle.unknowns);
    relations.push(
      ...built.puzzle.relations.map(({ terms, equals }) => ({
        equals,
        terms: terms.map(({ unknown, times }) => ({ unknown: unknown + shift, times })),
      })),
    );
    return { release, built, shift };
  });
  for (const { line, low, high } of telling) {
    const sum = unknowns.push({ least: low, most: high }) - 1;
    const members = systems.filter(({ release }) => contributes(release, line));
    const hidden = members.flatMap(({ built, shift }) =>
      [built.hidden.get(nameOfLine(line))].flatMap((at) => (at === undefined ? [] : [at + shift])),
    );
    const shown = members.reduce((total, { built }) => total + (built.names.get(nameOfLine(line))?.value ?? 0), 0);
    relations.push({ terms: [{ unknown: sum, times: 1 }, ...hidden.map((unknown) => ({ unknown, times: -1 }))], equals: shown });
  }
  const asked = systems.flatMap(({ release, built, shift }) =>
    [...built.hidden].map(([name, at]) => ({ release, printed: built.names.get(name)?.places[0], unknown: at + shift })),
  );
  const { findings } = await attackPuzzle({
    puzzle: { unknowns, relations },
    about: asked.map(({ unknown }) => unknown),
    width: widthOf(threshold),
  });
  for (const [at, { release, printed }] of asked.entries()) {
    const finding = findings[at];
    if (finding === undefined || printed === undefined) continue;
    judge(
      finding,
      { centre: release.site, period, table: printed.table, key: keyOf(printed.dims), releases: [release.name, 'consolidated.csv'] },
      threshold,
      tally,
    );
  }
}

function toldBy(line: ConsolidatedLine): { readonly low: number; readonly high: number } | undefined {
  if (line.status === 'published' && line.value !== undefined) return { low: line.value, high: line.value };
  return line.low === undefined || line.high === undefined ? undefined : { low: line.low, high: line.high };
}

function latest(releases: readonly Release[]): Release[] {
  return [
    ...new Map(
      releases.toSorted((a, b) => a.version - b.version).map((release) => [`${release.site} ${release.period}`, release]),
    ).values(),
  ];
}

/** A place table is divided by its own places; the others by the region of the site. */
function scopeOf(line: ConsolidatedLine): string {
  return placeTables.includes(line.table) ? 'ML' : line.area;
}

function contributes(release: Release | undefined, line: ConsolidatedLine): boolean {
  return release !== undefined && (scopeOf(line) === 'ML' || release.region === line.area);
}

/** In a place table the area may stand in `area` alone. */
function dimsOf(line: ConsolidatedLine): string {
  if (!placeTables.includes(line.table) || line.level !== 'region' || readDims(line.dims).has('place')) return line.dims;
  return [`place=${line.area}`, line.dims].filter((part) => part !== '').join('|');
}

function nameOfLine(line: ConsolidatedLine): string {
  return nameOf(unitOf(line.table), readDims(dimsOf(line)));
}

function monthsOf(period: string): string[] {
  const [year = '', part] = period.split('-');
  if (part !== undefined && !part.startsWith('Q')) return [period];
  const first = part === undefined ? 1 : 3 * Number(part.slice(1)) - 2;
  return Array.from({ length: part === undefined ? 12 : 3 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`);
}

/** A number printed for an area where, as far as the folder tells, fewer than three sites reported. */
export function hasTooFewSites(line: ConsolidatedLine, releases: readonly Release[]): boolean {
  if (toldBy(line) === undefined && line.status !== 'rounded') return false;
  const packages = latest(releases.filter((release) => monthsOf(line.period).includes(release.period)));
  if (packages.length === 0) return false;
  const reporting = packages.filter((release) => contributes(release, line) && (!isPlaceLine(line) || touches(release, line)));
  return new Set(reporting.map((release) => release.site)).size < leastSites;
}

function isPlaceLine(line: ConsolidatedLine): boolean {
  return placeTables.includes(line.table) && line.level === 'region';
}

function touches(release: Release, line: ConsolidatedLine): boolean {
  const name = nameOf(unitOf(line.table), new Map([['place', line.area]]));
  return release.cells.some(
    (cell) => placeTables.includes(cell.table) && nameOf(unitOf(cell.table), readDims(cell.dims)) === name && cell.value !== 0,
  );
}
