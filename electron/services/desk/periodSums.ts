import { isDeepStrictEqual } from 'node:util';
import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { isMonth, monthsOfPeriod, type IsoMonth, type IsoPeriod } from '../../../shared/time.ts';
import { consolidationBounds, periodBounds, summedAreas } from '../../disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../disclosure/consolidate/consolidatedBound.ts';
import { roundedLines } from '../../disclosure/consolidate/consolidateRounded.ts';
import type { HandOut, Sums } from '../../disclosure/consolidate/handOuts.ts';
import type { Host, OpenSession } from '../../host.ts';
import { listPackages } from '../../store/exchange/packages.ts';
import { lastHandOut } from './handedOut.ts';
import { assertStillOpen, NOTHING_WRITTEN } from '../session/sessionGuard.ts';
import { releaseOfRow, type PackageRelease } from '../exchange/packageReader.ts';
import { lateTablesOf, type LateTables, sealedTablesOf, withLate, withSealed } from '../sealed/tables.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

/** Months first, so that what a quarter adds up is in the ledger before it. */
export function byLength(left: Pick<HandOut, 'period'>, right: Pick<HandOut, 'period'>): number {
  return monthsOfPeriod(left.period).length - monthsOfPeriod(right.period).length || (left.period < right.period ? -1 : 1);
}

/** Every line of a month: sums of packages, and what the openings of two custodians gave. Throws Refused where the session closes while packages are read. */
async function linesOf(session: OpenSession, host: Host, month: IsoMonth): Promise<readonly ConsolidatedBound[]> {
  const releases = releasesOf(session, month);
  const sealed = sealedTablesOf(session, month);
  const lines = [...(await consolidationBounds(releases)), ...(await roundedLines(releases))];
  const all = await withSealed(lines, sealed);
  assertStillOpen(host, session, NOTHING_WRITTEN);
  return all;
}

/**
 * What a hand-out of a period would give now, last; before it, for a quarter or a year, its months, each as `together` has it, as it last left, or as it would leave now. The late
 * halves that were opened with a quarter count in it, and in its year, where they hide nothing that the months publish. Throws Refused where a month of it has no tables.
 */
export async function handOutsOf(
  session: OpenSession,
  host: Host,
  period: IsoPeriod,
  together: ReadonlyMap<IsoPeriod, HandOut> = new Map(),
): Promise<readonly HandOut[]> {
  if (isMonth(period)) return [await monthHandOut(session, host, period)];
  const months: HandOut[] = [];
  for (const month of monthsOfPeriod(period))
    months.push(together.get(month) ?? lastHandOut(session.stores.admin, month) ?? (await monthHandOut(session, host, month)));
  if (months.some(({ lines }) => lines.length === 0)) throw new Refused('conflict', NOT_WHOLE);
  const late = lateTablesOf(session, period);
  const added = periodBounds(
    period,
    months.map(({ lines }) => lines),
  );
  const both = await withLate(added, late);
  assertStillOpen(host, session, NOTHING_WRITTEN);
  const ofMonths = months.flatMap((one) => Object.entries(one.months));
  const ofLate = both === null ? [] : late.map(({ quarter, sums }) => [quarter, sums] as const);
  return [...months, { period, months: Object.fromEntries([...ofMonths, ...ofLate]), lines: both ?? added }];
}

/** The late halves of a period, and whether its tables count them: the ledger of hand-outs remembers those under their quarter. */
export function lateOf(session: OpenSession, { period, months }: HandOut): readonly (LateTables & { readonly isCounted: boolean })[] {
  return lateTablesOf(session, period).map((late) => ({ ...late, isCounted: months[late.quarter] !== undefined }));
}

async function monthHandOut(session: OpenSession, host: Host, month: IsoMonth): Promise<HandOut> {
  return { period: month, months: { [month]: sumsOf(session, month) }, lines: await linesOf(session, host, month) };
}

/**
 * Whether tables are still what they were, now that their file is drawn: of a month, the reports that it sums, or those that left; of a longer period, the late halves beside its
 * months, which are looked at by themselves.
 */
export function isAsSummed(session: OpenSession, handOut: HandOut): boolean {
  const { period, months } = handOut;
  if (!isMonth(period))
    return lateOf(session, handOut).every(({ quarter, sums, isCounted }) => !isCounted || isDeepStrictEqual(sums, months[quarter]));
  const left = lastHandOut(session.stores.admin, period);
  return isDeepStrictEqual({ [period]: sumsOf(session, period) }, months) || (left !== undefined && isDeepStrictEqual(left.months, months));
}

/** The reports summed now in each area of a month, by their digests. */
function sumsOf(session: OpenSession, month: IsoMonth): Sums {
  const rows = listPackages(session.stores.admin, { programme: PROGRAMME, from: month, to: month });
  const areas = summedAreas(rows, (row) => releaseOfRow(session, row).region);
  const sums = [...areas].map(([area, summed]) => [area, summed.map((row) => row.sha256.toString('hex')).toSorted()] as const);
  const sealed = Object.entries(sealedTablesOf(session, month).sums);
  const both = Map.groupBy([...sums, ...sealed], ([area]) => area);
  return Object.fromEntries([...both].map(([area, parts]) => [area, parts.flatMap(([, digests]) => digests).toSorted()]));
}

/** The packages that count for a month, as a reader knows them. */
export function releasesOf(session: OpenSession, period: IsoMonth): PackageRelease[] {
  return listPackages(session.stores.admin, { programme: PROGRAMME, from: period, to: period }).map((row) => releaseOfRow(session, row));
}

const NOT_WHOLE: Text = {
  fr: 'Il manque un mois à cette période : moins de trois centres l’ont remis. Rien n’est parti.',
  en: 'A month of this period is missing: fewer than three centres reported it. Nothing has left.',
};
