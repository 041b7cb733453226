import { join } from 'node:path';
import { CodeRefused, admitUser, enrolUser, inviteUser, openCode, withEnrolled, withEnrolment } from '../../keys/enrolment.ts';
import { assertAuthentic, readKeyring, writeKeyring, type Keyring } from '../../keys/keyring.ts';
import type { KdfProfile } from '../../keys/passphrase.ts';
import { newId, zero } from '../../keys/primitives.ts';
import { keyWords } from '../../keys/rosterState.ts';
import type { AccountRecord } from '../../keys/rosterEntries.ts';
import { zeroUserKeys } from '../../keys/bundle.ts';
import { changeKeys, changePassphrase, withBundle } from '../../keys/session.ts';
import { appendJournal, type Actor } from '../journal/journal.ts';
import { storeOfPrincipal } from './installation.ts';
import { closeStore, openStore } from '../base/open.ts';
import {
  appendRoster,
  insertMember,
  insertProposal,
  pendingProposal,
  pendingProposals,
  readRoster,
  updateProposal,
} from '../roster/roster.ts';
import { proposeAct, waitingActs } from './rosterActs.ts';
import { ADMIN_FILE } from '../base/fileNames.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';
import { insertStaff, updateStaff } from '../roster/staff.ts';
import type { StaffRow } from '../base/adminTables.ts';

export type InvitedPerson = {
  readonly account: Omit<AccountRecord, 'userId'>;
  readonly staff: Pick<StaffRow, 'name' | 'pledge_on' | 'language' | 'supervisor_id'>;
};

/** Another invitation took this staff code meanwhile. */
export class StaffCodeTaken extends Error {
  constructor() {
    super('staff code taken');
  }
}

/** What was sealed to the keys before an earlier change has not all been moved yet: another change would lose it. */
export class ChangeUnderWay extends Error {
  constructor() {
    super('a change of keys is under way');
  }
}

/**
 * Whether somebody who waits may be given another code: not enrolled yet, enrolled and cut before her or his slot was written, or not admitted
 * in the time of the invitation.
 */
export function awaitsCode(stores: OpenStores, userId: string, at: number): boolean {
  const pending = pendingProposal(stores.admin, userId);
  if (pending === null) return false;
  const { slots } = readKeyring(stores.folder).keyring;
  return pending.state === 'invited' || at > pending.expiresAt || !slots.some((slot) => slot.userId === userId);
}

/**
 * Administrator: writes the staff line, the signed proposal and the enrolment in the keyring; gives the eight words to hand over, shown once.
 * `userId` null: a new person; otherwise a new code for a person who `awaitsCode`. Throws StaffCodeTaken.
 */
export async function invitePerson(stores: OpenStores, person: InvitedPerson, userId: string | null, at: number, profile: KdfProfile) {
  const account = { userId: userId ?? newId(), ...person.account };
  const invitation = await inviteUser(stores.roster.siteId, stores.keys, account, at, profile);
  if (isInvited(stores, account)) throw new StaffCodeTaken();
  transaction(stores.admin, (db) => {
    const staff = { staff_code: account.staffCode, ...person.staff };
    if (userId === null)
      insertStaff(db, { user_id: account.userId, trainings: '[]', most_cases: null, last_opened: null, created_at: at, ...staff });
    else updateStaff(db, account.userId, staff);
    insertProposal(db, account.userId, invitation.proposal, at, invitation.expiresAt);
    appendJournal(db, stores.actor, { kind: 'user.invite', object: account.userId, detail: { role: account.role } }, at);
  });
  changeKeyring(stores.folder, stores.keys.dekA, (keyring) => withEnrolment(keyring, invitation.enrolment));
  return { userId: account.userId, code: invitation.code, expiresAt: invitation.expiresAt };
}

/**
 * The person, at a locked laptop: types the code, chooses a passphrase; keys are made on the spot. Gives the eight words to read to the supervisor.
 * Throws CodeRefused. Tries are slowed by the caller with `throttle.ts`.
 */
export async function enrolPerson(
  folder: string,
  staffCode: string,
  code: string,
  passphrase: string,
  at: number,
  profile: KdfProfile,
): Promise<readonly string[]> {
  const read = readKeyring(folder);
  const opened = await openCode(read, staffCode, code, at);
  const admin = openStore('admin', join(folder, ADMIN_FILE), opened.dekA, 'existing');
  try {
    const pending = pendingProposal(admin, opened.enrolment.userId);
    if (pending === null) throw new CodeRefused();
    const { siteId } = read.keyring;
    const enrolled = await enrolUser(readRoster(admin), opened, pending.proposal, passphrase, profile);
    const { userId } = opened.enrolment;
    const actor: Actor = { siteId, userId, sessionId: newId(), signingSeed: enrolled.user.signingSeed };
    transaction(admin, (db) => {
      updateProposal(db, enrolled.proposal, 'enrolled');
      appendJournal(db, actor, { kind: 'user.enrol', object: userId, detail: {} }, at);
    });
    changeKeyring(folder, opened.dekA, (keyring) => withEnrolled(keyring, enrolled.slot, opened.enrolment));
    zeroUserKeys(enrolled.user);
    return enrolled.words;
  } finally {
    closeStore(admin);
    zero(opened.dekA, opened.enrolmentSeed);
  }
}

