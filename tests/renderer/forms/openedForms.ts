import type { Output } from '../../../shared/contract.ts';
import type { CaseFile } from '../../../shared/contract/cases.ts';
import type { OpenedForm } from '../../../shared/contract/forms.ts';

/** The replies to a form page: one case, one incident half answered; invented from end to end. */
export const CASE_ID = '00000000-0000-4000-8000-000000000061';
export const INCIDENT_ID = '00000000-0000-4000-8000-0000000000a1';
export const ROW_ID = '00000000-0000-4000-8000-0000000000b1';
const DRAFT_ID = '00000000-0000-4000-8000-0000000000d1';
const CASE_CODE = 'VBG-MOP1-26-0061';

export const CASE_FILE: CaseFile = {
  row: {
    caseId: CASE_ID,
    caseCode: CASE_CODE,
    program: 'gbv',
    state: 'open_assessment',
    risk: 'high',
    nextDue: null,
    lastContact: '2026-10-12',
    consent: { services: 'yes', reporting: 'yes', contact: 'no' },
    ownerCode: 'AC2',
    origin: 'intake',
  },
  survivorCode: 'K7QF3MX9',
  coarse: { sex: 'female', ageGroup: 'a20_24', displacement: 'idp' },
  nextStep: null,
  clocks: {
    caseId: CASE_ID,
    caseCode: CASE_CODE,
    risk: 'high',
    advice: null,
    clocks: [
      {
        kind: 'pep',
        hours: 72,
        remainingLow: 14.2,
        remainingHigh: 38.2,
        cautiousDeadline: '2026-10-14T00:00',
        latestDeadline: '2026-10-14T23:59',
        hourKnown: false,
        over: false,
        careGiven: false,
      },
    ],
  },
  forms: [],
  toComplete: [],
  tasks: [],
  timeline: [],
  referrals: [],
  authorisations: [],
  plan: null,
  followUps: [],
  closure: null,
  moves: [],
  identityPresent: true,
  safeContactPresent: false,
  destructionAsked: false,
  notes: 0,
  attachments: [],
  duplicateOf: null,
  merged: [],
  family: { links: [], proposed: [], careful: false, mayLink: true },
  reporting: { duties: [], unproved: false, channel: null, isChild: false, mayRecord: true },
  mayWrite: true,
};

export const INCIDENT: OpenedForm = {
  form: 'incident',
  version: 1,
  caseId: CASE_ID,
  caseCode: CASE_CODE,
  recordId: INCIDENT_ID,
  parentId: null,
  revision: 3,
  status: 'draft',
  answers: {
    incident_code: 'K7QF3MX9-I1',
    report_date: '2026-10-13',
    reported_by: 'survivor',
    previously_reported: 'no',
    previous_incidents: 'no',
    incident_date: '2026-10-11',
    incident_date_precision: 'exact',
    incident_time: { withheld: 'unknown' },
    incident_timeofday: 'evening_night',
    incident_geo: { region: 'mopti', cercle: 'mopti_bandiagara' },
    incident_place_type: 'survivor_home',
    displacement_stage: 'not_displaced',
    q1_penetration: 'no',
    q2_sexual_contact: 'no',
    q3_physical: 'yes',
    harmful_practice: 'none',
    goods_exchanged: 'no',
    abduction_type: 'none',
    n_perpetrators: 'one',
  },
  masked: ['incident_locality'],
  previous: {},
  context: { today: '2026-10-13', now: '2026-10-13T09:44', ageYears: 22, sex: 'female', programme: 'gbv', registrationDate: '2026-10-12' },
  children: [
    {
      form: 'alleged_perpetrator',
      recordId: ROW_ID,
      revision: 1,
      answers: {
        perp_rank: 'primary',
        perp_sex: 'male',
        perp_age_group: 'a26_40',
        perp_relation: 'unknown',
        perp_occupation: 'unknown',
        perp_former: 'unknown',
      },
    },
  ],
  origin: 'intake',
  mayWrite: true,
  draft: null,
};

/** A follow-up that begins, after one at which the person was seen. */
export const FOLLOW_UP: OpenedForm = {
  ...INCIDENT,
  form: 'follow_up',
  recordId: null,
  revision: 0,
  answers: { fu_due: '2026-10-13' },
  masked: [],
  context: { ...INCIDENT.context, latestNextFollowUp: '2026-10-20' },
  previous: {
    fu_type: 'safety',
    fu_mode: 'agreed_place',
    fu_needs_met: 'partly',
    prog_safety: 'in_progress',
    prog_health: 'met',
    prog_psychosocial: 'in_progress',
  },
  children: [],
};

/** A referral being begun, for a person of Bandiagara whose alleged perpetrator works in health care. */
export const REFERRAL: OpenedForm = {
  ...INCIDENT,
  form: 'referral',
  recordId: null,
  revision: 0,
  answers: { ref_service_category: 'health' },
  masked: [],
  context: { ...INCIDENT.context, residenceRegion: 'mopti', residenceCercle: 'mopti_bandiagara', tiedProviders: ['hospital'] },
  children: [],
};

/** The same incident with a draft typed over an older revision. */
export const STALE_DRAFT: Output<'drafts.open'> = {
  draftId: DRAFT_ID,
  caseId: CASE_ID,
  form: 'incident',
  recordId: INCIDENT_ID,
  baseRevision: 2,
  at: { section: 'when', field: 'incident_time' },
  content: { incident: { ...INCIDENT.answers, goods_exchanged: 'yes' } },
  savedAt: '2026-10-13T09:40',
};
