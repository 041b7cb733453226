import { REFERRAL_TRANSITIONS, type ReferralState } from '../../rules/referrals/referralState.ts';

type ComesFrom = { readonly fact: 'referralState'; readonly anyOf: readonly ReferralState[] };

/** From which states of the referral each new state may be chosen: the transitions of reference §2.5. */
export const NEXT_STATES: Readonly<Record<ReferralState, ComesFrom>> = {
  draft: comesFrom('draft'),
  ready: comesFrom('ready'),
  sent: comesFrom('sent'),
  acknowledged: comesFrom('acknowledged'),
  accepted: comesFrom('accepted'),
  in_service: comesFrom('in_service'),
  completed: comesFrom('completed'),
  completed_unconfirmed: comesFrom('completed_unconfirmed'),
  rejected: comesFrom('rejected'),
  declined: comesFrom('declined'),
  no_show: comesFrom('no_show'),
  cancelled: comesFrom('cancelled'),
  expired: comesFrom('expired'),
};

function comesFrom(state: ReferralState): ComesFrom {
  const origins = REFERRAL_TRANSITIONS.filter((transition) => transition.to === state).map((transition) => transition.from);
  return { fact: 'referralState', anyOf: [...new Set(origins)] };
}
