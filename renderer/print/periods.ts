import { isMonth, monthsFromTo } from '../../shared/time.ts';

/** The months of an address, `2026-05` or `2026-01..2026-10`, both ends included; null when it says no months or more than 24. */
export function readPeriods(address: string): readonly string[] | null {
  const [first = '', last = first, ...rest] = address.split('..');
  if (rest.length > 0 || !isMonth(first) || !isMonth(last)) return null;
  const months = monthsFromTo(first, last);
  return months.length === 0 || months.length > MOST ? null : months;
}

const MOST = 24;
