import { sealStoreKey, type StoreKeyName } from '../../keys/bundle.ts';
import { assertAuthentic, keyringSum, readKeyring, writeKeyring, type KeyChange, type Keyring, type Slot } from '../../keys/keyring.ts';
import { nextEpoch, shareWith, type NewPrincipal, type PrincipalMember } from '../../keys/principals.ts';
import { auditPrincipal, dueMembers, holdsStore, type Principal, type RosterState, type RosterUser } from '../../keys/rosterState.ts';
import type { PrincipalRecord, Proposal } from '../../keys/rosterEntries.ts';
import { flagLeavers, forgetCopies, hasWraps } from '../caseRecords/caseKeys.ts';
import type { Base, ReadableDb, WritableDb } from '../base/database.ts';
import { storeOfPrincipal } from '../accounts/installation.ts';
import { appendJournal, dropFormerStarts, hasStart, resealJournalStart } from '../journal/journal.ts';
import { hasLetters, resealLetters } from '../caseRecords/sealedMessages.ts';
import { allMembers, deleteMember, insertMember } from '../roster/roster.ts';
import { confirmAct, isHeld, mayConfirm, proposeAct, waitingActs } from '../accounts/rosterActs.ts';
import { applyRotation, finishRotation, prepareRotation, staleStores } from './rotation.ts';
import { withRoster } from '../session/session.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { newTeamGroups, opensTeam } from '../accounts/teams.ts';
import { transaction } from '../base/sql.ts';

/** Each store's key is renewed at most once a time. */
const STORES = 2;

/**
 * New key pairs for the groups whose key somebody who left knows, and that this session may renew (security §2.5): it is a member, and nobody has
 * proposed the next one; and first ones for a new team of this session's person. The caller gives them to `RECONCILIATION`, then zeroes them.
 */
export async function newEpochs(stores: OpenStores, at: number): Promise<readonly NewPrincipal[]> {
  const next = await Promise.all(dueEpochs(stores, at).map(nextEpoch));
  return [...next, ...newTeamGroups(stores.roster, stores.user, waitingEpochs(stores, at))];
}

/** One step of `RECONCILIATION`: gives the session that continues. */
type Step = (stores: OpenStores, made: readonly NewPrincipal[], at: number) => OpenStores;

/**
 * What the roster commands and a session can do, in this order: keys of those who left taken away, store keys and group keys renewed, keys of those
 * who came given. All is derived from the roster, the keyring and the bases, and each step is independent: cut anywhere, the next session continues.
 * Cases are renewed afterwards, a few at a time (`reassign.ts`). A step throws what a full disk throws, KeyringDamaged, Unreadable; the sessions given by
 * the steps before it are kept.
 */
export const RECONCILIATION: readonly Step[] = [
  closeSlots,
  ...Array.from({ length: STORES }, () => [prepareStale, applyRotation, finishRotation]).flat(),
  completeSlots,
  proposeEpochs,
  confirmEpochs,
  completeMembers,
  closeCases,
  (stores) => withRoster(stores, stores.roster),
];

function prepareStale(stores: OpenStores, _: readonly NewPrincipal[], at: number): OpenStores {
  const [store] = staleStores(stores);
  return store === undefined || stores.keys.renewing !== null ? stores : prepareRotation(stores, store, at);
}

function dueEpochs(stores: OpenStores, at: number): readonly Principal[] {
  const { roster, user } = stores;
  const proposed = new Set(waitingEpochs(stores, at).map(({ principalId, epoch }) => `${principalId} ${epoch}`));
  return [...roster.stale].flatMap((principalId) => {
    const principal = roster.principals.get(principalId);
    if (principal === undefined || stores[storeOfPrincipal({ roster }, principalId)] === null) return [];
    const isMember = dueMembers(roster, principal).some(({ userId }) => userId === user.userId);
    return isMember && !proposed.has(`${principalId} ${principal.epoch + 1}`) ? [principal] : [];
  });
}

/** Next keys that wait for a signature, with who proposed each. A key that nobody will sign (its proposer gone, under other keys, or no member) never blocks the next key. */
export function waitingEpochs(stores: OpenStores, at: number) {
  const { roster } = stores;
  return waitingActs(stores, at).flatMap((proposal) => {
    const { body } = proposal;
    const isSupported = isHeld(roster, proposal) && (isByMember(roster, proposal) || opensTeam(roster, proposal));
    return body.kind === 'principal.set' && isSupported ? [{ ...body.principal, by: proposal.proposed.by }] : [];
  });
}

