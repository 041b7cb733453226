import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { rowFormsOf, type FormId } from '../../../shared/forms/registry.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { standardCode, type Lists } from '../../../shared/forms/lists/inForce.ts';
import { ageGroupOf, isChild } from '../../../shared/rules/incident/ages.ts';
import { followUpDue, planReviewDue, safetyPlanReviewDue, type DueSettings } from '../../../shared/rules/cases/dueDates.ts';
import { codeAnswer, dateAnswer, incidentDateOf, numberAnswer, slipOf } from '../../../shared/rules/counting/groupings.ts';
import { incidentDays } from '../../../shared/rules/incident/incidentDate.ts';
import { mayConcern, type ReportingRule } from '../../../shared/rules/mandatoryReporting.ts';
import { tiedProviders } from '../../../shared/rules/referrals/providerChoice.ts';
import { isInForce } from '../../../shared/rules/consent/sharing.ts';
import { addDays, daysBetween, isDateTime, type IsoDate } from '../../../shared/time.ts';
import { type CaseSession } from '../../host.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { healthCareUntil } from '../tasks/caseClocks.ts';
import { riskOf, type OpenedRecord, type Records, type Moment, latestFollowUp } from '../caseRecords/openedRecords.ts';
import { reportingRules } from '../mandatoryReporting/legalBasis.ts';
import { authorisationsOf } from '../referrals.ts';
import { isConsentDue } from '../consent/consentDue.ts';
import { delaysOf } from '../session/settingsInForce.ts';
import { isReportMade } from '../mandatoryReporting/duties.ts';

type Known = { readonly [F in keyof Context]?: Context[F] | null };

/**
 * What is known around a form of a case (shared/forms/facts.ts), from coded answers and dates of its records; no narrative and no identity, but to its own
 * caseworker the risk of pregnancy (`ownRecords`).
 * `parentId`: the record whose row the form is.
 */
export function formContext(
  session: CaseSession,
  row: CaseRow,
  records: Records,
  form: FormId,
  parentId: string | null,
  moment: Moment,
): Context {
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const consent = records.get('consent_service')?.at(-1)?.answers ?? {};
  const registrationDate = dateAnswer(registration, 'registration_date');
  const delays = delaysOf(session);
  const known: Known = {
    ageYears: numberAnswer(registration, 'age_years'),
    sex: codeAnswer(registration, 'sex', 'sex'),
    programme: codeAnswer(registration, 'case_program', 'case_program') ?? row.program,
    registrationDate,
    uascStatus: codeAnswer(registration, 'uasc_status', 'uasc_status'),
    displacementStatus: codeAnswer(registration, 'displacement_status', 'displacement_status'),
    consentContact: isConsentDue(session.stores.cases, row) ? null : row.consent_contact,
    caregiverIsPerpetrator: isCaregiverPerpetrator(records) ? 'yes' : 'no',
    consentTracing: codeAnswer(consent, 'consent_tracing', 'yes_no'),
    consentPhoto: codeAnswer(consent, 'consent_photo', 'yes_no'),
    ...reportingFacts(session, records, form),
    asksEthnicityAndReligion: 'no',
    mrmFlagOpened: 'no',
    reintegrationFollowed: 'no',
    reopening: records.get('closure_gbv')?.at(-1)?.answers['reopen_reason'] === undefined ? 'no' : 'yes',
    lastFollowUp: latestFollowUp(records),
    dependantChildren: numberAnswer(registration, 'dependants_children'),
    ...planFacts(records, moment.today, delays),
    ...(form === 'risk_assessment' && dangerFacts(records, moment.today)),
    shareConsentEnd: addDays(moment.today, session.settings.shareConsentDays),
    latestNextFollowUp: registrationDate === null ? null : followUpDue(registrationDate, moment.today, riskOf(records) ?? 'medium', delays),
    delays,
    ...incidentFacts(records, form, parentId),
    ...referralFacts(records, form, parentId, moment),
  };
  return { ...withoutNulls(known), ...moment };
}

/** A new act of consent begins with the site's setting; every other form follows what that act says (reference §3.1, §3.12, §5.2). */
function reportingFacts(session: CaseSession, records: Records, form: FormId): Known {
  const answered = codeAnswer(records.get('consent_service')?.at(-1)?.answers ?? {}, 'mandatory_reporting_applies', 'yes_no');
  const age = numberAnswer(records.get('registration')?.[0]?.answers ?? {}, 'age_years');
  const setting = mayConcern(reportingRules(session), age) ? 'yes' : 'no';
  const made = isReportMade(session, records);
  return {
    mandatoryReporting: form === 'consent_service' ? setting : (answered ?? setting),
    mandatoryReportMade: made === null ? null : made ? 'yes' : 'no',
  };
}

