import type { Input, OperationName } from '../../shared/contract.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { LISTS } from '../../shared/forms/lists/all.ts';
import type { Role } from '../../shared/rights.ts';
import { entriesOfKind } from '../../electron/store/journal/journal.ts';
import { addDays } from '../../shared/time.ts';
import { PERSON, registerCase } from '../electron/services/forms/savedForms.ts';
import { SHARED, SHARED_ITEM, listedProvider, referralAnswers } from '../electron/services/forms/referred.ts';
import { assessmentAnswers, closureAnswers, followUpAnswers, planAnswers, planItems } from '../support/caseBuilders.ts';
import { TODAY, newCentre, type Installation } from '../support/installation.ts';
import { casesOf } from '../support/temporaryStore.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { CASE_TABLE, FIRST_STATES, REFERRAL_TABLE } from './tables.ts';

/** Histories lived side by side in one centre, so that a passphrase is asked once a round and not once an act. */
const SIDE_BY_SIDE = 100;
const ROUNDS = 6;
const ACTS_A_ROUND = 4;

/** One case as its history goes: what was written last, by form. */
type Life = {
  readonly caseId: string;
  readonly seen: Map<string, string>;
  readonly records: Map<string, { recordId: string; revision: number }>;
};
type World = { readonly centre: Installation; readonly providerId: string; readonly random: () => number; readonly campaign: Campaign };

/**
 * Random lives of cases by requests, by a caseworker and a supervisor in turn, most of their acts out of place (reference §2.4, §2.5). Afterwards each move of each case in the journal must
 * be in the tables, in one unbroken line that ends at the state of the case, made by a person who may; each referral seen must have gone by the tables too. A refusal is an answer; a fault is none.
 */
export async function liveHistories(histories: number, random: () => number): Promise<Campaign> {
  const campaign = newCampaign('random histories');
  for (let lived = 0; lived < histories; lived += SIDE_BY_SIDE)
    await liveTogether(Math.min(SIDE_BY_SIDE, histories - lived), random, campaign);
  return campaign;
}

async function liveTogether(count: number, random: () => number, campaign: Campaign): Promise<void> {
  const centre = await newCentre();
  try {
    const world: World = { centre, providerId: await listedProvider(centre), random, campaign };
    const lives: Life[] = [];
    for (let rank = 0; rank < count; rank += 1)
      lives.push({ caseId: await registerCase(centre, PERSON), seen: new Map(), records: new Map() });
    for (let round = 0; round < ROUNDS; round += 1) {
      await centre.unlock('AC1');
      for (const life of lives) for (let act = 0; act < ACTS_A_ROUND; act += 1) await caseworkerActs(world, life);
      await centre.unlock('SD1');
      await supervisorActs(world, lives);
    }
    await centre.unlock('AC1');
    for (const life of lives) await lookAtReferrals(world, life);
    judgeCases(world, lives);
    campaign.tries += count;
  } finally {
    centre.remove();
  }
}

const STATES = LISTS.case_state.map(({ code }) => code);
const REFERRAL_STATES = LISTS.referral_state.map(({ code }) => code);

type Act = (world: World, life: Life) => Promise<void>;
/** What a caseworker may do to a case, at any moment: the request handler decides whether it has its place. */
const ACTS: readonly Act[] = [
  (world, life) => write(world, life, 'assessment_gbv', assessmentAnswers(TODAY, PERSON, world.random() < 0.7)),
  (world, life) => write(world, life, 'assessment_gbv', assessmentAnswers(TODAY, PERSON, true)),
  plan,
  plan,
  plan,
  completeItem,
  completeItem,
  close,
  (world, life) =>
    say(world, 'cases.move', { caseId: life.caseId, to: pick(world, STATES), date: TODAY, reason: reason(world), comment: null }),
  (world, life) => say(world, 'cases.move', { caseId: life.caseId, to: 'reopened', date: TODAY, reason: 'new_need', comment: null }),
  (world, life) => write(world, life, 'risk_assessment', riskAnswers(world), { anew: true }),
];
/** Those that may move a referral: after each, and at the end, every referral of the case is looked at. */
const REFERRAL_ACTS: readonly Act[] = [
  refer,
  refer,
  refer,
  recordReferralOutcome,
  recordReferralOutcome,
  recordReferralOutcome,
  (world, life) => write(world, life, 'follow_up', followUpAnswers(TODAY, world.random() < 0.5 ? addDays(TODAY, 7) : null), { anew: true }),
  (world, life) =>
    say(world, 'cases.withdrawConsent', {
      caseId: life.caseId,
      date: TODAY,
      scope: [pick(world, ['services', 'sharing', 'sharing', 'contact', 'contact'])],
    }),
];

