import type { Answers } from '../../shared/forms/answers.ts';
import { DEFAULT_DUE_SETTINGS, planReviewDue, safetyPlanReviewDue } from '../../shared/rules/cases/dueDates.ts';
import { addDays } from '../../shared/time.ts';

/** The first question of the classification that is answered Yes (reference §5.3.1), by the type it gives. */
const QUESTION_OF_TYPE = {
  rape: 'q1_penetration',
  sexual_assault: 'q2_sexual_contact',
  physical_assault: 'q3_physical',
  forced_marriage: 'q4_forced_marriage',
  denial_resources: 'q5_denial',
  psychological: 'q6_psychological',
} as const;
const QUESTIONS = Object.values(QUESTION_OF_TYPE);

/** States of an open case after its intake, in their order. */
export const STATES = ['open_assessment', 'open_planning', 'open_implementation', 'open_services_done'] as const;

/** One invented person: what she came for, and how far her case went. */
export type DemoCase = {
  readonly staff: 'AC1' | 'AC2';
  /** When she came, to the minute. */
  readonly came: string;
  readonly age: number;
  readonly name: readonly [first: string, last: string];
  readonly type: keyof typeof QUESTION_OF_TYPE;
  readonly risk: 'high' | 'medium' | 'low';
  /** Days between the incident and her coming; with an hour, its time is known. */
  readonly after: number;
  readonly hour?: string;
  readonly sex?: 'male';
  readonly displaced?: true;
  readonly statistics?: 'no';
  readonly contact?: 'no';
  /** How far the forms were filled in; absent: registration and incident. */
  readonly only?: 'registration';
  /** State that her forms reached on the day she came; absent: `open_intake`. */
  readonly reached?: (typeof STATES)[number];
  readonly followUps?: readonly string[];
  readonly closed?: { readonly on: string; readonly decided: boolean };
  readonly withdrew?: string;
};

const CENTRE = { region: 'mopti', cercle: 'mopti_mopti' };

/** What the six steps of the intake send for this person (reference §3.1–3.4, §3.9). */
export function intakeContent(demoCase: DemoCase): Record<string, Answers> {
  return {
    consent_service: consentAnswers(demoCase),
    registration: registrationAnswers(demoCase),
    risk_assessment: riskAnswers(demoCase),
    identity: { last_name: demoCase.name[1], first_name: demoCase.name[0], phone: '00 00 00 00' },
    ...(demoCase.contact === undefined && { safe_contact: contactAnswers(demoCase) }),
  };
}

function consentAnswers({ staff, came, age, statistics, contact }: DemoCase): Answers {
  return {
    consent_datetime: came,
    staff_code: staff,
    site_id: 'ESS1',
    interview_language: 'bam',
    interpreter_used: 'no',
    info_confidentiality: 'yes',
    info_limits: 'yes',
    info_rights: 'yes',
    info_services: 'yes',
    info_storage: 'yes',
    mandatory_reporting_applies: 'no',
    ...(age < 18 && { child_agreement: 'consent_written', caregiver_agreement: 'consent_written' }),
    consent_giver: age < 15 ? 'caregiver' : 'self',
    consent_services: 'yes',
    consent_mode: 'signed',
    consent_reporting: statistics ?? 'yes',
    consent_contact: contact ?? 'yes',
  };
}

function registrationAnswers({ came, age, sex, displaced, type }: DemoCase): Answers {
  return {
    case_program: 'gbv',
    registration_date: came.slice(0, 10),
    referred_from: 'community_leader',
    duplicate_checked: 'yes',
    sex: sex ?? 'female',
    age_known: 'declared',
    age_years: age,
    marital_status: type === 'denial_resources' ? 'widowed' : 'single',
    ...(age < 18 && { uasc_status: 'no', child_lives_alone: 'no', caregiver_relation: 'mother' }),
    displacement_status: displaced === undefined ? 'resident' : 'idp',
    ...(displaced !== undefined && { displacement_reason: 'conflict', origin_geo: { region: 'mopti', cercle: 'mopti_bankass' } }),
    residence_geo: CENTRE,
    living_setting: displaced === undefined ? 'own_home' : 'host_family',
    disability_status: 'none',
    vulnerability_criteria: ['gbv_survivor'],
    civil_doc_status: 'complete',
    country_of_origin: 'ml',
  };
}

