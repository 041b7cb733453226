import { daysBetween } from '../time.ts';
import type { IsoDate } from '../time.ts';
import { nameResemblance, NOTHING_ESTABLISHED } from './resemblance.ts';
import type { Established } from './resemblance.ts';
import { readName } from './spelling.ts';
import type { WrittenName } from './spelling.ts';

/** What is known of a person for the search of the same person. Blank is absence of the key. */
export type Person = {
  /** The whole name, in any order. */
  readonly name?: string;
  /** As written; eight digits, with or without +223. */
  readonly phone?: string;
  /** Completed years on the day `ageOn`. */
  readonly age?: number;
  readonly ageOn?: IsoDate;
  /** Code of list `sex`. */
  readonly sex?: string;
  /** Where the person lives, in words: found by a search, never compared. */
  readonly places?: string;
};

/** A person made ready to be compared many times. */
export type Profile = {
  readonly name: WrittenName;
  readonly phones: readonly string[];
  readonly age: number | null;
  /** Days from EPOCH to the day of the age: computed once, compared thousands of times. */
  readonly ageOn: number | null;
  readonly sex: string | null;
};

export type Agreement = 'same' | 'close' | 'differs' | 'unknown';
export type Reason = { readonly kind: 'name' | 'phone' | 'age' | 'sex'; readonly agreement: Agreement };
export type Degree = 'likely' | 'possible' | 'none';

/** `score` only orders candidates; `reasons` are what the user reads (Concorde, Proche, Diffère, Inconnu). */
export type Comparison = { readonly degree: Degree; readonly score: number; readonly reasons: readonly Reason[] };

/** Points on one scale, ten for a name written alike. Set on invented registers (tests/shared/takeover), not on one of them. */
const NAME_POINTS = 10;
const LEAST_NAME = 0.7;
/** With the same telephone, half a name is enough to ask the question. */
const LEAST_NAME_WITH_PHONE = 0.45;
const PHONE_POINTS: Readonly<Record<Agreement, number>> = { same: 6, close: 4, differs: -0.5, unknown: 0 };
const SEX_POINTS: Readonly<Record<Agreement, number>> = { same: 0, close: 0, differs: -4, unknown: 0 };
const AGE_POINTS: readonly number[] = [1.5, 1.5, 1, 0.5];
const AGE_DIFFERS = -4;
const MOST_YEARS_APART = 3;
const EPOCH: IsoDate = '2000-01-01';
const DAYS_IN_YEAR = 365.25;
/** The same name and age with another telephone stay below: among 20,000 persons they are mostly two people (tests/names). */
const LIKELY = 11.25;
const POSSIBLE = 8.4;

export function profileOf(person: Person): Profile {
  return {
    name: readName(person.name ?? ''),
    phones: readPhones(person.phone ?? ''),
    age: person.age ?? null,
    ageOn: person.ageOn === undefined ? null : daysBetween(EPOCH, person.ageOn),
    sex: person.sex ?? null,
  };
}

/** Compares two persons; the order of the two does not matter. */
export function compare(left: Person, right: Person): Comparison {
  return compareProfiles(profileOf(left), profileOf(right), NOTHING_ESTABLISHED);
}

/** Compares two persons among files whose established names are known. */
export function compareProfiles(left: Profile, right: Profile, established: Established): Comparison {
  const resemblance = nameResemblance(left.name, right.name, established);
  const phone = phoneAgreement(left, right);
  const years = yearsApart(left, right);
  const sex = sexAgreement(left, right);
  const reasons: readonly Reason[] = [
    { kind: 'name', agreement: nameAgreement(left, right, resemblance) },
    { kind: 'phone', agreement: phone },
    { kind: 'age', agreement: ageAgreement(years) },
    { kind: 'sex', agreement: sex },
  ];
  const nameIsEnough = resemblance >= LEAST_NAME || (phone === 'same' && resemblance >= LEAST_NAME_WITH_PHONE);
  const score = NAME_POINTS * resemblance + PHONE_POINTS[phone] + agePoints(years) + SEX_POINTS[sex];
  return { degree: nameIsEnough ? degreeOf(score) : 'none', score, reasons };
}

/** Whether telephone, age and sex leave room for the same person under some name: cheaper than reading the names. */
export function mayBeSamePerson(left: Profile, right: Profile): boolean {
  const points = PHONE_POINTS[phoneAgreement(left, right)] + agePoints(yearsApart(left, right)) + SEX_POINTS[sexAgreement(left, right)];
  return NAME_POINTS + points >= POSSIBLE;
}

function degreeOf(score: number): Degree {
  if (score >= LIKELY) return 'likely';
  return score >= POSSIBLE ? 'possible' : 'none';
}

function nameAgreement(left: Profile, right: Profile, resemblance: number): Agreement {
  if (left.name.words.length === 0 || right.name.words.length === 0) return 'unknown';
  if (resemblance >= 0.95) return 'same';
  return resemblance >= LEAST_NAME ? 'close' : 'differs';
}

function sexAgreement(left: Profile, right: Profile): Agreement {
  if (left.sex === null || right.sex === null) return 'unknown';
  return left.sex === right.sex ? 'same' : 'differs';
}

function phoneAgreement(left: Profile, right: Profile): Agreement {
  if (left.phones.length === 0 || right.phones.length === 0) return 'unknown';
  if (left.phones.some((phone) => right.phones.includes(phone))) return 'same';
  return left.phones.some((phone) => right.phones.some((other) => oneDigitApart(phone, other))) ? 'close' : 'differs';
}

/** Read digit by digit, up to the second difference: asked of every two persons who share a word. */
function oneDigitApart(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let differences = 0;
  for (let at = 0; at < left.length && differences < 2; at += 1) if (left.charCodeAt(at) !== right.charCodeAt(at)) differences += 1;
  return differences === 1;
}

/** Years between the two ages, the time between the two receptions taken off when that brings them closer; `null` when one is not known. */
function yearsApart(left: Profile, right: Profile): number | null {
  if (left.age === null || right.age === null) return null;
  const plain = left.age - right.age;
  if (left.ageOn === null || right.ageOn === null) return Math.abs(plain);
  const elapsed = Math.trunc((left.ageOn - right.ageOn) / DAYS_IN_YEAR);
  return Math.min(Math.abs(plain), Math.abs(plain - elapsed));
}

function ageAgreement(years: number | null): Agreement {
  if (years === null) return 'unknown';
  if (years === 0) return 'same';
  return years <= MOST_YEARS_APART ? 'close' : 'differs';
}

function agePoints(years: number | null): number {
  return years === null ? 0 : (AGE_POINTS[years] ?? AGE_DIFFERS);
}

/** The eight-digit numbers of a cell: « 66 12 34 56 / +223 76 00 11 22 » holds two. */
export function readPhones(text: string): readonly string[] {
  const phones = text.split(/[/;,]|\bou\b/u).map((part) => part.replace(/\D/g, '').replace(/^(?:00)?223(?=\d{8}$)/, ''));
  return phones.filter((digits) => digits.length === 8);
}
