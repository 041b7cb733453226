import { ageAtIncident, ageGroupOf, consentBandOf, isChild, OLDEST_AGE } from '../rules/incident/ages.ts';
import { classify } from '../rules/incident/classification.ts';
import { medicalClocks, stillRuns, type ClockKind, type MedicalClocks } from '../rules/incident/clocks.ts';
import { caseContexts, isPresumedConflictRelated, type ContextFacts } from '../rules/incident/context.ts';
import { elapsedClass, elapsedDays } from '../rules/incident/delay.ts';
import { referralDue } from '../rules/cases/dueDates.ts';
import { codeAnswer, dateAnswer, incidentDateOf, numberAnswer } from '../rules/counting/groupings.ts';
import { isCaredHere } from '../rules/incident/healthCare.ts';
import { incidentDays } from '../rules/incident/incidentDate.ts';
import { isSatisfied } from '../rules/feedback.ts';
import { isAidStaff } from '../rules/mandatoryReporting.ts';
import { suggestRisk, type RiskSuggestion } from '../rules/cases/risk.ts';
import { ageOn, isDateTime, isTime, type IsoDate, type IsoDateTime } from '../time.ts';
import type { Answer, Answers } from './answers.ts';
import { progress } from './engine.ts';
import type { Context } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { standardCode } from './lists/inForce.ts';
import { formOf, type FormId } from './registry.ts';

/** One medical clock of the case: its cautious deadline, whether even the latest possible one has passed, and whether care was given (reference §5.4). */
export type RunningClock = {
  readonly kind: ClockKind;
  readonly cautiousDeadline: IsoDateTime;
  readonly over: boolean;
  readonly careGiven: boolean;
};

/** What the computed questions of a form need beside its own answers. */
export type Around = {
  readonly context: Context;
  /** The rows of the same record: for an incident its alleged perpetrators. */
  readonly rows: readonly Answers[];
  /** Medical clocks of the case, by the shared rule. */
  readonly clocks: readonly RunningClock[];
};

type Computed = (answers: Answers, around: Around) => Readonly<Record<string, Answer | null>>;

const COMPUTED: { readonly [F in FormId]?: Computed } = {
  consent_service: (_answers, { context }) => ({ consent_age_band: bandOf(context.ageYears) }),
  registration: registrationComputed,
  incident: incidentComputed,
  alleged_perpetrator: perpetratorComputed,
  assessment_gbv: assessmentComputed,
  risk_assessment: riskComputed,
  safety_plan: safetyPlanComputed,
  referral: referralComputed,
  feedback: (answers) => ({ fb_score: isSatisfied(answers) }),
};

/**
 * The answers with the computed questions of the form filled in from the shared rules; any earlier answer to a computed question is dropped
 * (reference §0.1, `calc`). Null of a rule means that nothing can be said yet: the question stays blank. The age at registration, which is asked,
 * is replaced by the age that a known date of birth gives.
 */
export function withComputed(form: FormId, answers: Answers, around: Around): Answers {
  const computed = new Set(fieldsOf(formOf(form)).flatMap(({ code, field }) => (field.type === 'calc' ? [code] : [])));
  const asked = Object.fromEntries(Object.entries(answers).filter(([code]) => !computed.has(code)));
  return { ...asked, ...known(COMPUTED[form]?.(asked, around) ?? {}) };
}

function known(values: Readonly<Record<string, Answer | null | undefined>>): Answers {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Answer] => entry[1] !== null && entry[1] !== undefined),
  );
}

/** The medical clocks of the incident being typed, on the age and sex of the person and what was decided by service (reference §5.4). */
export function incidentClocks(answers: Answers, dispositions: readonly Answers[], context: Context): MedicalClocks {
  const time = answers['incident_time'];
  return medicalClocks(
    {
      gbvType: classify(answers).type,
      exposure: null,
      sex: context.sex ?? null,
      age: context.ageYears ?? null,
      pregnancyRisk: codeAnswer(answers, 'pregnancy_risk', 'yes_no_unknown'),
      incident: incidentDateOf(answers),
      time: typeof time === 'string' && isTime(time) ? time : null,
      reportedOn: dateAnswer(answers, 'report_date'),
      caredHere: isCaredHere(dispositions),
      careUntil: context.healthCareUntil ?? null,
    },
    context.now,
  );
}

/** The suggested level with its reasons, from the answers and what the file knows (reference §5.5.1). */
export function riskSuggestion(answers: Answers, { context, clocks }: Around): RiskSuggestion {
  const answerTo = (code: string) => codeAnswer(answers, code, 'yes_no_unknown');
  return suggestRisk({
    dangerNow: answerTo('danger_now'),
    lifeThreatInjury: answerTo('life_threat_injury'),
    suicideRisk: answerTo('suicide_risk'),
    clockRunning: clocks.some(stillRuns),
    retaliation: answerTo('honour_retaliation'),
    perpetratorLivesWith: null,
    perpetratorAccess: answerTo('perp_access_risk'),
    formerViolence: context.formerViolence ?? null,
    childNoCare: answerTo('child_no_care'),
    careUnsafe: null,
    association: null,
    recruitmentRisk: answerTo('recruitment_risk'),
    trafficking: context.trafficked === 'yes',
    age: context.ageYears ?? null,
    uasc: context.uascStatus ?? null,
    sexualExploitation: context.goodsExchanged === 'yes',
    daysSinceViolence: context.daysSinceViolence ?? null,
    careVerified: null,
    harmfulLabour: null,
    monthsSinceRelease: null,
    monthsSinceReunification: null,
    pregnancyFromRape: context.pregnancyRisk ?? null,
    noShelter: context.shelterUrgent ?? null,
  });
}

