import type { Answer, Answers } from '../../forms/answers.ts';
import type { Field } from '../../forms/define.ts';
import { fieldsOf, storageClass, type StorageClass } from '../../forms/fields.ts';
import { isCode, label, type CodeOf } from '../../forms/lists/all.ts';
import { formOf, type FormId } from '../../forms/registry.ts';
import type { Text } from '../../text.ts';
import type { IsoDate } from '../../time.ts';
import type { InfoItem, Recipient } from './consent.ts';
import { codeAnswer } from '../counting/groupings.ts';
import { isInForce, mayShare, type GeneralConsent, type ShareConsent } from './sharing.ts';
import { gridNumber } from './slip.ts';

/** Why a part of a file is printed. The reference has no list of purposes: this one is ours, kept short. */
export const EXTRACT_PURPOSES = ['person', 'supervision', 'provider', 'court'] as const;
export type ExtractPurpose = (typeof EXTRACT_PURPOSES)[number];

export const PURPOSE_WORDS: Readonly<Record<ExtractPurpose, Text>> = {
  person: { fr: 'La personne demande son dossier', en: 'The person asks for her file' },
  supervision: { fr: 'Supervision', en: 'Supervision' },
  provider: { fr: 'Remise à un prestataire', en: 'Hand-over to a provider' },
  court: { fr: 'Décision de justice', en: 'Court order' },
};

/**
 * What may be ticked, one by one, in the order of the paper. Most are the items of an authorisation (reference §3.8), so that a tick and a « yes » are the same thing; the six others are for
 * the person herself and for the supervision. Add at the end only: the print register keeps places of this list.
 */
export const EXTRACT_PARTS = [
  'code_only',
  'age_sex',
  'registration',
  'family',
  'needs',
  'plan',
  'risk_info',
  'referrals',
  'follow_ups',
  'incident_type',
  'incident_date',
  'incident',
  'name',
  'identity',
  'contact',
  'location',
  'documents',
  'medical_info',
  'perpetrator_info',
  'incident_account',
  'narrative',
] as const;
export type ExtractPart = (typeof EXTRACT_PARTS)[number];

/** What is ticked before anybody ticks: the code, age and sex. */
const PRESELECTED: ReadonlySet<ExtractPart> = new Set<ExtractPart>(['code_only', 'age_sex']);

/** What is a black bar on the paper, and closed on the screen, until it is ticked: who the survivor is, who did it, the account. */
export const MASKED_PARTS: ReadonlySet<ExtractPart> = new Set<ExtractPart>([
  'name',
  'identity',
  'contact',
  'location',
  'documents',
  'medical_info',
  'perpetrator_info',
  'incident_account',
  'narrative',
]);

const OWN_WORDS: Readonly<Record<Exclude<ExtractPart, InfoItem> | 'code_only', Text>> = {
  code_only: { fr: 'Code de la personne', en: 'Code of the person' },
  registration: { fr: 'Enregistrement', en: 'Registration' },
  plan: { fr: 'Évaluation et plan', en: 'Assessment and plan' },
  referrals: { fr: 'Référencements', en: 'Referrals' },
  follow_ups: { fr: 'Suivis et clôture', en: 'Follow-ups and closure' },
  incident: { fr: 'Autres faits', en: 'Other facts' },
  identity: { fr: 'Filiation, naissance, autres numéros', en: 'Parents, birth, other numbers' },
  narrative: { fr: 'Autres récits, précisions et réponses sensibles', en: 'Other accounts, details and sensitive answers' },
};

/** The name of a part: ours where the authorisation has none, or uses a name of authorisations only. */
export function partWords(part: ExtractPart): Text {
  return hasOwnWords(part) ? OWN_WORDS[part] : label('info_item', part);
}

function hasOwnWords(part: ExtractPart): part is keyof typeof OWN_WORDS {
  return Object.hasOwn(OWN_WORDS, part);
}

/** Whom an extract is for; `null` recipient: the person herself or the supervision, by the purpose. */
export type ExtractReader =
  | { readonly purpose: 'person' | 'supervision'; readonly recipient: null; readonly providerId: null }
  | { readonly purpose: 'provider' | 'court'; readonly recipient: Recipient; readonly providerId: string | null };

