import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { monthsOfPeriod } from '../../../shared/time.ts';

/** Who has reported, as the request handler sends it: one mark per structure and month. */
export type Coverage = Output<'coverage.open'>;
export type CoverageRow = Coverage['rows'][number];
export type Mark = CoverageRow['marks'][number];

export const MARKS = ['received', 'nil', 'expected', 'late', 'outside'] as const satisfies readonly Mark[];

export const MARK_WORDS: Record<Mark, Text> = {
  received: { fr: 'reçu', en: 'received' },
  nil: { fr: 'à zéro', en: 'nil' },
  expected: { fr: 'attendu', en: 'expected' },
  late: { fr: 'en retard', en: 'late' },
  outside: { fr: 'hors registre', en: 'not in the register' },
};

/** The mark of a row in one month; `outside` for a month that is not covered. */
export function markIn(coverage: Coverage, row: CoverageRow, month: string): Mark {
  return row.marks[coverage.months.indexOf(month)] ?? 'outside';
}

/** The rows by region, in the order they come. */
export function byRegion(coverage: Coverage): readonly (readonly [region: string, rows: readonly CoverageRow[]])[] {
  return [...Map.groupBy(coverage.rows, ({ region }) => region)];
}

export type Rate = { readonly expected: number; readonly received: number };

/** How many of these structures owe a report in a month, and how many sent it (nil counts as sent; reference §6.2). */
export function rateOf(coverage: Coverage, rows: readonly CoverageRow[], month: string): Rate {
  const marks = rows.map((row) => markIn(coverage, row, month)).filter((mark) => mark !== 'outside');
  return { expected: marks.length, received: marks.filter((mark) => mark === 'received' || mark === 'nil').length };
}

/** « 3 reçus sur 4 attendus ». */
export function rateWords({ expected, received }: Rate): Text {
  if (expected === 0) return { fr: 'aucun rapport attendu', en: 'no report expected' };
  return {
    fr: `${received}\u00a0${received < 2 ? 'reçu' : 'reçus'} sur ${expected}\u00a0${expected < 2 ? 'attendu' : 'attendus'}`,
    en: `${received} received of ${expected} expected`,
  };
}

/** Regions of which some structure has not sent its report of a month of the period: their totals are partial. */
export function partialRegions(coverage: Coverage, period: string): ReadonlySet<string> {
  const lacking = byRegion(coverage).filter(([, rows]) =>
    monthsOfPeriod(period).some((month) => {
      const { expected, received } = rateOf(coverage, rows, month);
      return received < expected;
    }),
  );
  return new Set(lacking.map(([region]) => region));
}

/** Structures whose report of the month is not there: the list of reminders. */
export function remindersOf(coverage: Coverage, month: string): readonly CoverageRow[] {
  return coverage.rows.filter((row) => ['expected', 'late'].includes(markIn(coverage, row, month)));
}
