import type { CodeOf } from '../../forms/lists/all.ts';
import { ageOn, type IsoDate } from '../../time.ts';
import type { DayRange } from './incidentDate.ts';

export type AgeGroup = CodeOf<'age_group'>;
export type PerpetratorAgeGroup = CodeOf<'perp_age_group'>;
export type ConsentBand = CodeOf<'consent_age_band'>;

/** An age may be known to lie between two values only: a partial date of birth or of incident. Completed years. */
export type AgeRange = { readonly low: number; readonly high: number };

export const OLDEST_AGE = 110;

type Interval<Code extends string> = readonly [code: Code, low: number, high: number];

/** The internal partition of reference §5.10 (list `age_group`): every grouping below is an exact union of these. */
export const AGE_PARTITION = [
  ['a0_4', 0, 4],
  ['a5', 5, 5],
  ['a6_9', 6, 9],
  ['a10_11', 10, 11],
  ['a12_14', 12, 14],
  ['a15_17', 15, 17],
  ['a18_19', 18, 19],
  ['a20_24', 20, 24],
  ['a25', 25, 25],
  ['a26_40', 26, 40],
  ['a41_49', 41, 49],
  ['a50_59', 50, 59],
  ['a60', 60, 60],
  ['a61_plus', 61, OLDEST_AGE],
] as const satisfies readonly Interval<AgeGroup>[];

/** The groupings of reference §5.10 by use. Codes are made of the bounds (commands.md); all but `consent` add « unknown ». */
export const AGE_GROUPINGS = {
  childAdult: [
    ['0-17', 0, 17],
    ['18+', 18, OLDEST_AGE],
  ],
  core: [
    ['0-11', 0, 11],
    ['12-17', 12, 17],
    ['18+', 18, OLDEST_AGE],
  ],
  detail: [
    ['0-11', 0, 11],
    ['12-17', 12, 17],
    ['18-25', 18, 25],
    ['26-40', 26, 40],
    ['41-60', 41, 60],
    ['61+', 61, OLDEST_AGE],
  ],
  childProtection: [
    ['0-5', 0, 5],
    ['6-11', 6, 11],
    ['12-17', 12, 17],
    ['18+', 18, OLDEST_AGE],
  ],
  refugee: [
    ['0-4', 0, 4],
    ['5-11', 5, 11],
    ['12-17', 12, 17],
    ['18-59', 18, 59],
    ['60+', 60, OLDEST_AGE],
  ],
  consent: [
    ['age_0_5', 0, 5],
    ['age_6_11', 6, 11],
    ['age_12_14', 12, 14],
    ['age_15_17', 15, 17],
    ['age_18_plus', 18, OLDEST_AGE],
  ],
} as const;

export type AgeGrouping = keyof typeof AGE_GROUPINGS;
export type BandOf<G extends AgeGrouping> = (typeof AGE_GROUPINGS)[G][number][0];

/** The internal group of an age in completed years; `unknown` for no age and for one outside 0–110 (reference §5.10). */
export function ageGroupOf(age: number | null): AgeGroup {
  if (age === null || !Number.isInteger(age)) return 'unknown';
  return AGE_PARTITION.find(([, low, high]) => low <= age && age <= high)?.[0] ?? 'unknown';
}

/** The internal group of an age known as a range: `unknown` when its ends fall in different groups. */
export function ageGroupOfRange(age: AgeRange | null): AgeGroup {
  if (age === null) return 'unknown';
  const group = ageGroupOf(age.low);
  return group === ageGroupOf(age.high) ? group : 'unknown';
}

function band<Code extends string>(intervals: readonly Interval<Code>[], low: number, high: number): Code | 'unknown' {
  return intervals.find(([, from, to]) => from <= low && high <= to)?.[0] ?? 'unknown';
}

/** The band of an internal age group in a named grouping (reference §5.10). */
export function bandOf<G extends AgeGrouping>(grouping: G, group: AgeGroup): BandOf<G> | 'unknown' {
  const part = AGE_PARTITION.find(([code]) => code === group);
  if (part === undefined) return 'unknown';
  const intervals: readonly Interval<BandOf<G>>[] = AGE_GROUPINGS[grouping];
  return band(intervals, part[1], part[2]);
}

/** Under 18, no exception; null when the group does not show it (reference §1, child). */
export function isChild(group: AgeGroup): boolean | null {
  const side = bandOf('childAdult', group);
  return side === 'unknown' ? null : side === '0-17';
}

/** Who consents depends on this band (reference §5.1.2). A person aged 18 is an adult. */
export function consentBandOf(age: number): ConsentBand {
  const found = band(AGE_GROUPINGS.consent, age, age);
  if (found === 'unknown') throw new RangeError('age out of range');
  return found;
}

/**
 * Age at the incident in completed years, as a range since the day may be known to the month or year only (reference §3.5, §5.10).
 * From the date of birth where there is one, else age at registration less the whole years elapsed. Null when neither is known.
 */
export function ageAtIncident(
  person: { readonly dateOfBirth: IsoDate | null; readonly ageYears: number | null; readonly registrationDate: IsoDate },
  incident: DayRange | null,
): AgeRange | null {
  if (incident === null) return null;
  const { dateOfBirth, ageYears, registrationDate } = person;
  const at = (day: IsoDate): number | null => {
    if (dateOfBirth !== null) return ageOn(dateOfBirth, day);
    return ageYears === null ? null : ageYears - Math.max(0, ageOn(day, registrationDate));
  };
  const low = at(incident.earliest);
  const high = at(incident.latest);
  return low === null || high === null ? null : { low: Math.max(0, low), high: Math.max(0, high) };
}

/** Whether the age range lies wholly under 18, wholly from 18, or does not show it (null). */
export function isChildAt(age: AgeRange | null): boolean | null {
  if (age === null) return null;
  if (age.high < 18) return true;
  return age.low >= 18 ? false : null;
}