/** The consent that an extract rests on, on one day. */
export type ExtractConsent = {
  readonly general: GeneralConsent;
  readonly authorisations: readonly ShareConsent[];
  readonly on: IsoDate;
};

/** No file is ever built for the police (reference §5.2); tracing and the MRM have purposes and forms of their own (reference §5.1.1.2). */
const NEVER: ReadonlySet<Recipient> = new Set<Recipient>(['security', 'tracing', 'mrm']);

/**
 * What may be ticked for a reader: everything for the person herself; all but the safe contact for the supervision (reference §7.2); for anybody else only what `mayShare` authorises for that
 * recipient on that day. A court order finds what she authorised for legal matters without naming whom, and no more: no Malian text could be confirmed (reference §5.2).
 */
export function offeredParts(reader: ExtractReader, { general, authorisations, on }: ExtractConsent): readonly ExtractPart[] {
  const { purpose, recipient, providerId } = reader;
  if (recipient === null) return EXTRACT_PARTS.filter((part) => purpose === 'person' || part !== 'contact');
  if (NEVER.has(recipient) || (purpose === 'court' && !(recipient === 'legal' && providerId === null))) return [];
  const request = { purpose: 'referral', recipient, providerId, on } as const;
  return EXTRACT_PARTS.filter((part) => isCode('info_item', part) && mayShare({ ...request, item: part }, general, authorisations));
}

/** Everybody an extract may be printed for on that day: the person, the supervision, and each recipient of an authorisation in force that leaves something to print. */
export function extractReaders(consent: ExtractConsent): readonly ExtractReader[] {
  const inForce = consent.authorisations.filter((one) => isInForce(one, consent.on));
  const named = new Map(inForce.map(({ recipient, providerId }) => [`${recipient}/${providerId}`, { recipient, providerId }]));
  const outside = (['provider', 'court'] as const).flatMap((purpose) => [...named.values()].map((one) => ({ purpose, ...one })));
  return [
    { purpose: 'person', recipient: null, providerId: null },
    { purpose: 'supervision', recipient: null, providerId: null },
    ...outside.filter((reader) => offeredParts(reader, consent).length > 0),
  ];
}

/** Ticked before anybody ticks, of what is offered. */
export function preselectedParts(offered: readonly ExtractPart[]): readonly ExtractPart[] {
  return offered.filter((part) => PRESELECTED.has(part));
}

/** Parts of a print in one word for the journal, whose lines are short: a letter for each place in the list. */
export function partsMark(parts: readonly ExtractPart[]): string {
  return EXTRACT_PARTS.flatMap((part, place) => (parts.includes(part) ? [letterOf(place)] : [])).join('');
}

/** The parts that such a word names. */
export function partsOfMark(mark: string): readonly ExtractPart[] {
  return EXTRACT_PARTS.filter((_, place) => mark.includes(letterOf(place)));
}

function letterOf(place: number): string {
  return String.fromCodePoint('a'.charCodeAt(0) + place);
}

/** Where the answers of a form go unless the question says otherwise; the others are on no extract: consents, attachments, and notes, in which others than the person speak. */
const BY_FORM: Readonly<Partial<Record<FormId, ExtractPart>>> = {
  registration: 'registration',
  identity: 'identity',
  safe_contact: 'contact',
  incident: 'incident',
  reported_elsewhere: 'incident',
  alleged_perpetrator: 'perpetrator_info',
  service_disposition: 'referrals',
  assessment_gbv: 'plan',
  risk_assessment: 'risk_info',
  safety_plan: 'plan',
  plan_gbv: 'plan',
  plan_item: 'plan',
  referral: 'referrals',
  referral_event: 'referrals',
  follow_up: 'follow_ups',
  closure_gbv: 'follow_ups',
};

