import { Buffer } from 'node:buffer';
import { zeroUserKeys, openStoreKey } from '../../electron/keys/bundle.ts';
import { deriveCaseKeys, openRewrap, unwrapCaseKey, type CaseKeys } from '../../electron/keys/caseKeys.ts';
import { readKeyring } from '../../electron/keys/keyring.ts';
import { letterContext, memberContext } from '../../electron/keys/principals.ts';
import { KEY_BYTES, openSealed } from '../../electron/keys/primitives.ts';
import { openDraft, openPart } from '../../electron/keys/records.ts';
import { signingKeysOf } from '../../electron/keys/rosterState.ts';
import { openKeys, openOwnKeys } from '../../electron/keys/session.ts';
import { heldCases, openCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import { allMembers } from '../../electron/store/roster/roster.ts';
import { closeStores, openStores } from '../../electron/store/session/session.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../electron/store/base/sql.ts';
import { PEOPLE } from './installation.ts';
import { opens } from './opens.ts';

/** Everything that every passphrase opens in a profile: what somebody who has the machine and knows them all holds. */
export type OldKeys = { readonly secrets: readonly Buffer[]; readonly cases: readonly CaseKeys[] };

/** Opens the profile as each of these people in turn and copies every secret that their sessions hold. */
export async function oldKeysOf(profile: string, staffCodes: readonly (keyof typeof PEOPLE)[]): Promise<OldKeys> {
  const secrets: Buffer[] = [];
  const cases: CaseKeys[] = [];
  for (const staffCode of staffCodes) {
    const session = openStores(profile, await openKeys(profile, staffCode, PEOPLE[staffCode]));
    const { user, dekA, dekC, ivk } = session.keys;
    const held = [
      user.agreementSecret,
      user.signingSeed,
      user.userSecret,
      dekA,
      dekC,
      ivk,
      ...session.principals.map(({ secret }) => secret),
    ];
    secrets.push(...held.flatMap((secret) => (secret === null ? [] : [Buffer.from(secret.subarray(0, KEY_BYTES))])));
    const { cases: db } = session;
    for (const { caseId } of db === null ? [] : heldCases(db, session)) {
      const keys = db === null ? null : openCaseKeys(db, session, caseId);
      if (keys !== null) cases.push(keys);
    }
    closeStores(session);
  }
  return { secrets, cases };
}

/** How many things of an open installation these keys open, as somebody could who had even its pages: by what they are. */
export function openedBy({ secrets, cases }: OldKeys, session: OpenStores): Readonly<Record<string, number>> {
  const { cases: db, roster, folder } = session;
  if (db === null) throw new Error('no case base');
  const { siteId } = roster;
  const anyOpens = (open: (secret: Buffer) => unknown) => secrets.some((secret) => opens(() => open(secret)));
  const records = new Map(all(db, casesSql.selectFrom('record').selectAll()).map((row) => [row.record_id, row]));
  const parts = all(db, casesSql.selectFrom('record_part').selectAll()).filter((part) => {
    const record = records.get(part.record_id);
    if (record === undefined) throw new Error('a part of no record');
    const ref = { siteId, caseId: record.case_id, recordId: part.record_id, form: record.form, revision: part.revision };
    const derived = secrets.flatMap((secret) => [
      { caseId: record.case_id, epoch: part.epoch, facts: secret, quasi: secret, narrative: secret, identity: secret },
      deriveCaseKeys(record.case_id, part.epoch, secret, session.keys.ivk),
    ]);
    const former = cases.map((keys) => ({ ...keys, caseId: record.case_id, epoch: part.epoch }));
    return [...derived, ...former].some((keys) => opens(() => openPart(keys, ref, part.class, part.bytes)));
  });
  const wraps = all(db, casesSql.selectFrom('case_key_wrap').selectAll()).filter((row) => {
    const ids = { caseId: row.case_id, principalId: row.principal_id, principalEpoch: row.principal_epoch, caseEpoch: row.case_epoch };
    const wrap = { ...ids, scope: row.scope, sealed: row.sealed, wrappedBy: row.wrapped_by, signature: row.signature };
    return anyOpens((secret) => unwrapCaseKey(wrap, secret, signingKeysOf(roster, row.wrapped_by)));
  });
  const copies = all(db, casesSql.selectFrom('case_key_copy').selectAll()).filter((row) =>
    anyOpens((secret) => openRewrap(secret, row.case_id, row.case_epoch, row.scope, row.bytes)),
  );
  const drafts = all(db, casesSql.selectFrom('draft').selectAll()).filter((row) => {
    const ref = { userId: row.user_id, caseId: row.case_id, form: row.form, draftId: row.draft_id, savedAt: row.saved_at };
    const narratives = cases.flatMap(({ narrative }) => (narrative === null ? [] : [narrative]));
    return [...secrets, ...narratives].some((secret) => opens(() => openDraft(secret, row.epoch, ref, row.bytes)));
  });
  const letters = all(db, casesSql.selectFrom('letter').selectAll()).filter((row) =>
    anyOpens((secret) =>
      openSealed(secret, row.sealed, letterContext(siteId, row.principal_id, row.principal_epoch, row.subject, row.subject_id)),
    ),
  );
  const present = (principalId: string, epoch: number) => roster.principals.get(principalId)?.epoch === epoch;
  const members = [...allMembers(session.admin), ...allMembers(db)].filter(
    ({ principalId, epoch, userId, sealed }) =>
      present(principalId, epoch) && anyOpens((secret) => openSealed(secret, sealed, memberContext(siteId, principalId, epoch, userId))),
  );
  const slots = readKeyring(folder).keyring.slots.flatMap(({ userId, deks }) =>
    (['dekA', 'dekC', 'ivk'] as const).filter((name) => {
      const sealed = deks[name];
      return sealed !== null && anyOpens((secret) => openStoreKey(asUser(secret), siteId, userId, name, Buffer.from(sealed, 'base64url')));
    }),
  );
  return {
    parts: parts.length,
    wraps: wraps.length,
    copies: copies.length,
    drafts: drafts.length,
    letters: letters.length,
    members: members.length,
    slots: slots.length,
  };
}

/** Slots of a keyring that these passphrases open. */
export async function slotsOpenedBy(profile: string, staffCodes: readonly (keyof typeof PEOPLE)[]): Promise<readonly string[]> {
  const open: string[] = [];
  for (const staffCode of staffCodes)
    try {
      const { user, former } = await openOwnKeys(profile, staffCode, PEOPLE[staffCode]);
      for (const keys of [user, former]) if (keys !== null) zeroUserKeys(keys);
      open.push(staffCode);
    } catch {
      // Another passphrase opens it now.
    }
  return open;
}

function asUser(secret: Buffer) {
  return { agreementSecret: secret, agreementPublic: secret, signingSeed: secret, signingPublic: secret, userSecret: secret };
}
