import type { Answers } from '../forms/answers.ts';
import { options } from '../forms/lists/all.ts';
import { readPhones } from '../names/compare.ts';
import { splitName } from '../names/surnames.ts';
import { answered, answeredOrNone } from './answered.ts';
import { looksLikeFormula } from './cells.ts';
import type { TakenAge } from './age.ts';
import type { Target } from './headings.ts';
import { coded, codedIfKnown, headingOf, textOf, warn } from './line.ts';
import type { Line } from './line.ts';
import { placeOf } from './place.ts';
import * as sentence from './sentences.ts';

const LONGEST_TEXT = 200;
/** From this age on, the question of the child who is alone is not asked (reference §3.2). */
const ADULT = 18;

/** The form `registration`. The code, the duplicate check and all that the register does not hold stay blank, to complete. */
export function registrationAnswers(line: Line, receivedOn: string, age: TakenAge | null, isGbv: boolean): Answers {
  const marital = coded(line, 'marital', 'marital_status');
  if (age !== null && age.years < 10 && marital !== undefined && marital !== 'single') {
    warn(line, 'marital', sentence.KEPT_AS_WRITTEN, sentence.YOUNG_AND_MARRIED);
  }
  const difficulty = codedIfKnown(line, 'disability', 'wg_domain');
  return answered({
    case_program: isGbv && age !== null && age.years < 18 ? 'gbv_cp' : 'gbv',
    registration_date: receivedOn,
    sex: coded(line, 'sex', 'sex'),
    referred_from: coded(line, 'referredFrom', 'referred_from'),
    other_case_ref: otherReference(line),
    age_known: age === null ? undefined : age.birth !== undefined ? 'dob' : age.estimated ? 'estimated' : 'declared',
    date_of_birth: age?.birth,
    age_years: age?.years,
    marital_status: marital,
    ethnicity: coded(line, 'ethnicity', 'ethnicity'),
    country_of_origin: coded(line, 'origin', 'nationality'),
    displacement_status: coded(line, 'displacement', 'displacement_status'),
    residence_geo: placeOf(line, 'region', 'cercle'),
    disability_status: coded(line, 'disability', 'disability_status'),
    disability_difficulties: difficulty === undefined ? undefined : [difficulty],
    uasc_status: age !== null && age.years >= ADULT ? undefined : coded(line, 'uasc', 'uasc_status'),
  });
}

/** The codes of the other tool, by which its file is found again on paper: that of the person, then that of the incident. */
function otherReference(line: Line): string | undefined {
  const codes = (['survivorRef', 'incidentRef'] as const).map((target) => oneLine(textOf(line, target))).filter((code) => code !== '');
  return cut(codes.join(' / ') || undefined);
}

/** The form `identity`: names as written, split when the family name is sure, the telephone as written. */
export function identityAnswers(line: Line): Answers | null {
  const written = textOf(line, 'name');
  const split = written === '' ? null : splitName(oneLine(written));
  if (split !== null && !split.certain) warn(line, 'name', sentence.NAME_KEPT_WHOLE, sentence.NO_FAMILY_NAME);
  const phone = oneLine(textOf(line, 'phone'));
  if (phone !== '' && readPhones(phone).length === 0) warn(line, 'phone', sentence.KEPT_AS_WRITTEN, sentence.PHONE_SHAPE);
  for (const target of ['name', 'lastName', 'firstName', 'address'] as const) warnOfFormula(line, target);
  return answeredOrNone({
    last_name: short(line, 'lastName') ?? cut(split?.last),
    first_name: short(line, 'firstName') ?? cut(split?.first ?? undefined),
    nickname: short(line, 'nickname') ?? cut(split?.nickname ?? undefined),
    address: textOf(line, 'address') || undefined,
    phone: cut(phone || undefined),
  });
}

/** The form `safe_contact`, only for a register that has such columns. */
export function safeContactAnswers(line: Line, receivedOn: string): Answers | null {
  const held = answeredOrNone({ contact_days_times: short(line, 'safeTimes'), contact_person: short(line, 'contactPerson') });
  return held === null ? null : { ...held, valid_from: receivedOn };
}

/** The whole name, for the search of the same person. */
export function nameOf(line: Line): string | null {
  const parts = [textOf(line, 'name'), textOf(line, 'firstName'), textOf(line, 'lastName')].filter((part) => part !== '');
  const nickname = textOf(line, 'nickname');
  if (parts.length === 0) return nickname || null;
  return nickname === '' ? parts.join(' ') : `${parts.join(' ')} dite ${nickname}`;
}

/** « Observations », with the cells beyond the last heading and the single-line texts that were too long. */
export function noteOf(line: Line): string | null {
  warnOfFormula(line, 'note');
  const beyond = line.cells.slice(line.headings.length).filter((cell) => cell.trim() !== '');
  if (beyond.length > 0) line.warnings.push({ column: '', read: beyond.join(' '), done: sentence.KEPT_IN_NOTE, why: sentence.MORE_CELLS });
  const tooLong = (
    ['name', 'lastName', 'firstName', 'nickname', 'phone', 'safeTimes', 'contactPerson', 'incidentLocality'] as const
  ).filter((target) => textOf(line, target).length > LONGEST_TEXT);
  for (const target of tooLong) warn(line, target, sentence.KEPT_IN_NOTE, sentence.TOO_LONG);
  const texts = [
    textOf(line, 'note'),
    ...keptInWords(line),
    ...tooLong.map((target) => `${headingOf(line, target)} : ${textOf(line, target)}`),
    ...beyond,
  ];
  return texts.filter((text) => text !== '').join('\n') || null;
}

/** What a tool records and no form here asks: a delay without the date it is counted from, the state of a referral without its provider. */
function keptInWords(line: Line): readonly string[] {
  const delay = textOf(line, 'incidentDate') === '' ? [inWords(line, 'elapsedClass', 'elapsed_class')] : [];
  return [...delay, inWords(line, 'referralState', 'referral_state')].filter((text) => text !== '');
}

/** « Heading : words of the list », or the cell as written where its wording may mean several. */
function inWords(line: Line, target: Target, list: 'elapsed_class' | 'referral_state'): string {
  const written = textOf(line, target);
  const code = coded(line, target, list);
  const option = options(list).find((one) => one.code === code);
  return written === '' ? '' : `${headingOf(line, target)} : ${option?.fr ?? written}`;
}

function warnOfFormula(line: Line, target: Target): void {
  if (looksLikeFormula(textOf(line, target))) warn(line, target, sentence.KEPT_AS_WRITTEN, sentence.FORMULA);
}

/** A single-line text, cut at what its question holds; the whole of it is then in the note. */
export function short(line: Line, target: Target): string | undefined {
  return cut(oneLine(textOf(line, target)) || undefined);
}

function cut(text: string | undefined): string | undefined {
  return text?.slice(0, LONGEST_TEXT);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