/** Who was removed has no slot, no escrow, no code any more; new keys that two persons signed take the place of the former ones. */
function closeSlots(stores: OpenStores): OpenStores {
  const { roster } = stores;
  const isSigned = ({ userId, agreement }: KeyChange) => roster.users.get(userId)?.agreementPublic.toString('base64url') === agreement;
  const stays = ({ userId }: { readonly userId: string | null }) => userId === null || roster.users.get(userId)?.status !== 'removed';
  changeKeyring(stores, (keyring) => {
    const signed = new Map((keyring.changes ?? []).filter(isSigned).map((change) => [change.userId, change]));
    const waits = (change: KeyChange) => stays(change) && !signed.has(change.userId);
    return {
      ...keyring,
      rosterHead: roster.head,
      slots: keyring.slots.filter(stays).map((slot) => changed(slot, signed.get(slot.userId))),
      ...(keyring.changes === undefined ? {} : { changes: keyring.changes.filter(waits) }),
      escrow: keyring.escrow.filter(stays),
      enrolments: keyring.enrolments.filter(stays),
    };
  });
  return stores;
}

function changed(slot: Slot, change: KeyChange | undefined): Slot {
  if (change === undefined) return slot;
  const { kdf, bundle, former } = change;
  return { ...slot, kdf, bundle, former };
}

/**
 * Gives the store keys that a person's role asks for and her or his slot lacks (a return, a new role), takes the others from it; all but DEK-A from who is on no list: an admission
 * cut before its line gives them again.
 */
function completeSlots(stores: OpenStores): OpenStores {
  const { roster } = stores;
  changeKeyring(stores, (keyring) =>
    keyring.pendingDek === undefined
      ? {
          ...keyring,
          slots: keyring.slots.map((slot) => {
            const user = roster.users.get(slot.userId);
            return { ...slot, deks: user === undefined ? { ...slot.deks, dekC: null, ivk: null } : dueKeys(stores, slot, user) };
          }),
        }
      : keyring,
  );
  return stores;
}

function dueKeys(stores: OpenStores, { deks }: Slot, user: RosterUser): Slot['deks'] {
  const { siteId } = stores.roster;
  const given = (name: StoreKeyName, store: Base, present: string | null, key: Buffer | null) => {
    if (!holdsStore(user, store)) return null;
    if (present !== null || key === null) return present;
    return sealStoreKey(user.agreementPublic, siteId, user.userId, name, key).toString('base64url');
  };
  const { dekA, dekC, ivk } = stores.keys;
  return {
    dekA: given('dekA', 'admin', deks.dekA, dekA),
    dekC: given('dekC', 'cases', deks.dekC, dekC),
    ivk: given('ivk', 'cases', deks.ivk, ivk),
    genesis: deks.genesis,
  };
}

/** Seals each new private half to the members who stay, and J₀ to a new audit key, before the public half is proposed. */
function proposeEpochs(stores: OpenStores, made: readonly NewPrincipal[], at: number): OpenStores {
  const due = new Set(dueEpochs(stores, at).map(({ principalId, epoch }) => `${principalId} ${epoch + 1}`));
  const { roster } = stores;
  const isFirst = ({ epoch, teamId }: PrincipalRecord) => epoch === 1 && teamId !== null && teamId === stores.user.teamId;
  for (const { record, secret } of made) {
    if (!due.has(`${record.principalId} ${record.epoch}`) && !isFirst(record)) continue;
    transaction(storeOf(stores, record), (db) => {
      for (const member of dueMembers(roster, record)) insertMember(db, shareWith(stores.roster.siteId, record, secret, member));
      const publicKey = Buffer.from(record.publicKey, 'base64url');
      if (record.kind === 'audit') resealJournalStart(db, stores.roster.siteId, stores.principals, { ...record, publicKey });
      appendJournal(db, stores.actor, { kind: 'key.rotate', object: record.principalId, detail: { what: record.kind } }, at);
    });
    proposeAct(stores, { kind: 'principal.set', principal: record }, at);
  }
  return stores;
}

/**
 * Second signature of a renewal: the two persons already signed the departure or the assignment that commands it, so it is given without asking again, and
 * only to the next epoch of a group that is to be renewed, made by one of its members, or to the first of a new team.
 */
function confirmEpochs(stores: OpenStores, _: readonly NewPrincipal[], at: number): OpenStores {
  let reconciled = stores;
  for (const proposal of waitingActs(stores, at)) {
    const { body } = proposal;
    if (body.kind !== 'principal.set' || !mayConfirm(reconciled, proposal)) continue;
    const isRenewal = reconciled.roster.stale.has(body.principal.principalId) && isByMember(reconciled.roster, proposal);
    if (!isRenewal && !opensTeam(reconciled.roster, proposal)) continue;
    reconciled = confirmAct(reconciled, body.id, at);
  }
  return reconciled;
}

