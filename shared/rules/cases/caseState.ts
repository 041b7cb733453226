import type { CodeOf } from '../../forms/lists/all.ts';

export type CaseState = CodeOf<'case_state'>;
export type Actor = 'caseworker' | 'supervisor' | 'system';

/** Conditions a transition may ask; the service that moves the case establishes them. */
export type CaseGuard =
  | 'consent_or_override'
  | 'registration_complete'
  | 'consent_refused'
  | 'assessment_started'
  | 'assessment_finished'
  | 'assessment_approved_if_required'
  | 'plan_dated_with_item'
  | 'plan_agreed'
  | 'plan_approved_if_required'
  | 'every_item_settled'
  | 'no_open_referral'
  | 'new_item_or_referral'
  | 'closure_finished'
  | 'closure_approved'
  | 'not_requester'
  | 'no_urgent_task_or_allowed_reason'
  | 'previous_state'
  | 'comment'
  | 'reopen_reason'
  | 'consent_asked_again'
  | 'transfer_accepted'
  | 'transfer_consent'
  | 'consent_withdrawn'
  | 'new_consent'
  | 'surviving_record';

export type CaseTransition = {
  readonly from: CaseState | 'new';
  readonly to: CaseState;
  readonly actors: readonly Actor[];
  readonly guards: readonly CaseGuard[];
};

export const OPEN_STATES = ['open_intake', 'open_assessment', 'open_planning', 'open_implementation', 'open_services_done'] as const;

function fromEach(
  from: readonly CaseState[],
  to: CaseState,
  actors: readonly Actor[],
  guards: readonly CaseGuard[],
): readonly CaseTransition[] {
  return from.map((state) => ({ from: state, to, actors, guards }));
}

function toEach(
  from: CaseState,
  to: readonly CaseState[],
  actors: readonly Actor[],
  guards: readonly CaseGuard[],
): readonly CaseTransition[] {
  return to.map((state) => ({ from, to: state, actors, guards }));
}

/** Every state but `duplicate` itself, which has no way out. */
const NOT_DUPLICATE = [
  'draft',
  ...OPEN_STATES,
  'closure_requested',
  'closed',
  'reopened',
  'transferred',
  'suspended',
  'no_consent',
] as const satisfies readonly CaseState[];

/** The state machine of a case (reference §2.4). What is not here is refused. */
export const CASE_TRANSITIONS: readonly CaseTransition[] = [
  { from: 'new', to: 'draft', actors: ['caseworker'], guards: [] },
  { from: 'draft', to: 'open_intake', actors: ['caseworker'], guards: ['consent_or_override', 'registration_complete'] },
  { from: 'draft', to: 'no_consent', actors: ['caseworker'], guards: ['consent_refused'] },
  { from: 'open_intake', to: 'open_assessment', actors: ['caseworker'], guards: ['assessment_started'] },
  {
    from: 'open_assessment',
    to: 'open_planning',
    actors: ['caseworker'],
    guards: ['assessment_finished', 'assessment_approved_if_required'],
  },
  {
    from: 'open_planning',
    to: 'open_implementation',
    actors: ['caseworker', 'supervisor'],
    guards: ['plan_dated_with_item', 'plan_agreed', 'plan_approved_if_required'],
  },
  { from: 'open_implementation', to: 'open_services_done', actors: ['system'], guards: ['every_item_settled', 'no_open_referral'] },
  { from: 'open_services_done', to: 'open_implementation', actors: ['system'], guards: ['new_item_or_referral'] },
  ...fromEach(OPEN_STATES, 'closure_requested', ['caseworker'], ['closure_finished']),
  {
    from: 'closure_requested',
    to: 'closed',
    actors: ['supervisor'],
    guards: ['closure_approved', 'not_requester', 'no_urgent_task_or_allowed_reason'],
  },
  ...toEach('closure_requested', OPEN_STATES, ['supervisor'], ['previous_state', 'comment']),
  { from: 'closed', to: 'reopened', actors: ['caseworker'], guards: ['reopen_reason', 'consent_asked_again'] },
  { from: 'reopened', to: 'open_assessment', actors: ['system'], guards: [] },
  ...fromEach(OPEN_STATES, 'transferred', ['supervisor'], ['transfer_accepted', 'transfer_consent', 'not_requester']),
  ...fromEach(OPEN_STATES, 'suspended', ['caseworker'], ['consent_withdrawn']),
  ...toEach('suspended', OPEN_STATES, ['caseworker'], ['new_consent', 'previous_state']),
  { from: 'suspended', to: 'closure_requested', actors: ['caseworker'], guards: ['closure_finished'] },
  ...fromEach(NOT_DUPLICATE, 'duplicate', ['supervisor'], ['surviving_record']),
];

/** What is asked to move a case, or null when this actor may not, or nobody may (reference §2.4). */
export function guardsOf(from: CaseState | 'new', to: CaseState, actor: Actor): readonly CaseGuard[] | null {
  const transition = CASE_TRANSITIONS.find((one) => one.from === from && one.to === to && one.actors.includes(actor));
  return transition?.guards ?? null;
}

/** Whether the case may move: the transition exists for this actor and every guard is met (reference §2.4). */
export function mayMove(from: CaseState | 'new', to: CaseState, actor: Actor, met: ReadonlySet<CaseGuard>): boolean {
  return guardsOf(from, to, actor)?.every((guard) => met.has(guard)) ?? false;
}

/** Closed, transferred, suspended, duplicate and contact without consent are read-only (reference §2.4, invariants). */
export function isReadOnly(state: CaseState): boolean {
  return state === 'closed' || state === 'transferred' || state === 'suspended' || state === 'duplicate' || state === 'no_consent';
}

/** States that are not ended: what the list of cases shows unless asked otherwise, suspended ones included (reference §6, « open »). */
export const IN_CARE: readonly CaseState[] = ['draft', ...OPEN_STATES, 'closure_requested', 'reopened', 'suspended'];

/** Whether the case is in someone's care: counted in the caseload and with tasks. */
export function isOpen(state: CaseState): boolean {
  return state === 'closure_requested' || state === 'reopened' || OPEN_STATES.some((open) => open === state);
}