/**
 * Supervisor (focal point on a desk), in presence: checks the eight words, writes the group keys, the keyring, and last the signed entry: cut before that, the person is still
 * to be admitted and everything is done again.
 * The session's own view of the roster is the one before: the caller uses the session this gives. Throws AdmissionRefused, RosterRefused.
 */
export function admitPerson(stores: OpenStores, userId: string, words: readonly string[], at: number): OpenStores {
  const pending = pendingProposal(stores.admin, userId);
  if (pending === null) throw new CodeRefused();
  const read = readKeyring(stores.folder);
  assertAuthentic(read, stores.keys.dekA);
  const admission = admitUser(read.keyring, stores.keys, stores.principals, stores.roster, pending.proposal, words);
  const { entry, roster, members } = admission;
  const line = { kind: 'roster.entry', object: userId, detail: { seq: entry.seq, head: roster.head, kind: entry.body.kind } } as const;
  const membersOf = (stores: 'admin' | 'cases') => members.filter((member) => storeOfPrincipal({ roster }, member.principalId) === stores);
  if (stores.cases !== null)
    transaction(stores.cases, (db) => {
      for (const member of membersOf('cases')) insertMember(db, member);
    });
  writeKeyring(stores.folder, admission.keyring, stores.keys.dekA);
  transaction(stores.admin, (db) => {
    appendRoster(db, entry);
    updateProposal(db, pending.proposal, 'confirmed');
    for (const member of membersOf('admin')) insertMember(db, member);
    appendJournal(db, stores.actor, line, at);
  });
  if (stores.cases !== null) transaction(stores.cases, (db) => appendJournal(db, stores.actor, line, at));
  return { ...stores, roster };
}

/** Own passphrase: old one asked again, new salt, same keys (security §2.5). Throws WrongPassphrase. */
export async function changeOwnPassphrase(
  stores: OpenStores,
  current: string,
  next: string,
  at: number,
  profile: KdfProfile,
): Promise<void> {
  const { keyring } = readKeyring(stores.folder);
  const fresh = await changePassphrase(keyring, stores.user.staffCode, current, next, profile);
  transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'passphrase.change', detail: {} }, at));
  changeKeyring(stores.folder, stores.keys.dekA, (present) => withBundle(present, fresh));
}

/**
 * « Change after a leak » (security §2.5): new keys under a new passphrase wait in the keyring, signed with the former ones, until a second person who
 * compared the eight words signs too; until then the former passphrase opens the account. Keys of an earlier proposal stay beside them as long as it may still be
 * signed. Gives the words. Throws WrongPassphrase, ChangeUnderWay.
 */
export async function changeOwnKeys(
  stores: OpenStores,
  current: string,
  next: string,
  at: number,
  profile: KdfProfile,
): Promise<readonly string[]> {
  const { userId } = stores.keys;
  if (stores.keys.former !== null) throw new ChangeUnderWay();
  const { keyring } = readKeyring(stores.folder);
  const made = await changeKeys(keyring, stores.user.staffCode, current, next, profile);
  const proposed = waitingActs(stores, at).flatMap(({ body }) => (body.kind === 'keys.change' ? [body.agreement] : []));
  changeKeyring(stores.folder, stores.keys.dekA, (present) => ({
    ...present,
    changes: [...(present.changes ?? []).filter((change) => change.userId !== userId || proposed.includes(change.agreement)), made.change],
  }));
  const signing = made.signingPublic.toString('base64url');
  proposeAct(stores, { kind: 'keys.change', userId, agreement: made.change.agreement, signing }, at);
  return keyWords(stores.roster, userId, made.agreementPublic, made.signingPublic);
}

/** Whether the keys that such a proposal names are in the keyring: signed without them, the account would open no more. */
export function areKeysKept(
  { folder }: OpenStores,
  { userId, agreement }: { readonly userId: string; readonly agreement: string },
): boolean {
  const { changes } = readKeyring(folder).keyring;
  return (changes ?? []).some((change) => change.userId === userId && change.agreement === agreement);
}

function isInvited(stores: OpenStores, { userId, staffCode }: AccountRecord): boolean {
  return pendingProposals(stores.admin).some(
    ({ row, proposal }) => row.user_id !== userId && 'account' in proposal.body && proposal.body.account.staffCode === staffCode,
  );
}

/** Reads, changes and writes the keyring with nothing in between: a slow derivation comes before, so that no other change is lost. Throws KeyringDamaged. */
export function changeKeyring(folder: string, dekA: Uint8Array, change: (keyring: Keyring) => Keyring): void {
  const read = readKeyring(folder);
  assertAuthentic(read, dekA);
  writeKeyring(folder, change(read.keyring), dekA);
}
