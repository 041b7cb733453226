import { join } from 'node:path';
import { deriveCaseKeys, openRewrap, zeroCaseKeys } from '../../electron/keys/caseKeys.ts';
import { readKeyring } from '../../electron/keys/keyring.ts';
import { openDraft, openPart } from '../../electron/keys/records.ts';
import { openEscrow, uniteShares } from '../../electron/keys/recovery.ts';
import { openKeys } from '../../electron/keys/session.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../electron/store/base/sql.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { PEOPLE, type Installation } from './installation.ts';
import { opens } from './opens.ts';

/** Who of the invented centre works with cases. */
export const CASE_STAFF = ['SD1', 'AC1', 'AC2'] as const;

/** All that somebody may have learnt before: keys of stores, of the vault and of each case. */
export type Known = { readonly deks: readonly Buffer[]; readonly ivks: readonly Buffer[]; readonly caseKeys: ReadonlyMap<string, Buffer> };

/** The supervisor's own copies give the key of each case of the team. */
export function learn(installation: Installation): Known {
  const stores = storeOf(installation);
  const { dekC, ivk, user } = stores.keys;
  const copies = all(casesOf(stores), casesSql.selectFrom('case_key_copy').selectAll().where('user_id', '=', stores.user.userId));
  const caseKeys = new Map(
    copies.map(({ case_id: caseId, case_epoch: epoch, scope, bytes }) => [
      caseId,
      openRewrap(user.userSecret, caseId, epoch, scope, bytes),
    ]),
  );
  if (dekC === null || ivk === null) throw new Error('no keys');
  return { deks: [Buffer.from(dekC)], ivks: [Buffer.from(ivk)], caseKeys };
}

/** What the files and every passphrase and share together still give, beside what was learnt before. */
export async function obtainable(profile: string, before: Known, shares: readonly string[]): Promise<Known> {
  const { keyring } = readKeyring(profile);
  const deks = [...before.deks];
  const ivks = [...before.ivks];
  for (const staffCode of CASE_STAFF) {
    const keys = await openKeys(profile, staffCode, PEOPLE[staffCode]);
    if (keys.dekC !== null) deks.push(keys.dekC);
    if (keys.ivk !== null) ivks.push(keys.ivk);
  }
  const { recovery } = keyring;
  if (recovery === null) throw new Error('no shares');
  const secret = await uniteShares(recovery, shares.slice(0, 2));
  for (const [list, name] of [
    [deks, 'dekC'],
    [ivks, 'ivk'],
  ] as const) {
    const key = openEscrow(keyring, recovery.setId, secret, name, null);
    if (key !== null) list.push(key);
  }
  return { deks, ivks, caseKeys: before.caseKeys };
}

/** How many identities these keys open in the base of cases, by any page key they give. */
export function identities(profile: string, { deks, ivks, caseKeys }: Known): number {
  let found = 0;
  for (const dek of deks) {
    let db: ReadableDb<'cases'>;
    try {
      db = openStore('cases', join(profile, CASES_FILE), dek, 'existing');
    } catch (error) {
      if (error instanceof StoreRefused) continue;
      throw error;
    }
    const rows = all(db, casesSql.selectFrom('case_file').selectAll());
    for (const row of rows) found += ofCase(db, row, caseKeys.get(row.case_id), ivks);
    closeStore(db);
  }
  return found;
}

function ofCase(
  db: ReadableDb<'cases'>,
  row: { readonly case_id: string; readonly site_id: string; readonly epoch: number },
  caseKey: Buffer | undefined,
  ivks: readonly Buffer[],
): number {
  if (caseKey === undefined) return 0;
  const parts = all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['record.record_id', 'record.form', 'record.revision', 'record_part.bytes'])
      .where('record.case_id', '=', row.case_id)
      .where('class', '=', 'DI'),
  );
  const drafts = all(db, casesSql.selectFrom('draft').selectAll().where('case_id', '=', row.case_id).where('form', '=', 'identity'));
  let found = 0;
  for (const ivk of ivks) {
    const keys = deriveCaseKeys(row.case_id, row.epoch, caseKey, ivk);
    for (const part of parts) {
      const ref = { siteId: row.site_id, caseId: row.case_id, recordId: part.record_id, form: part.form, revision: part.revision };
      if (opens(() => openPart(keys, ref, 'DI', part.bytes))) found += 1;
    }
    for (const { user_id: userId, draft_id: draftId, form, saved_at: savedAt, bytes, epoch } of drafts) {
      const { narrative } = keys;
      if (narrative !== null && opens(() => openDraft(narrative, epoch, { userId, caseId: row.case_id, form, draftId, savedAt }, bytes)))
        found += 1;
    }
    zeroCaseKeys(keys);
  }
  return found;
}

export function storeOf(installation: Installation): OpenStores {
  const { session } = installation.application.host;
  if (session === null) throw new Error('locked');
  return session.stores;
}

function casesOf({ cases }: OpenStores): ReadableDb<'cases'> {
  if (cases === null) throw new Error('no cases');
  return cases;
}