/** Facts of an intake, from what is being typed: the person is not known otherwise. */
export function intakeContext(content: Readonly<Record<string, Answers>>, moment: Moment, rules: readonly ReportingRule[]): Context {
  const registration = content['registration'] ?? {};
  const consent = content['consent_service'] ?? {};
  const known: Known = {
    ageYears: numberAnswer(registration, 'age_years'),
    sex: codeAnswer(registration, 'sex', 'sex'),
    programme: codeAnswer(registration, 'case_program', 'case_program'),
    registrationDate: dateAnswer(registration, 'registration_date'),
    uascStatus: codeAnswer(registration, 'uasc_status', 'uasc_status'),
    displacementStatus: codeAnswer(registration, 'displacement_status', 'displacement_status'),
    consentContact: codeAnswer(consent, 'consent_contact', 'yes_no'),
    consentTracing: codeAnswer(consent, 'consent_tracing', 'yes_no'),
    consentPhoto: codeAnswer(consent, 'consent_photo', 'yes_no'),
    mandatoryReporting: mayConcern(rules, numberAnswer(registration, 'age_years')) ? 'yes' : 'no',
  };
  return { ...withoutNulls(known), ...moment };
}

/** The rows of one record, of every row form of its form: what its computed questions look at. None for a record not saved yet. */
export function rowsOf(records: Records, form: FormId, record: { readonly record_id: string } | null): readonly Answers[] {
  if (record === null) return [];
  const rows = rowFormsOf(form).flatMap((rowForm) => records.get(rowForm) ?? []);
  return rows.filter(({ row }) => row.parent_id === record.record_id).map(({ answers }) => answers);
}

/** The facts that the answers being checked change at once: those of the form itself come before what was stored. */
export function withOwnAnswers(form: FormId, context: Context, answers: Answers): Context {
  if (form !== 'registration') return context;
  const known: Known = {
    ageYears: numberAnswer(answers, 'age_years'),
    sex: codeAnswer(answers, 'sex', 'sex'),
    programme: codeAnswer(answers, 'case_program', 'case_program'),
    registrationDate: dateAnswer(answers, 'registration_date'),
    uascStatus: codeAnswer(answers, 'uasc_status', 'uasc_status'),
    displacementStatus: codeAnswer(answers, 'displacement_status', 'displacement_status'),
  };
  return { ...context, ...withoutNulls(known) };
}

/**
 * What the assessment and the plans need to know: the retained risk, how long a plan may wait for its review (reference §3.11, §5.5.3), and whether a
 * safety plan is proposed — intimate partner, risk from medium, child (reference §3.9).
 */
function planFacts(records: Records, today: IsoDate, delays: DueSettings): Known {
  const risk = riskOf(records);
  const age = numberAnswer(records.get('registration')?.[0]?.answers ?? {}, 'age_years');
  const partner = (records.get('alleged_perpetrator') ?? []).some(
    ({ answers }) => codeAnswer(answers, 'perp_relation', 'perp_relation') === 'intimate_partner',
  );
  const suggested = partner || risk === 'high' || risk === 'medium' || isChild(ageGroupOf(age)) === true;
  return {
    riskLevel: risk,
    safetyPlanSuggested: suggested ? 'yes' : 'no',
    latestSafetyReview: safetyPlanReviewDue(today, risk ?? 'medium', delays),
    latestPlanReview: planReviewDue(today, risk ?? 'medium', delays),
  };
}

/** What the incident and the assessment say of the danger: the level of risk is suggested from it (reference §5.5.1). */
function dangerFacts(records: Records, today: IsoDate): Known {
  const incidents = (records.get('incident') ?? []).map(({ answers }) => answers);
  const days = incidents.map((answers) => incidentDays(incidentDateOf(answers))).filter((range) => range !== null);
  const latest = days
    .map(({ latest: day }) => day)
    .toSorted()
    .at(-1);
  const answered = (form: FormId, code: string, answer: string) =>
    (records.get(form) ?? []).some(({ answers }) => answers[code] === answer) ? 'yes' : null;
  return {
    formerViolence: answered('alleged_perpetrator', 'perp_former', 'yes'),
    daysSinceViolence: latest === undefined ? null : Math.max(0, daysBetween(latest, today)),
    goodsExchanged: answered('incident', 'goods_exchanged', 'yes'),
    trafficked: answered('incident', 'abduction_type', 'trafficked'),
    pregnancyRisk: (records.get('incident') ?? []).some((one) => isRape(one) && one.answers['pregnancy_risk'] === 'yes') ? 'yes' : null,
    shelterUrgent: records.get('assessment_gbv')?.at(-1)?.answers['need_shelter'] === 'urgent' ? 'yes' : null,
  };
}

