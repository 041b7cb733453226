import type { Answer, Answers } from '../forms/answers.ts';
import type { CodeOf } from '../forms/lists/all.ts';
import { CLASSIFICATION_QUESTIONS } from '../rules/incident/classification.ts';
import { earliestDay } from '../time.ts';
import { answered } from './answered.ts';
import { readTime } from './cells.ts';
import { coded, codedIfKnown, markUnknown, partialDayIn, textOf, warn } from './line.ts';
import type { Line } from './line.ts';
import { short } from './person.ts';
import { placeOf } from './place.ts';
import { INCIDENT_AFTER_RECEPTION, LEFT_BLANK, NOT_A_DATE, NOT_A_TIME, SEVERAL_PERPETRATORS, WHICH_PERPETRATOR } from './sentences.ts';
import { wordingKey } from './wordings.ts';

type IncidentDate = { readonly date: Answer | undefined; readonly precision: CodeOf<'date_precision'> | undefined };

const BLANK_DATE: IncidentDate = { date: undefined, precision: undefined };
/** As the recorder writes perpetrators of both sexes, in its three spellings. */
const BOTH_SEXES: ReadonlySet<string> = new Set(['M and F', 'Both', 'Masculin et Féminin', 'Les deux'].map(wordingKey));
const PRECISIONS: Readonly<Record<number, CodeOf<'date_precision'>>> = { 4: 'year', 7: 'month', 10: 'exact' };

/** The form `incident`. `report_date` is the day of reception; `reported_by` stays blank, and `previously_reported` where it is not written (assumptions that are printed). */
export function incidentAnswers(line: Line, receivedOn: string): Answers {
  const { date, precision } = incidentDateOf(line, receivedOn);
  const time = timeOf(line);
  return answered({
    report_date: receivedOn,
    incident_date: date,
    incident_date_precision: precision,
    incident_time: time ?? undefined,
    incident_timeofday: coded(line, 'timeOfDay', 'incident_timeofday') ?? (time === null ? undefined : partOfDay(Number(time.slice(0, 2)))),
    incident_geo: placeOf(line, 'incidentRegion', 'incidentCercle'),
    incident_locality: short(line, 'incidentLocality'),
    incident_place_type: coded(line, 'placeType', 'incident_place_type'),
    displacement_stage: coded(line, 'displacementStage', 'displacement_stage'),
    ...typeAnswers(coded(line, 'gbvType', 'gbv_type')),
    harmful_practice: coded(line, 'harmfulPractice', 'harmful_practice') ?? codedIfKnown(line, 'gbvType', 'harmful_practice'),
    goods_exchanged: coded(line, 'goodsExchanged', 'yes_no_unknown'),
    abduction_type: coded(line, 'abduction', 'abduction_type'),
    previously_reported: coded(line, 'previouslyReported', 'previously_reported'),
    previous_incidents: coded(line, 'previousIncidents', 'yes_no_unknown'),
    n_perpetrators: perpetratorCount(line),
  });
}

/** One primary perpetrator when the register says anything of one; the others are only a number. */
export function perpetratorAnswers(line: Line): readonly Answers[] {
  const relation = coded(line, 'perpRelation', 'perp_relation');
  const occupation = coded(line, 'perpOccupation', 'perp_occupation');
  const known = answered({
    perp_sex: perpetratorSex(line),
    perp_age_group: coded(line, 'perpAge', 'perp_age_group'),
    perp_relation: relation,
    perp_occupation: occupation,
    perp_former: formerViolence(line),
  });
  return Object.keys(known).length === 0 ? [] : [{ perp_rank: 'primary', ...known }];
}

/** « Both » is written of several persons, and no cell shows of which one (reference §6.11, column 27). */
function perpetratorSex(line: Line): string | undefined {
  const wording = textOf(line, 'perpSex');
  if (!BOTH_SEXES.has(wordingKey(wording))) return coded(line, 'perpSex', 'sex_unknown');
  warn(line, 'perpSex', LEFT_BLANK, SEVERAL_PERPETRATORS);
  return undefined;
}

/** « Yes » means one at least of the primary perpetrators (reference §6.11, column 28): of one alone it is said of that one, of several of none in particular. */
function formerViolence(line: Line): string | undefined {
  const former = coded(line, 'perpFormer', 'yes_no_unknown');
  if (former !== 'yes' || !line.settings.columns.includes('perpCount') || perpetratorCount(line) === 'one') return former;
  warn(line, 'perpFormer', LEFT_BLANK, WHICH_PERPETRATOR);
  return undefined;
}

/** A date after the reception becomes unknown; a text that is no date is left blank with a warning. */
export function incidentDateOf(line: Line, receivedOn: string): IncidentDate {
  const cell = textOf(line, 'incidentDate');
  if (cell === '') return BLANK_DATE;
  const date = partialDayIn(line, cell);
  if (date === null) {
    warn(line, 'incidentDate', LEFT_BLANK, NOT_A_DATE);
    return BLANK_DATE;
  }
  if (earliestDay(date) > receivedOn) {
    markUnknown(line, 'incidentDate', INCIDENT_AFTER_RECEPTION);
    return { date: { withheld: 'unknown' }, precision: 'unknown' };
  }
  return { date, precision: PRECISIONS[date.length] };
}

/**
 * The answer that makes the rule of reference §5.3.1 give the written type: « yes » to that type's question, or « no » to the seventh for an
 * incident that is not gender-based. The other questions stay blank: the register says what it was, not what it was not.
 */
function typeAnswers(type: string | undefined): Answers {
  if (type === 'non_gbv') return { q7_is_gbv: 'no' };
  const question = CLASSIFICATION_QUESTIONS.find(([, decided]) => decided === type)?.[0];
  return question === undefined ? {} : { [question]: 'yes' };
}

function timeOf(line: Line): string | null {
  const cell = textOf(line, 'incidentTime');
  const time = readTime(cell);
  if (time === null && cell !== '') warn(line, 'incidentTime', LEFT_BLANK, NOT_A_TIME);
  return time;
}

function partOfDay(hour: number): CodeOf<'incident_timeofday'> {
  if (hour >= 6 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening_night';
}

function perpetratorCount(line: Line): string | undefined {
  const cell = textOf(line, 'perpCount');
  return /^\d+$/.test(cell) && Number(cell) > 3 ? 'more_than_three' : coded(line, 'perpCount', 'n_perpetrators');
}
