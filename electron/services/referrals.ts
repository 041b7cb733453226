import { Refused } from '../../shared/failure.ts';
import type { Answer, Answers } from '../../shared/forms/answers.ts';
import { type CodeOf, isCode } from '../../shared/forms/lists/all.ts';
import type { InfoItem } from '../../shared/rules/consent/consent.ts';
import { codeAnswer, dateAnswer } from '../../shared/rules/counting/groupings.ts';
import {
  isFinal,
  mayMoveReferral,
  type ReferralGuard,
  type ReferralSource,
  type ReferralState,
} from '../../shared/rules/referrals/referralState.ts';
import { isInForce, mayShare, RECIPIENT_OF_SERVICE, type GeneralConsent, type ShareConsent } from '../../shared/rules/consent/sharing.ts';
import { dayOf, isDateTime, type IsoDate, type IsoDateTime } from '../../shared/time.ts';
import { referralDue, type DueSettings } from '../../shared/rules/cases/dueDates.ts';
import type { OpenedRecord } from './caseRecords/openedRecords.ts';

type Records = ReadonlyMap<string, readonly OpenedRecord[]>;

/** One authorisation to share with the record that holds it. */
export type Authorisation = { readonly recordId: string; readonly consent: ShareConsent };

const SOURCE: Readonly<Record<CodeOf<'feedback_source'>, ReferralSource>> = {
  provider_slip: 'provider',
  provider_phone: 'provider',
  provider_visit: 'provider',
  person: 'person',
  accompaniment: 'provider',
};

/** Moves that are the caseworker's own act, from whatever source the news came. */
const OWN_ACTS: ReadonlySet<ReferralState> = new Set(['ready', 'sent', 'declined', 'cancelled']);

/** Every authorisation of a case: its rows, with the day and the end of the act they belong to (reference §3.8). */
export function authorisationsOf(records: Records): readonly Authorisation[] {
  const acts = new Map((records.get('consent_share') ?? []).map(({ row, answers }) => [row.record_id, answers]));
  return (records.get('consent_item') ?? []).flatMap(({ row, answers }) => {
    const act = row.parent_id === null ? undefined : acts.get(row.parent_id);
    const recipient = codeAnswer(answers, 'recipient_category', 'consent_recipient');
    const givenOn = act === undefined ? null : dateAnswer(act, 'share_datetime');
    const validUntil = act === undefined ? null : dateAnswer(act, 'valid_until');
    if (act === undefined || recipient === null || givenOn === null || validUntil === null) return [];
    const providerId = answers['recipient_provider_id'];
    const items = answers['info_items'];
    return [
      {
        recordId: row.record_id,
        consent: {
          recipient,
          providerId: typeof providerId === 'string' ? providerId : null,
          authorised: answers['authorised'] === 'yes',
          items: infoItems(items),
          givenOn,
          validUntil,
          withdrawnOn: dateAnswer(act, 'share_withdrawn_on'),
        },
      },
    ];
  });
}

/** The authorisations in force that cover a referral's recipient and provider; those it names when it names some. */
function authorisationsFor(referral: Answers, records: Records, today: IsoDate): readonly Authorisation[] {
  const category = codeAnswer(referral, 'ref_service_category', 'service_category');
  if (category === null) return [];
  const named = referral['ref_consent_ids'];
  return authorisationsOf(records).filter(({ recordId, consent }) => {
    const covers =
      consent.recipient === RECIPIENT_OF_SERVICE[category] &&
      (consent.providerId === null || consent.providerId === referral['ref_provider_id']);
    return covers && isInForce(consent, today) && (!Array.isArray(named) || named.includes(recordId));
  });
}

/** A referral without a written state is being prepared. */
export function referralState(referral: Answers): ReferralState {
  return codeAnswer(referral, 'ref_state', 'referral_state') ?? 'draft';
}

/** The referral with the authorisations it depends on: the chosen ones that are in force, else every authorisation that covers it. */
export function withAuthorisations(referral: Answers, records: Records, today: IsoDate): Answers {
  const others = Object.fromEntries(Object.entries(referral).filter(([code]) => code !== 'ref_consent_ids'));
  const chosen = authorisationsFor(referral, records, today);
  const covering = chosen.length > 0 ? chosen : authorisationsFor(others, records, today);
  return covering.length === 0 ? others : { ...others, ref_consent_ids: covering.map(({ recordId }) => recordId) };
}

/**
 * The state of a referral once it is saved: ready as soon as consent, items and provider are there; handed over when the step is finished (reference §2.5).
 * Only the caseworker's own acts change it at a save; events bring the other states. Throws Refused `invalid`.
 */
export function referralStateOnSave(
  referral: Answers,
  state: ReferralState,
  around: { readonly records: Records; readonly general: GeneralConsent; readonly today: IsoDate; readonly finish: boolean },
): ReferralState {
  if (state !== 'draft' && state !== 'ready') return state;
  const met = readinessOf(referral, around);
  const ready = mayMoveReferral('draft', 'ready', 'caseworker', met) ? 'ready' : 'draft';
  if (!around.finish) return ready;
  if (ready === 'ready' && mayMoveReferral('ready', 'sent', 'caseworker', met)) return 'sent';
  throw new Refused('invalid', NOT_AUTHORISED, { ref_info_shared: NOT_AUTHORISED });
}

