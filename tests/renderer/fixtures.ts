import { NO_BASIS, SETTING_OF, SITUATIONS, SITUATION_WORDS, missingBasis } from '../../shared/rules/mandatoryReporting.ts';
import type { Output, OperationName } from '../../shared/contract.ts';
import type { CaseFile, CaseRow, Task } from '../../shared/contract/cases.ts';
import type { Role } from '../../shared/rights.ts';
import { DEFAULT_SETTINGS, SETTING_KEYS } from '../../shared/rules/settings.ts';
import { EXTRACT_PARTS } from '../../shared/rules/extract.ts';
import type { Text } from '../../shared/text.ts';

/** Replies of an invented centre, typed by the contract. Every code and word is invented. */
export type Fixtures = { readonly [K in OperationName]?: Output<K> };

function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function both(fr: string, en: string): Text {
  return { fr, en };
}

export const TODAY = '2026-10-13';

const ROW: CaseRow = {
  caseId: uuid(61),
  caseCode: 'VBG-MOP1-26-0061',
  program: 'gbv',
  state: 'open_assessment',
  risk: 'high',
  nextDue: { kind: 'first_action', title: both('Première action', 'First action'), date: TODAY, daysLate: 0 },
  lastContact: '2026-10-12',
  consent: { services: 'yes', reporting: 'yes', contact: 'no' },
  ownerCode: 'AC2',
  origin: 'intake',
};

function row(number: number, change: Partial<CaseRow>): CaseRow {
  return { ...ROW, caseId: uuid(number), caseCode: `VBG-MOP1-26-${String(number).padStart(4, '0')}`, ...change };
}

const ROWS: readonly CaseRow[] = [
  ROW,
  row(42, {
    risk: 'high',
    state: 'open_implementation',
    nextDue: { kind: 'follow_up', title: both('Suivi', 'Follow-up'), date: '2026-10-10', daysLate: 3 },
    lastContact: '2026-09-30',
  }),
  row(57, {
    risk: 'medium',
    state: 'open_planning',
    nextDue: { kind: 'referral_feedback', title: both('Relancer le prestataire', 'Remind the provider'), date: '2026-10-12', daysLate: 1 },
  }),
  row(38, {
    risk: 'medium',
    state: 'open_implementation',
    nextDue: { kind: 'follow_up', title: both('Suivi', 'Follow-up'), date: '2026-10-15', daysLate: 0 },
    consent: { services: 'yes', reporting: null, contact: 'yes' },
  }),
  row(11, { caseCode: 'PE-MOP1-26-0011', program: 'cp', risk: 'low', state: 'open_services_done', nextDue: null, lastContact: null }),
  row(29, {
    risk: null,
    state: 'open_intake',
    origin: 'takeover',
    nextDue: { kind: 'assessment', title: both('Évaluation', 'Assessment'), date: '2026-10-20', daysLate: 0 },
    consent: { services: 'yes', reporting: 'no', contact: null },
  }),
];

function task(
  number: number,
  title: Text,
  risk: Task['risk'],
  due: string,
  daysLate: number,
  kind = 'follow_up',
  form: string | null = 'follow_up',
): Task {
  return {
    kind,
    title,
    caseId: uuid(number),
    caseCode: `VBG-MOP1-26-${String(number).padStart(4, '0')}`,
    risk,
    due,
    daysLate,
    form,
    recordId: null,
  };
}

const LATE: Task[] = [
  task(42, both('Suivi', 'Follow-up'), 'high', '2026-10-10', 3),
  task(
    57,
    both('Relancer le prestataire (santé)', 'Remind the provider (health)'),
    'medium',
    '2026-10-12',
    1,
    'referral_feedback',
    'referral',
  ),
  task(19, both('Plan de prise en charge à terminer', 'Care plan to finish'), 'medium', '2026-10-12', 1, 'plan', null),
];
const DUE: Task[] = [
  task(38, both('Suivi au centre', 'Follow-up at the centre'), 'medium', TODAY, 0),
  task(11, both('Évaluation à commencer', 'Assessment to begin'), 'low', TODAY, 0, 'assessment', null),
  task(
    44,
    both('Consentement au partage à renouveler', 'Consent to share to renew'),
    'medium',
    TODAY,
    0,
    'consent_renewal',
    'consent_share',
  ),
  task(29, both('Plan de sécurité à revoir', 'Safety plan to review'), 'high', TODAY, 0, 'safety_plan_review', null),
];

const CLOCKS: CaseFile['clocks'] = {
  caseId: uuid(61),
  caseCode: 'VBG-MOP1-26-0061',
  risk: 'high',
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
    {
      kind: 'ec',
      hours: 120,
      remainingLow: 62.2,
      remainingHigh: 86.2,
      cautiousDeadline: '2026-10-16T00:00',
      latestDeadline: '2026-10-16T23:59',
      hourKnown: false,
      over: false,
      careGiven: false,
    },
  ],
  advice: null,
};

