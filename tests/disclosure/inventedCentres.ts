import { protect } from '../../electron/disclosure/protect/protect.ts';
import type { Release } from '../../electron/disclosure/equations/releases.ts';
import type { Protection } from '../../shared/disclosure/instance.ts';
import type { CodeOf } from '../../shared/forms/lists/all.ts';
import { standardCode, type Lists } from '../../shared/forms/lists/inForce.ts';
import { evaluate, type MonthCounts } from '../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../shared/indicators/linkedSystem.ts';
import { releasedTables } from '../../shared/indicators/release.ts';
import { TABLES } from '../../shared/indicators/tables.ts';
import type { CountedPlace, CountedUnit } from '../../shared/rules/counting/countedUnit.ts';
import { randomUnits } from '../shared/indicators/units.ts';

/** The threshold of every invented centre, and the region of its site. */
export const THRESHOLD = 5;
export const REGION: CodeOf<'region'> = 'mopti';

/** A quick search, the same on every machine: what is tried here is the ledger, not the cheapest pattern. */
const QUICK = { method: 'component', objective: 'useful', solves: 0, budgetMs: 120_000 } as const;

/** A place that has another code from a month on: the cercle of the reference, and the code that is typed since. */
export type Recoding = { readonly from: CodeOf<'cercle'>; readonly to: string };

/** A reception as recorded, by the reference but for a place that was typed with its new code. */
export type RecodedUnit = CountedUnit & { readonly recoding?: Recoding };

/** Months that are kept for each centre, so that a life finds most of its tables protected already. */
const KEPT = 8;
const kept = new Map<string, readonly RecodedUnit[]>();

/**
 * The receptions of one month of a centre, all entered in time: 20 to 420, mostly few. One of `KEPT` months, by `draw` from 0 to 1; the same draw gives the same array. `rank`
 * of the centre: no two centres have the same receptions.
 */
export function keptMonth(draw: number, rank: number, month: string): readonly RecodedUnit[] {
  const at = Math.floor(draw * KEPT);
  const name = `${rank} ${at} ${month}`;
  const count = 20 + Math.floor((at / KEPT) ** 2 * 400);
  const units = kept.get(name) ?? unitsOfMonth(Number(month.replace('-', '')) * 1000 + rank * 100 + at, count, month);
  kept.set(name, units);
  return units;
}

export function unitsOfMonth(seed: number, count: number, month: string): readonly RecodedUnit[] {
  return randomUnits(seed, count).map((unit) => enteredIn(unit, month, null));
}

/** The same reception, recorded in a month, and counting in a later one where its own was frozen already. */
export function enteredIn(unit: RecodedUnit, month: string, lateIn: string | null): RecodedUnit {
  const entry = { month, lateIn };
  return { ...unit, registered: entry, incident: unit.incident === null ? null : { ...unit.incident, reported: entry } };
}

/** What a centre truly counts in a month, places read with the lists in force. */
export function countsAt(month: string, units: readonly RecodedUnit[], lists: Lists): MonthCounts {
  const recoded = units.map((unit) => (unit.recoding === undefined ? unit : withPlaces(unit, unit.recoding, lists)));
  return evaluate(TABLES, recoded, { month, site: { region: REGION } });
}

function withPlaces(unit: RecodedUnit, { from, to }: Recoding, lists: Lists): CountedUnit {
  const place = (one: CountedPlace) => (one.cercle === from ? { ...one, cercle: standardCode(lists, 'cercle', to) } : one);
  const { residence, incident } = unit;
  return { ...unit, residence: place(residence), incident: incident === null ? null : { ...incident, place: place(incident.place) } };
}

const protections = new WeakMap<readonly RecodedUnit[], Promise<Protection>>();

/** The tables of a month as they are protected at their first freeze; kept with the array of its receptions, which gives them all. */
export function firstProtection(counts: MonthCounts, units: readonly RecodedUnit[]): Promise<Protection> {
  const instance = linkedSystem(`month-${counts.month}`, counts, { threshold: THRESHOLD, zero: 'publish' });
  const protection = protections.get(units) ?? protect(instance, { ...protectionOptions(counts), ...QUICK });
  protections.set(units, protection);
  return protection;
}

/** The first version of a month of a centre, as the reader of its package holds it. null: nothing could be proved, so nothing leaves. */
export async function firstVersion(site: string, counts: MonthCounts, units: readonly RecodedUnit[]): Promise<Release | null> {
  const protection = await firstProtection(counts, units);
  const { exact, tooNarrow, unproven } = protection.audit;
  if (exact + tooNarrow + unproven > 0) return null;
  const cells = releasedTables(counts, protection).flatMap(({ table, cells: released }) =>
    released.map(({ dims, value }) => ({ table: table.id, dims, value: value ?? undefined })),
  );
  return { name: `${site}-${counts.month}-v1`, site, region: REGION, period: counts.month, version: 1, threshold: THRESHOLD, cells };
}
