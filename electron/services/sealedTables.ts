import { z } from 'zod';
import type { IsoMonth } from '../../shared/time.ts';
import type { ConsolidatedBound } from '../disclosure/consolidation.ts';
import type { OpenSession } from '../host.ts';
import { addLines } from '../sealed/addLines.ts';
import { listOpenings } from '../store/sealed.ts';
import { roundOf } from './sealedRound.ts';

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

/** What the openings of a month gave: the lines that both custodians signed, and the contributions summed in each area, by their commitments. */
export type SealedMonth = {
  readonly parts: readonly (readonly ConsolidatedBound[])[];
  readonly sums: Readonly<Record<string, readonly string[]>>;
  readonly centres: readonly { readonly code: string; readonly region: string }[];
};

/** Months of which an opening was signed by both. */
export function sealedPeriods({ store }: OpenSession): readonly IsoMonth[] {
  return listOpenings(store.admin).flatMap(({ period, state }) => (state === 'done' ? [period] : []));
}

export function sealedMonthOf({ store }: OpenSession, period: IsoMonth): SealedMonth {
  const done = listOpenings(store.admin).filter((row) => row.period === period && row.state === 'done');
  const groups = done.flatMap((row) => roundOf(row).agreed?.common.groups ?? []);
  const sums = new Map<string, string[]>();
  for (const { area, centres } of groups)
    for (const name of area === null ? ['ML'] : ['ML', area])
      sums.set(name, [...(sums.get(name) ?? []), ...centres.map(({ commitment }) => commitment)]);
  return {
    parts: done.map(({ lines }) => linesIn(lines)),
    sums: Object.fromEntries([...sums].map(([area, commitments]) => [area, commitments.toSorted()])),
    centres: groups.flatMap(({ centres }) => centres.map(({ centre, region }) => ({ code: centre, region }))),
  };
}

/** The lines of a month: those of the packages and those of each opening, added up. */
export function withSealed(packages: readonly ConsolidatedBound[], { parts }: SealedMonth): readonly ConsolidatedBound[] {
  return addLines(packages.length === 0 ? parts : [packages, ...parts]);
}
