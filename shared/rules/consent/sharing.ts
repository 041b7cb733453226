import { LISTS, type CodeOf } from '../../forms/lists/all.ts';
import type { IsoDate } from '../../time.ts';
import type { InfoItem, Recipient } from './consent.ts';

/** What is preselected for a recipient, all removable, and what never is (reference §5.1.5). « All other » is written out. */
export const MINIMUM_ITEMS: Readonly<
  Record<Recipient, { readonly preselected: readonly InfoItem[]; readonly never: readonly InfoItem[] }>
> = {
  health: { preselected: ['age_sex', 'incident_type', 'incident_date', 'needs'], never: ['perpetrator_info', 'incident_account'] },
  psychosocial: { preselected: ['age_sex', 'needs', 'risk_info'], never: ['incident_account', 'perpetrator_info'] },
  security: { preselected: ['needs', 'risk_info'], never: ['incident_account'] },
  legal: { preselected: ['name', 'contact', 'needs', 'incident_type', 'incident_date'], never: ['medical_info'] },
  shelter: { preselected: ['age_sex', 'needs', 'risk_info', 'family'], never: ['incident_account'] },
  livelihoods: {
    preselected: ['age_sex', 'needs'],
    never: ['incident_type', 'incident_date', 'incident_account', 'perpetrator_info', 'medical_info', 'risk_info'],
  },
  education: { preselected: ['name', 'age_sex', 'needs'], never: ['incident_type', 'caafag_info'] },
  civil_registry: {
    preselected: ['name', 'family', 'documents'],
    never: [
      'code_only',
      'age_sex',
      'contact',
      'location',
      'needs',
      'incident_type',
      'incident_date',
      'incident_account',
      'perpetrator_info',
      'medical_info',
      'risk_info',
      'caafag_info',
      'photo',
    ],
  },
  tracing: { preselected: ['name', 'family', 'location', 'photo'], never: ['incident_type', 'caafag_info'] },
  mrm: { preselected: ['age_sex', 'incident_type', 'incident_date'], never: ['name', 'contact', 'photo'] },
  unhcr: { preselected: ['name', 'age_sex', 'needs'], never: ['incident_account'] },
  protection: { preselected: ['code_only', 'needs'], never: ['incident_account', 'perpetrator_info'] },
  other: { preselected: ['code_only', 'needs'], never: ['incident_account', 'perpetrator_info'] },
};

/** The recipient of the authorisation that a service needs (reference §3.8, §5.1.5). */
export const RECIPIENT_OF_SERVICE: Readonly<Record<CodeOf<'service_category'>, Recipient>> = {
  shelter: 'shelter',
  health: 'health',
  mental_health: 'psychosocial',
  psychosocial: 'psychosocial',
  legal: 'legal',
  security: 'security',
  livelihoods: 'livelihoods',
  child_protection: 'protection',
  education: 'education',
  documents: 'civil_registry',
  material: 'other',
  cash: 'livelihoods',
  nutrition: 'health',
  family_mediation: 'protection',
  family_tracing: 'tracing',
  alternative_care: 'protection',
  caafag_transit: 'protection',
  rehabilitation: 'health',
  registration_unhcr: 'unhcr',
  other: 'other',
};

/** The services that a recipient gives. */
export function servicesOf(recipient: Recipient): readonly CodeOf<'service_category'>[] {
  return LISTS.service_category.map(({ code }) => code).filter((code) => RECIPIENT_OF_SERVICE[code] === recipient);
}

/** The purposes of reference §5.1.1.2. A « yes » to one is never a « yes » to another. */
export type Purpose = 'referral' | 'statistics' | 'contact' | 'tracing' | 'photo' | 'mrm';

/** One authorisation to share (reference §3.8): one recipient, possibly one named provider, the items allowed, its time. */
export type ShareConsent = {
  readonly recipient: Recipient;
  readonly providerId: string | null;
  readonly authorised: boolean;
  readonly items: readonly InfoItem[];
  readonly givenOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly withdrawnOn: IsoDate | null;
};

/** The latest answers of reference §3.1 that sharing rests on. Null: not asked. */
export type GeneralConsent = {
  readonly services: CodeOf<'yes_no'> | null;
  readonly reporting: CodeOf<'yes_no'> | null;
  readonly contact: CodeOf<'yes_no'> | null;
  readonly tracing: CodeOf<'yes_no'> | null;
  readonly photo: CodeOf<'yes_no'> | null;
  readonly mrm: CodeOf<'yes_no'> | null;
  /** Scopes withdrawn, each with its first day without effect. */
  readonly withdrawn: readonly { readonly scope: CodeOf<'consent_scope'>; readonly on: IsoDate }[];
};

export type ShareRequest = {
  readonly purpose: Purpose;
  readonly recipient: Recipient;
  readonly providerId: string | null;
  readonly item: InfoItem;
  readonly on: IsoDate;
};

/** The withdrawals that end each purpose, besides « all »: a referral rests on services and on sharing. */
const ENDED_BY: Readonly<Record<Purpose, readonly CodeOf<'consent_scope'>[]>> = {
  referral: ['services', 'sharing'],
  statistics: ['reporting'],
  contact: ['contact'],
  tracing: ['tracing'],
  photo: ['tracing'],
  mrm: ['mrm'],
};

/**
 * The one function that says whether one item may go to one recipient, for one purpose, on one day (reference §5.1.1, §3.8).
 * Statistics and contact leave with nothing of the person: only their own answer counts. Everything else needs its own answer and an
 * authorisation that names the recipient and the item, is in force that day, and covers the provider when it names one.
 */
export function mayShare(request: ShareRequest, general: GeneralConsent, authorisations: readonly ShareConsent[]): boolean {
  if (!agreesTo(request.purpose, general) || isWithdrawn(request.purpose, general, request.on)) return false;
  if (request.purpose === 'statistics' || request.purpose === 'contact') return true;
  if (request.item === 'photo' && (request.purpose !== 'photo' || request.recipient !== 'tracing')) return false;
  return authorisations.some((authorisation) => covers(authorisation, request));
}

/** Whether an authorisation is in force on a day: authorised, given, neither withdrawn nor past its last day (reference §3.8). */
export function isInForce(authorisation: ShareConsent, on: IsoDate): boolean {
  const { authorised, givenOn, validUntil, withdrawnOn } = authorisation;
  return authorised && givenOn <= on && on <= validUntil && (withdrawnOn === null || on < withdrawnOn);
}

function covers(authorisation: ShareConsent, { recipient, providerId, item, on }: ShareRequest): boolean {
  const sameProvider = authorisation.providerId === null || authorisation.providerId === providerId;
  return authorisation.recipient === recipient && sameProvider && isInForce(authorisation, on) && authorisation.items.includes(item);
}

function agreesTo(purpose: Purpose, general: GeneralConsent): boolean {
  if (purpose === 'referral') return general.services === 'yes';
  if (purpose === 'statistics') return general.reporting === 'yes';
  if (purpose === 'photo') return general.tracing === 'yes' && general.photo === 'yes';
  return general[purpose] === 'yes';
}

function isWithdrawn(purpose: Purpose, general: GeneralConsent, on: IsoDate): boolean {
  return general.withdrawn.some(({ scope, on: from }) => (scope === 'all' || ENDED_BY[purpose].includes(scope)) && from <= on);
}