function bandOf(age: number | undefined): Answer | null {
  return age === undefined || age < 0 || age > OLDEST_AGE ? null : consentBandOf(age);
}

/** Age in completed years at registration: from the date of birth where it is known, else as it was given (reference §3.2, `age_years`). */
export function ageAtRegistration(registration: Answers, today: IsoDate): number | null {
  const birth = codeAnswer(registration, 'age_known', 'age_known') === 'dob' ? dateAnswer(registration, 'date_of_birth') : null;
  const registered = dateAnswer(registration, 'registration_date') ?? today;
  return birth === null || birth > registered ? numberAnswer(registration, 'age_years') : ageOn(birth, registered);
}

function registrationComputed(answers: Answers, { context }: Around): Readonly<Record<string, Answer | null>> {
  const age = ageAtRegistration(answers, context.today);
  const group = ageGroupOf(age);
  const child = isChild(group);
  return { age_years: age, age_group: age === null ? null : group, is_child: child === null ? null : yesOrNo(child) };
}

function incidentComputed(answers: Answers, around: Around): Readonly<Record<string, Answer | null>> {
  const { type } = classify(answers);
  const days = incidentDays(incidentDateOf(answers));
  const report = dateAnswer(answers, 'report_date');
  const elapsed = report === null ? null : elapsedDays(days, report);
  const facts = contextFacts(answers, around);
  return {
    gbv_type: type,
    elapsed_days: elapsed !== null && elapsed.low === elapsed.high ? elapsed.low : null,
    elapsed_class: report === null || days === null ? null : elapsedClass(days, report),
    age_at_incident: facts.ageAtIncident !== null && facts.ageAtIncident.low === facts.ageAtIncident.high ? facts.ageAtIncident.low : null,
    case_context: orNull(caseContexts(facts)),
    crsv_flag: type === null ? null : yesOrNo(isPresumedConflictRelated(facts)),
  };
}

function contextFacts(answers: Answers, { context, rows }: Around): ContextFacts {
  const person = {
    dateOfBirth: context.birthDate ?? null,
    ageYears: context.ageYears ?? null,
    registrationDate: context.registrationDate ?? context.today,
  };
  return {
    gbvType: classify(answers).type,
    ageAtIncident: ageAtIncident(person, incidentDays(incidentDateOf(answers))),
    goodsExchanged: codeAnswer(answers, 'goods_exchanged', 'yes_no_unknown'),
    abductionType: codeAnswer(answers, 'abduction_type', 'abduction_type'),
    harmfulPractice: standardCode(context.lists, 'harmful_practice', answers['harmful_practice']),
    placeType: standardCode(context.lists, 'incident_place_type', answers['incident_place_type']),
    perpetrators: rows.map((row) => ({
      relation: codeAnswer(row, 'perp_relation', 'perp_relation'),
      occupation: standardCode(context.lists, 'perp_occupation', row['perp_occupation']),
    })),
  };
}

function riskComputed(answers: Answers, around: Around): Readonly<Record<string, Answer | null>> {
  const { clocks } = around;
  const deadline = (kind: ClockKind) => clocks.find((clock) => clock.kind === kind)?.cautiousDeadline ?? null;
  return {
    pep_deadline: deadline('pep'),
    ec_deadline: deadline('ec'),
    sexual_violence_120h: clocks.length === 0 ? null : yesOrNo(clocks.some(({ over }) => !over)),
    risk_level_suggested: riskSuggestion(answers, around).level,
  };
}

/** Complete once nothing marked S that shows is left blank (reference §3.9). */
function assessmentComputed(answers: Answers, { context }: Around): Readonly<Record<string, Answer | null>> {
  const { answered, useful } = progress(formOf('assessment_gbv'), answers, context);
  return { assessment_complete: yesOrNo(answered === useful) };
}

/** Made with the person, with the danger, before and during said (reference §3.11). */
function safetyPlanComputed(answers: Answers): Readonly<Record<string, Answer | null>> {
  const answerTo = ['sp_concern', 'sp_before', 'sp_during'].every((code) => answers[code] !== undefined);
  return { sp_complete: yesOrNo(answerTo && answers['sp_with_person'] === 'yes') };
}

function perpetratorComputed(answers: Answers, { context }: Around): Readonly<Record<string, Answer | null>> {
  const occupation = standardCode(context.lists, 'perp_occupation', answers['perp_occupation']);
  return { perp_is_aid_worker: occupation === null ? null : yesOrNo(isAidStaff(occupation)) };
}

function referralComputed(answers: Answers, { context: { delays } }: Around): Readonly<Record<string, Answer | null>> {
  const sent = answers['ref_date'];
  const urgency = codeAnswer(answers, 'ref_urgency', 'urgency');
  if (typeof sent !== 'string' || !isDateTime(sent) || urgency === null || delays === undefined)
    return { ref_ack_due: null, ref_feedback_due: null };
  const due = referralDue(sent, urgency, delays);
  return { ref_ack_due: due.acknowledgement, ref_feedback_due: due.feedback };
}

function yesOrNo(value: boolean): Answer {
  return value ? 'yes' : 'no';
}

function orNull(codes: readonly string[]): Answer | null {
  return codes.length === 0 ? null : codes;
}