const EXTRACT_SECTIONS: Output<'extracts.open'>['sections'] = [
  { part: 'code_only', records: [{ form: 'registration', lines: [{ field: 'survivor_code', answer: 'K7QF3MX9' }] }] },
  {
    part: 'age_sex',
    records: [
      {
        form: 'registration',
        lines: [
          { field: 'sex', answer: 'female' },
          { field: 'age_years', answer: 22 },
        ],
      },
    ],
  },
  { part: 'registration', records: [] },
  { part: 'needs', records: [{ form: 'assessment_gbv', lines: [{ field: 'need_health', answer: 'urgent' }] }] },
];

const PRINTS: Output<'prints.list'>['prints'] = [
  {
    seq: 812,
    at: '2026-10-12T10:02',
    what: 'extract',
    number: 'E-7KQ4-M2XD',
    staffCode: 'AWA',
    caseId: uuid(61),
    caseCode: 'VBG-MOP1-26-0061',
    purpose: 'person',
    parts: ['code_only', 'age_sex'],
    pages: 1,
  },
  {
    seq: 640,
    at: '2026-10-09T15:30',
    what: 'slip',
    number: 'R-7KQ4-M2XD',
    staffCode: 'AWA',
    caseId: uuid(61),
    caseCode: 'VBG-MOP1-26-0061',
    purpose: null,
    parts: [],
    pages: 1,
  },
];

const DRAFTS: Output<'drafts.list'>['drafts'] = [
  {
    draftId: uuid(501),
    caseId: uuid(61),
    caseCode: 'VBG-MOP1-26-0061',
    form: 'incident',
    recordId: null,
    savedAt: '2026-10-12T16:48',
    answered: 7,
  },
  { draftId: uuid(502), caseId: null, caseCode: null, form: 'intake', recordId: null, savedAt: '2026-10-12T11:20', answered: 5 },
];

function line(
  form: string,
  title: Text,
  state: CaseFile['forms'][number]['state'],
  at: string | null,
  answered = 0,
  useful = 0,
  problems = 0,
): CaseFile['forms'][number] {
  const records =
    at === null
      ? []
      : [
          {
            recordId: uuid(900 + form.length),
            parentId: null,
            status: state === 'done' ? ('finished' as const) : ('draft' as const),
            updatedAt: at,
            revision: 1,
          },
        ];
  return { form, title, state, answered, useful, problems, mayAdd: form === 'referral' || form === 'follow_up', records };
}

export const CASE_FILE: CaseFile = {
  row: ROW,
  survivorCode: 'K7QF3MX9',
  coarse: { sex: 'female', ageGroup: 'a20_24', displacement: 'idp' },
  nextStep: {
    title: both('Référer vers la santé, urgence immédiate', 'Refer to health, immediate urgency'),
    reason: both('Les soins utiles dépendent du temps écoulé.', 'Useful care depends on the time elapsed.'),
    form: 'referral',
    recordId: null,
    act: 'refer',
  },
  clocks: CLOCKS,
  forms: [
    line('consent_service', both('Accueil et consentement', 'Introduction and consent'), 'done', '2026-10-12T11:05'),
    line('registration', both('Enregistrement', 'Registration'), 'done', '2026-10-12T11:20'),
    line('identity', both('Identité', 'Identity'), 'done', '2026-10-12T11:30'),
    line('safe_contact', both('Contact sûr', 'Safe contact'), 'done', '2026-10-12T11:35'),
    line('risk_assessment', both('Danger et niveau de risque', 'Danger and risk level'), 'done', '2026-10-12T11:40'),
    line('incident', both('Incident', 'Incident'), 'toCheck', '2026-10-12T16:48', 14, 22, 2),
    line('consent_share', both('Consentement au partage', 'Consent to share'), 'inProgress', '2026-10-12T16:55', 7, 12),
    line('referral', both('Référencement', 'Referral'), 'notBegun', null),
    line('follow_up', both('Suivi', 'Follow-up'), 'notBegun', null),
    line('closure_gbv', both('Clôture', 'Closure'), 'notBegun', null),
  ],
  toComplete: [],
  tasks: [LATE[0] ?? task(61, both('Suivi', 'Follow-up'), 'high', TODAY, 0)],
  timeline: [
    { at: '2026-10-12T16:48', staffCode: 'AC2', what: both('a modifié l’incident', 'changed the incident') },
    { at: '2026-10-12T11:40', staffCode: 'AC2', what: both('a évalué le risque', 'assessed the risk') },
    { at: '2026-10-12T11:05', staffCode: 'AC2', what: both('a ouvert le dossier', 'opened the case') },
    { at: '2026-10-10T09:10', staffCode: 'KM4', what: both('a reçu la personne à l’accueil', 'received the person at the entrance') },
  ],
  referrals: [{ recordId: uuid(701), referralCode: 'R-7KQ4-M2XD', category: 'health', state: 'sent', feedbackDue: '2026-10-14' }],
  authorisations: [
    { recordId: uuid(705), recipient: 'health', providerId: null, items: ['age_sex', 'needs'], until: '2027-01-10', inForce: true },
  ],
  plan: {
    recordId: uuid(811),
    date: '2026-10-14',
    agreed: true,
    reviewDate: '2026-11-12',
    approval: 'requested',
    items: [
      {
        recordId: uuid(812),
        domain: 'psychosocial',
        priority: 'medium',
        responsible: 'caseworker',
        due: '2026-10-28',
        status: 'in_progress',
      },
      { recordId: uuid(813), domain: 'livelihood', priority: 'low', responsible: 'person', due: '2026-11-13', status: 'planned' },
    ],
  },
  followUps: [{ recordId: uuid(801), due: '2026-10-20', date: null, outcome: null, type: 'gbv' }],
  closure: null,
  moves: ['open_planning', 'closure_requested', 'suspended'],
  identityPresent: true,
  safeContactPresent: true,
  destructionAsked: false,
  notes: 2,
  attachments: [
    { recordId: uuid(821), revision: 1, kind: 'consent_form', date: '2026-10-02', staffCode: 'AC2', content: 'picture' },
    { recordId: uuid(822), revision: 1, kind: 'other', date: '2026-09-28', staffCode: 'AC2', content: 'sound' },
    { recordId: uuid(823), revision: 1, kind: 'referral_slip', date: '2026-09-21', staffCode: 'AC2', content: 'gone' },
  ],
  duplicateOf: null,
  merged: [],
  family: {
    links: [
      {
        linkId: uuid(811),
        kind: 'sibling',
        other: { caseId: uuid(42), caseCode: 'VBG-MOP1-26-0042', state: 'open_implementation' },
      },
      { linkId: uuid(812), kind: 'parent', other: { caseId: null, caseCode: 'VBG-MOP1-26-0038', state: null } },
    ],
    proposed: [{ caseCode: 'VBG-MOP1-26-0057', why: 'sameDay' }],
    careful: true,
    mayLink: true,
  },
  reporting: { duties: [], unproved: false, channel: null, isChild: false, mayRecord: true },
  mayWrite: true,
};

