import { attackPuzzle } from './attack.ts';
import { attackPeriod, hasTooFewSites } from './attackConsolidated.ts';
import { attackPrinted } from './attackPrinted.ts';
import { countSystem, type FolderFinding, judge, keyOf, type Tally, widthOf } from './findings.ts';
import { namedNumbers, type PackagePuzzle, puzzleOf } from './packagePuzzle.ts';
import { isRounded, namesBehind, namesBehindAll } from './roundedPackage.ts';
import { readFolder, type Release, type ReleasedCell } from './releases.ts';
import { sizeClasses, tracesIn, type Trace } from './traces.ts';

export type FolderAttack = {
  readonly packages: number;
  readonly releases: number;
  readonly quantities: number;
  readonly equations: number;
  readonly hidden: number;
  readonly components: number;
  readonly exact: number;
  readonly tooNarrow: number;
  readonly doubtful: number;
  readonly unproven: number;
  readonly pairsOfVersions: number;
  readonly contributorsBelow3: number;
  /** Files that are neither package, consolidated table, instance nor output of `protect`. */
  readonly unread: readonly string[];
  readonly findings: readonly FolderFinding[];
  /** Codes, days, strange members, lengths of journals in what leaves (security T26). */
  readonly traces: readonly Trace[];
  /** Different sizes of the sealed packages of the folder: 1, or 0 where none lies there. */
  readonly sizeClasses: number;
  readonly elapsedMs: number;
};

/**
 * Attacks everything published in a folder, together: one system per centre and month over all its versions, and the consolidated tables with
 * the packages they are the sums of. The attacker knows neither the truth nor which cells are sensitive. Source: disclosure.md §7.3.
 * Errors: when the folder cannot be read or the solver fails.
 */
export async function attackFolder(path: string): Promise<FolderAttack> {
  const started = performance.now();
  const folder = readFolder(path);
  const tally: Tally = { quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() };
  const versions = [...Map.groupBy(folder.releases, (release) => `${release.site} ${release.period}`).values()].map((group) =>
    group.toSorted((a, b) => a.version - b.version),
  );
  for (const group of versions) await (group.some(isRounded) ? attackRoundedMonth(group, tally) : attackVersions(group, tally));
  for (const [period, lines] of Map.groupBy(folder.consolidated, (line) => line.period)) await attackPeriod(period, lines, folder, tally);
  for (const printed of folder.printed) await attackPrinted(printed, tally);
  const findings = [...tally.findings.values()];
  return {
    packages: folder.releases.length,
    releases: folder.releases.length + new Set(folder.consolidated.map((line) => line.period)).size + folder.printed.length,
    quantities: tally.quantities,
    equations: tally.equations,
    hidden: tally.hidden,
    components: tally.components,
    exact: findings.filter((finding) => finding.kind === 'exact').length,
    tooNarrow: findings.filter((finding) => finding.kind === 'tooNarrow').length,
    doubtful: tally.doubtful,
    unproven: tally.unproven,
    pairsOfVersions: versions.reduce((pairs, group) => pairs + (group.length * (group.length - 1)) / 2, 0),
    contributorsBelow3: folder.consolidated.filter((line) => hasTooFewSites(line, folder.releases)).length,
    unread: folder.unread,
    findings,
    traces: tracesIn(path),
    sizeClasses: sizeClasses(path),
    elapsedMs: Math.round(performance.now() - started),
  };
}

/**
 * All versions of one centre's month: a table in which no shown number moved between two versions is read as unchanged, so what one version
 * hides and the other shows is known (the strong reader of disclosure.md §5).
 */
async function attackVersions(versions: readonly Release[], tally: Tally): Promise<void> {
  for (const release of versions) {
    const same = versions.filter((other) => other !== release).flatMap((other) => unmovedCells(release, other));
    const isCoherent =
      same.length > 0 && (await attackRelease(release, puzzleOf(namedNumbers([...release.cells, ...same])), versions, tally, false));
    if (!isCoherent) await attackRelease(release, puzzleOf(namedNumbers(release.cells)), [release], tally, true);
  }
}

function unmovedCells(release: Release, other: Release): ReleasedCell[] {
  const shown = new Map(release.cells.map((cell) => [`${cell.table}\n${cell.dims}`, cell.value]));
  return [...Map.groupBy(other.cells, (cell) => cell.table).values()]
    .filter((cells) => cells.every((cell) => isCompatible(cell, shown)))
    .flat();
}

function isCompatible(cell: ReleasedCell, shown: ReadonlyMap<string, number | undefined>): boolean {
  const here = shown.get(`${cell.table}\n${cell.dims}`);
  return here === undefined || cell.value === undefined || here === cell.value;
}

/**
 * A centre's month of which a version is rounded: each by itself, then all of them about the same counts, if they can be (a month rounded twice, or hidden once and rounded once:
 * disclosure.md §4, last line).
 */
async function attackRoundedMonth(versions: readonly Release[], tally: Tally): Promise<void> {
  for (const release of versions) await attackRelease(release, puzzleOf(namesBehind(release)), [release], tally, true);
  const [latest] = versions.toReversed();
  const together = namesBehindAll(versions);
  if (latest !== undefined && versions.length > 1 && together !== undefined)
    await attackRelease(latest, puzzleOf(together), versions, tally, false);
}

/** Attacks one system; false when no whole table fits it and `isLast` does not ask to report that. */
async function attackRelease(
  release: Release,
  built: PackagePuzzle,
  used: readonly Release[],
  tally: Tally,
  isLast: boolean,
): Promise<boolean> {
  const hidden = [...built.hidden];
  const width = widthOf(release.threshold);
  const { findings, components } = await attackPuzzle({ puzzle: built.puzzle, about: hidden.map(([, unknown]) => unknown), width });
  if (!isLast && findings.some((finding) => finding.kind === 'impossible')) return false;
  countSystem(tally, built, components);
  for (const [at, [name]] of hidden.entries()) {
    const finding = findings[at];
    const printed = built.names.get(name)?.places[0];
    if (finding === undefined || printed === undefined) continue;
    judge(
      finding,
      {
        centre: release.site,
        period: release.period,
        table: printed.table,
        key: keyOf(printed.dims),
        releases: used.map((one) => one.name),
      },
      release.threshold,
      tally,
    );
  }
  return true;
}
