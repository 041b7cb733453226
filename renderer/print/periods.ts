import { isPeriod } from '../../shared/time.ts';

/** The periods of an address, `2026-05` or `2026-05,2026-Q2,2026`; null when one is no period, or when there are more than 40. */
export function readPeriods(address: string): readonly string[] | null {
  const periods = address.split(',');
  return periods.length > MOST || !periods.every(isPeriod) ? null : periods;
}

const MOST = 40;