const OWN_WORDS = ['baobab', 'case', 'djembe', 'fonio', 'karité', 'manguier', 'pirogue', 'tamarin'];
const WORDS = ['acacia', 'barrage', 'calebasse', 'dune', 'fleuve', 'grenier', 'harmattan', 'indigo'];

/** A share of invented signs. */
const SHARE = Array.from({ length: 18 }, (_, place) => `${place % 10}KMQ`);

function account(
  number: number,
  staffCode: string,
  name: string,
  role: Role,
  state: Output<'accounts.list'>['accounts'][number]['state'],
): Output<'accounts.list'>['accounts'][number] {
  return {
    userId: uuid(number),
    staffCode,
    name,
    role,
    programs: role === 'caseworker' ? ['gbv'] : [],
    supervisorCode: role === 'caseworker' ? 'SD1' : null,
    pledgeDate: '2026-01-05',
    state,
    words: state === 'invited' ? null : state === 'active' ? OWN_WORDS : WORDS,
    changeOfKeys: null,
    lastOpened: state === 'active' ? '2026-10-12T17:05' : null,
    team: role === 'caseworker' || role === 'supervisor' ? 1 : null,
  };
}

function handover(
  number: number,
  caseCode: string,
  ownerCode: string,
  why: Output<'handovers.list'>['cases'][number]['why'],
  owners: string[],
): Output<'handovers.list'>['cases'][number] {
  return { caseId: uuid(number), caseCode, program: 'gbv', state: 'open_implementation', due: '2026-10-15', ownerCode, why, owners };
}

export const USERS: Record<Role, NonNullable<Output<'session.state'>['user']>> = {
  caseworker: { userId: uuid(1), staffCode: 'AC2', role: 'caseworker', programs: ['gbv'] },
  supervisor: { userId: uuid(2), staffCode: 'SD1', role: 'supervisor', programs: ['gbv'] },
  focal_point: { userId: uuid(3), staffCode: 'PF1', role: 'focal_point', programs: [] },
  administrator: { userId: uuid(4), staffCode: 'AD1', role: 'administrator', programs: [] },
};

/** What waits for the invented supervisor. */
export const TEAM: Output<'team.open'> = {
  cardDue: null,
  openCases: 64,
  unread: 0,
  approvals: [
    {
      approvalId: uuid(1021),
      caseId: uuid(21),
      caseCode: 'VBG-MOP1-26-0021',
      kind: 'closure',
      title: both('Clôture', 'Closure'),
      requestedAt: '2026-10-08T15:30',
      requestedBy: 'KM4',
      due: '2026-10-15',
    },
    {
      approvalId: uuid(1033),
      caseId: uuid(33),
      caseCode: 'VBG-MOP1-26-0033',
      kind: 'override',
      title: both('Accompagnement sans consentement', 'Care without consent'),
      requestedAt: '2026-10-10T10:05',
      requestedBy: 'AC2',
      due: '2026-10-17',
    },
  ],
  alerts: [
    {
      caseId: uuid(61),
      caseCode: 'VBG-MOP1-26-0061',
      what: both('Délai en cours sans référencement', 'Clock running without a referral'),
    },
    {
      caseId: uuid(29),
      caseCode: 'VBG-MOP1-26-0029',
      what: both('Risque élevé, aucune action depuis 24 h', 'High risk, no action for 24 h'),
    },
  ],
  caseload: [
    { staffCode: 'AC2', open: 17, high: 4, medium: 8, low: 5, unknown: 0, late: 3, most: 20 },
    { staffCode: 'KM4', open: 22, high: 2, medium: 11, low: 9, unknown: 0, late: 0, most: 20 },
  ],
  pendingActs: 1,
  pendingSettings: 0,
  renewal: { cases: { total: 500, left: 380, unreadable: 0 }, waitsFor: null, failed: false },
  pendingAccounts: 1,
  paperDue: true,
  pendingPairs: 2,
  toHandOver: 3,
  corrections: 12,
  sources: 1,
  month: { month: '2026-09', state: 'open' },
};

