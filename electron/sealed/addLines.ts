import { tableOf } from '../../shared/indicators/tables.ts';
import type { ConsolidatedBound } from '../disclosure/consolidate/consolidatedBound.ts';

/**
 * The lines of a quarter or a year and the late halves that were opened with its quarters, added up: they share no contribution with the months. A line that the months do
 * not have stays out: the late ones alone would be taken for the whole.
 */
export function addLate(
  lines: readonly ConsolidatedBound[],
  late: readonly (readonly ConsolidatedBound[])[],
): readonly ConsolidatedBound[] {
  const period = lines[0]?.period ?? '';
  const known = new Set(lines.map(nameOf));
  return addLines([lines, ...late.map((part) => part.filter((line) => known.has(nameOf(line))).map((line) => ({ ...line, period })))]);
}

/**
 * Tables of the same month from separate centres (packages, an opening, a late batch) added up. Each was protected by itself and they share no centre, so a sum reveals no more than they do:
 * a number where each part shows one, an interval where each has bounds, else hidden. A line that a part with sites there leaves out is left out.
 */
export function addLines(parts: readonly (readonly ConsolidatedBound[])[]): readonly ConsolidatedBound[] {
  if (parts.length < 2) return parts[0] ?? [];
  const maps = parts.map((lines) => new Map(lines.map((line) => [nameOf(line), line])));
  const areas = parts.map((lines) => new Set(lines.filter(isOfSite).map(({ area }) => area)));
  const every = new Map(parts.flatMap((lines) => lines.map((line) => [nameOf(line), line] as const)));
  return [...every.values()].flatMap((line): readonly ConsolidatedBound[] => {
    const concerned = isOfSite(line) ? maps.filter((_, part) => areas[part]?.has(line.area) === true) : maps;
    const found = concerned.flatMap((map) => map.get(nameOf(line)) ?? []);
    return found.length < concerned.length ? [] : [sumOf(line, found)];
  });
}

function sumOf(line: ConsolidatedBound, parts: readonly ConsolidatedBound[]): ConsolidatedBound {
  const low = total(parts.map((part) => part.value ?? part.low));
  const high = total(parts.map((part) => part.value ?? part.high));
  if (low === null || high === null) return { ...line, status: 'suppressed', value: null, low: null, high: null, error: null };
  if (parts.some(({ value }) => value === null)) return { ...line, status: 'interval', value: null, low, high, error: null };
  const error = parts.some((part) => part.status === 'rounded') ? Math.hypot(...parts.map((part) => part.error ?? 0)) : null;
  return { ...line, status: error === null ? 'published' : 'rounded', value: low, low: null, high: null, error };
}

function total(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>((sum, number) => (sum === null || number === null ? null : sum + number), 0);
}

/** Equal names are the same number, whatever the period. */
export function nameOf({ table, level, area, dims }: ConsolidatedBound): string {
  return [table, level, area, dims].join('\n');
}

/** Of the region of the sites that report: only parts with sites there are concerned. Places of cases and the country concern all. */
export function isOfSite({ table, level }: ConsolidatedBound): boolean {
  return level === 'region' && tableOf(table)?.place === 'site';
}
