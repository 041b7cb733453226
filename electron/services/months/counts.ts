import type { PackageMode } from '../../../shared/exchange/payload.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import type { Protection } from '../../../shared/disclosure/instance.ts';
import { evaluate, type MonthCounts } from '../../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../../shared/indicators/linkedSystem.ts';
import { exactTables, releasedTables, type ReleasedTable } from '../../../shared/indicators/release.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { protectionWidth } from '../../../shared/rules/months/protectionPolicy.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import { protectInWorker } from '../../disclosure/protect/protector.ts';
import type { CaseSession } from '../../host.ts';
import { zero } from '../../keys/primitives.ts';
import { snapshot } from '../../store/base/sql.ts';
import { packageModeOf } from '../protection/packageMode.ts';
import { roundingKey } from '../protection/roundingKey.ts';
import { countedUnits } from './countedUnits.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

/** A child survivor of GBV is one case, counted in both programmes (reference §2.3). */
export const COUNTED_PROGRAMS = ['gbv', 'gbv_cp'] as const;

/** A month as it would leave: the exact counts, which stay here, and the tables after protection. */
export type ProtectedMonth = {
  readonly counts: MonthCounts;
  readonly protection: Protection;
  readonly mode: PackageMode;
  readonly tables: readonly ReleasedTable[];
};

/** A safety net: the search ends by its own count of steps long before, so that the same month always gives the same tables (disclosure §3.6). */
const BUDGET_MS = 30_000;

/** Region of the site. Throws RangeError on a code that the list does not know: a figure under another region would be a false one. */
function siteRegion(session: CaseSession): CodeOf<'region'> {
  const { region } = session.site;
  if (!isCode('region', region)) throw new RangeError('the site has a region that the list does not know');
  return region;
}

/** Every unit this session may count, from one instant of the base (security §2.6.3). */
export function countableUnits(session: CaseSession): readonly CountedUnit[] {
  return snapshot(session.stores.cases, (db) => countedUnits(db, siteRegion(session), session.lists));
}

/** The exact counts of a month, which stay here. */
export function countMonth(session: CaseSession, units: readonly CountedUnit[], month: IsoMonth): MonthCounts {
  return evaluate(TABLES, units, { month, site: { region: siteRegion(session) }, smallStructure: session.settings.smallStructure });
}

/**
 * Counts a month, protects its tables as one system in the mode of the packages, and has the independent attacker confirm it (reference §6.3; disclosure §3, §4). A sealed month
 * leaves in two halves and no cell of it: its tables are exact, for the screens of the centre.
 */
export async function protectMonth(session: CaseSession, units: readonly CountedUnit[], month: IsoMonth): Promise<ProtectedMonth> {
  const mode = packageModeOf(session);
  const { smallCellThreshold: threshold } = session.settings;
  const counts = countMonth(session, units, month);
  const instance = linkedSystem(`month-${month}`, counts, { threshold, zero: 'publish', width: protectionWidth(session.settings) });
  const key = mode === 'rounded' ? roundingKey(session, PROGRAMME) : null;
  const way = key === null ? { objective: 'useful' as const } : { method: 'round' as const, roundingKey: key };
  const protection = await protectInWorker(instance, { ...protectionOptions(counts), ...way, budgetMs: BUDGET_MS });
  zero(key);
  return { counts, protection, mode, tables: mode === 'sealed' ? exactTables(counts) : releasedTables(counts, protection) };
}

/** Whether a month may leave as it is protected: the attacker failed on it, in the mode that it says (disclosure §3.6, §4); of a sealed one no cell leaves. */
export function isProved({ mode, protection }: ProtectedMonth): boolean {
  const { exact, tooNarrow, unproven } = protection.audit;
  if (mode === 'sealed') return true;
  return exact + tooNarrow + unproven === 0 && (mode === 'rounded') === (protection.method === 'round');
}

export type HiddenCounts = { readonly published: number; readonly primary: number; readonly secondary: number; readonly cut: number };

/** Cells of the tables as they leave, by what became of them; a cut table's cells are counted where it was cut. */
export function hiddenCounts({ tables, counts }: Pick<ProtectedMonth, 'tables' | 'counts'>): HiddenCounts {
  const cells = tables.flatMap((table) => table.cells);
  const cutIds = new Set(tables.filter(({ cut }) => cut !== null).map(({ table }) => table.id));
  const cut = counts.tables
    .filter(({ table }) => cutIds.has(table.id))
    .flatMap(({ blocks }) => blocks.flatMap((block) => block.cells)).length;
  return {
    published: cells.filter(({ hidden }) => hidden === null).length,
    primary: cells.filter(({ hidden }) => hidden === 'primary').length,
    secondary: cells.filter(({ hidden }) => hidden === 'secondary' || hidden === 'below10').length,
    cut,
  };
}
