import type { ReadLine } from '../reader/releases.ts';
import { monthsOf, quartersOf } from '../reader/publishedStructure.ts';

/**
 * What a reader takes a quarter or a year to be, from its lines and those of its parts: its months, but in a year a quarter that counts late centres stands for its own. `sum`:
 * nothing but what they print, added up, and no line that one of them lacks. `late`: late centres are counted beside them (disclosure.md §6.3), since somewhere it prints more
 * than they do and nowhere less, and all that it tells is told of them and of the others apart. `more`: the same, but it tells a number that one of its parts does not. `other`:
 * none of these.
 */
export type Makeup = { readonly kind: 'sum' | 'late' | 'more' | 'other'; readonly parts: readonly string[] };

type Told = { readonly low: number; readonly high: number };
type ToldIn = (period: string, line: ReadLine) => Told | 'hidden' | undefined;

/** How each quarter and year among some lines is made up. */
export function makeups(lines: readonly ReadLine[]): ReadonlyMap<string, Makeup> {
  const toldIn = readerOf(lines);
  const known = new Map<string, Makeup>();
  const longer = [...Map.groupBy(lines, ({ period }) => period)].filter(([period]) => monthsOf(period).length > 1);
  for (const [period, own] of longer.toSorted(([left], [right]) => quartersOf(left).length - quartersOf(right).length))
    known.set(period, makeupOf(period, own, known, toldIn));
  return known;
}

/** A year that left before some late centres of its quarters is made up of its months alone. */
function makeupOf(period: string, own: readonly ReadLine[], known: ReadonlyMap<string, Makeup>, toldIn: ToldIn): Makeup {
  const months = monthsOf(period);
  const parts = quartersOf(period).flatMap((quarter) => (countsLate(known.get(quarter)) ? [quarter] : monthsOf(quarter)));
  const ways = parts.length === 0 ? [months] : [parts, months];
  const sum = ways.find((way) => isAddition(own, way, toldIn));
  if (sum !== undefined) return { kind: 'sum', parts: sum };
  const less = ways.find((way) => isMore(own, way, toldIn));
  if (less === undefined) return { kind: 'other', parts: months };
  return { kind: own.every((line) => isApart(line, less, toldIn)) ? 'late' : 'more', parts: less };
}

/** Whether late centres are counted in a period beside its parts. */
export function countsLate(makeup: Makeup | undefined): boolean {
  return makeup?.kind === 'late' || makeup?.kind === 'more';
}

/** The name of the late centres of a quarter or a year, as if they were a month of their own: `2026-late-Q2`, `2026-late`. */
export function lateOf(period: string): string {
  return `${period.slice(0, 4)}-late${period.slice(4)}`;
}

/**
 * The late centres of each period that counts some, as a reader has them: where the period is its months with the same added to both bounds, that is their number; where it
 * hides what its months print, they hide it, and zeros are shown; else nothing is known of it. No line where a month has none.
 */
export function lateLines(lines: readonly ReadLine[], known: ReadonlyMap<string, Makeup>): readonly ReadLine[] {
  const toldIn = readerOf(lines);
  return lines.flatMap((line): ReadLine[] => {
    const makeup = known.get(line.period);
    const parts = makeup?.parts ?? [];
    if (!countsLate(makeup) || parts.some((part) => toldIn(part, line) === undefined)) return [];
    const [whole, sum] = [toldIn(line.period, line), sumOf(line, parts, toldIn)];
    const value = isTold(whole) && sum !== null && isApart(line, parts, toldIn) ? whole.low - sum.low : null;
    const low = whole === 'hidden' && sum !== null ? 1 : null;
    return [{ ...line, period: lateOf(line.period), status: value === null ? 'suppressed' : 'published', value, low, high: null }];
  });
}

function isAddition(own: readonly ReadLine[], parts: readonly string[], toldIn: ToldIn): boolean {
  return own.every((line) => {
    const whole = toldIn(line.period, line);
    if (!isTold(whole)) return parts.every((part) => toldIn(part, line) !== undefined);
    const sum = sumOf(line, parts, toldIn);
    return sum !== null && whole.low === sum.low && whole.high === sum.high;
  });
}

/** Whether a line says nothing, or its parts and the late ones each by itself: all parts are told, and both bounds are greater by the same. */
function isApart(line: ReadLine, parts: readonly string[], toldIn: ToldIn): boolean {
  const [whole, sum] = [toldIn(line.period, line), sumOf(line, parts, toldIn)];
  return !isTold(whole) || (sum !== null && whole.low - sum.low === whole.high - sum.high);
}

/** More in a number that all of them print, and less in none. */
function isMore(own: readonly ReadLine[], parts: readonly string[], toldIn: ToldIn): boolean {
  const compared = own.flatMap((line) => {
    const [whole, sum] = [toldIn(line.period, line), sumOf(line, parts, toldIn)];
    return isTold(whole) && sum !== null ? [{ whole, sum }] : [];
  });
  return (
    compared.every(({ whole, sum }) => whole.low >= sum.low && whole.high >= sum.high) &&
    compared.some(({ whole, sum }) => whole.low === whole.high && sum.low === sum.high && whole.low > sum.low)
  );
}

function sumOf(line: ReadLine, parts: readonly string[], toldIn: ToldIn): Told | null {
  const told = parts.map((part) => toldIn(part, line)).filter(isTold);
  if (told.length < parts.length) return null;
  return { low: told.reduce((sum, { low }) => sum + low, 0), high: told.reduce((sum, { high }) => sum + high, 0) };
}

function isTold(told: Told | 'hidden' | undefined): told is Told {
  return typeof told === 'object';
}

/** What a period says at the place of a line: a number, bounds, that it is hidden, or nothing. */
function readerOf(lines: readonly ReadLine[]): ToldIn {
  const told = new Map(lines.map((line) => [placeIn(line.period, line), toldBy(line)]));
  return (period, line) => told.get(placeIn(period, line));
}

function placeIn(period: string, { table, level, area, dims }: ReadLine): string {
  return [period, table, level, area, dims].join('\n');
}

function toldBy({ status, value, low, high }: ReadLine): Told | 'hidden' {
  if (status === 'published' && value !== null) return { low: value, high: value };
  return low === null || high === null ? 'hidden' : { low, high };
}
