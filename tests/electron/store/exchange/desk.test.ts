import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Refused } from '../../../../shared/failure.ts';
import { newId, randomSecret, sha256, sign } from '../../../../electron/keys/primitives.ts';
import {
  cardByDigest,
  confirmCard,
  confirmersOf,
  insertCard,
  listCards,
  revokeKey,
  revokersOf,
  signRevocation,
} from '../../../../electron/store/exchange/cards.ts';
import { listProviders, readProvider, saveProvider } from '../../../../electron/store/exchange/directory.ts';
import {
  appendDeskRelease,
  currentPackage,
  insertPackage,
  listPackages,
  listReceived,
  readDeskReleases,
  readPackage,
} from '../../../../electron/store/exchange/packages.ts';
import { listSettings, readSetting, writeSetting } from '../../../../electron/store/settings.ts';
import { adminSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import type { CardRow, PackageRow } from '../../../../electron/store/base/adminTables.ts';
import { TEST_TIME, temporaryDesk, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const card = (code: string): CardRow => ({
  card_id: newId(),
  role: 'site',
  code,
  region: 'mopti',
  bytes: Buffer.from(`card ${code}`),
  digest: sha256(Buffer.from(code)),
  signing_key: randomSecret(),
  recipient: 'age1invented',
  valid_until: '2027-05-04',
  state: 'received',
  received_at: TEST_TIME,
  revoked_since: null,
});

describe('desk and office tables', () => {
  let desk: TemporaryInstallation;
  const site = card('TST');
  beforeAll(async () => {
    desk = await temporaryDesk();
    await desk.as('FOC', (session) => transaction(session.admin, (db) => insertCard(db, site)));
  });
  afterAll(() => desk.remove());

  const received = (month: string, version: number, content: string): PackageRow => ({
    package_id: newId(),
    card_id: site.card_id,
    site_code: 'TST',
    programme: 'gbv',
    month,
    version,
    sha256: sha256(Buffer.from(content)),
    replaces: null,
    state: 'valid',
    marked: null,
    unconfirmed: null,
    payload: '{}',
    imported_at: TEST_TIME + version,
    imported_by: desk.userIds.get('FOC') ?? '',
  });

  test('a package replaces the former version; the same bytes are known; order of arrival does not show', async () => {
    await desk.as('FOC', (session) => {
      const { admin } = session;
      const [first, second, april] = [received('2026-05', 1, 'one'), received('2026-05', 2, 'two'), received('2026-04', 1, 'april')];
      for (const each of [first, second, april]) transaction(admin, (db) => insertPackage(db, each));
      expect(currentPackage(admin, 'TST', 'gbv', '2026-05')?.package_id).toBe(second.package_id);
      expect(readPackage(admin, first.sha256)?.state).toBe('replaced');
      expect(readPackage(admin, sha256(Buffer.from('none')))).toBeUndefined();
      expect(() => transaction(admin, (db) => insertPackage(db, { ...received('2026-05', 3, 'two') }))).toThrow();
      expect(currentPackage(admin, 'TST', 'gbv', '2026-05')?.package_id).toBe(second.package_id);
      expect(listPackages(admin, { programme: 'gbv' }).map((row) => row.month)).toEqual(['2026-04', '2026-05']);
      expect(listPackages(admin, { from: '2026-05', to: '2026-05' })).toHaveLength(1);
      expect(listReceived(admin, 10)).toHaveLength(3);
    });
  });

  test('releases are chained', async () => {
    await desk.as('FOC', (session) => {
      const { admin } = session;
      const release = (content: string) =>
        transaction(admin, (db) => appendDeskRelease(db, '2026-05', content, session.user.userId, TEST_TIME));
      expect([release('{"a":1}'), release('{"a":2}')]).toEqual([1, 2]);
      expect(readDeskReleases(admin).map((row) => row.version)).toEqual([1, 2]);
      run({ ...admin, writing: true }, adminSql.updateTable('release').set({ content: '{"a":9}' }).where('version', '=', 1));
      expect(() => readDeskReleases(admin)).toThrow(RangeError);
    });
  });

  test('a card is confirmed by the needed number of persons, each by her own signature', async () => {
    const other = card('BKO');
    await desk.as('FOC', (session) => {
      const { admin, roster, actor } = session;
      transaction(admin, (db) => insertCard(db, other));
      expect(transaction(admin, (db) => confirmCard(db, roster, actor, other, 2, TEST_TIME))).toEqual([actor.userId]);
      expect(transaction(admin, (db) => confirmCard(db, roster, actor, other, 2, TEST_TIME))).toEqual([actor.userId]);
      const forged = {
        card_id: other.card_id,
        user_id: desk.userIds.get('ADM') ?? '',
        at: TEST_TIME,
        signature: sign(randomSecret(), other.digest),
      };
      run({ ...admin, writing: true }, adminSql.insertInto('card_confirmation').values(forged));
      expect(confirmersOf(admin, roster, other)).toEqual([actor.userId]);
      expect(cardByDigest(admin, other.digest)?.state).toBe('received');
    });
    await desk.as('ADM', (session) => {
      const { admin, roster, actor } = session;
      expect(transaction(admin, (db) => confirmCard(db, roster, actor, other, 2, TEST_TIME))).toHaveLength(2);
      expect(cardByDigest(admin, other.digest)?.state).toBe('confirmed');
      transaction(admin, (db) => signRevocation(db, actor, other, '2026-05-04', TEST_TIME));
      run({ ...admin, writing: true }, adminSql.updateTable('card_revocation').set({ since: '2026-01-01' }));
      expect(revokersOf(admin, roster, other)).toEqual([]);
      expect(transaction(admin, (db) => revokeKey(db, other.signing_key, '2026-05-04'))).toHaveLength(1);
      expect(transaction(admin, (db) => revokeKey(db, other.signing_key, '2026-01-01'))).toHaveLength(0);
      expect(cardByDigest(admin, other.digest)?.state).toBe('revoked');
      const revoked = cardByDigest(admin, other.digest);
      if (revoked === undefined) throw new Error('no card');
      transaction(admin, (db) => confirmCard(db, roster, actor, revoked, 1, TEST_TIME));
      expect(cardByDigest(admin, other.digest)?.state).toBe('revoked');
      expect(listCards(admin).map((row) => row.code)).toEqual(['BKO', 'TST']);
    });
  });

  test('providers: services in their order, a stale revision refused', async () => {
    await desk.as('FOC', (session) => {
      const { admin } = session;
      const saved = {
        providerId: null,
        revision: 0,
        status: 'listed' as const,
        answers: { prov_name: 'Prestataire inventé' },
        services: [
          { serviceId: null, answers: { category: 'medical' } },
          { serviceId: null, answers: { category: 'legal' } },
        ],
        checkedOn: '2026-05-01',
        replaces: null,
      };
      const save = (change: object) =>
        transaction(admin, (db) => saveProvider(db, { ...saved, ...change }, session.user.userId, TEST_TIME));
      const { providerId } = save({});
      expect(readProvider(admin, providerId)?.services.map((service) => service.answers)).toEqual([
        { category: 'medical' },
        { category: 'legal' },
      ]);
      expect(save({ providerId, revision: 1, services: [] })).toEqual({ providerId, revision: 2 });
      expect(() => save({ providerId, revision: 1 })).toThrow(Refused);
      expect(listProviders(admin, 'listed')).toHaveLength(1);
      expect(listProviders(admin, 'proposed')).toEqual([]);
    });
  });

  test('settings keep their schema', async () => {
    await desk.as('ADM', (session) => {
      const { admin } = session;
      expect(readSetting(admin, 'idle_minutes', z.int())).toBeUndefined();
      transaction(admin, (db) => writeSetting(db, 'idle_minutes', 5, session.user.userId, TEST_TIME));
      transaction(admin, (db) => writeSetting(db, 'idle_minutes', 7, session.user.userId, TEST_TIME));
      expect(readSetting(admin, 'idle_minutes', z.int())).toBe(7);
      expect(() => readSetting(admin, 'idle_minutes', z.string())).toThrow(z.ZodError);
      expect(listSettings(admin)).toHaveLength(1);
    });
  });
});