/** Nothing is in force where nothing was filled. */
const REPORTING_RULES = SITUATIONS.map((situation) => ({
  situation,
  title: SITUATION_WORDS[situation],
  key: SETTING_OF[situation],
  ...NO_BASIS,
  inForce: false,
  unproved: false,
  waits: false,
  missing: [...missingBasis(NO_BASIS)],
}));

/** The answers of the invented centre. */
export const SITE_SETTINGS: Output<'settings.read'> = {
  settings: SETTING_KEYS.map((key) => {
    const changed = key === 'caseloadMost' || key === 'followUpInterval_high';
    return {
      key,
      value: key === 'followUpInterval_high' ? 5 : DEFAULT_SETTINGS[key],
      changedAt: changed ? '2026-09-01T10:00' : null,
      changedBy: changed ? 'AD1' : null,
    };
  }),
  waiting: [
    { proposalId: uuid(951), key: 'idleMinutes', value: 8, under: [], proposedBy: 'AD1', proposedAt: '2026-10-12T09:00', mayConfirm: true },
  ],
  maySave: true,
};

export const FIXTURES: Fixtures = {
  'start.proposePassphrase': { words: 'acacia barrage calebasse dune fleuve grenier' },
  'start.create': { unlockMilliseconds: 900 },
  'session.prefer': {},
  'session.touch': {},
  'session.lock': {},
  'day.open': {
    today: TODAY,
    clocks: CLOCKS === null ? [] : [CLOCKS],
    late: LATE,
    dueToday: DUE,
    week: [task(12, both('Suivi', 'Follow-up'), 'low', '2026-10-15', 0)],
    drafts: DRAFTS,
    decisions: [
      { caseId: uuid(50), caseCode: 'VBG-MOP1-26-0050', what: both('Clôture validée', 'Closure approved'), good: true },
      { caseId: uuid(7), caseCode: 'PE-MOP1-26-0007', what: both('Clôture à compléter', 'Closure to complete'), good: false },
    ],
    openCases: 17,
    caseload: { open: 17, most: 20, high: 4, medium: 8, low: 5, unknown: 0 },
    corrections: 0,
    sources: 0,
  },
  'team.open': TEAM,
  'cases.list': { total: 312, pageSize: 50, rows: [...ROWS] },
  'cases.open': CASE_FILE,
  'attachments.begin': {
    caseCode: 'VBG-MOP1-26-0061',
    kinds: ['consent_form', 'referral_slip', 'medical_certificate', 'civil_document', 'other'],
    full: false,
  },
  'forms.open': {
    form: 'closure_gbv',
    version: 1,
    caseId: uuid(61),
    caseCode: 'VBG-MOP1-26-0061',
    recordId: uuid(911),
    parentId: null,
    revision: 2,
    status: 'finished',
    answers: {
      closure_date: TODAY,
      closure_reason: 'needs_met',
      chk_needs_met: 'yes',
      chk_plan_complete: 'yes',
      chk_agreed: 'yes',
      chk_can_return: 'yes',
    },
    masked: [],
    context: { today: TODAY, now: `${TODAY}T09:41`, ageYears: 22 },
    previous: {},
    children: [],
    origin: 'intake',
    mayWrite: true,
    draft: null,
  },
  'identity.open': { answers: { last_name: 'Invention', first_name: 'Exemple', phone: '00 00 00 00' }, secondsShown: 60 },
  'feedback.results': {
    periods: [
      {
        from: '2026-08',
        to: '2026-09',
        ballots: 7,
        satisfied: { yes: 6, of: 7 },
        questions: [
          { question: 'fb_hours_ok', share: { yes: 5, of: 7 } },
          { question: 'fb_private', share: null },
        ],
        comments: ['Plus de chaises (inventé)'],
      },
    ],
    waiting: 3,
  },
  'feedback.record': {},
  'slips.open': {
    caseCode: 'VBG-MOP1-26-0061',
    number: 'R-7KQ4-M2XD',
    category: 'health',
    urgency: 'immediate',
    provider: { name: 'CSRéf inventé', address: 'Près du marché inventé', hours: 'Jour et nuit' },
    appointment: '2026-10-13T09:00',
    feedbackDue: '2026-10-14',
    lines: [
      { item: 'age_sex', text: { fr: '22 ans, féminin', en: '22 years, female' } },
      { item: 'needs', text: { fr: 'PPE, contraception d’urgence', en: 'PEP, emergency contraception' } },
      { item: 'incident_type', text: { fr: 'Type 1', en: 'Type 1' } },
      { item: 'incident_date', text: { fr: '11/10/2026, heure inconnue', en: '11 Oct 2026, time unknown' } },
    ],
    spoken: ['name'],
    leftOut: ['risk_info'],
    deadline: '2026-10-14T00:00',
    printable: true,
  },
  'slips.print': {},
  'extracts.open': {
    caseCode: 'VBG-MOP1-26-0061',
    on: '2026-10-12',
    readers: [
      { purpose: 'person', recipient: null, providerId: null, provider: null, parts: [...EXTRACT_PARTS] },
      {
        purpose: 'provider',
        recipient: 'health',
        providerId: uuid(71),
        provider: 'CSRéf inventé',
        parts: ['code_only', 'age_sex', 'needs', 'name'],
      },
      { purpose: 'provider', recipient: 'psychosocial', providerId: null, provider: null, parts: ['age_sex'] },
    ],
    sections: EXTRACT_SECTIONS,
    printable: true,
    prints: PRINTS,
  },
  'extracts.print': { number: 'E-7KQ4-M2XD', pages: 2 },
  'extracts.sheet': {
    number: 'E-7KQ4-M2XD',
    language: 'fr',
    staffCode: 'AWA',
    on: '2026-10-12',
    reader: { purpose: 'person', recipient: null, providerId: null, provider: null },
    sections: EXTRACT_SECTIONS,
  },
  'prints.list': { total: 2, prints: PRINTS },
  'forms.handOutBlank': { fileName: 'K7QF3MX9.pdf', bytes: 48_000 },
  'printers.list': { printers: ['bureau-inventé', 'accueil-inventé'] },
  'persons.openSearch': { persons: 64 },
  'persons.search': {
    rows: [
      { caseId: uuid(61), caseCode: 'VBG-MOP1-26-0061', state: 'open_planning', ownerCode: 'AWA', degree: 'likely' },
      { caseId: uuid(62), caseCode: 'VBG-MOP1-26-0062', state: 'closed', ownerCode: 'AWA', degree: 'possible' },
    ],
    more: false,
  },
  'drafts.list': { drafts: DRAFTS },
  'drafts.discard': {},
  'closure.request': { state: 'closure_requested' },
  'duplicates.list': {
    total: 2,
    more: false,
    pairs: [
      {
        pairId: uuid(301),
        left: { caseId: uuid(61), caseCode: 'VBG-MOP1-26-0061', ownerCode: 'AC2' },
        right: { caseId: uuid(117), caseCode: 'VBG-MOP1-25-0117', ownerCode: 'KM4' },
        degree: 'likely',
        reasons: [
          { kind: 'name', agreement: 'close' },
          { kind: 'age', agreement: 'close' },
          { kind: 'sex', agreement: 'same' },
          { kind: 'phone', agreement: 'unknown' },
        ],
        mayMerge: true,
      },
      {
        pairId: uuid(302),
        left: { caseId: uuid(57), caseCode: 'VBG-MOP1-26-0057', ownerCode: 'AC2' },
        right: { caseId: uuid(38), caseCode: 'VBG-MOP1-26-0038', ownerCode: 'AC2' },
        degree: 'possible',
        reasons: [
          { kind: 'name', agreement: 'same' },
          { kind: 'age', agreement: 'differs' },
        ],
        mayMerge: false,
      },
    ],
    merged: [
      {
        mergeId: uuid(303),
        survivor: { caseId: uuid(38), caseCode: 'VBG-MOP1-26-0038' },
        ended: { caseId: uuid(57), caseCode: 'VBG-MOP1-26-0057' },
        mergedOn: '2026-10-12T10:20',
      },
    ],
  },
  'duplicates.settle': {},
  'family.link': {},
  'family.unlink': {},
  'duplicates.preview': {
    survivor: { caseId: uuid(117), caseCode: 'VBG-MOP1-25-0117', ownerCode: 'KM4' },
    ended: { caseId: uuid(61), caseCode: 'VBG-MOP1-26-0061', ownerCode: 'AC2' },
    forms: [
      {
        form: 'registration',
        rows: [
          { field: 'sex', agreement: 'same', survivor: 'female', ended: 'female', both: null, proposed: 'survivor' },
          { field: 'age_years', agreement: 'close', survivor: 27, ended: 28, both: null, proposed: 'survivor' },
          { field: 'displacement_status', agreement: 'differs', survivor: 'resident', ended: 'idp', both: null, proposed: 'survivor' },
          {
            field: 'languages',
            agreement: 'differs',
            survivor: ['bam'],
            ended: ['son'],
            both: ['bam', 'son'],
            proposed: 'survivor',
          },
        ],
      },
      {
        form: 'identity',
        rows: [
          { field: 'last_name', agreement: 'close', survivor: 'Inventée', ended: 'Inventé', both: null, proposed: 'survivor' },
          { field: 'phone', agreement: 'unknown', survivor: null, ended: '00 00 00 00', both: null, proposed: 'ended' },
        ],
      },
    ],
    carried: [
      { form: 'incident', count: 1 },
      { form: 'follow_up', count: 2 },
      { form: 'note', count: 1 },
    ],
    frozenMonths: ['2026-09'],
    sign: 'a'.repeat(64),
    secondsShown: 60,
  },
  'duplicates.merge': { caseId: uuid(117) },
  'duplicates.undo': {},
  'directory.list': {
    providers: [
      {
        providerId: uuid(401),
        revision: 1,
        answers: {
          prov_name: 'Centre inventé de Sévaré',
          prov_type: 'csref',
          prov_geo: { region: 'mopti' },
          prov_active: 'yes',
          prov_checked_on: '2026-10-01',
        },
        services: [{ serviceId: uuid(411), answers: { ps_category: 'health', ps_days_hours: 'jour et nuit', ps_free: 'yes' } }],
        checkedOn: '2026-10-01',
        freshness: 'fresh',
      },
      {
        providerId: uuid(402),
        revision: 1,
        answers: {
          prov_name: 'Association inventée',
          prov_type: 'women_association',
          prov_geo: { region: 'mopti' },
          prov_active: 'yes',
          prov_checked_on: '2026-06-20',
        },
        services: [],
        checkedOn: '2026-06-20',
        freshness: 'stale',
      },
    ],
    proposals: [
      {
        providerId: uuid(451),
        answers: { prov_name: 'Clinique inventée', prov_type: 'csref', prov_geo: { region: 'mopti' }, prov_active: 'yes' },
        services: [{ serviceId: uuid(452), answers: { ps_category: 'health' } }],
        replacesId: null,
        proposedBy: 'AC2',
        proposedOn: '2026-10-12',
      },
    ],
  },
  'lists.read': {
    number: 3,
    agreedOn: '2026-09-30',
    from: 'DESK',
    codes: [
      {
        list: 'incident_place_type',
        code: 'x_gold_panning_site',
        fr: 'Site d’orpaillage',
        en: 'Gold panning site',
        region: null,
        countsAs: 'workplace',
        retiredFrom: null,
      },
      { list: 'incident_place_type', code: 'bush', fr: 'Brousse', en: 'Bush', region: null, countsAs: null, retiredFrom: '2026-10-01' },
    ],
  },
  'lists.agree': { number: 4, agreedOn: '2026-10-13', from: null },
  'protection.read': {
    number: 2,
    agreedOn: '2026-09-30',
    from: 'DESK',
    mode: 'rounded',
    smallCellThreshold: 6,
    smallCellWidth: 4,
    smallStructure: 10,
    inForce: { smallCellThreshold: 6, smallCellWidth: 4, smallStructure: 12 },
  },
  'protection.handOut': { fileName: 'S-7F3K9Q2M.pdf', bytes: 48_112 },
  'protection.agree': { number: 3, agreedOn: '2026-10-13', from: null },
  'journal.read': {
    total: 214,
    lines: [
      {
        seq: 214,
        at: '2026-10-13T09:41',
        staffCode: 'AC2',
        kind: 'session.unlock',
        title: both('Ouverture de session', 'Session opened'),
        signed: false,
      },
      {
        seq: 213,
        at: '2026-10-12T17:02',
        staffCode: 'SD1',
        kind: 'closure.decide',
        title: both('Décision de clôture', 'Closure decided'),
        signed: true,
      },
    ],
    chain: { verified: true, whole: true, upTo: 214, at: '2026-10-12T08:00', found: [] },
    paper: { number: 41, words: ['abaisser', 'cheval', 'lampe'], givenAt: '2026-10-05T08:10' },
    paperDue: true,
  },
  'restore.copies': {
    copies: [{ copy: 'copie-sur-la-cle-inventee', stick: '4F2A', month: '2026-10', bytes: 4_200_000 }],
    tooMany: false,
    former: [{ copy: 'profil-mis-de-cote-invente', putAsideOn: '2026-10-10', bytes: 4_100_000 }],
  },
  'restore.after': {
    restoredOn: '2026-10-10',
    asks: false,
    returned: [{ userId: '00000000-0000-4000-8000-0000000000c1', staffCode: 'KM4', role: 'caseworker' }],
    aside: [{ putAsideOn: '2026-10-10', bytes: 4_100_000 }],
    loss: {
      declaredOn: '2026-10-11',
      accounts: [
        { userId: '00000000-0000-4000-8000-0000000000c2', staffCode: 'AC2', role: 'caseworker', renewed: false },
        { userId: '00000000-0000-4000-8000-0000000000c3', staffCode: 'SD1', role: 'supervisor', renewed: true },
      ],
      cases: { total: 40, left: 0 },
      waitsFor: 'administrator',
      cardDue: true,
      ended: false,
    },
  },
  'destruction.state': {
    levels: ['vault', 'base'],
    minutes: 10,
    proposed: {
      proposalId: '00000000-0000-4000-8000-0000000000d1',
      level: 'vault',
      minutes: 10,
      by: 'SD1',
      at: '2026-10-13T09:05',
      mayConfirm: true,
    },
    ordered: null,
    doneOn: '2026-05-04',
    sticks: [{ stick: '3F2A', copies: 3, lastOn: '2026-10-13' }],
  },
  'retention.list': {
    cases: [{ caseId: '00000000-0000-4000-8000-000000000061', code: 'VBG-MOP1-22-0061', endedOn: '2023-10-01', until: '2026-10-01' }],
    countedOn: '2026-10-09',
  },
  'backup.onClosing': { offer: { folder: 'inventedStickToken', stick: '3F2A', lastOn: '2026-10-13' } },
  'backup.state': {
    need: 'remind',
    lastGood: { on: '2026-10-10', state: 'verified' },
    copies: [
      {
        backupId: '00000000-0000-4000-8000-0000000000b1',
        stick: '3F2A',
        month: '2026-10',
        madeAt: '2026-10-13T09:05',
        madeBy: 'AD1',
        state: 'unchecked',
        checkedAt: '2026-10-13T09:05',
        here: 'invented-token-of-a-copy',
        wasAway: false,
      },
      {
        backupId: '00000000-0000-4000-8000-0000000000b2',
        stick: '3F2A',
        month: '2026-10',
        madeAt: '2026-10-10T16:40',
        madeBy: 'SD1',
        state: 'verified',
        checkedAt: '2026-10-10T16:52',
        here: null,
        wasAway: true,
      },
      {
        backupId: '00000000-0000-4000-8000-0000000000b3',
        stick: 'C81D',
        month: '2026-06',
        madeAt: '2026-06-02T16:40',
        madeBy: 'SD1',
        state: 'bad',
        checkedAt: '2026-06-02T16:52',
        here: null,
        wasAway: true,
      },
    ],
    sticks: [
      { stick: '3F2A', copies: 2, lastOn: '2026-10-13', overdue: false, here: true },
      { stick: 'C81D', copies: 1, lastOn: '2026-06-02', overdue: true, here: false },
    ],
    tooMany: false,
    ahead: false,
    drill: { lastOn: '2026-04-02', dueOn: '2026-10-02' },
  },
  'settings.read': SITE_SETTINGS,
  'reporting.read': { rules: REPORTING_RULES, told: '', channel: '', maySave: true },
  'reporting.saveWords': {},
  'reporting.saveBasis': {},
  'reporting.record': {},
  'reporting.followChannel': {},
  'settings.save': {},
  'settings.propose': {},
  'settings.confirm': {},
  'settings.decline': {},
  'accounts.list': {
    accounts: [
      account(4, 'AD1', 'Compte inventé 1', 'administrator', 'active'),
      account(2, 'SD1', 'Compte inventé 2', 'supervisor', 'active'),
      account(1, 'AC2', 'Compte inventé 3', 'caseworker', 'active'),
      account(5, 'KM4', 'Compte inventé 4', 'caseworker', 'enrolled'),
      account(6, 'NB7', 'Compte inventé 5', 'caseworker', 'invited'),
    ],
    acts: [
      {
        proposalId: uuid(701),
        userId: uuid(1),
        staffCode: 'AC2',
        act: { what: 'remove', reason: 'left' },
        proposedBy: 'AD1',
        proposedAt: '2026-10-12T10:00',
        mayConfirm: true,
      },
    ],
    renewal: { cases: { total: 500, left: 380, unreadable: 0 }, waitsFor: null, failed: false },
    teams: [
      { number: 1, supervisors: ['SD1'], caseworkers: ['AC2'], ready: true },
      { number: 2, supervisors: ['SD2'], caseworkers: [], ready: false },
    ],
  },
  'handovers.list': {
    cases: [
      handover(61, 'VBG-MOP1-26-0061', 'AC3', 'left', ['AC2', 'NB7']),
      handover(62, 'VBG-MOP1-26-0062', 'AC3', 'left', ['AC2', 'NB7']),
      handover(63, 'VBG-MOP1-26-0063', 'AC2', 'conflict', ['NB7']),
    ],
    owners: [
      { staffCode: 'AC2', team: 1, openCases: 12 },
      { staffCode: 'NB7', team: 1, openCases: 9 },
    ],
    ownTeam: 1,
    teams: [1],
  },
  'handovers.save': { count: 3 },
  'conflicts.tell': {},
  'conflicts.teams': { teams: [2] },
  'conflicts.leave': {},
  'accounts.changeKeys': { words: WORDS },
  'accounts.confirmKeys': {},
  'readers.list': {
    readers: [
      { userId: uuid(2), staffCode: 'SD1', name: 'Compte inventé 2', scope: 'full', words: WORDS, known: true },
      { userId: uuid(7), staffCode: 'SD2', name: 'Compte inventé 6', scope: 'full', words: WORDS, known: false },
    ],
  },
  'readers.acknowledge': {},
  'accounts.propose': {},
  'accounts.confirm': {},
  'accounts.decline': {},
  'accounts.invite': { userId: uuid(9), enrolmentCode: WORDS, expiresAt: '2026-10-16T09:41' },
  'accounts.enrol': { words: WORDS },
  'accounts.admit': {},
  'destruction.confirm': {},
  'accounts.changePassphrase': {},
  'recovery.state': {
    set: { keepers: ['authority', 'management', 'other'], madeOn: '2026-09-01', used: false },
    uncovered: ['AC2'],
    lastRehearsal: null,
    administrators: ['AD1'],
  },
  'recovery.prepare': {},
  'recovery.share': { rank: 1, total: 3, keeper: 'authority', groups: SHARE },
  'recovery.prove': { proved: 1, total: 3 },
  'recovery.rehearse': {},
  'recovery.check': { signers: ['AD1', 'SD1'], others: ['AC1', 'AC2', 'AD1', 'SD1'] },
  'recovery.use': {},
  'structures.list': {
    structures: [
      { structureCode: 'ABC', siteCode: 'MOP1', region: 'mopti', type: 'ngo_national', activeFrom: '2026-01', activeTo: null },
      { structureCode: 'DEF', siteCode: 'GAO2', region: 'gao', type: 'state_social', activeFrom: '2026-03', activeTo: '2026-08' },
    ],
  },
  'structures.save': {},
  'cards.own': { code: 'ABC-MOP1', words: WORDS, validUntil: '2028-01-31', due: null },
  'cards.list': {
    cards: [
      {
        cardId: uuid(601),
        role: 'focal_point',
        code: 'PF-MOP',
        structureCode: 'SCVBG',
        region: 'mopti',
        words: WORDS,
        validUntil: '2027-12-31',
        confirmedBy: ['SD1'],
        state: 'toConfirm',
        renewed: false,
        contested: false,
        revocation: null,
      },
      {
        cardId: uuid(602),
        role: 'focal_point',
        code: 'PF-NAT',
        structureCode: 'SCVBG',
        region: 'bamako',
        words: WORDS,
        validUntil: '2027-12-31',
        confirmedBy: ['SD1', 'AD1'],
        state: 'confirmed',
        renewed: false,
        contested: false,
        revocation: null,
      },
    ],
  },
  'cards.handOver': { fileName: 'carte.sutura' },
  'files.places': { places: [{ token: 'aaaaaaaaaaaaaaaa', label: 'Clé USB', kind: 'folder', bytes: 0, modified: TODAY }] },
  'files.list': { entries: [{ token: 'bbbbbbbbbbbbbbbb', label: 'carte.sutura', kind: 'file', bytes: 2_048, modified: TODAY }] },
  'proofs.read': {
    at: '2026-10-12T08:00',
    siteCode: 'MOP1',
    staffCode: 'SD1',
    sections: [
      {
        title: both('La base', 'The base'),
        lines: [
          { what: both('Chiffrement de la base', 'Encryption of the base'), state: 'holds', said: both('AES-256', 'AES-256') },
          { what: both('Place libre', 'Free space'), state: 'attention', said: both('150 Mo', '150 MB') },
          { what: both('Disque chiffré', 'Disk encrypted'), state: 'unknown', said: both('inconnu', 'unknown') },
          { what: both('Mois remis', 'Months handed over'), state: 'fact', said: both('3', '3') },
        ],
      },
    ],
  },
  'update.state': { release: 1, keysAreInvented: true, copy: { on: TODAY, fresh: true } },
  'inbox.list': { packages: [] },
  'sealed.list': {
    months: [
      {
        period: '2026-09',
        partner: { code: 'DESK2', structureCode: 'PROT' },
        cardId: '00000000-0000-4000-8000-000000000071',
        centres: ['MOP1', 'GAO1', 'SEG1'],
        opened: 0,
      },
    ],
    openings: [
      {
        openingId: '00000000-0000-4000-8000-000000000072',
        period: '2026-08',
        partner: { code: 'DESK2', structureCode: 'PROT' },
        state: 'open',
        why: null,
        given: ['list'],
        received: ['list'],
        checked: false,
        set: {
          groups: [{ area: null, centres: ['MOP1', 'GAO1', 'SEG1'] }],
          onlyHere: ['KAY1'],
          onlyThere: [],
          mayBeOpened: true,
          words: ['abaisser', 'abandon', 'abdiquer', 'abeille', 'abolir', 'aborder', 'aboutir', 'aboyer'],
        },
        receipts: [],
        endedOn: null,
      },
    ],
  },
  'months.list': { months: [] },
};

/** The session of one role, or none. */
export function sessionOf(role: Role | null, change: Partial<Output<'session.state'>> = {}): Output<'session.state'> {
  return {
    user: role === null ? null : USERS[role],
    staffCodes: ['AC2', 'KM4', 'SD1'],
    lastStaffCode: 'AC2',
    now: `${TODAY}T09:41`,
    lists: 0,
    waitSeconds: 0,
    siteCode: 'MOP1',
    structureCode: 'ABC',
    kind: 'centre',
    language: 'fr',
    theme: 'light',
    training: false,
    inventedDataOnly: true,
    backupNeed: 'none',
    shortOfRoom: false,
    journalAltered: false,
    afterRestore: false,
    passphraseDue: false,
    idleMinutes: 5,
    ...change,
  };
}
