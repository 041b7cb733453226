import type { Finding } from './feasibility.ts';
import type { PackageSystem } from '../equations/packageSystem.ts';

/** One number that a reader narrows too far (disclosure.md §7.3). `centre` is null for a consolidated table. */
export type FolderFinding = {
  readonly centre: string | null;
  readonly period: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly lo: number;
  readonly hi: number;
  readonly kind: 'exact' | 'tooNarrow';
  readonly releases: readonly string[];
};

/** What is known of a hidden number before it is judged: whose it is and where it was printed. */
export type Place = Pick<FolderFinding, 'centre' | 'period' | 'table' | 'key' | 'releases'>;

/** Counts and findings, gathered system after system. */
export type Tally = {
  quantities: number;
  equations: number;
  hidden: number;
  components: number;
  doubtful: number;
  unproven: number;
  readonly findings: Map<string, FolderFinding>;
};

/** Adds the size of one system to the tally. */
export function countSystem(tally: Tally, built: PackageSystem, components: number): void {
  tally.quantities += built.names.size;
  tally.equations += built.equations;
  tally.hidden += built.hidden.size;
  tally.components += components;
}

/** The codes of a cell, in the order of its table, totals left out. */
export function keyOf(dims: string): string[] {
  return dims === '' ? [] : dims.split('|').map((pair) => pair.split('=', 2)[1] ?? '');
}

/** Judges what the attacker found about one number: a finding when it is small and narrow, a doubt when its bounds straddle the threshold. A zero reveals nobody. */
export function judge(finding: Finding, place: Place, threshold: number, tally: Tally): void {
  if (finding.kind === 'impossible') tally.unproven += 1;
  const isZero = 'high' in finding && finding.high === 0;
  if (!('low' in finding) || finding.low >= threshold || isZero) return;
  if (finding.kind === 'undecided') tally.unproven += 1;
  else if (finding.high >= threshold) tally.doubtful += 1;
  else {
    const kind = finding.low === finding.high ? 'exact' : 'tooNarrow';
    tally.findings.set(JSON.stringify([place.centre, place.period, place.table, place.key]), {
      ...place,
      lo: finding.low,
      hi: finding.high,
      kind,
    });
  }
}

/** Least width of a feasible range for a threshold (disclosure.md §3.3). */
export function widthOf(threshold: number): number {
  return Math.max(1, threshold - 2);
}
