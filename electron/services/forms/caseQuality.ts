import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import type { FormId } from '../../../shared/forms/registry.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { standardCode, type Lists } from '../../../shared/forms/lists/inForce.ts';
import { ageAtIncident } from '../../../shared/rules/incident/ages.ts';
import { codeAnswer, dateAnswer, incidentDateOf, numberAnswer, personDatesOf } from '../../../shared/rules/counting/groupings.ts';
import { incidentDays } from '../../../shared/rules/incident/incidentDate.ts';
import { classify } from '../../../shared/rules/incident/classification.ts';
import {
  qualityProblems,
  type IncidentQuality,
  type QualityCode,
  type QualityLevel,
  type QualityProblem,
} from '../../../shared/rules/cases/quality.ts';
import { type OpenedRecord, type Records, latestFollowUp } from '../caseRecords/openedRecords.ts';

/** The form and the question where each check of one form is shown (reference §5.11). */
const PLACES: Readonly<Record<Exclude<QualityCode, 'number_in_narrative'>, readonly [form: FormId, field: string]>> = {
  incident_after_report: ['incident', 'incident_date'],
  report_in_future: ['incident', 'report_date'],
  registration_in_future: ['registration', 'registration_date'],
  birth_date: ['registration', 'date_of_birth'],
  age_differs: ['registration', 'age_years'],
  married_child: ['registration', 'marital_status'],
  married_under_ten: ['registration', 'marital_status'],
  no_health_disposition: ['incident', 'service_category'],
  partner_under_twelve: ['incident', 'perp_relation'],
  armed_child: ['incident', 'perp_age_group'],
  adult_unaccompanied: ['registration', 'uasc_status'],
  adult_association: ['registration', 'uasc_status'],
  referral_without_consent: ['referral', 'ref_consent_ids'],
  feedback_before_referral: ['referral_event', 'event_datetime'],
  reunification_unverified: ['follow_up', 'fu_type'],
  closed_before_follow_up: ['closure_gbv', 'closure_date'],
  legal_action_without_service: ['incident', 'service_category'],
  cercle_outside_mali: ['incident', 'incident_geo'],
};

/** Narratives in which a number is looked for, where it is shown. */
const NARRATIVES: { readonly [F in FormId]?: string } = { incident: 'incident_account', note: 'note_text' };

type FoundProblem = {
  readonly field: string;
  readonly kind: string;
  readonly level: QualityLevel;
  readonly text: QualityProblem['text'];
};

/**
 * The checks of reference §5.11 that concern the form being saved, on the case as it would be with these answers.
 * `recordId` null: a record being added.
 */
export function qualityOf(
  form: FormId,
  recordId: string | null,
  answers: Answers,
  registration: Answers,
  records: Records,
  { today, lists }: Pick<Context, 'today' | 'lists'>,
): readonly FoundProblem[] {
  const person = form === 'registration' ? answers : registration;
  const incident = form === 'incident' ? [incidentQuality(recordId, answers, person, records, lists)] : [];
  const narrative = answers[NARRATIVES[form] ?? ''];
  const found = qualityProblems({
    today,
    registrationDate: dateAnswer(person, 'registration_date'),
    dateOfBirth: dateAnswer(person, 'date_of_birth'),
    ageYears: numberAnswer(person, 'age_years'),
    maritalStatus: codeAnswer(person, 'marital_status', 'marital_status'),
    uasc: codeAnswer(person, 'uasc_status', 'uasc_status'),
    ageAtJoining: null,
    incidents: incident,
    referrals: [],
    reunifications: [],
    closureDate: form === 'closure_gbv' ? dateAnswer(answers, 'closure_date') : null,
    lastFollowUp: latestFollowUp(records),
    narratives: typeof narrative === 'string' ? [narrative] : [],
  });
  return found.flatMap(({ code, level, text }) => {
    const field = placeOf(form, code);
    return field === undefined ? [] : [{ field, kind: code, level, text }];
  });
}

/** The question of this form where a check is shown; undefined when it is shown in another. */
function placeOf(form: FormId, code: QualityCode): string | undefined {
  if (code === 'number_in_narrative') return NARRATIVES[form];
  const [place, field] = PLACES[code];
  return place === form ? field : undefined;
}

function incidentQuality(
  recordId: string | null,
  answers: Answers,
  registration: Answers,
  records: Records,
  lists: Lists,
): IncidentQuality {
  const days = incidentDays(incidentDateOf(answers));
  const person = personDatesOf(registration);
  const place = answers['incident_geo'];
  const known = typeof place === 'object' && 'region' in place ? place : null;
  const rows = (form: FormId): readonly Answers[] =>
    (records.get(form) ?? []).filter((row: OpenedRecord) => row.row.parent_id === recordId && recordId !== null).map((row) => row.answers);
  return {
    reportDate: dateAnswer(answers, 'report_date'),
    days,
    gbvType: classify(answers).type,
    ageAtIncident: person === null ? null : ageAtIncident(person, days),
    region:
      known !== null && (isCode('region', known.region) || known.region === 'abroad' || known.region === 'unknown') ? known.region : null,
    cercle: standardCode(lists, 'cercle', known?.cercle),
    perpetrators: rows('alleged_perpetrator').map((row) => ({
      relation: codeAnswer(row, 'perp_relation', 'perp_relation'),
      ageGroup: codeAnswer(row, 'perp_age_group', 'perp_age_group'),
      occupation: standardCode(lists, 'perp_occupation', row['perp_occupation']),
    })),
    dispositions: rows('service_disposition').flatMap((row) => {
      const category = codeAnswer(row, 'service_category', 'service_category_gbvims');
      if (category === null) return [];
      return [
        {
          category,
          disposition: codeAnswer(row, 'disposition', 'service_disposition'),
          wantsLegalAction: codeAnswer(row, 'wants_legal_action', 'yes_no_undecided'),
        },
      ];
    }),
  };
}