async function caseworkerActs(world: World, life: Life): Promise<void> {
  const act = pick(world, [...ACTS, ...REFERRAL_ACTS]);
  await act(world, life);
  if (REFERRAL_ACTS.includes(act)) await lookAtReferrals(world, life);
}

async function lookAtReferrals(world: World, life: Life): Promise<void> {
  const file = await world.centre.call('cases.open', { caseId: life.caseId });
  if (!file.ok) return fault(world, `a case of her own does not open: ${file.failure.kind}`);
  for (const { recordId, state } of file.value.referrals) {
    const before = life.seen.get(recordId);
    if (before !== undefined && before !== state && !(REFERRAL_TABLE[before] ?? []).includes(state))
      fault(world, `a referral went from ${before} to ${state}`);
    life.seen.set(recordId, state);
  }
}

async function plan(world: World, life: Life): Promise<void> {
  const head = planAnswers(TODAY, 'high');
  await write(world, life, 'plan_gbv', head, { unfinished: true });
  const plan = life.records.get('plan_gbv');
  if (plan !== undefined && world.random() < 0.8) {
    const [item = {}] = planItems(TODAY, false);
    await write(world, life, 'plan_item', item, { anew: true, parentId: plan.recordId });
  }
  await write(world, life, 'plan_gbv', { ...head, plan_agreed: world.random() < 0.8 ? 'yes' : 'no' });
}

async function completeItem(world: World, life: Life): Promise<void> {
  const plan = life.records.get('plan_gbv');
  const [item = {}] = planItems(TODAY, world.random() < 0.8);
  if (plan !== undefined) await write(world, life, 'plan_item', item, { parentId: plan.recordId });
}

async function refer(world: World, life: Life): Promise<void> {
  if (world.random() < 0.7) {
    await write(world, life, 'consent_share', SHARED, { anew: true, unfinished: true });
    const share = life.records.get('consent_share');
    if (share !== undefined)
      await write(world, life, 'consent_item', SHARED_ITEM, { anew: true, unfinished: true, parentId: share.recordId });
  }
  await write(world, life, 'referral', referralAnswers(world.providerId), { anew: world.random() < 0.6, unfinished: world.random() < 0.3 });
}

async function recordReferralOutcome(world: World, life: Life): Promise<void> {
  const recordId = pick(world, [...life.seen.keys(), '']);
  if (recordId === '') return;
  const state = pick(world, REFERRAL_STATES);
  const event = {
    event_datetime: `${TODAY}T08:55`,
    event_state: state,
    event_source: pick(world, ['provider_phone', 'provider_slip', 'person']),
    ...(state === 'rejected' && { rejection_reason: 'capacity' }),
    ...(state === 'no_show' && { no_show_reason: 'transport' }),
    ...(state === 'declined' && { decline_reason: 'distance' }),
    ...(['in_service', 'completed'].includes(state) && { service_received: ['health_emergency'], service_date: TODAY }),
  };
  await write(world, life, 'referral_event', event, { anew: true, parentId: recordId, unfinished: true });
}

async function close(world: World, life: Life): Promise<void> {
  const reasons = ['needs_met', 'client_request'];
  await write(
    world,
    life,
    'closure_gbv',
    { ...closureAnswers(TODAY), closure_reason: pick(world, reasons) },
    { anew: world.random() < 0.5 },
  );
  await say(world, 'closure.request', { caseId: life.caseId });
}

function riskAnswers(world: World): Answers {
  const danger = { danger_now: 'no', life_threat_injury: 'no', suicide_risk: 'no', perp_access_risk: 'no' };
  const level = pick(world, ['high', 'medium', 'low']);
  return { risk_date: `${TODAY}T08:50`, ...danger, risk_level: level, risk_reason: 'Inventé.', immediate_action: ['supervisor_called'] };
}