function riskAnswers({ came, age, risk }: DemoCase): Answers {
  return {
    risk_date: came,
    danger_now: risk === 'high' ? 'yes' : 'no',
    life_threat_injury: 'no',
    suicide_risk: 'no',
    perp_access_risk: risk === 'medium' ? 'yes' : 'no',
    ...(age < 18 && { child_no_care: 'no', recruitment_risk: 'no' }),
    risk_level: risk,
    ...(risk === 'high' && {
      risk_reason: 'Situation inventée pour un essai.',
      immediate_action: ['supervisor_called', 'safety_plan_now'],
    }),
  };
}

function contactAnswers({ came }: DemoCase): Answers {
  return {
    contact_channel: ['at_centre'],
    contact_days_times: 'le matin, jours inventés',
    leave_message: 'no',
    home_visit_allowed: 'no',
    valid_from: came.slice(0, 10),
    contact_never: 'personne',
  };
}

/** The incident as recorded; the type is found by the application from the questions. */
export function incidentAnswers({ came, type, after, hour, age, sex }: DemoCase): Answers {
  const first = QUESTION_OF_TYPE[type];
  const asked = QUESTIONS.slice(0, QUESTIONS.indexOf(first) + 1);
  return {
    report_date: came.slice(0, 10),
    reported_by: 'survivor',
    previously_reported: 'no',
    previous_incidents: 'no',
    incident_date: addDays(came.slice(0, 10), -after),
    incident_date_precision: 'exact',
    ...(hour !== undefined && { incident_time: hour }),
    incident_timeofday: 'evening_night',
    incident_geo: CENTRE,
    incident_place_type: 'survivor_home',
    displacement_stage: 'not_displaced',
    ...Object.fromEntries(asked.map((question) => [question, question === first ? 'yes' : 'no'])),
    harmful_practice: 'none',
    goods_exchanged: 'no',
    abduction_type: 'none',
    n_perpetrators: 'one',
    ...(type === 'rape' && sex === undefined && age >= 10 && age < 56 && { pregnancy_risk: 'yes' }),
    incident_account: 'Récit entièrement inventé, pour un essai.',
  };
}

/** The rows of an incident: one alleged perpetrator, and what became of each service (reference §3.7, §3.8). */
export function incidentRows({ came }: DemoCase): readonly { readonly form: string; readonly answers: Answers }[] {
  const date = came.slice(0, 10);
  const perpetrator = {
    perp_rank: 'primary',
    perp_sex: 'male',
    perp_age_group: 'a26_40',
    perp_relation: 'friend_neighbour',
    perp_occupation: 'farming',
    perp_former: 'no',
  };
  const dispositions = [
    { service_category: 'psychosocial', disposition: 'provided_here', disposition_date: date },
    { service_category: 'health', disposition: 'already_received', disposition_date: date },
    {
      service_category: 'legal',
      disposition: 'declined',
      disposition_date: date,
      decline_reason: 'not_priority',
      wants_legal_action: 'undecided',
    },
  ];
  return [
    { form: 'alleged_perpetrator', answers: perpetrator },
    ...dispositions.map((answers) => ({ form: 'service_disposition', answers })),
  ];
}

/** An assessment in codes; without `finished` only begun (reference §3.9). From a medium risk on it asks for a safety plan. */
export function assessmentAnswers(on: string, { age, risk }: Pick<DemoCase, 'age' | 'risk'>, finished: boolean): Answers {
  const begun = { assessment_date: on, assessment_kind: 'initial' };
  if (!finished) return begun;
  return {
    ...begun,
    presenting_problem: 'Demande inventée : être écoutée, puis soignée.',
    need_safety: 'some',
    need_health: 'some',
    need_psychosocial: 'some',
    suicide_thoughts: 'no',
    need_legal: 'declined',
    need_shelter: 'none',
    need_livelihood: 'some',
    ...(age < 25 && { need_education: 'none' }),
    need_documents: 'none',
    need_material: 'none',
    ...(age < 18 && { child_considerations: 'Considérations inventées.', parents_know: 'yes' }),
    key_points: 'Synthèse inventée.',
    safety_plan_needed: risk === 'low' ? 'no' : 'yes',
  };
}

