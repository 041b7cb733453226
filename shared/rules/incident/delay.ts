import type { CodeOf } from '../../forms/lists/all.ts';
import { daysBetween, hoursBetween, type IsoDate, type IsoDateTime } from '../../time.ts';
import type { InstantRange } from './clocks.ts';
import type { DayRange } from './incidentDate.ts';

export type ElapsedClass = CodeOf<'elapsed_class'>;

/** Last day of each class of reference §5.4.4; beyond the last one: over a month. Day 4 belongs to the second class. */
const LAST_DAYS = [
  ['d0_3', 3],
  ['d4_5', 5],
  ['d6_14', 14],
  ['d15_30', 30],
] as const;

/** Whole calendar days from the incident to the report, as a range; null when unknown or when the incident comes after the report. */
export function elapsedDays(incident: DayRange | null, reportDate: IsoDate): { readonly low: number; readonly high: number } | null {
  if (incident === null || incident.earliest > reportDate) return null;
  return { low: Math.max(0, daysBetween(incident.latest, reportDate)), high: daysBetween(incident.earliest, reportDate) };
}

function classOfDays(days: number): Exclude<ElapsedClass, 'unknown'> {
  return LAST_DAYS.find(([, last]) => days <= last)?.[0] ?? 'over_month';
}

/** The reporting delay class; `unknown` when the possible dates fall in different classes (reference §5.4.4). */
export function elapsedClass(incident: DayRange | null, reportDate: IsoDate): ElapsedClass {
  const days = elapsedDays(incident, reportDate);
  if (days === null) return 'unknown';
  const found = classOfDays(days.low);
  return found === classOfDays(days.high) ? found : 'unknown';
}

/** Hours from the incident to care: another measure than the delay of reporting (reference §5.4.4). */
export const CARE_DELAYS = ['h0_24', 'h24_72', 'h72_120', 'over120', 'unknown'] as const;
export type CareDelay = (typeof CARE_DELAYS)[number];

const LAST_HOURS = [
  ['h0_24', 24],
  ['h24_72', 72],
  ['h72_120', 120],
] as const;

function careDelayOfHours(hours: number): Exclude<CareDelay, 'unknown'> {
  return LAST_HOURS.find(([, last]) => hours <= last)?.[0] ?? 'over120';
}

/**
 * Class of the hours from the incident to care (≤ 24, 24–72, 72–120, over 120); `unknown` when the range falls in two classes or when
 * care comes before the incident (reference §5.4.4, §6.4).
 */
export function careDelay(incident: InstantRange | null, care: IsoDateTime | null): CareDelay {
  if (incident === null || care === null || incident.earliest > care) return 'unknown';
  const longest = careDelayOfHours(hoursBetween(incident.earliest, care));
  return longest === careDelayOfHours(Math.max(0, hoursBetween(incident.latest, care))) ? longest : 'unknown';
}

/** The grouping of health timing in tables (reference §6.4): ≤ 72 h, 72–120 h, over 120 h. */
export function healthTiming(delay: CareDelay): 'within72' | '72_120' | 'over120' | 'unknown' {
  if (delay === 'h0_24' || delay === 'h24_72') return 'within72';
  return delay === 'h72_120' ? '72_120' : delay;
}
