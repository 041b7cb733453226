import type { Role } from '../../shared/rights.ts';

/**
 * The tables of reference §2.4 and §2.5, copied from it by hand, apart from the rules that they judge: from → to → roles whose act may have made the move. What the
 * application moves by itself follows an act of the caseworker or of the supervisor.
 */
type Table = Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>>;

const OWNER: readonly Role[] = ['caseworker'];
const SUPERVISION: readonly Role[] = ['supervisor'];
const EITHER: readonly Role[] = ['caseworker', 'supervisor'];

const LEAVES = { closure_requested: OWNER, transferred: SUPERVISION, suspended: OWNER, duplicate: SUPERVISION };
const BACK_TO_OPEN = (roles: readonly Role[]) => ({
  open_intake: roles,
  open_assessment: roles,
  open_planning: roles,
  open_implementation: roles,
  open_services_done: roles,
});

export const CASE_TABLE: Table = {
  draft: { open_intake: EITHER, no_consent: OWNER, duplicate: SUPERVISION },
  open_intake: { open_assessment: EITHER, ...LEAVES },
  open_assessment: { open_planning: EITHER, ...LEAVES },
  open_planning: { open_implementation: EITHER, ...LEAVES },
  open_implementation: { open_services_done: EITHER, ...LEAVES },
  open_services_done: { open_implementation: EITHER, ...LEAVES },
  closure_requested: { closed: SUPERVISION, ...BACK_TO_OPEN(SUPERVISION), duplicate: SUPERVISION },
  closed: { reopened: OWNER, duplicate: SUPERVISION },
  reopened: { open_assessment: EITHER, duplicate: SUPERVISION },
  suspended: { ...BACK_TO_OPEN(OWNER), closure_requested: OWNER, duplicate: SUPERVISION },
  transferred: { duplicate: SUPERVISION },
  no_consent: { duplicate: SUPERVISION },
  duplicate: {},
};

/** States in which a case may be seen first. */
export const FIRST_STATES: readonly string[] = ['draft', 'open_intake', 'no_consent'];

/**
 * From → to, for every actor; a save that finishes a referral may make it ready and hand it over at once, and a save that takes something away makes it a draft again. Wider than the reference in two places: the
 * coupon of a provider who accepted gives the service too (accepted → completed), and a person in service may say that it was given (in_service → completed_unconfirmed), without which it would never end.
 */
export const REFERRAL_TABLE: Readonly<Record<string, readonly string[]>> = {
  draft: ['ready', 'sent', 'declined', 'cancelled'],
  ready: ['draft', 'sent', 'declined', 'cancelled'],
  sent: ['acknowledged', 'accepted', 'rejected', 'completed_unconfirmed', 'no_show', 'expired', 'cancelled'],
  acknowledged: ['accepted', 'rejected', 'completed_unconfirmed', 'expired', 'cancelled'],
  accepted: ['in_service', 'completed', 'completed_unconfirmed', 'no_show', 'cancelled'],
  in_service: ['completed', 'completed_unconfirmed', 'cancelled'],
  completed: [],
  completed_unconfirmed: [],
  rejected: [],
  declined: [],
  no_show: [],
  cancelled: [],
  expired: [],
};