/** The maker of a group's key knows it: an administrator's would open what is sealed to a team next (security §1, A5). */
function isByMember(roster: RosterState, { body, proposed }: Proposal): boolean {
  return body.kind === 'principal.set' && dueMembers(roster, body.principal).some(({ userId }) => userId === proposed.by);
}

/**
 * Each private half this session holds goes to the members who lack it; nobody else keeps a sealed copy, of any epoch, once a member has one: the last copy of a
 * group's key is never deleted.
 */
function completeMembers(stores: OpenStores): OpenStores {
  const { roster } = stores;
  for (const store of ['admin', 'cases'] as const) {
    const db = stores[store];
    if (db === null) continue;
    const rows = allMembers(db);
    transaction(db, (writable) => {
      const kept = (row: PrincipalMember) => rows.some((other) => isDue(stores, other) && isSameOrLater(other, row));
      for (const row of rows) if (!isDue(stores, row) && kept(row)) deleteMember(writable, row);
      for (const { principal, secret } of stores.principals) {
        if (storeOfPrincipal({ roster }, principal.principalId) !== store) continue;
        const has = new Set(rows.filter((row) => row.principalId === principal.principalId && row.epoch === principal.epoch).map(userIdOf));
        for (const member of dueMembers(roster, principal))
          if (!has.has(member.userId)) insertMember(writable, shareWith(roster.siteId, principal, secret, member));
      }
      dropFormerStarts(writable, auditPrincipal(roster, store));
      if (store === 'admin') dropFormerEpochs(writable, roster, () => false);
    });
  }
  return stores;
}

function isDue({ roster }: OpenStores, row: { readonly principalId: string; readonly userId: string }): boolean {
  const principal = roster.principals.get(row.principalId);
  return principal !== undefined && dueMembers(roster, principal).some(({ userId }) => userId === row.userId);
}

function isSameOrLater(one: PrincipalMember, other: PrincipalMember): boolean {
  return one.principalId === other.principalId && one.epoch >= other.epoch;
}

function userIdOf({ userId }: { readonly userId: string }): string {
  return userId;
}

/** What people who left had of cases: their cases wait for another owner, cached keys are deleted, letters are sealed again to the groups' new keys. */
function closeCases(stores: OpenStores): OpenStores {
  if (stores.cases === null) return stores;
  const { roster } = stores;
  transaction(stores.cases, (db) => {
    const users = [...roster.users.values()];
    flagLeavers(db, users.filter(({ status, role }) => status === 'removed' || role !== 'caseworker').map(userIdOf));
    forgetCopies(db, users.filter((user) => !holdsStore(user, 'cases')).map(userIdOf));
    resealLetters(db, stores);
    dropFormerEpochs(db, roster, isStillUsed(db));
  });
  return stores;
}

/** The private half of an earlier epoch is kept by those who stay as long as something is sealed to it, and no longer. In the caller's transaction. */
export function dropFormerEpochs<B extends Base>(
  db: WritableDb<B>,
  roster: RosterState,
  isUsed: (principalId: string, epoch: number) => boolean,
): void {
  for (const row of allMembers(db)) {
    const present = roster.principals.get(row.principalId);
    if (present === undefined || row.epoch >= present.epoch || present.kind === 'signing') continue;
    if (!isUsed(row.principalId, row.epoch) && !hasStart(db, row.principalId, row.epoch)) deleteMember(db, row);
  }
}

/** Whether cases or letters are still sealed to an epoch of a group. */
export function isStillUsed(db: ReadableDb<'cases'>): (principalId: string, epoch: number) => boolean {
  return (principalId, epoch) => hasWraps(db, principalId, epoch) || hasLetters(db, principalId, epoch);
}

function storeOf(stores: OpenStores, { store }: PrincipalRecord): ReadableDb {
  const db = stores[store === 'admin' || stores.roster.kind === 'desk' ? 'admin' : 'cases'];
  if (db === null) throw new RangeError('this session does not have the store open');
  return db;
}

/** Reads, changes and, where something changed, writes the keyring with nothing in between. Throws KeyringDamaged. */
function changeKeyring({ folder, keys }: OpenStores, change: (keyring: Keyring) => Keyring): void {
  const read = readKeyring(folder);
  assertAuthentic(read, keys.dekA);
  const next = change(read.keyring);
  if (keyringSum(next) !== keyringSum(read.keyring)) writeKeyring(folder, next, keys.dekA);
}
