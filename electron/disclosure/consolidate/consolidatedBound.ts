/** One line of the consolidated tables, before it is written (commands.md, `consolidated.csv`). */
export type ConsolidatedBound = {
  readonly table: string;
  readonly period: string;
  readonly level: 'national' | 'region';
  /** The region's code, or `ML`. */
  readonly area: string;
  readonly dims: string;
  readonly status: 'published' | 'interval' | 'suppressed' | 'rounded';
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Standard error of a rounded sum (disclosure.md §4); null for any other line. */
  readonly error: number | null;
};
