import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CaseProgramme } from '../../../../shared/ids.ts';
import { newGroup, newSiteSigner } from '../../../../electron/keys/principals.ts';
import { commitment, wrapCaseKey } from '../../../../electron/keys/caseKeys.ts';
import { Unreadable, randomSecret } from '../../../../electron/keys/primitives.ts';
import { openKeys, type SessionKeys } from '../../../../electron/keys/session.ts';
import { renewCases } from '../../../../electron/services/accounts/renewal.ts';
import { withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../../../electron/store/base/database.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { proposeAct } from '../../../../electron/store/accounts/rosterActs.ts';
import { CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import { PEOPLE, newCentre, userIdOf, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

const LONG = 10_000;

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  await centre.lock();
});
afterEach(() => centre.remove());

/** What a colleague does to the base of cases with a program of her own: everything that her account opens. */
async function asColleague(act: (db: ReadableDb<'cases'>, keys: SessionKeys) => void): Promise<void> {
  const keys = await openKeys(centre.profile, 'AC2', PEOPLE.AC2);
  if (keys.dekC === null) throw new Error('no case base');
  const db = openStore('cases', join(centre.profile, CASES_FILE), keys.dekC, 'existing');
  act(db, keys);
  closeStore(db);
}

/** The day of somebody whose session renews what is to be renewed. */
async function dayOf(staffCode: 'AC1' | 'SD1' | 'AC2'): Promise<void> {
  await centre.unlock(staffCode);
  renewCases(centre.application.host, LONG);
}

const openIdentity = () => centre.call('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });

describe('a colleague who alters the base (security §1, A4)', () => {
  test.each(['owner_id', 'program', 'team_id'])(
    'gives herself a case by its %s: no key of it is sealed anew, she opens nothing',
    async (column) => {
      await asColleague((db, { userId }) => {
        const value = { owner_id: userId, program: 'gbv_cp', team_id: userId }[column];
        db.connection.prepare(`UPDATE case_file SET ${column} = ? WHERE case_id = ?`).run(value, caseId);
      });
      for (const staffCode of ['SD1', 'AC1'] as const) await dayOf(staffCode);
      await dayOf('AC2');
      expect(await openIdentity()).toMatchObject({ ok: false });
      await centre.lock();
      await asColleague((db, { userId }) => {
        const sealed = db.connection.prepare('SELECT principal_id FROM case_key_wrap WHERE case_id = ?').pluck().all(caseId);
        expect(sealed).not.toContain(userId);
        expect(z.int().parse(db.connection.prepare('SELECT epoch FROM case_file WHERE case_id = ?').pluck().get(caseId))).toBe(1);
      });
    },
  );

  test('puts a key of her own under a colleague’s case: it is not taken, nothing new is written under it', async () => {
    await centre.unlock('AC2');
    const { roster } = openStoreOf(centre);
    await centre.lock();
    const publicKey = (principalId: string): Buffer =>
      roster.principals.get(principalId)?.publicKey ?? roster.users.get(principalId)?.agreementPublic ?? Buffer.alloc(0);
    await asColleague((db, keys) => {
      const own = randomSecret();
      const wraps = db.connection.prepare<[string], { principal_id: string; principal_epoch: number; scope: 'full' | 'facts' }>(
        'SELECT principal_id, principal_epoch, scope FROM case_key_wrap WHERE case_id = ?',
      );
      for (const row of wraps.all(caseId)) {
        const recipient = {
          principalId: row.principal_id,
          epoch: row.principal_epoch,
          scope: row.scope,
          publicKey: publicKey(row.principal_id),
        };
        const wrap = wrapCaseKey(caseId, 1, own, recipient, { userId: keys.userId, keys: keys.user });
        db.connection
          .prepare(
            'UPDATE case_key_wrap SET sealed = ?, wrapped_by = ?, signature = ? WHERE case_id = ? AND principal_id = ? AND scope = ?',
          )
          .run(wrap.sealed, keys.userId, wrap.signature, caseId, row.principal_id, row.scope);
      }
      const row = db.connection
        .prepare<[string], { program: CaseProgramme; owner_id: string; team_id: string }>(
          'SELECT program, owner_id, team_id FROM case_file WHERE case_id = ?',
        )
        .get(caseId);
      if (row === undefined) throw new Error('no case');
      const bond = { caseId, epoch: 1, program: row.program, ownerId: row.owner_id, teamId: row.team_id };
      db.connection.prepare('UPDATE case_file SET commitment = ? WHERE case_id = ?').run(commitment(own, bond), caseId);
      db.connection.prepare('DELETE FROM case_key_copy WHERE case_id = ?').run(caseId);
    });
    await centre.unlock('AC1');
    expect(await openIdentity()).toMatchObject({ ok: false });
    const { cases, ...stores } = openStoreOf(centre);
    if (cases === null) throw new Error('no case base');
    expect(() => withCaseKeys(cases, { ...stores, cases }, caseId, () => null)).toThrow(Unreadable);
  });
});

describe('a journal cut, and the witness of its owner taken away (security §6.3, W1)', () => {
  test('is reported in the next session of that person, to her and to the supervision', async () => {
    const before = await linesOf();
    await centre.unlock('AC1');
    await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'other' });
    await centre.lock();
    await asColleague((db) => {
      const trigger = z
        .string()
        .parse(db.connection.prepare("SELECT sql FROM sqlite_master WHERE name = 'journal_no_delete'").pluck().get());
      db.connection.exec('DROP TRIGGER journal_no_delete');
      db.connection.prepare('DELETE FROM journal WHERE seq > ?').run(before.seq);
      db.connection.prepare('UPDATE journal_key SET key = ?').run(before.key);
      db.connection.exec(trigger);
    });
    rmSync(join(centre.profile, 'witness'), { recursive: true });
    for (const staffCode of ['AC1', 'SD1'] as const) {
      await centre.unlock(staffCode);
      expect(await centre.ask('session.state', {})).toMatchObject({ journalAltered: true });
    }
    await centre.unlock('AC2');
    expect(await centre.ask('session.state', {})).toMatchObject({ journalAltered: false });
  });

  test('a witness that never was, or left with a first session, reveals nothing', async () => {
    for (const staffCode of ['AC2', 'AC2', 'AC2'] as const) {
      await centre.unlock(staffCode);
      await centre.lock();
    }
    await centre.unlock('SD1');
    expect(await centre.ask('session.state', {})).toMatchObject({ journalAltered: false });
  });

  async function linesOf(): Promise<{ readonly seq: number; readonly key: Buffer }> {
    await centre.unlock('AC1');
    await centre.lock();
    const found: { seq: number; key: Buffer }[] = [];
    await asColleague((db) => {
      const seq = z.int().parse(db.connection.prepare('SELECT max(seq) FROM journal').pluck().get());
      found.push({ seq, key: z.instanceof(Buffer).parse(db.connection.prepare('SELECT key FROM journal_key').pluck().get()) });
    });
    const [lines] = found;
    if (lines === undefined) throw new Error('no journal');
    return lines;
  }
});

