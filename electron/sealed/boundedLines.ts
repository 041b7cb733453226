import { boundsOf } from '../disclosure/attack/attack.ts';
import { consolidatedSystem, keyOfLine } from '../disclosure/attack/consolidatedSystem.ts';
import { LEAST_SPREAD } from '../disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../disclosure/consolidate/consolidatedBound.ts';
import { isOfSite, nameOf } from './addLines.ts';

/**
 * The lines of an opening as they go into a sum with others: where it hides or leaves out a number, what any reader of its protected table works out of it (disclosure §6.1), so that a few
 * late centres do not take away what the others print. They reveal no more than that table, which was attacked by itself. `beside`: the lines they are added to.
 * Errors: when the solver fails.
 */
export async function boundedLines(
  lines: readonly ConsolidatedBound[],
  beside: readonly ConsolidatedBound[],
): Promise<readonly ConsolidatedBound[]> {
  const every = [...lines, ...leftOut(lines, beside)];
  const { system, hidden } = consolidatedSystem(every, () => false);
  const found = await boundsOf(system, [...hidden.values()]);
  const bounds = new Map([...hidden.keys()].flatMap((key, at) => (found?.[at] === undefined ? [] : [[key, found[at]] as const])));
  return every.map((line) => {
    const bound = bounds.get(keyOfLine(line));
    const isShown = line.value === null && bound !== undefined && Number.isFinite(bound.high) && bound.high - bound.low >= LEAST_SPREAD;
    return isShown ? { ...line, status: 'interval', low: bound.low, high: bound.high } : line;
  });
}

/** Lines of the others, of areas where this opening has centres, that it does not print: tables that it cut, places with few centres. */
function leftOut(lines: readonly ConsolidatedBound[], beside: readonly ConsolidatedBound[]): readonly ConsolidatedBound[] {
  const period = lines[0]?.period ?? beside[0]?.period ?? '';
  const printed = new Set(lines.map(nameOf));
  const areas = new Set(lines.filter(isOfSite).map(({ area }) => area));
  const absent = beside.filter((line) => !printed.has(nameOf(line)) && (!isOfSite(line) || areas.has(line.area)));
  const hidden = { period, status: 'suppressed', value: null, low: null, high: null, error: null } as const;
  return [...new Map(absent.map((line) => [nameOf(line), { ...line, ...hidden }])).values()];
}
