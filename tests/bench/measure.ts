/** One line of the report (commands.md): medians and 95th percentiles in milliseconds, in megabytes of memory or in cells; `reference` is null where nothing natural compares. */
export type Row = {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 'cells';
  readonly p50: number;
  readonly p95: number;
  readonly reference: { readonly name: string; readonly p50: number; readonly p95: number } | null;
  readonly ratio: number | null;
};

/** Something to time: one try gives its own milliseconds, so that what prepares it is not counted. */
export type Timed = { readonly name: string; readonly run: () => Promise<number> };

/** Tries `ours` and its reference in turn, after one try of each that is not counted; the same minute of the same machine for both. */
export async function compare(ours: Timed, reference: Timed | null, tries: number): Promise<Row> {
  const mine: number[] = [];
  const others: number[] = [];
  for (let index = 0; index <= tries; index += 1) {
    const spent = await ours.run();
    const compared = reference === null ? 0 : await reference.run();
    if (index === 0) continue;
    mine.push(spent);
    others.push(compared);
  }
  const measured = { name: ours.name, unit: 'ms' as const, p50: percentile(mine, 0.5), p95: percentile(mine, 0.95) };
  if (reference === null) return { ...measured, reference: null, ratio: null };
  const beside = { name: reference.name, p50: percentile(others, 0.5), p95: percentile(others, 0.95) };
  return { ...measured, reference: beside, ratio: rounded(measured.p50 / beside.p50) };
}

/** A line of values found on several tables, or of one alone. */
export function spread(name: string, unit: Row['unit'], values: readonly number[]): Row {
  return { name, unit, p50: percentile(values, 0.5), p95: percentile(values, 0.95), reference: null, ratio: null };
}

/** The same line beside one figure to hold it against. */
export function against(row: Row, name: string, reference: number): Row {
  const figure = rounded(reference);
  return { ...row, reference: { name, p50: figure, p95: figure }, ratio: rounded(row.p50 / figure) };
}

/** Milliseconds of one act. */
export async function timeOf(act: () => unknown): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function percentile(values: readonly number[], part: number): number {
  const ordered = values.toSorted((left, right) => left - right);
  return rounded(ordered[Math.min(ordered.length - 1, Math.ceil(part * ordered.length) - 1)] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
