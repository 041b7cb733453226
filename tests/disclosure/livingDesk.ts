import { consolidationBounds, periodBounds, summedAreas } from '../../electron/disclosure/consolidate/consolidation.ts';
import type { HandOut, Sums } from '../../electron/disclosure/consolidate/handOuts.ts';
import type { Release } from '../../electron/disclosure/equations/releases.ts';
import { lastHandOut, leftAlready, rememberHandOut } from '../../electron/services/desk/handedOut.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { Refused } from '../../shared/failure.ts';
import { monthsOfPeriod } from '../../shared/time.ts';
import { newBase, type LivingBase } from './livingBase.ts';

/** The desk that adds the centres up: its base, and everything that it ever handed out, remembered there or not. */
export type LivingDesk = { readonly base: LivingBase; readonly left: HandOut[]; readonly drawn: Map<string, HandOut> };

export async function newDesk(): Promise<LivingDesk> {
  return { base: await newBase('desk'), left: [], drawn: new Map() };
}

/** The tables of a month from the packages that count now; those of the same packages are drawn up once, `anew` says otherwise. */
export async function monthTables({ drawn }: LivingDesk, month: string, releases: readonly Release[], anew = false): Promise<HandOut> {
  const name = releases.map((release) => release.name).join(' ');
  const known = anew ? undefined : drawn.get(name);
  const tables = known ?? { period: month, months: { [month]: sumsOf(releases) }, lines: await consolidationBounds(releases) };
  drawn.set(name, tables);
  return tables;
}

/** A quarter or a year from its months as they last left by the ledger; null where it does not have them all. */
export function longerTables({ base }: LivingDesk, period: string): HandOut | null {
  const months = monthsOfPeriod(period);
  const left = months.flatMap((month) => lastHandOut(base.session.admin, month) ?? []);
  if (left.length < months.length) return null;
  const sums = Object.fromEntries(left.flatMap((one) => Object.entries(one.months)));
  const lines = left.map((one) => one.lines);
  return { period, months: sums, lines: periodBounds(period, lines) };
}

/** What the ledger of the desk says of tables, and they leave where it lets them. `neverLeft`: the focal point's word after a copy was put back. */
export function handOut({ base, left }: LivingDesk, next: HandOut, at: number, neverLeft: boolean): 'new' | 'again' | 'refused' {
  const stores = base.session;
  try {
    if (leftAlready(stores.admin, next, { neverLeft })) return 'again';
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
  transaction(stores.admin, (db) => rememberHandOut(db, { stores }, next, { neverLeft }, at));
  left.push(next);
  return 'new';
}

/** The reports summed in each area, by their names. */
function sumsOf(releases: readonly Release[]): Sums {
  const areas = summedAreas(releases, ({ region }) => region);
  return Object.fromEntries([...areas].map(([area, summed]) => [area, summed.map(({ name }) => name).toSorted()]));
}
