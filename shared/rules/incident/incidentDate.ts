import type { CodeOf } from '../../forms/lists/all.ts';
import { addDays, earliestDay, latestDay, type IsoDate, type PartialDate } from '../../time.ts';

/** The days between which something lies, both included. */
export type DayRange = { readonly earliest: IsoDate; readonly latest: IsoDate };

export type IncidentDate = { readonly date: PartialDate; readonly precision: CodeOf<'date_precision'> };

const WEEK = 6;

/**
 * The days on which an incident can have happened, from its date and the precision the person gives it (reference §3.5, §5.4.4).
 * « week »: up to six days to either side, since nobody says which day begins it. Null when nothing is known.
 */
export function incidentDays(incident: IncidentDate | null): DayRange | null {
  if (incident === null || incident.precision === 'unknown') return null;
  const { date, precision } = incident;
  if (precision === 'month') return rangeOf(date.slice(0, 7));
  if (precision === 'year') return rangeOf(date.slice(0, 4));
  const days = rangeOf(date);
  if (precision === 'exact') return days;
  return { earliest: addDays(days.earliest, -WEEK), latest: addDays(days.latest, WEEK) };
}

function rangeOf(date: PartialDate): DayRange {
  return { earliest: earliestDay(date), latest: latestDay(date) };
}

/** Whether the day itself is known: only then do medical clocks run (reference §5.4.2). */
export function isExactDay(days: DayRange | null): days is DayRange {
  return days !== null && days.earliest === days.latest;
}