/** For the first incident of somebody who came with another centre's slip: most likely the incident that this centre counts. For each, how far health care reaches. */
function incidentFacts(records: Records, form: FormId, parentId: string | null): Known {
  const incidents = records.get('incident') ?? [];
  const rape = isOfReferral(form) ? incidents.findLast(isRape) : undefined;
  const parent = incidents.find(({ row }) => row.record_id === parentId) ?? rape ?? incidents.at(-1);
  if (form === 'incident')
    return {
      cameBySlip: incidents.length === 0 && slipOf(records.get('registration')?.[0]?.answers ?? {}) !== null ? 'yes' : null,
      healthCareUntil: healthCareUntil(records),
    };
  if (parent === undefined) return {};
  return {
    previouslyReported: codeAnswer(parent.answers, 'previously_reported', 'previously_reported'),
    incidentType: codeAnswer(parent.answers, '@type', 'gbv_type'),
    ...(isOfReferral(form) && { pregnancyRisk: codeAnswer(parent.answers, 'pregnancy_risk', 'yes_no_unknown') }),
  };
}

/** A referral and its feedback ask of the care that a rape calls for, whatever was recorded after it (reference §3.14). */
function isOfReferral(form: FormId): boolean {
  return form === 'referral' || form === 'referral_event';
}

function isRape({ answers }: OpenedRecord): boolean {
  return answers['@type'] === 'rape';
}

function referralFacts(records: Records, form: FormId, parentId: string | null, moment: Moment): Known {
  const referral = (records.get('referral') ?? []).find(({ row }) => row.record_id === parentId)?.answers;
  const sentAt = referral?.['ref_date'];
  if (form === 'referral') return { authorisedItems: authorisedItems(records, moment.today), ...choiceFacts(records, moment.lists) };
  if (form === 'consent_share' || form === 'consent_item') return choiceFacts(records, moment.lists);
  if (form !== 'referral_event' || referral === undefined) return {};
  return {
    referralService: codeAnswer(referral, 'ref_service_category', 'service_category'),
    referralState: codeAnswer(referral, 'ref_state', 'referral_state') ?? 'draft',
    referralTime: typeof sentAt === 'string' && isDateTime(sentAt) ? sentAt : null,
    authorisedItems: authorisedItems(records, moment.today),
  };
}

/** Whether the case says so, at any consent or of any incident: from then on no caregiver consents for the child (reference §5.1.3). */
export function isCaregiverPerpetrator(records: Records): boolean {
  return (
    (records.get('consent_service') ?? []).some(({ answers }) => answers['caregiver_not_asked_reason'] === 'perpetrator') ||
    (records.get('alleged_perpetrator') ?? []).some(
      ({ answers }) => codeAnswer(answers, 'perp_relation', 'perp_relation') === 'primary_caregiver',
    )
  );
}

/** What providers are ranked by, where one is named. */
function choiceFacts(records: Records, lists: Lists): Known {
  return { ...placeFacts(records, lists), tiedProviders: tiedProvidersOf(records, lists) };
}

function placeFacts(records: Records, lists: Lists): Known {
  const place = records.get('registration')?.[0]?.answers['residence_geo'];
  if (typeof place !== 'object' || !('region' in place)) return {};
  const { region, cercle } = place;
  return { residenceRegion: isCode('region', region) ? region : null, residenceCercle: standardCode(lists, 'cercle', cercle) };
}

/** The kinds of providers where an alleged perpetrator of the case may have colleagues. */
export function tiedProvidersOf(records: Records, lists: Lists): ReturnType<typeof tiedProviders> {
  const occupations = (records.get('alleged_perpetrator') ?? []).map(({ answers }) =>
    standardCode(lists, 'perp_occupation', answers['perp_occupation']),
  );
  return tiedProviders(occupations.filter((occupation) => occupation !== null));
}

/** Every item that the person authorises for somebody today; which recipient may have which is judged when the referral is handed over. */
function authorisedItems(records: Records, today: IsoDate): readonly CodeOf<'info_item'>[] {
  const items = authorisationsOf(records)
    .filter(({ consent }) => isInForce(consent, today))
    .flatMap(({ consent }) => consent.items);
  return [...new Set(items)].filter((item) => isCode('info_item', item));
}

function withoutNulls(known: Known): Omit<Context, keyof Moment> {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined));
}
