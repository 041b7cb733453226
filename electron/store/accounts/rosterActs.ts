import { newId } from '../../keys/primitives.ts';
import { extendRoster, isLeft } from '../../keys/roster.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { confirm, propose, proposalHolds, type Proposal, type RosterBody, type Signer } from '../../keys/rosterEntries.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { detailOf } from '../journal/chain.ts';
import { appendJournal, lastOfKind } from '../journal/journal.ts';
import { appendRoster, insertAct, proposalsIn, updateProposal } from '../roster/roster.ts';
import { withRoster } from '../session/session.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';

type Unnumbered<Body> = Body extends RosterBody ? Omit<Body, 'id' | 'at'> : never;
/** What one person may propose of another's account, the second confirming (security §2.4). */
export type PersonAct = Unnumbered<
  Extract<RosterBody, { kind: 'user.suspend' | 'user.remove' | 'role.change' | 'team.assign' | 'counting.add' }>
>;
/** Everything that waits for a second signature without an enrolment code. */
export type RosterAct =
  | PersonAct
  | Unnumbered<Extract<RosterBody, { kind: 'principal.set' | 'keys.change' | 'setting.weaken' | 'vault.destroy' | 'vault.cancel' }>>;

/** An act that nobody confirmed in this time is no longer offered: 30 days. */
const ACT_MILLISECONDS = 30 * 86_400_000;

/** No such act waits: it was signed, withdrawn or is out of date. Nothing was changed. */
export class ActGone extends Error {
  constructor() {
    super('no such act');
  }
}

/** First signature. An earlier act of the same kind about the same person or group, still waiting, is dropped. Gives the proposal's id. */
export function proposeAct(stores: OpenStores, act: RosterAct, at: number): string {
  const body: RosterBody = { ...act, id: newId(), at };
  const proposal = propose(stores.roster.siteId, body, signerOf(stores));
  transaction(stores.admin, (db) => {
    insertAct(db, subjectOf(body), proposal, at, at + ACT_MILLISECONDS);
    appendJournal(db, stores.actor, { kind: 'roster.propose', object: subjectOf(body), detail: { kind: body.kind } }, at);
  });
  return body.id;
}

/** Acts that wait for their second signature, oldest first; those out of date left out. */
export function waitingActs(stores: OpenStores, at: number): readonly Proposal[] {
  return proposalsIn(stores.admin, ['proposed'])
    .filter(({ row }) => row.expires_at >= at)
    .map(({ proposal }) => proposal);
}

/**
 * Second signature: the line enters the roster, and the session this gives sees it. What follows from it (keys, cases) is done by `reconcileKeys`.
 * Throws ActGone, RosterRefused when these two may not sign it together.
 */
export function confirmAct(stores: OpenStores, proposalId: string, at: number): OpenStores {
  const proposal = waitingActs(stores, at).find(({ body }) => body.id === proposalId);
  if (proposal === undefined) throw new ActGone();
  const { roster, actor } = stores;
  const entry = confirm(roster.siteId, roster.seq + 1, roster.head, proposal, signerOf(stores));
  const extended = extendRoster(roster, entry);
  const detail = { seq: entry.seq, head: extended.head, kind: entry.body.kind };
  const line = { kind: 'roster.entry', object: subjectOf(entry.body), detail } as const;
  transaction(stores.admin, (db) => {
    appendRoster(db, entry);
    updateProposal(db, proposal, 'confirmed');
    dropOvertaken(db, roster, extended, entry.body);
    appendJournal(db, actor, line, at);
  });
  const followed = withRoster(stores, extended);
  syncRosterToJournals(followed, at);
  return followed;
}

/**
 * After a line of the roster, what still waited and can or must no longer be signed: acts whose first signature is no longer of an active person's present key,
 * and the next key of a group that the line's person has just left, for she or he knows it. In the transaction of the line.
 */
export function dropOvertaken(db: WritableDb<'admin'>, before: RosterState, after: RosterState, line: RosterBody): void {
  for (const { proposal } of proposalsIn(db, ['proposed'])) {
    const known = proposal.body.kind === 'principal.set' && isLeft(before, after, line, proposal.body.principal);
    if (known || !isHeld(after, proposal)) updateProposal(db, proposal, 'dropped');
  }
}

/** Whether the first signature is still that of an active person's present key. */
export function isHeld({ siteId, users }: RosterState, proposal: Proposal): boolean {
  const proposer = users.get(proposal.proposed.by);
  return proposer?.status === 'active' && !proposer.closed && proposalHolds(siteId, proposal, proposer.signingPublic);
}

/** The roster's head as a journal last wrote it down; `null` when it has no such line, undefined when the line is of no known form. */
export function headInJournal(db: ReadableDb): string | null | undefined {
  const last = lastOfKind(db, 'roster.entry');
  return last === undefined ? null : JOURNAL_KINDS['roster.entry'].detail.safeParse(detailOf(last)).data?.head;
}

/**
 * A journal checks each signature on the roster of its line (security §6.1): where the list grew in a session that had not this base open, or a save was cut
 * between the two bases, its present line is written before anything is signed. Never over a head that the list does not have: that convicts the list.
 */
export function syncRosterToJournals({ roster, actor, admin, cases }: OpenStores, at: number): void {
  for (const db of [admin, cases]) {
    if (db === null) continue;
    const head = headInJournal(db);
    if (head === roster.head || (head !== null && !isKnown(roster, head))) continue;
    const detail = { seq: roster.seq, head: roster.head, kind: 'followed' };
    transaction(db, (writable) => appendJournal(writable, actor, { kind: 'roster.entry', detail }, at));
  }
}

/** Whether the list had this head at one of its lines. */
export function isKnown(roster: RosterState, head: string | undefined): boolean {
  return head !== undefined && roster.hashes.includes(head);
}

/**
 * Whether both journals know the present list. A list that they do not know was restored or forged: the work continues, and nothing is given to
 * anybody on its word (security §2.4).
 */
export function isListKnown({ roster, admin, cases }: OpenStores): boolean {
  return [admin, cases].every((db) => {
    const head = db === null ? null : headInJournal(db);
    return head === null || isKnown(roster, head);
  });
}

/** Withdraws or declines an act. Throws ActGone. */
export function dropAct(stores: OpenStores, proposalId: string, at: number): void {
  const proposal = waitingActs(stores, at).find(({ body }) => body.id === proposalId);
  if (proposal === undefined) throw new ActGone();
  transaction(stores.admin, (db) => {
    updateProposal(db, proposal, 'dropped');
    appendJournal(db, stores.actor, { kind: 'roster.decline', object: subjectOf(proposal.body), detail: { kind: proposal.body.kind } }, at);
  });
}

/** Whether this session may give the second signature to a proposal. */
export function mayConfirm(stores: OpenStores, proposal: Proposal): boolean {
  return isAccepted(stores.roster, proposal, signerOf(stores));
}

function isAccepted(roster: RosterState, proposal: Proposal, signer: Signer): boolean {
  try {
    extendRoster(roster, confirm(roster.siteId, roster.seq + 1, roster.head, proposal, signer));
    return true;
  } catch {
    return false;
  }
}

function signerOf({ keys }: OpenStores): Signer {
  return { userId: keys.userId, signingSeed: keys.user.signingSeed };
}

function subjectOf(body: RosterBody): string {
  if ('userId' in body) return body.userId;
  return body.kind === 'principal.set' ? body.principal.principalId : body.id;
}
