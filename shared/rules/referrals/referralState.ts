import type { CodeOf } from '../../forms/lists/all.ts';

export type ReferralState = CodeOf<'referral_state'>;

/** Whose word or act moves a referral: the caseworker's own, the provider's, the person's, or the passing of time. */
export type ReferralSource = 'caseworker' | 'provider' | 'person' | 'system';

export type ReferralGuard =
  | 'consent_item_in_force'
  | 'item_authorised'
  | 'provider_chosen'
  | 'reason'
  | 'date'
  | 'mode'
  | 'clocks_confirmed_if_health'
  | 'service_date'
  | 'services_received'
  | 'delay_passed_twice'
  | 'caseworker_confirms';

export type ReferralTransition = {
  readonly from: ReferralState;
  readonly to: ReferralState;
  readonly sources: readonly ReferralSource[];
  readonly guards: readonly ReferralGuard[];
};

export const FINAL_STATES = ['completed', 'completed_unconfirmed', 'rejected', 'declined', 'no_show', 'cancelled', 'expired'] as const;

const LIVE_STATES = ['draft', 'ready', 'sent', 'acknowledged', 'accepted', 'in_service'] as const satisfies readonly ReferralState[];

function fromEach(
  from: readonly ReferralState[],
  to: ReferralState,
  sources: readonly ReferralSource[],
  guards: readonly ReferralGuard[],
): readonly ReferralTransition[] {
  return from.map((state) => ({ from: state, to, sources, guards }));
}

/** The life of one referral to one provider (reference §2.5). A final state is never left: a new referral replaces it. */
export const REFERRAL_TRANSITIONS: readonly ReferralTransition[] = [
  { from: 'draft', to: 'ready', sources: ['caseworker'], guards: ['consent_item_in_force', 'item_authorised', 'provider_chosen'] },
  ...fromEach(['draft', 'ready'], 'declined', ['caseworker'], ['reason']),
  { from: 'ready', to: 'sent', sources: ['caseworker'], guards: ['consent_item_in_force', 'date', 'mode', 'clocks_confirmed_if_health'] },
  { from: 'sent', to: 'acknowledged', sources: ['provider'], guards: ['date'] },
  ...fromEach(['sent', 'acknowledged'], 'accepted', ['provider'], ['date']),
  ...fromEach(['sent', 'acknowledged'], 'rejected', ['provider'], ['date', 'reason']),
  { from: 'accepted', to: 'in_service', sources: ['provider', 'person'], guards: ['date'] },
  ...fromEach(['accepted', 'in_service'], 'completed', ['provider'], ['service_date', 'services_received']),
  ...fromEach(['sent', 'acknowledged', 'accepted', 'in_service'], 'completed_unconfirmed', ['person'], ['date']),
  ...fromEach(['sent', 'accepted'], 'no_show', ['provider', 'person'], ['reason']),
  ...fromEach(['sent', 'acknowledged'], 'expired', ['system'], ['delay_passed_twice', 'caseworker_confirms']),
  ...fromEach(LIVE_STATES, 'cancelled', ['caseworker'], ['reason']),
  ...fromEach(['draft', 'ready'], 'cancelled', ['system'], []),
];

/** Whether a referral may move on this word and with these conditions met (reference §2.5). */
export function mayMoveReferral(from: ReferralState, to: ReferralState, source: ReferralSource, met: ReadonlySet<ReferralGuard>): boolean {
  const transition = REFERRAL_TRANSITIONS.find((one) => one.from === from && one.to === to && one.sources.includes(source));
  return transition?.guards.every((guard) => met.has(guard)) ?? false;
}

export function isFinal(state: ReferralState): boolean {
  return FINAL_STATES.some((final) => final === state);
}

/** Only a service delivered is a success; the two ways of knowing it are shown apart (reference §2.5). */
export function isSuccessful(state: ReferralState): boolean {
  return state === 'completed' || state === 'completed_unconfirmed';
}
