import { attackLines, attackPeriod, hasTooFewSites } from './attackConsolidated.ts';
import { attackPrinted } from './attackPrinted.ts';
import { attackSystem } from './attack.ts';
import { attackAlone, attackPair, type VersionFindings } from './attackVersions.ts';
import { countSystem, type FolderFinding, judge, keyOf, type Tally, widthOf } from './findings.ts';
import { systemOf, type PackageSystem } from '../equations/packageSystem.ts';
import { isRounded, namesBehind, namesBehindAll } from '../equations/roundedPackage.ts';
import { readFolder, type Folder, type Release } from '../equations/releases.ts';
import { summedBy } from './summedVersions.ts';
import { sizeClasses, metadataLeaksIn, type MetadataLeak } from './metadataLeaks.ts';

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
  readonly traces: readonly MetadataLeak[];
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
  return { ...(await attackReleases(readFolder(path))), traces: metadataLeaksIn(path), sizeClasses: sizeClasses(path) };
}

/** The same attack on what a folder would hold, without the traces of files. */
export async function attackReleases(folder: Folder): Promise<Omit<FolderAttack, 'traces' | 'sizeClasses'>> {
  const started = performance.now();
  const tally: Tally = { quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() };
  const versions = [...Map.groupBy(folder.releases, (release) => `${release.site} ${release.period}`).values()].map((group) =>
    group.toSorted((a, b) => a.version - b.version),
  );
  for (const group of versions) await (group.some(isRounded) ? attackRoundedMonth(group, tally) : attackVersions(group, tally));
  const summed = await summedBy(folder);
  await attackLines(folder, summed, tally);
  for (const [period, lines] of Map.groupBy(folder.consolidated, (line) => line.period))
    await attackPeriod(period, lines, folder, summed, tally);
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
    contributorsBelow3: folder.consolidated.filter((line) => hasTooFewSites(line, summed)).length,
    unread: folder.unread,
    findings,
    elapsedMs: Math.round(performance.now() - started),
  };
}

/** All versions of one centre's month: each by itself, and every two of them together as a strong reader takes them (disclosure.md §5). */
async function attackVersions(versions: readonly Release[], tally: Tally): Promise<void> {
  for (const release of versions) {
    const alone = await attackAlone(release, [], widthOf(release.threshold));
    countSystem(tally, alone.built, alone.components);
    judgeVersion(alone, [release], tally);
  }
  for (const [at, second] of versions.entries())
    for (const first of versions.slice(0, at)) {
      const width = widthOf(Math.max(first.threshold, second.threshold));
      for (const outcome of await attackPair(first, second, width)) {
        if (outcome === 'impossible') continue;
        for (const side of outcome) judgeVersion(side, [first, second], tally);
      }
    }
}

function judgeVersion({ release, built, findings }: VersionFindings, used: readonly Release[], tally: Tally): void {
  for (const [name, finding] of findings) {
    const printed = built.names.get(name)?.places[0];
    if (printed === undefined) continue;
    const { site, period, threshold } = release;
    const place = { table: printed.table, key: keyOf(printed.dims), releases: used.map((one) => one.name) };
    judge(finding, { centre: site, period, ...place }, threshold, tally);
  }
}

/**
 * A centre's month of which a version is rounded: each by itself, then all of them about the same counts, if they can be (a month rounded twice, or hidden once and rounded once:
 * disclosure.md §4, last line).
 */
async function attackRoundedMonth(versions: readonly Release[], tally: Tally): Promise<void> {
  for (const release of versions) await attackRelease(release, systemOf(namesBehind(release)), [release], tally, true);
  const [latest] = versions.toReversed();
  const together = namesBehindAll(versions);
  if (latest !== undefined && versions.length > 1 && together !== undefined)
    await attackRelease(latest, systemOf(together), versions, tally, false);
}

/** Attacks one system; false when no whole table fits it and `isLast` does not ask to report that. */
async function attackRelease(
  release: Release,
  built: PackageSystem,
  used: readonly Release[],
  tally: Tally,
  isLast: boolean,
): Promise<boolean> {
  const hidden = [...built.hidden];
  const width = widthOf(release.threshold);
  const { findings, components } = await attackSystem({ system: built.system, about: hidden.map(([, unknown]) => unknown), width });
  if (!isLast && findings.some((finding) => finding.kind === 'impossible')) return false;
  countSystem(tally, built, components);
  const named = new Map(hidden.flatMap(([name], at) => (findings[at] === undefined ? [] : [[name, findings[at]] as const])));
  judgeVersion({ release, built, components, findings: named }, used, tally);
  return true;
}