/** The move that one event makes. Throws Refused `invalid` when reference §2.5 has no such move or a condition is missing. */
export function stateAfterEvent(referral: Answers, event: Answers, now: IsoDateTime, delays: DueSettings): ReferralState {
  const from = referralState(referral);
  const to = codeAnswer(event, 'event_state', 'referral_state');
  const source = codeAnswer(event, 'event_source', 'feedback_source');
  if (to === null || source === null) throw new Refused('invalid', NO_MOVE, { event_state: NO_MOVE });
  const by: ReferralSource = OWN_ACTS.has(to) ? 'caseworker' : to === 'expired' ? 'system' : SOURCE[source];
  if (!mayMoveReferral(from, to, by, guardsOfEvent(event, to, isTwiceLate(referral, now, delays))))
    throw new Refused('invalid', NO_MOVE, { event_state: NO_MOVE });
  return to;
}

function guardsOfEvent(event: Answers, to: ReferralState, twiceLate: boolean): ReadonlySet<ReferralGuard> {
  const reason = ['rejection_reason', 'no_show_reason', 'decline_reason'].some((field) => event[field] !== undefined);
  const met: ReferralGuard[] = [];
  if (event['event_datetime'] !== undefined) met.push('date');
  if (reason || to === 'cancelled') met.push('reason');
  if (event['service_date'] !== undefined) met.push('service_date');
  if (event['service_received'] !== undefined) met.push('services_received');
  if (to === 'expired' && twiceLate) met.push('delay_passed_twice', 'caseworker_confirms');
  return new Set(met);
}

function isTwiceLate(referral: Answers, now: IsoDateTime, delays: DueSettings): boolean {
  const sentAt = referral['ref_date'];
  const urgency = codeAnswer(referral, 'ref_urgency', 'urgency');
  return typeof sentAt === 'string' && isDateTime(sentAt) && urgency !== null && referralDue(sentAt, urgency, delays).proposeExpired <= now;
}

/** What of a referral's information may go to its provider today (reference §3.8, §5.1): what was withdrawn since, or is past its day, is not there. */
export function permittedItems(
  referral: Answers,
  around: { readonly records: Records; readonly general: GeneralConsent; readonly today: IsoDate },
): readonly InfoItem[] {
  const category = codeAnswer(referral, 'ref_service_category', 'service_category');
  if (category === null) return [];
  const consents = authorisationsFor(referral, around.records, around.today).map(({ consent }) => consent);
  const request = {
    purpose: 'referral',
    recipient: RECIPIENT_OF_SERVICE[category],
    providerId: providerOf(referral),
    on: around.today,
  } as const;
  return infoItems(referral['ref_info_shared']).filter((item) => mayShare({ ...request, item }, around.general, consents));
}

/** Only what was handed over waits for an answer (reference §5.5.5). */
export function feedbackDue(referral: Answers, delays: DueSettings): IsoDate | null {
  const state = referralState(referral);
  const sentAt = referral['ref_date'];
  const urgency = codeAnswer(referral, 'ref_urgency', 'urgency');
  if (isFinal(state) || state === 'draft' || state === 'ready' || urgency === null || typeof sentAt !== 'string' || !isDateTime(sentAt))
    return null;
  return dayOf(referralDue(sentAt, urgency, delays).feedback);
}

function infoItems(answer: Answer | undefined): readonly InfoItem[] {
  return Array.isArray(answer) ? answer.filter((item) => isCode('info_item', item)) : [];
}

function providerOf(referral: Answers): string | null {
  return typeof referral['ref_provider_id'] === 'string' ? referral['ref_provider_id'] : null;
}

function readinessOf(
  referral: Answers,
  around: { readonly records: Records; readonly general: GeneralConsent; readonly today: IsoDate },
): ReadonlySet<ReferralGuard> {
  const covering = authorisationsFor(referral, around.records, around.today);
  const providerId = providerOf(referral);
  const items = infoItems(referral['ref_info_shared']);
  const allowed = items.length > 0 && permittedItems(referral, around).length === items.length;
  const met: ReferralGuard[] = ['clocks_confirmed_if_health'];
  if (covering.length > 0) met.push('consent_item_in_force');
  if (allowed) met.push('item_authorised');
  if (providerId !== null) met.push('provider_chosen');
  if (referral['ref_date'] !== undefined) met.push('date');
  if (referral['ref_mode'] !== undefined) met.push('mode');
  return new Set(met);
}

const NOT_AUTHORISED = {
  fr: 'Ce référencement ne peut pas être remis\u00a0: la personne n’a pas autorisé ces informations pour ce service. Il reste en préparation.',
  en: 'This referral cannot be handed over: the person has not authorised this information for this service. It stays in preparation.',
};
const NO_MOVE = {
  fr: 'Ce changement d’état n’est pas possible, ou il manque sa date ou sa raison. Rien n’a été enregistré.',
  en: 'This change of state is not possible, or its date or reason is missing. Nothing was saved.',
};
