import type { CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';
import { addHours, hoursBetween, type IsoDate, type IsoDateTime } from '../../time.ts';
import { isCovered } from './healthCare.ts';
import { incidentDays, isExactDay, type DayRange, type IncidentDate } from './incidentDate.ts';

/** Post-exposure prophylaxis and emergency contraception: the only two hard limits (reference §5.4.1). Hours. */
export const CLOCK_HOURS = { pep: 72, ec: 120 } as const;
export type ClockKind = keyof typeof CLOCK_HOURS;

/** Below this many hours left a clock is shown in red (reference §5.4.2). */
const URGENT_HOURS = 12;

const FERTILE = { from: 10, to: 55 } as const;

export const UNKNOWN_TIME: Text = { fr: 'heure inconnue : échéance prudente', en: 'time unknown: cautious deadline' };
export const CARE_RECEIVED: Text = { fr: 'soins reçus', en: 'care received' };
export const REFER_WITHOUT_WAITING: Text = { fr: 'orienter sans attendre vers la santé', en: 'refer to health care without waiting' };

/** Several assaults over days: `incident` and `time` are those of the latest (reference §5.4.2). */
export type ClockFacts = {
  readonly gbvType: CodeOf<'gbv_type'> | null;
  /** Sexual assault: possible contact with blood or semen. Not asked or unknown counts as possible: the clock errs towards care. */
  readonly exposure: CodeOf<'yes_no_unknown'> | null;
  readonly sex: CodeOf<'sex'> | null;
  readonly age: number | null;
  readonly pregnancyRisk: CodeOf<'yes_no_unknown'> | null;
  readonly incident: IncidentDate | null;
  /** `HH:MM`; `HH` when only the hour is known; null when unknown. */
  readonly time: string | null;
  /** The day the assault was reported at the centre: it cannot be later. */
  readonly reportedOn: IsoDate | null;
  /** The centre itself gave health care for this assault (reference §3.7, `provided_here`). */
  readonly caredHere: boolean;
  /** Until which assaults the health care given otherwise reaches (`coveredUntil`); null when none was given. */
  readonly careUntil: IsoDateTime | null;
};

export type InstantRange = { readonly earliest: IsoDateTime; readonly latest: IsoDateTime };

export type Clock = {
  readonly kind: ClockKind;
  /** The deadline to show is `deadline.earliest`; both are equal when the time is known to the minute. */
  readonly deadline: InstantRange;
  /** Whole hours left, rounded down, of both deadlines; negative once passed. The last minute still counts, as « ≤ 72 h » does in the tables. */
  readonly hoursLeft: { readonly low: number; readonly high: number };
  readonly state: 'running' | 'uncertain' | 'over';
  readonly urgent: boolean;
  /** Health care was given since: there is nothing left to hurry for. */
  readonly careGiven: boolean;
};

export type MedicalClocks =
  | { readonly status: 'none' }
  | { readonly status: 'undated'; readonly message: Text; readonly careGiven: boolean }
  | { readonly status: 'dated'; readonly clocks: readonly Clock[]; readonly note: Text | null };

/**
 * The one function for the medical clocks (reference §5.4.1–2). They begin at the earliest moment the assault can have happened, stop once
 * health care was given after it, and never block a referral. `now`: local instant to the minute. Throws RangeError on a malformed time.
 */
export function medicalClocks(facts: ClockFacts, now: IsoDateTime): MedicalClocks {
  const kinds = clocksThatApply(facts);
  if (kinds.length === 0) return { status: 'none' };
  const days = incidentDays(facts.incident);
  if (!isExactDay(days)) {
    const careGiven = isCaredFor(facts, latestMoment(days, facts.reportedOn));
    return { status: 'undated', message: careGiven ? CARE_RECEIVED : REFER_WITHOUT_WAITING, careGiven };
  }
  const start = assaultInstants(days.earliest, facts.time, now);
  const careGiven = isCaredFor(facts, start.earliest);
  return {
    status: 'dated',
    clocks: kinds.map((kind) => ({ ...clock(kind, start, now), careGiven })),
    note: facts.time === null ? UNKNOWN_TIME : null,
  };
}

/** Whether a clock can still be met and has to be: a high risk is suggested and the health referral is immediate (reference §5.4.3). */
export function stillRuns({ over, careGiven }: { readonly over: boolean; readonly careGiven: boolean }): boolean {
  return !over && !careGiven;
}

function isCaredFor({ caredHere, careUntil }: ClockFacts, assault: IsoDateTime | null): boolean {
  return caredHere || isCovered(assault, careUntil);
}

/** The beginning of the last day on which an assault of imprecise date can have happened; null when nothing bounds it. */
function latestMoment(days: DayRange | null, reportedOn: IsoDate | null): IsoDateTime | null {
  const [last] = [days?.latest, reportedOn].filter((day) => day !== null && day !== undefined).toSorted();
  return last === undefined ? null : `${last}T00:00`;
}

/** Which clocks concern this person and this act (reference §5.4.1, « applies when »). */
export function clocksThatApply(facts: ClockFacts): readonly ClockKind[] {
  const exposed = facts.gbvType === 'rape' || (facts.gbvType === 'sexual_assault' && facts.exposure !== 'no');
  const kinds: ClockKind[] = exposed ? ['pep'] : [];
  if (facts.gbvType === 'rape' && mayBecomePregnant(facts)) kinds.push('ec');
  return kinds;
}

function mayBecomePregnant({ sex, age, pregnancyRisk }: ClockFacts): boolean {
  if (sex === 'male' || pregnancyRisk === 'no') return false;
  return age === null || (age >= FERTILE.from && age <= FERTILE.to);
}

/** Between which instants the assault happened; never after `now`, unless the date itself is wrong. */
export function assaultInstants(day: string, time: string | null, now: IsoDateTime): InstantRange {
  const [first, last] = clockTimes(time);
  const earliest = `${day}T${first}`;
  const latest = `${day}T${last}`;
  if (latest <= now) return { earliest, latest };
  return { earliest, latest: earliest <= now ? now : earliest };
}

function clockTimes(time: string | null): readonly [first: string, last: string] {
  if (time === null) return ['00:00', '23:59'];
  if (/^\d{2}:\d{2}$/.test(time)) return [time, time];
  if (/^\d{2}$/.test(time)) return [`${time}:00`, `${time}:59`];
  throw new RangeError('malformed time');
}

function clock(kind: ClockKind, start: InstantRange, now: IsoDateTime): Omit<Clock, 'careGiven'> {
  const deadline = { earliest: addHours(start.earliest, CLOCK_HOURS[kind]), latest: addHours(start.latest, CLOCK_HOURS[kind]) };
  const low = hoursBetween(now, deadline.earliest);
  const high = hoursBetween(now, deadline.latest);
  const over = high < 0;
  return {
    kind,
    deadline,
    hoursLeft: { low: Math.floor(low), high: Math.floor(high) },
    state: over ? 'over' : low < 0 ? 'uncertain' : 'running',
    urgent: !over && low < URGENT_HOURS,
  };
}
