import { describe, expect, it } from 'vitest';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import {
  CASE_TRANSITIONS,
  guardsOf,
  isOpen,
  isReadOnly,
  mayMove,
  OPEN_STATES,
  type CaseState,
} from '../../../../shared/rules/cases/caseState.ts';
import {
  FINAL_STATES,
  isFinal,
  isSuccessful,
  mayMoveReferral,
  REFERRAL_TRANSITIONS,
  type ReferralState,
} from '../../../../shared/rules/referrals/referralState.ts';

const CASE_STATES = LISTS.case_state.map(({ code }) => code);
const REFERRAL_STATES = LISTS.referral_state.map(({ code }) => code);

function edges(from: CaseState | 'new'): readonly string[] {
  return CASE_TRANSITIONS.filter((one) => one.from === from).map(
    ({ to, actors, guards }) => `${to} ${actors.join('+')} ${guards.join('+')}`,
  );
}

describe('state machine of a case (reference §2.4)', () => {
  const leaves = [
    'closure_requested caseworker closure_finished',
    'transferred supervisor transfer_accepted+transfer_consent+not_requester',
    'suspended caseworker consent_withdrawn',
    'duplicate supervisor surviving_record',
  ];
  it.each([
    ['new', ['draft caseworker ']],
    [
      'draft',
      [
        'open_intake caseworker consent_or_override+registration_complete',
        'no_consent caseworker consent_refused',
        'duplicate supervisor surviving_record',
      ],
    ],
    ['open_intake', ['open_assessment caseworker assessment_started', ...leaves]],
    ['open_assessment', ['open_planning caseworker assessment_finished+assessment_approved_if_required', ...leaves]],
    ['open_planning', ['open_implementation caseworker+supervisor plan_dated_with_item+plan_agreed+plan_approved_if_required', ...leaves]],
    ['open_implementation', ['open_services_done system every_item_settled+no_open_referral', ...leaves]],
    ['open_services_done', ['open_implementation system new_item_or_referral', ...leaves]],
    [
      'closure_requested',
      [
        'closed supervisor closure_approved+not_requester+no_urgent_task_or_allowed_reason',
        ...OPEN_STATES.map((state) => `${state} supervisor previous_state+comment`),
        'duplicate supervisor surviving_record',
      ],
    ],
    ['closed', ['reopened caseworker reopen_reason+consent_asked_again', 'duplicate supervisor surviving_record']],
    ['reopened', ['open_assessment system ', 'duplicate supervisor surviving_record']],
    ['transferred', ['duplicate supervisor surviving_record']],
    ['no_consent', ['duplicate supervisor surviving_record']],
    [
      'suspended',
      [
        ...OPEN_STATES.map((state) => `${state} caseworker new_consent+previous_state`),
        'closure_requested caseworker closure_finished',
        'duplicate supervisor surviving_record',
      ],
    ],
    ['duplicate', []],
  ] as const)('%s', (from, expected) => {
    expect(edges(from)).toEqual(expected);
  });

  it('refuses what is not in the table, another actor, and a guard not met', () => {
    expect(mayMove('draft', 'closed', 'supervisor', new Set())).toBe(false);
    expect(guardsOf('draft', 'open_intake', 'supervisor')).toBeNull();
    expect(mayMove('draft', 'no_consent', 'caseworker', new Set())).toBe(false);
    expect(mayMove('draft', 'no_consent', 'caseworker', new Set(['consent_refused']))).toBe(true);
    expect(mayMove('draft', 'open_intake', 'caseworker', new Set(['consent_or_override']))).toBe(false);
    expect(
      mayMove(
        'open_planning',
        'open_implementation',
        'supervisor',
        new Set(['plan_dated_with_item', 'plan_agreed', 'plan_approved_if_required']),
      ),
    ).toBe(true);
    expect(mayMove('new', 'draft', 'caseworker', new Set())).toBe(true);
    expect(mayMove('new', 'draft', 'supervisor', new Set())).toBe(false);
  });

  it('has every transition once, between states of the list', () => {
    const keys = CASE_TRANSITIONS.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, to } of CASE_TRANSITIONS)
      expect(CASE_STATES.includes(to) && (from === 'new' || CASE_STATES.includes(from))).toBe(true);
  });

  it('knows which states are read-only and which are in care', () => {
    expect(CASE_STATES.filter(isReadOnly)).toEqual(['closed', 'transferred', 'suspended', 'duplicate', 'no_consent']);
    expect(CASE_STATES.filter(isOpen)).toEqual([...OPEN_STATES, 'closure_requested', 'reopened']);
  });
});

describe('state machine of a referral (reference §2.5)', () => {
  const out = (from: ReferralState): readonly string[] =>
    REFERRAL_TRANSITIONS.filter((one) => one.from === from).map(
      ({ to, sources, guards }) => `${to} ${sources.join('+')} ${guards.join('+')}`,
    );
  const cancel = 'cancelled caseworker reason';
  const confirmed = 'completed provider service_date+services_received';
  const reportedByPerson = 'completed_unconfirmed person date';

  it.each([
    [
      'draft',
      ['ready caseworker consent_item_in_force+item_authorised+provider_chosen', 'declined caseworker reason', cancel, 'cancelled system '],
    ],
    [
      'ready',
      [
        'declined caseworker reason',
        'sent caseworker consent_item_in_force+date+mode+clocks_confirmed_if_health',
        cancel,
        'cancelled system ',
      ],
    ],
    [
      'sent',
      [
        'acknowledged provider date',
        'accepted provider date',
        'rejected provider date+reason',
        reportedByPerson,
        'no_show provider+person reason',
        'expired system delay_passed_twice+caseworker_confirms',
        cancel,
      ],
    ],
    [
      'acknowledged',
      [
        'accepted provider date',
        'rejected provider date+reason',
        reportedByPerson,
        'expired system delay_passed_twice+caseworker_confirms',
        cancel,
      ],
    ],
    ['accepted', ['in_service provider+person date', confirmed, reportedByPerson, 'no_show provider+person reason', cancel]],
    ['in_service', [confirmed, reportedByPerson, cancel]],
  ] as const)('%s', (from, expected) => {
    expect(out(from)).toEqual(expected);
  });

  it('never leaves a final state', () => {
    expect(REFERRAL_STATES.filter(isFinal).toSorted()).toEqual(FINAL_STATES.toSorted());
    for (const state of FINAL_STATES) expect(out(state)).toEqual([]);
  });

  it('moves on the right word with the conditions met', () => {
    expect(mayMoveReferral('sent', 'acknowledged', 'provider', new Set(['date']))).toBe(true);
    expect(mayMoveReferral('sent', 'acknowledged', 'provider', new Set())).toBe(false);
    expect(mayMoveReferral('sent', 'acknowledged', 'person', new Set(['date']))).toBe(false);
    expect(mayMoveReferral('draft', 'sent', 'caseworker', new Set(['date']))).toBe(false);
    expect(mayMoveReferral('ready', 'cancelled', 'system', new Set())).toBe(true);
    expect(mayMoveReferral('sent', 'rejected', 'provider', new Set(['date']))).toBe(false);
    expect(mayMoveReferral('draft', 'acknowledged', 'provider', new Set(['date']))).toBe(false);
  });

  it('counts a service delivered as success', () => {
    expect(REFERRAL_STATES.filter(isSuccessful)).toEqual(['completed', 'completed_unconfirmed']);
  });
});
