import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../../electron/keys/primitives.ts';
import { appendRelease, insertReport, markExported, readReleases, readReport } from '../../../../electron/store/months/reports.ts';
import { casesSql, one, transaction } from '../../../../electron/store/base/sql.ts';
import { casesOf, temporaryCentre, TEST_TIME, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const LATER = TEST_TIME + 60_000;

describe('frozen months', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
  });
  afterAll(() => centre.remove());

  test('frozen months and the release ledger', async () => {
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      const month = {
        site_code: 'TST',
        programme: 'gbv' as const,
        month: '2026-05',
        payload: '{}',
        sha256: Buffer.alloc(32, 1),
        replaces: null,
        anchor_seq: 1,
      };
      const stamps = { frozen_at: TEST_TIME, frozen_by: session.user.userId, exported_at: null, exported_by: null };
      const [first, second] = [newId(), newId()];
      transaction(db, (writable) => {
        insertReport(writable, { ...month, ...stamps, report_id: first, version: 1 });
        insertReport(writable, { ...month, ...stamps, report_id: second, version: 2, replaces: Buffer.alloc(32, 1) });
        markExported(writable, second, session.user.userId, LATER);
      });
      expect(readReport(db, 'TST', 'gbv', '2026-05')).toMatchObject({ report_id: second, exported_at: LATER });
      expect(() =>
        transaction(db, (writable) => insertReport(writable, { ...month, ...stamps, report_id: newId(), version: 2 })),
      ).toThrow();
      const release = { period: '2026-05', version: 1, mode: 'hidden' as const, lists_version: '1', quantities: '{}', released_at: LATER };
      transaction(db, (writable) => {
        appendRelease(writable, { ...release, report_id: first });
        appendRelease(writable, { ...release, report_id: second, version: 2 });
      });
      expect(readReleases(db).map((row) => row.version)).toEqual([1, 2]);
      db.connection.exec(`UPDATE release_ledger SET quantities = '{"a":1}' WHERE version = 1`);
      expect(() => readReleases(db)).toThrow(RangeError);
      expect(one(db, casesSql.selectFrom('release_ledger').select('period').limit(1))?.period).toBe('2026-05');
    });
  });
});