describe('an administrator who proposes the next keys of groups (security §1, A5)', () => {
  test('none comes into force unasked, and those made by their members do', async () => {
    const next = 'invente pour essai phrase suivante';
    await centre.unlock('SD1');
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.SD1, next });
    await centre.unlock('AD1');
    await centre.ask('accounts.confirmKeys', { userId: await userIdOf(centre, 'SD1'), words, passphrase: PEOPLE.AD1 });
    const stores = openStoreOf(centre);
    const own = new Set<string>();
    for (const principalId of stores.roster.stale) {
      const principal = stores.roster.principals.get(principalId);
      if (principal === undefined || principal.store === 'admin') continue;
      const { record } = principal.kind === 'signing' ? await newSiteSigner() : newGroup(principal.kind, {});
      const { publicKey, recipient } = record;
      proposeAct(
        stores,
        { kind: 'principal.set', principal: { ...principal, epoch: principal.epoch + 1, publicKey, recipient } },
        centre.application.host.now().getTime(),
      );
      own.add(publicKey);
    }
    expect(own.size).toBeGreaterThan(3);
    await centre.lock();
    for (const person of ['SD1', 'AD1', 'SD1'] as const) {
      await centre.ask('session.unlock', { staffCode: person, passphrase: person === 'SD1' ? next : PEOPLE.AD1 });
      const { principals } = openStoreOf(centre).roster;
      expect([...principals.values()].filter(({ publicKey }) => own.has(publicKey.toString('base64url')))).toEqual([]);
      await centre.lock();
    }
    await centre.ask('session.unlock', { staffCode: 'SD1', passphrase: next });
    expect(openStoreOf(centre).roster.stale.size).toBe(0);
    await centre.ask('cases.open', { caseId });
  });
});

function openStoreOf({ application }: Installation) {
  const { session } = application.host;
  if (session === null) throw new Error('nobody’s session is open');
  return session.stores;
}
