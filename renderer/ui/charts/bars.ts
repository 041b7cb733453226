import type { Language, Text } from '../../../shared/text.ts';
import { figureWords, knownOf } from './figure.ts';
import type { Figure } from './figure.ts';
import type { View, ViewRow } from './view.ts';

/**
 * The bar of one line. `parts`: every series is known. `whole`: only the total is. `interval`: its two ends are, solid up to the low one and
 * hatched between them, as a clock is (interface P11). `stub`: nothing that may be drawn to length, so a block of constant size with words (interface §5, chart with table twin).
 */
export type Bar =
  | { readonly kind: 'parts'; readonly values: readonly number[]; readonly total: number }
  | { readonly kind: 'whole'; readonly total: number }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number; readonly words: string }
  | { readonly kind: 'stub'; readonly words: string };

/** What a line's figures let one draw. A sum is never made here: without a known total the line is a stub. */
export function barOf(row: ViewRow<Figure>, language: Language): Bar {
  const { total, figures, missing } = row;
  if (missing !== null) return { kind: 'stub', words: missing[language] };
  const words = figureWords(total, language);
  if (total === null) return { kind: 'stub', words };
  const { value, low, high } = total;
  if (value === null) return low === null || high === null ? { kind: 'stub', words } : { kind: 'interval', low, high, words };
  const values = figures.map((figure) => figure?.value ?? null).filter((value) => value !== null);
  if (figures.length > 0 && values.length === figures.length) return { kind: 'parts', values, total: value };
  return { kind: 'whole', total: value };
}

/** Lines that are drawn: the total is in the table twin only, unless it is all there is. */
export function drawnRows<F>(view: View<F>): readonly ViewRow<F>[] {
  const lines = view.rows.filter(({ isTotal }) => !isTotal);
  return lines.length === 0 ? view.rows : lines;
}

/** The largest total, or high end of one, of the drawn lines; 0 when none has a length. */
export function largest(rows: readonly ViewRow<Figure>[]): number {
  return Math.max(0, ...rows.map(({ total }) => total?.value ?? total?.high ?? 0));
}

const STEPS_OF_AXIS = 5;

/** A round step, 1, 2 or 5 times a power of ten, so that about five of them reach `end`; whole, since figures count cases (d3-array, `tickIncrement`). */
function stepTo(end: number): number {
  const rough = end / STEPS_OF_AXIS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const over = (rough / power) ** 2;
  const factor = over >= 50 ? 10 : over >= 10 ? 5 : over >= 2 ? 2 : 1;
  return Math.max(1, factor * power);
}

/** The first whole number of steps at or over `longest`; a longer axis may call for a longer step. */
function roundEnd(longest: number): number {
  const step = stepTo(longest);
  const end = Math.ceil(longest / step) * step;
  return end === longest ? end : roundEnd(end);
}

/** The axis of a chart whose longest bar is `longest`: a round end, and the round numbers up to it; 0 alone when no bar has a length. */
export function axisTo(longest: number): { readonly end: number; readonly ticks: readonly number[] } {
  if (longest === 0) return { end: 1, ticks: [0] };
  const end = roundEnd(longest);
  const step = stepTo(end);
  return { end, ticks: Array.from({ length: end / step + 1 }, (_, index) => index * step) };
}

/** One sentence made from the data: what is drawn, the largest, and how many are masked (interface §5). */
export function describeChart(title: string, view: View<Figure>, language: Language): string {
  const rows = drawnRows(view);
  const known = rows.filter(({ total }) => total !== null && total.value !== null);
  const top = known.toSorted((left, right) => (right.total?.value ?? 0) - (left.total?.value ?? 0))[0];
  const interval = rows.filter(({ total }) => total !== null && knownOf(total) === 'interval').length;
  const hidden = rows.length - known.length - interval;
  const sentences: (Text | null)[] = [
    {
      fr: `${title}\u00a0: ${rows.length}\u00a0${rows.length < 2 ? 'ligne' : 'lignes'}.`,
      en: `${title}: ${rows.length} ${rows.length === 1 ? 'line' : 'lines'}.`,
    },
    top === undefined
      ? null
      : {
          fr: `Plus grand nombre connu\u00a0: ${top.label.fr}, ${figureWords(top.total, 'fr')}.`,
          en: `Largest known number: ${top.label.en}, ${figureWords(top.total, 'en')}.`,
        },
    interval === 0 ? null : { fr: `Connues par un intervalle\u00a0: ${interval}.`, en: `Known by an interval: ${interval}.` },
    hidden === 0 ? null : { fr: `Masquées\u00a0: ${hidden}.`, en: `Hidden: ${hidden}.` },
  ];
  return sentences
    .filter((sentence) => sentence !== null)
    .map((sentence) => sentence[language])
    .join(' ');
}

/** A label on at most two lines of `most` letters, cut between words; a longer label ends with an ellipsis and is whole in the table. */
export function wrapLabel(label: string, most: number): readonly string[] {
  const words = label.split(' ');
  const first = takeWords(words, most);
  const rest = words.slice(first).join(' ');
  if (rest === '') return [label];
  return [words.slice(0, first).join(' '), rest.length <= most ? rest : `${rest.slice(0, most - 1).trimEnd()}…`];
}

function takeWords(words: readonly string[], most: number): number {
  let length = 0;
  for (const [index, word] of words.entries()) {
    length += word.length + (index > 0 ? 1 : 0);
    if (length > most) return Math.max(1, index);
  }
  return words.length;
}
