import { sealStoreKey, zeroUserKeys, type StoreKeyName, type UserKeys } from '../keys/bundle.ts';
import { assertAuthentic, readKeyring, writeKeyring, type Keyring, type Slot } from '../keys/keyring.ts';
import { shareWith } from '../keys/principals.ts';
import type { RosterUser } from '../keys/roster.ts';
import { forgetCopies } from './caseKeys.ts';
import type { ReadableDb } from './database.ts';
import { resealOwnDrafts } from './drafts.ts';
import { storeOfPrincipal } from './installation.ts';
import { resealLetters } from './letters.ts';
import { insertMember } from './roster.ts';
import type { Session } from './session.ts';
import { isStillUsed } from './settle.ts';
import { transaction } from './sql.ts';

/**
 * Everything sealed to a person's former keys, sealed again to the present ones (security §2.5), by the person's own first session with them: drafts
 * without a case, letters, private halves of groups, store keys; cached case keys are dropped. Own cases follow, a few at a time, like those of any departure
 * (`reassign.ts`). May be cut anywhere and run again. Gives the session to go on with; nothing to do without former keys.
 */
export function resealUser(session: Session): Session {
  const { former } = session.keys;
  if (former === null) return session;
  resealCases(session, former);
  resealMembers(session);
  changeOwnSlot(session, (slot) => ({ ...slot, deks: ownKeys(session, slot) }));
  return dropFormerKeys(session);
}

/** The former keys are forgotten once nothing is sealed to them any more. */
export function dropFormerKeys(session: Session): Session {
  const { keys, user, cases } = session;
  if (keys.former === null || (cases !== null && isFormerUsed(cases, user))) return session;
  changeOwnSlot(session, ({ former: _, ...slot }) => slot);
  zeroUserKeys(keys.former);
  return { ...session, keys: { ...keys, former: null } };
}

function isFormerUsed(cases: ReadableDb<'cases'>, { userId, epoch }: RosterUser): boolean {
  const isUsed = isStillUsed(cases);
  return Array.from({ length: epoch - 1 }, (_, place) => place + 1).some((former) => isUsed(userId, former));
}

function resealCases(session: Session, former: UserKeys): void {
  if (session.cases === null) return;
  transaction(session.cases, (db) => {
    resealOwnDrafts(db, session, former);
    forgetCopies(db, [session.user.userId]);
    resealLetters(db, session);
  });
}

function resealMembers(session: Session): void {
  const { roster, user } = session;
  for (const store of ['admin', 'cases'] as const) {
    const db = session[store];
    if (db === null) continue;
    transaction(db, (writable) => {
      for (const { principal, secret } of [...session.principals, ...session.formerPrincipals])
        if (storeOfPrincipal({ roster }, principal.principalId) === store)
          insertMember(writable, shareWith(roster.siteId, principal, secret, user));
    });
  }
}

function ownKeys({ keys, roster, user }: Session, { deks }: Slot): Slot['deks'] {
  const sealed = (name: StoreKeyName, key: Buffer | null, present: string | null) =>
    key === null ? present : sealStoreKey(user.agreementPublic, roster.siteId, user.userId, name, key).toString('base64url');
  return {
    dekA: sealed('dekA', keys.dekA, deks.dekA),
    dekC: sealed('dekC', keys.dekC, deks.dekC),
    ivk: sealed('ivk', keys.ivk, deks.ivk),
    genesis: sealed('genesis', keys.genesis, deks.genesis),
  };
}

function changeOwnSlot({ folder, keys }: Session, change: (slot: Slot) => Slot): void {
  const read = readKeyring(folder);
  assertAuthentic(read, keys.dekA);
  const slots: Keyring['slots'] = read.keyring.slots.map((slot) => (slot.userId === keys.userId ? change(slot) : slot));
  writeKeyring(folder, { ...read.keyring, slots }, keys.dekA);
}