/** A safety plan made with the person (reference §3.11). */
export function safetyPlanAnswers(on: string, risk: DemoCase['risk']): Answers {
  return {
    sp_with_person: 'yes',
    sp_date: on,
    sp_concern: 'Danger inventé.',
    sp_before: 'Préparation inventée.',
    sp_during: 'Conduite inventée.',
    sp_copy_given: 'no',
    sp_review_date: safetyPlanReviewDue(on, risk, DEFAULT_DUE_SETTINGS),
  };
}

/** A plan agreed with the person, and its two actions (reference §3.12). */
export function planAnswers(on: string, risk: DemoCase['risk']): Answers {
  return { plan_date: on, plan_agreed: 'yes', plan_review_date: planReviewDue(on, risk, DEFAULT_DUE_SETTINGS) };
}

export function planItems(on: string, done: boolean): readonly Answers[] {
  const item = {
    item_goal: 'Objectif inventé.',
    item_action: 'Action inventée.',
    item_responsible: 'caseworker',
    item_provision: 'provided_here',
    ...(done
      ? { item_status: 'done', item_done_date: on, item_progress: 'met' }
      : { item_status: 'in_progress', item_progress: 'in_progress' }),
  };
  return [
    {
      ...item,
      item_domain: 'psychosocial',
      item_priority: 'medium',
      item_need: 'Besoin inventé.',
      item_service_category: 'psychosocial',
      item_due: addDays(on, 14),
    },
    {
      ...item,
      item_domain: 'livelihood',
      item_priority: 'low',
      item_need: 'Autre besoin inventé.',
      item_service_category: 'livelihoods',
      item_due: addDays(on, 30),
    },
  ];
}

/** A follow-up « vue, rien de nouveau »; the next one after as many days, or none (reference §3.15). */
export function followUpAnswers(on: string, next: string | null): Answers {
  return {
    fu_due: on,
    fu_type: 'service',
    fu_date: on,
    fu_mode: 'centre',
    fu_outcome: 'seen',
    fu_new_needs: 'no',
    fu_needs_met: 'partly',
    fu_new_incident: 'no',
    fu_risk_changed: 'no',
    prog_safety: 'in_progress',
    prog_health: 'met',
    prog_psychosocial: 'in_progress',
    prog_legal: 'not_applicable',
    ...(next === null ? { fu_next: 'no', fu_recommend_closure: 'yes' } : { fu_next: 'yes', fu_next_date: next }),
  };
}

export function closureAnswers(on: string): Answers {
  return {
    closure_date: on,
    closure_reason: 'needs_met',
    chk_needs_met: 'yes',
    chk_plan_complete: 'yes',
    chk_safety_plan: 'yes',
    chk_agreed: 'yes',
    chk_can_return: 'yes',
    chk_feedback_offered: 'yes',
    chk_files_secured: 'yes',
  };
}

/** Providers of the directory: obviously invented, some checked long ago. */
export function inventedProviders(): readonly { readonly answers: Answers; readonly services: readonly Answers[] }[] {
  const line = (name: string, type: string, checked: string, services: readonly Answers[]) => ({
    answers: {
      prov_name: name,
      prov_type: type,
      prov_geo: CENTRE,
      ...(type !== 'shelter' && { prov_address: 'Rue inventée' }),
      prov_phone: '00 00 00 00',
      prov_active: 'yes',
      prov_checked_on: checked,
    },
    services,
  });
  const health = {
    ps_category: 'health',
    ps_details: ['health_emergency', 'health_cmr'],
    ps_pep_available: 'yes',
    ps_ec_available: 'yes',
    ...OPEN,
  };
  return [
    line('Centre de santé de démonstration', 'csref', '2026-09-01', [health]),
    line('Hôpital imaginaire', 'hospital', '2026-06-15', [health]),
    line('Écoute fictive', 'ngo_psychosocial', '2026-08-20', [
      { ps_category: 'psychosocial', ps_details: ['psy_listening', 'psy_individual'], ...OPEN },
    ]),
    line('Hébergement inventé', 'shelter', '2026-08-30', [{ ps_category: 'psychosocial', ps_details: ['psy_listening'], ...OPEN }]),
  ];
}

const OPEN = { ps_age_sex: ['all'], ps_days_hours: 'lundi à vendredi, 8 h à 16 h', ps_free: 'yes', ps_survivor_trained: 'yes' };
