import { isWithheld, type Answers } from '../../forms/answers.ts';
import { isCode, type CodeOf, type ListName } from '../../forms/lists/all.ts';
import { readSlipNumber } from '../../ids.ts';
import { dayOf, isDate, isPartialDate, monthOf, type IsoDate, type IsoMonth } from '../../time.ts';
import { ageAtIncident, ageGroupOf, ageGroupOfRange } from '../incident/ages.ts';
import { classify } from '../incident/classification.ts';
import { entryMonth } from './counting.ts';
import { elapsedClass } from '../incident/delay.ts';
import { incidentDays, type IncidentDate } from '../incident/incidentDate.ts';

/**
 * The groupings that the facts part of a record carries beside its RD answers (security §2.6.1; reference §0.3, QI→RD). Their names
 * begin with `@`, which no question's code does, so that a form is never rebuilt from them.
 */
export type Grouping =
  | '@month'
  | '@late_in'
  | '@age_group'
  | '@region'
  | '@cercle'
  | '@origin_region'
  | '@type'
  | '@elapsed'
  | '@rank'
  | '@slip'
  /** How the file entered from which a merge carried this record: counting reads a register's blanks otherwise (reference §5.7). */
  | '@carried';
export type Groupings = { readonly [G in Grouping]?: string };

/** What the grouping of one form needs of the person's registration. */
export type PersonDates = { readonly dateOfBirth: IsoDate | null; readonly ageYears: number | null; readonly registrationDate: IsoDate };

export function isGrouping(key: string): boolean {
  return key.startsWith('@');
}

/**
 * The number of another centre's slip with which the person came, in its one writing; that centre counts her or him (reference §5.7). Null for somebody who came
 * alone, whatever was typed before. The number itself is no fact.
 */
export function slipOf(registration: Answers): string | null {
  const typed = registration['slip_number'];
  return typeof typed === 'string' && registration['referred_from'] !== 'self' ? readSlipNumber(typed) : null;
}

/** Registration: month, age group, place of residence and of origin to the grain that a table may show (reference §6.3). */
export function registrationGroupings(answers: Answers, frozen: readonly IsoMonth[]): Groupings {
  return {
    ...monthGroupings(dateAnswer(answers, 'registration_date'), frozen),
    '@age_group': ageGroupOf(numberAnswer(answers, 'age_years')),
    ...placeGroupings(answers, 'residence_geo'),
    ...only('@origin_region', placeOf(answers, 'origin_geo')?.region),
    ...only('@slip', slipOf(answers) === null ? undefined : 'yes'),
  };
}

/** Incident: month of the report, type from the ordered questions, delay class, age group at the incident, place (reference §5.3, §5.4.4, §5.10). */
export function incidentGroupings(answers: Answers, person: PersonDates, frozen: readonly IsoMonth[]): Groupings {
  const report = dateAnswer(answers, 'report_date');
  const days = incidentDays(incidentDateOf(answers));
  return {
    ...monthGroupings(report, frozen),
    ...only('@type', classify(answers).type ?? undefined),
    '@elapsed': report === null ? 'unknown' : elapsedClass(days, report),
    '@age_group': ageGroupOfRange(ageAtIncident(person, days)),
    ...placeGroupings(answers, 'incident_geo'),
  };
}

/** Alleged perpetrator: principal or secondary, which the tables count by without opening anything else (reference §6.3). */
export function perpetratorGroupings(answers: Answers): Groupings {
  return only('@rank', codeAnswer(answers, 'perp_rank', 'perp_rank') ?? undefined);
}

/** A contact without consent: month and age group only (reference §2.4, `no_consent`). */
export function contactGroupings(date: IsoDate, ageGroup: CodeOf<'age_group'>, frozen: readonly IsoMonth[]): Groupings {
  return { ...monthGroupings(date, frozen), '@age_group': ageGroup };
}

/** Month of any other dated form: closure, referral, follow-up. */
export function monthGroupings(date: IsoDate | null, frozen: readonly IsoMonth[]): Groupings {
  if (date === null) return {};
  const entry = entryMonth(monthOf(date), frozen);
  return entry.lateIn === null ? { '@month': entry.month } : { '@month': entry.month, '@late_in': entry.lateIn };
}

/** The incident's date with the precision the person gives it; null when blank or not known. */
export function incidentDateOf(answers: Answers): IncidentDate | null {
  const date = answers['incident_date'];
  if (typeof date !== 'string' || !isPartialDate(date)) return null;
  const precision = codeAnswer(answers, 'incident_date_precision', 'date_precision');
  return { date, precision: precision ?? (date.length === 10 ? 'exact' : date.length === 7 ? 'month' : 'year') };
}

export function personDatesOf(registration: Answers): PersonDates | null {
  const registrationDate = dateAnswer(registration, 'registration_date');
  if (registrationDate === null) return null;
  return { dateOfBirth: dateAnswer(registration, 'date_of_birth'), ageYears: numberAnswer(registration, 'age_years'), registrationDate };
}

/** A full date among the answers; the day of an instant counts. */
export function dateAnswer(answers: Answers, field: string): IsoDate | null {
  const value = answers[field];
  if (typeof value !== 'string') return null;
  const day = value.includes('T') ? dayOf(value) : value;
  return isDate(day) ? day : null;
}

export function numberAnswer(answers: Answers, field: string): number | null {
  const value = answers[field];
  return typeof value === 'number' ? value : null;
}

/** One code among the answers, if the list knows it. */
export function codeAnswer<L extends ListName>(answers: Answers, field: string, list: L): CodeOf<L> | null {
  const value = answers[field];
  return isCode(list, value) ? value : null;
}

function placeOf(answers: Answers, field: string): { readonly region: string; readonly cercle?: string } | null {
  const value = answers[field];
  return typeof value === 'object' && !isWithheld(value) && 'region' in value ? value : null;
}

function placeGroupings(answers: Answers, field: string): Groupings {
  const place = placeOf(answers, field);
  return place === null ? {} : { '@region': place.region, ...only('@cercle', place.cercle) };
}

function only(grouping: Grouping, value: string | undefined): Groupings {
  return value === undefined ? {} : { [grouping]: value };
}