/** Decides what waits, one time in two against it, and tries what is not its own. */
async function supervisorActs(world: World, lives: readonly Life[]): Promise<void> {
  const { approvals } = await world.centre.ask('team.open', {});
  for (const { approvalId, caseId, kind } of approvals) {
    const decision = world.random() < 0.6 ? ('approved' as const) : ('rejected' as const);
    const comment = decision === 'rejected' ? 'Motif inventé.' : null;
    if (kind === 'closure') await say(world, 'closure.decide', { caseId, decision, comment });
    else await say(world, 'approvals.decide', { approvalId, decision, comment });
  }
  for (const { caseId } of lives) {
    if (world.random() < 0.3) await say(world, 'closure.decide', { caseId, decision: 'approved', comment: null });
    if (world.random() < 0.3)
      await say(world, 'cases.move', { caseId, to: pick(world, STATES), date: TODAY, reason: reason(world), comment: 'Inventé.' });
  }
}

type Writing = { readonly anew?: boolean; readonly unfinished?: boolean; readonly parentId?: string };

/** A record written anew, or the last one of its form again. */
async function write(
  world: World,
  life: Life,
  form: string,
  answers: Answers,
  { anew = false, unfinished = false, parentId }: Writing = {},
): Promise<void> {
  const last = anew ? undefined : life.records.get(form);
  const input = { caseId: life.caseId, form, parentId: parentId ?? null, answers, keep: [], finish: !unfinished, draftId: null };
  const reply = await world.centre.call('forms.save', { ...input, recordId: last?.recordId ?? null, revision: last?.revision ?? 0 });
  if (reply.ok) life.records.set(form, { recordId: reply.value.recordId, revision: reply.value.revision });
  else if (reply.failure.kind === 'bug') fault(world, `forms.save of ${form} met a fault`);
}

async function say<K extends OperationName>(world: World, name: K, input: Input<K>): Promise<void> {
  const reply = await world.centre.call(name, input);
  if (!reply.ok && reply.failure.kind === 'bug') fault(world, `${name} met a fault`);
}

/** Every move in the journal, in its order. */
function judgeCases(world: World, lives: readonly Life[]): void {
  const { session } = world.centre.application.host;
  if (session === null) return fault(world, 'the session ended');
  const { stores } = session;
  const rows = new Map(
    casesOf(stores)
      .connection.prepare<[], { case_id: string; state: string }>('select case_id, state from case_file')
      .all()
      .map((row) => [row.case_id, row.state]),
  );
  const moves = Map.groupBy(entriesOfKind(casesOf(stores), 'case.state').toReversed(), ({ object }) => object);
  for (const { caseId } of lives) {
    const journaled = (moves.get(caseId) ?? []).toSorted((left, right) => left.seq - right.seq);
    let state: string | null = null;
    for (const { detail, actor } of journaled) {
      const { from, to }: { from: string; to: string } = JSON.parse(detail);
      const role = stores.roster.users.get(actor ?? '')?.role;
      if (state === null ? !FIRST_STATES.includes(from) : from !== state)
        fault(world, `a line of the journal begins at ${from}, after ${state ?? 'nothing'}`);
      if (!mayMake(from, to, role)) fault(world, `a case went from ${from} to ${to} by the ${role ?? 'unknown'}`);
      state = to;
    }
    if (state !== null && rows.get(caseId) !== state)
      fault(world, `a case stands at ${rows.get(caseId) ?? 'nothing'}, its journal at ${state}`);
  }
}

function mayMake(from: string, to: string, role: Role | undefined): boolean {
  return role !== undefined && (CASE_TABLE[from]?.[to] ?? []).includes(role);
}

function reason(world: World): string | null {
  return pick(world, ['new_need', 'error', 'client_request', null]);
}

function pick<T>({ random }: Pick<World, 'random'>, among: readonly T[]): T {
  const found = among[Math.floor(random() * among.length)];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
}

function fault({ campaign }: World, what: string): void {
  campaign.corrupt_accepted += 1;
  if (!campaign.notes.includes(what)) campaign.notes.push(what);
}
