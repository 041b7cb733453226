import { correctedVersion, type Correction } from '../../electron/disclosure/correction.ts';
import { protect } from '../../electron/disclosure/protect.ts';
import type { Release } from '../../electron/disclosure/releases.ts';
import { trueTables } from '../../electron/disclosure/trueTables.ts';
import type { CodeOf } from '../../shared/forms/lists/all.ts';
import { evaluate, type MonthCounts } from '../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../shared/indicators/linkedSystem.ts';
import { releasedTables } from '../../shared/indicators/release.ts';
import { CUT_ORDER, TABLES } from '../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../shared/rules/countedUnit.ts';
import { randomUnits } from '../shared/indicators/units.ts';

/** The threshold of every invented centre. */
export const THRESHOLD = 5;

/** A quick search, the same on every machine: what is tried here is the ledger, not the cheapest pattern. */
const QUICK = { method: 'component', objective: 'useful', solves: 0, budgetMs: 120_000 } as const;

/** Where and when a release is of. */
export type Place = { readonly site: string; readonly region: CodeOf<'region'>; readonly month: string };

/** The invented receptions of one month, all entered in time. */
export function unitsOfMonth(seed: number, count: number, month: string): readonly CountedUnit[] {
  return randomUnits(seed, count).map((unit) => enteredIn(unit, month, null));
}

/** The same reception, told in a month, and counting in a later one where its own was frozen already. */
export function enteredIn(unit: CountedUnit, month: string, lateIn: string | null): CountedUnit {
  const entry = { month, lateIn };
  return { ...unit, registered: entry, incident: unit.incident === null ? null : { ...unit.incident, reported: entry } };
}

/** What a centre truly counts in a month. */
export function countsAt({ region, month }: Place, units: readonly CountedUnit[]): MonthCounts {
  return evaluate(TABLES, units, { month, site: { region } });
}

/** The first version of a month as it leaves. null: nothing could be proved, so nothing leaves. */
export async function firstVersion(place: Place, counts: MonthCounts): Promise<Release | null> {
  const instance = linkedSystem(`month-${place.month}`, counts, { threshold: THRESHOLD, zero: 'publish' });
  const protection = await protect(instance, { ...protectionOptions(counts), ...QUICK });
  const { exact, tooNarrow, unproven } = protection.audit;
  if (exact + tooNarrow + unproven > 0) return null;
  const cells = releasedTables(counts, protection).flatMap(({ table, cells: released }) =>
    released.map(({ dims, value }) => ({ table: table.id, dims, value: value ?? undefined })),
  );
  const { site, region, month } = place;
  return { name: `${site}-${month}-v1.json`, site, region, period: month, version: 1, threshold: THRESHOLD, cells };
}

/** What a correction of a month would be, beside all its versions. */
export async function nextVersion(former: readonly Release[], counts: MonthCounts): Promise<Correction> {
  return correctedVersion({ former, tables: trueTables(counts, THRESHOLD), cutOrder: CUT_ORDER, width: THRESHOLD - 2 });
}

/** A correction that leaves, as the version that follows the last. */
export function asVersion(last: Release, correction: Extract<Correction, { readonly outcome: 'leaves' }>): Release {
  const version = last.version + 1;
  return { ...last, name: `${last.site}-${last.period}-v${version}.json`, version, cells: correction.cells };
}
