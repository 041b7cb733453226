import type { ReadLine } from '../equations/releases.ts';
import { monthsOf, quartersOf } from '../equations/publishedStructure.ts';

/**
 * How a reader explains a quarter or a year by its parts: its months, or in a year a quarter instead of its months where the quarter counts late centres (disclosure.md §6.3).
 * - `sum`: every line is the sum of its parts, and no part lacks a line.
 * - `late`: late centres are counted too: some number is above its sum and none below. Each bound minus its sum is a number of the late centres.
 * - `more`: as `late`, but the period prints a number that one of its parts hides.
 * - `other`: none of these.
 */
export type PeriodComposition = { readonly kind: 'sum' | 'late' | 'more' | 'other'; readonly parts: readonly string[] };

type PrintedBounds = { readonly low: number; readonly high: number };
type PrintedIn = (period: string, line: ReadLine) => PrintedBounds | 'hidden' | undefined;

/** The composition of each quarter and year among some lines. */
export function periodCompositions(lines: readonly ReadLine[]): ReadonlyMap<string, PeriodComposition> {
  const printedIn = readerOf(lines);
  const known = new Map<string, PeriodComposition>();
  const longer = [...Map.groupBy(lines, ({ period }) => period)].filter(([period]) => monthsOf(period).length > 1);
  for (const [period, own] of longer.toSorted(([left], [right]) => quartersOf(left).length - quartersOf(right).length))
    known.set(period, compositionOf(period, own, known, printedIn));
  return known;
}

/** A year published before the late centres of its quarters is the sum of its months alone. */
function compositionOf(
  period: string,
  own: readonly ReadLine[],
  known: ReadonlyMap<string, PeriodComposition>,
  printedIn: PrintedIn,
): PeriodComposition {
  const months = monthsOf(period);
  const parts = quartersOf(period).flatMap((quarter) => (countsLate(known.get(quarter)) ? [quarter] : monthsOf(quarter)));
  const ways = parts.length === 0 ? [months] : [parts, months];
  const sum = ways.find((way) => isAddition(own, way, printedIn));
  if (sum !== undefined) return { kind: 'sum', parts: sum };
  const less = ways.find((way) => isMore(own, way, printedIn));
  if (less === undefined) return { kind: 'other', parts: months };
  return { kind: own.every((line) => isApart(line, less, printedIn)) ? 'late' : 'more', parts: less };
}

/** Whether late centres are counted in a period beside its parts. */
export function countsLate(composition: PeriodComposition | undefined): boolean {
  return composition?.kind === 'late' || composition?.kind === 'more';
}

/** The name of the late centres of a quarter or a year, as if they were a month of their own: `2026-late-Q2`, `2026-late`. */
export function lateOf(period: string): string {
  return `${period.slice(0, 4)}-late${period.slice(4)}`;
}

/**
 * Lines of the late centres of each period that counts some. Where both bounds exceed those of the months by the same number, that number is theirs. Where the period hides a
 * number that its months print, theirs is hidden and at least 1, because zeros are shown. Otherwise it is unknown. No line where a month has none.
 */
export function lateLines(lines: readonly ReadLine[], known: ReadonlyMap<string, PeriodComposition>): readonly ReadLine[] {
  const printedIn = readerOf(lines);
  return lines.flatMap((line): ReadLine[] => {
    const composition = known.get(line.period);
    const parts = composition?.parts ?? [];
    if (!countsLate(composition) || parts.some((part) => printedIn(part, line) === undefined)) return [];
    const [whole, sum] = [printedIn(line.period, line), sumOf(line, parts, printedIn)];
    const value = isPrinted(whole) && sum !== null && isApart(line, parts, printedIn) ? whole.low - sum.low : null;
    const low = whole === 'hidden' && sum !== null ? 1 : null;
    return [{ ...line, period: lateOf(line.period), status: value === null ? 'suppressed' : 'published', value, low, high: null }];
  });
}

function isAddition(own: readonly ReadLine[], parts: readonly string[], printedIn: PrintedIn): boolean {
  return own.every((line) => {
    const whole = printedIn(line.period, line);
    if (!isPrinted(whole)) return parts.every((part) => printedIn(part, line) !== undefined);
    const sum = sumOf(line, parts, printedIn);
    return sum !== null && whole.low === sum.low && whole.high === sum.high;
  });
}

/** Whether a line prints nothing, or exceeds the printed sum of its parts by the same number in both bounds. */
function isApart(line: ReadLine, parts: readonly string[], printedIn: PrintedIn): boolean {
  const [whole, sum] = [printedIn(line.period, line), sumOf(line, parts, printedIn)];
  return !isPrinted(whole) || (sum !== null && whole.low - sum.low === whole.high - sum.high);
}

/** More in a number that all of them print, and less in none. */
function isMore(own: readonly ReadLine[], parts: readonly string[], printedIn: PrintedIn): boolean {
  const compared = own.flatMap((line) => {
    const [whole, sum] = [printedIn(line.period, line), sumOf(line, parts, printedIn)];
    return isPrinted(whole) && sum !== null ? [{ whole, sum }] : [];
  });
  return (
    compared.every(({ whole, sum }) => whole.low >= sum.low && whole.high >= sum.high) &&
    compared.some(({ whole, sum }) => whole.low === whole.high && sum.low === sum.high && whole.low > sum.low)
  );
}

function sumOf(line: ReadLine, parts: readonly string[], printedIn: PrintedIn): PrintedBounds | null {
  const printed = parts.map((part) => printedIn(part, line)).filter(isPrinted);
  if (printed.length < parts.length) return null;
  return { low: printed.reduce((sum, { low }) => sum + low, 0), high: printed.reduce((sum, { high }) => sum + high, 0) };
}

function isPrinted(printed: PrintedBounds | 'hidden' | undefined): printed is PrintedBounds {
  return typeof printed === 'object';
}

/** What a period says at the place of a line: a number, bounds, that it is hidden, or nothing. */
function readerOf(lines: readonly ReadLine[]): PrintedIn {
  const printed = new Map(lines.map((line) => [placeIn(line.period, line), printedBy(line)]));
  return (period, line) => printed.get(placeIn(period, line));
}

function placeIn(period: string, { table, level, area, dims }: ReadLine): string {
  return [period, table, level, area, dims].join('\n');
}

function printedBy({ status, value, low, high }: ReadLine): PrintedBounds | 'hidden' {
  if (status === 'published' && value !== null) return { low: value, high: value };
  return low === null || high === null ? 'hidden' : { low, high };
}