/** Questions whose answer belongs to an item of its own, whatever their form; null: on no extract. Words that name the violence wait for the tick of the accounts: a paper is found, lent. */
const BY_QUESTION: Readonly<Record<string, ExtractPart | null>> = {
  survivor_code: 'code_only',
  case_code: null,
  case_program: null,
  duplicate_checked: null,
  age_known: null,
  time_spent: null,
  sex: 'age_sex',
  age_years: 'age_sex',
  ...named('family', [
    'marital_status',
    'polygamous_union',
    'household_head',
    'dependants_children',
    'dependants_total',
    'child_lives_alone',
    'caregiver_relation',
    'caregiver_marital_status',
    'caregiver_occupation',
  ]),
  ...named('location', ['residence_geo', 'address']),
  ...named('documents', ['civil_doc_status', 'documents_lost', 'id_doc_type', 'id_doc_number']),
  ...named('name', ['last_name', 'first_name']),
  ...named('contact', ['phone']),
  ...named('needs', [
    'need_safety',
    'need_health',
    'need_psychosocial',
    'need_legal',
    'need_documents',
    'need_shelter',
    'need_livelihood',
    'need_education',
    'need_material',
    'item_domain',
    'item_priority',
    'item_service_category',
  ]),
  ...named('incident_type', ['gbv_type']),
  ...named('incident_date', ['incident_date', 'incident_date_precision', 'incident_time', 'incident_timeofday']),
  ...named('medical_info', ['injuries', 'pregnancy_risk', 'health_signs', 'pep_given', 'ec_given']),
  ...named('incident_account', ['incident_account']),
  ...named('narrative', [
    'previous_incidents',
    'perp_former',
    'harmful_practice',
    'goods_exchanged',
    'abduction_type',
    'vulnerability_criteria',
  ]),
};

function named(part: ExtractPart, codes: readonly string[]): Readonly<Record<string, ExtractPart>> {
  return Object.fromEntries(codes.map((code) => [code, part]));
}

/** The one part that a question's answer belongs to, or null when it is on no extract: what is computed, a file, a decision of the supervision, and the consents. */
export function partOf(form: FormId, code: string, field: Field): ExtractPart | null {
  const ordinary = BY_FORM[form] ?? null;
  const own = BY_QUESTION[code];
  if (ordinary === null || own === null || field.source === 'supervision') return null;
  if (own !== undefined) return own;
  if (field.type === 'calc' || field.type === 'file' || (field.type === 'ref' && field.to !== 'provider')) return null;
  const privacy = storageClass(field.privacy);
  if (privacy === 'SN') return 'narrative';
  return privacy === 'DI' && form !== 'safe_contact' ? 'identity' : ordinary;
}

/** The classes of a form's answers that these parts need, and no others: a name is not opened for an age. */
export function classesNeeded(form: FormId, parts: readonly ExtractPart[]): ReadonlySet<StorageClass> {
  const wanted = fieldsOf(formOf(form)).filter(({ code, field }) => isAmong(partOf(form, code, field), parts));
  return new Set(wanted.map(({ field }) => storageClass(field.privacy)));
}

export type ExtractLine = { readonly field: string; readonly answer: Answer };
export type ExtractRecord = { readonly form: FormId; readonly lines: readonly ExtractLine[] };
/** One part with the records that say something of it, in the order given; without any, nothing is known of it. */
export type ExtractSection = { readonly part: ExtractPart; readonly records: readonly ExtractRecord[] };

/** What the paper says: for each ticked part its answers, record by record. The type is its number on the grid that providers have, never a word (interface §8). */
export function extractSections(
  parts: readonly ExtractPart[],
  records: readonly { readonly form: FormId; readonly answers: Answers }[],
): readonly ExtractSection[] {
  return EXTRACT_PARTS.filter((part) => parts.includes(part)).map((part) => ({
    part,
    records: records.map(({ form, answers }) => ({ form, lines: linesOf(part, form, answers) })).filter(({ lines }) => lines.length > 0),
  }));
}

function linesOf(part: ExtractPart, form: FormId, answers: Answers): readonly ExtractLine[] {
  return fieldsOf(formOf(form)).flatMap(({ code, field }) => {
    if (partOf(form, code, field) !== part) return [];
    const answer = code === 'gbv_type' ? typeOnGrid(codeAnswer(answers, '@type', 'gbv_type')) : answers[code];
    return answer === undefined ? [] : [{ field: code, answer }];
  });
}

function typeOnGrid(type: CodeOf<'gbv_type'> | null): string | undefined {
  const number = type === null ? null : gridNumber(type);
  return number === null ? undefined : `Type ${number}`;
}

function isAmong(part: ExtractPart | null, parts: readonly ExtractPart[]): boolean {
  return part !== null && parts.includes(part);
}
