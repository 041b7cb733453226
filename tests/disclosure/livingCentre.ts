import { correctedVersion, type Correction, type TrueTable } from '../../electron/disclosure/correct/correction.ts';
import type { Release } from '../../electron/disclosure/equations/releases.ts';
import { trueTables } from '../../electron/disclosure/correct/trueTables.ts';
import { correctedTables } from '../../electron/services/months/correction.ts';
import { recordMonth, type Leaving } from '../../electron/services/months/record.ts';
import { releaseOf } from '../../electron/services/exchange/packageReader.ts';
import {
  assertSameMode,
  laterMayHaveLeft,
  lastReleased,
  mayHaveLeft,
  releasedBefore,
} from '../../electron/services/months/releaseLedger.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import type { PackageMode } from '../../shared/exchange/payload.ts';
import { Refused } from '../../shared/failure.ts';
import type { Lists } from '../../shared/forms/lists/inForce.ts';
import { releasedTables } from '../../shared/indicators/release.ts';
import { CUT_ORDER } from '../../shared/indicators/tables.ts';
import { casesOf } from '../support/temporaryStore.ts';
import { REGION, THRESHOLD, countsAt, firstProtection, type RecodedUnit } from './inventedCentres.ts';
import { newBase, type LivingBase } from './livingBase.ts';

/** One centre as its supervisor knows it: its base, what it counts month by month, and every version that ever left, remembered here or not. */
export type LivingCentre = {
  readonly site: string;
  readonly base: LivingBase;
  readonly units: Map<string, readonly RecodedUnit[]>;
  readonly left: Release[];
};

export async function newCentre(site: string, units: LivingCentre['units']): Promise<LivingCentre> {
  return { site, base: await newBase('centre'), units, left: [] };
}

export function versionsOf({ left }: LivingCentre, month: string): readonly Release[] {
  return left.filter(({ period }) => period === month);
}

/** Freezes a month as the service does, on what its ledger says. `neverLeft`: the word of the focal point that no report of it had come. */
export async function freeze(
  centre: LivingCentre,
  month: string,
  lists: Lists,
  at: number,
  neverLeft: boolean,
): Promise<'left' | 'refused' | 'unproved'> {
  const stores = storeOf(centre);
  if (lastReleased(stores.cases, month) !== undefined) return 'refused';
  if (mayHaveLeft({ stores }, month) !== null && !neverLeft) return 'refused';
  const units = centre.units.get(month) ?? [];
  const counts = countsAt(month, units, lists);
  const protection = await firstProtection(counts, units);
  const { exact, tooNarrow, unproven } = protection.audit;
  if (exact + tooNarrow + unproven > 0) return 'unproved';
  const note = neverLeft ? { neverLeft } : {};
  record(centre, { counts, tables: releasedTables(counts, protection), former: null, note }, at);
  return 'left';
}

/** What the service would correct a month to, beside the version that left last. */
export type Corrected = { readonly correction: Correction; readonly last: Release; readonly truth: readonly TrueTable[] };

/**
 * Corrects a month to what it truly counts now, in a mode. `isNewest`: the word of the focal point that the version here is the last that came. null: the ledger refuses even
 * to look.
 */
export async function correct(
  centre: LivingCentre,
  month: string,
  lists: Lists,
  at: number,
  { mode = 'hidden', isNewest }: { readonly mode?: PackageMode; readonly isNewest: boolean },
): Promise<Corrected | null> {
  const stores = storeOf(centre);
  const released = releasedBefore(stores.cases).filter(({ report }) => report.month === month);
  const last = released.at(-1);
  if (last === undefined || isRefused(() => assertSameMode(last, mode))) return null;
  const needsWord = laterMayHaveLeft({ stores }, last) !== null;
  if (needsWord && !isNewest) return null;
  const counts = countsAt(month, centre.units.get(month) ?? [], lists);
  const truth = trueTables(counts, THRESHOLD);
  const former = released.map(({ payload }) => releaseOf(payload));
  const correction = await correctedVersion({ former, tables: truth, cutOrder: CUT_ORDER, width: THRESHOLD - 2 });
  const note = { reason: 'typing', ...(needsWord && { neverLeft: true as const }) };
  if (correction.outcome === 'leaves')
    record(centre, { counts, tables: correctedTables(correction, truth, counts), former: last.report, note }, at);
  return { correction, last: releaseOf(last.payload), truth };
}

/** The newest version that the ledger of the centre remembers of a month, whatever left; 0 for none. */
export function remembered(centre: LivingCentre, month: string): number {
  return lastReleased(storeOf(centre).cases, month)?.report.version ?? 0;
}

function storeOf({ base }: LivingCentre) {
  return { ...base.session, cases: casesOf(base.session) };
}

function isRefused(act: () => void): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof Refused) return true;
    throw error;
  }
}

/** Keeps a version in the ledger, and what leaves as the ledger then has it. */
function record(centre: LivingCentre, what: Pick<Leaving, 'counts' | 'tables' | 'former' | 'note'>, at: number): void {
  const stores = storeOf(centre);
  const site = { siteId: stores.actor.siteId, code: centre.site, region: REGION, structureCode: 'INV', structureType: 'ngo_national' };
  const statement = { comment: '', secureDatabase: 'no', harmonisedTools: 'yes', serviceGaps: [] } as const;
  transaction(stores.cases, (db) => recordMonth(db, { stores, site }, { ...what, statement, threshold: THRESHOLD, mode: 'hidden' }, at));
  const left = lastReleased(stores.cases, what.counts.month);
  if (left !== undefined) centre.left.push(releaseOf(left.payload));
}
