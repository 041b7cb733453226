import { z } from 'zod';
import { isMonth, quartersAround, type IsoMonth, type IsoPeriod } from '../../../shared/time.ts';
import type { ConsolidatedBound } from '../../disclosure/consolidate/consolidatedBound.ts';
import type { OpenSession } from '../../host.ts';
import { addLate, addLines } from '../../sealed/addLines.ts';
import { boundedLines } from '../../sealed/boundedLines.ts';
import type { Header, Named } from '../../sealed/openings.ts';
import { listOpenings } from '../../store/exchange/sealed.ts';
import { roundOf } from './round.ts';

const linesSchema: z.ZodType<readonly ConsolidatedBound[]> = z.array(
  z.strictObject({
    table: z.string(),
    period: z.string(),
    level: z.enum(['national', 'region']),
    area: z.string(),
    dims: z.string(),
    status: z.enum(['published', 'suppressed']),
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    error: z.number().nullable(),
  }),
);

/** The lines of a protected table, as an opening keeps them. */
export function linesIn(lines: string | null): readonly ConsolidatedBound[] {
  return linesSchema.parse(JSON.parse(lines ?? '[]'));
}

/** What the openings of a month or of a quarter gave: the lines that both custodians signed, the contributions summed in each area, by their commitments, and whose month each is. */
export type SealedTables = {
  readonly parts: readonly (readonly ConsolidatedBound[])[];
  readonly sums: Readonly<Record<string, readonly string[]>>;
  readonly halves: readonly (Named & Pick<Header, 'region'>)[];
};

/** The late halves of a quarter that were opened with it. */
export type LateTables = SealedTables & { readonly quarter: IsoPeriod };

/** Months of which an opening was signed by both. */
export function sealedMonths({ stores }: OpenSession): readonly IsoMonth[] {
  return listOpenings(stores.admin).flatMap(({ period, state }) => (state === 'done' && isMonth(period) ? [period] : []));
}

/** What was opened of exactly this month or quarter. */
export function sealedTablesOf({ stores }: OpenSession, period: IsoPeriod): SealedTables {
  const done = listOpenings(stores.admin).filter((row) => row.period === period && row.state === 'done');
  const groups = done.flatMap((row) => roundOf(row).agreed?.common.groups ?? []);
  const sums = new Map<string, string[]>();
  for (const { area, contributions } of groups)
    for (const name of area === null ? ['ML'] : ['ML', area])
      sums.set(name, [...(sums.get(name) ?? []), ...contributions.map(({ commitment }) => commitment)]);
  return {
    parts: done.map(({ lines }) => linesIn(lines)),
    sums: Object.fromEntries([...sums].map(([area, commitments]) => [area, commitments.toSorted()])),
    halves: groups.flatMap(({ contributions }) => contributions.map(({ centre, month, region }) => ({ centre, month, region }))),
  };
}

/** The late halves that count in a quarter or a year beside its months; none in a month. */
export function lateTablesOf(session: OpenSession, period: IsoPeriod): readonly LateTables[] {
  if (isMonth(period)) return [];
  const quarters = quartersAround(period).map((quarter): LateTables => ({ ...sealedTablesOf(session, quarter), quarter }));
  return quarters.filter(({ parts }) => parts.length > 0);
}

/** The lines of a month: those of the packages and those of each opening, added up. */
export async function withSealed(
  packages: readonly ConsolidatedBound[],
  { parts }: Pick<SealedTables, 'parts'>,
): Promise<readonly ConsolidatedBound[]> {
  const every = packages.length === 0 ? parts : [packages, ...parts];
  if (every.length < 2) return every[0] ?? [];
  const bounded = await allBounded(parts, every.flat());
  return addLines(packages.length === 0 ? bounded : [packages, ...bounded]);
}

/**
 * The lines of a quarter or a year and of the late halves opened with its quarters. null where their sum would hide a number that the months disclose: few late
 * centres hide much, and are then not counted.
 */
export async function withLate(
  lines: readonly ConsolidatedBound[],
  late: readonly LateTables[],
): Promise<readonly ConsolidatedBound[] | null> {
  const parts = late.flatMap((one) => one.parts);
  const both = addLate(lines, await allBounded(parts, lines));
  return alreadyDisclosed(both) < alreadyDisclosed(lines) ? null : both;
}

function alreadyDisclosed(lines: readonly ConsolidatedBound[]): number {
  return lines.filter(({ status }) => status !== 'suppressed').length;
}

function allBounded(
  parts: SealedTables['parts'],
  beside: readonly ConsolidatedBound[],
): Promise<readonly (readonly ConsolidatedBound[])[]> {
  return Promise.all(parts.map((part) => boundedLines(part, beside)));
}
