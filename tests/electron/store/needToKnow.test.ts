import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES_FILE } from '../../../electron/store/base/fileNames.ts';
import { Unreadable, newId, openSealed } from '../../../electron/keys/primitives.ts';
import { deriveCaseKeys, openRewrap } from '../../../electron/keys/caseKeys.ts';
import { PART_CLASSES, openPart } from '../../../electron/keys/records.ts';
import { openCaseKeys } from '../../../electron/store/caseRecords/caseKeys.ts';
import { readFacts } from '../../../electron/store/caseRecords/facts.ts';
import { StoreRefused } from '../../../electron/store/base/storeRefused.ts';
import { openStore } from '../../../electron/store/base/open.ts';
import { openRecord, readRecord } from '../../../electron/store/caseRecords/records.ts';
import { all, casesSql } from '../../../electron/store/base/sql.ts';
import { INVENTED, addCase } from '../../support/caseRecords.ts';
import { addPerson, casesOf, temporaryCentre, type TemporaryInstallation } from '../../support/temporaryStore.ts';
import { loadAll } from '../../support/loadedFacts.ts';

describe('need to know (security §10, T6)', () => {
  let centre: TemporaryInstallation;
  let caseId = '';
  let recordId = '';

  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
    await centre.as('AWA', (session) => ({ caseId, recordId } = addCase(session)));
  });
  afterAll(() => centre.remove());

  test('the owner opens every class', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const keys = openCaseKeys(db, session, caseId);
      const row = readRecord(db, recordId);
      if (keys === null || row === undefined) throw new Error('not opened');
      expect(openRecord(db, keys, session.roster.siteId, row, PART_CLASSES)).toEqual(INVENTED);
      expect(loadAll(db, session)).toEqual({ records: 1, cases: 1, unopened: [] });
      expect(readFacts(db, 'registration').map((fact) => JSON.parse(fact.answers))).toEqual([INVENTED.facts]);
    });
  });

  test('the team supervisor opens every class, and a second unlock uses the copy', async () => {
    for (let time = 0; time < 2; time += 1) {
      await centre.as('SUP', (session) => {
        const db = casesOf(session);
        expect(loadAll(db, session)).toEqual({ records: 1, cases: 1, unopened: [] });
        const keys = openCaseKeys(db, session, caseId);
        const row = readRecord(db, recordId);
        if (keys === null || row === undefined) throw new Error('not opened');
        expect(openRecord(db, keys, session.roster.siteId, row, PART_CLASSES)).toEqual(INVENTED);
        const mine = casesSql.selectFrom('case_key_copy').selectAll().where('user_id', '=', session.user.userId);
        expect(all(db, mine)).toHaveLength(1);
      });
    }
  });

  test('a colleague with the base open has no key of the case, by any of her secrets', async () => {
    await centre.as('BIN', (session) => {
      const db = casesOf(session);
      expect(openCaseKeys(db, session, caseId)).toBeNull();
      expect(loadAll(db, session)).toEqual({ records: 0, cases: 0, unopened: [] });
      const { user, dekA, dekC, ivk } = session.keys;
      const secrets = [user.agreementSecret, user.signingSeed, user.userSecret, dekA, dekC, ivk].filter((secret) => secret !== null);
      const wraps = all(db, casesSql.selectFrom('case_key_wrap').selectAll());
      const copies = all(db, casesSql.selectFrom('case_key_copy').selectAll());
      const parts = all(db, casesSql.selectFrom('record_part').selectAll());
      expect(wraps.length).toBeGreaterThan(2);
      expect(parts).toHaveLength(5);
      for (const secret of secrets) {
        for (const wrap of wraps) expect(() => openSealed(secret, wrap.sealed, Buffer.alloc(0))).toThrow(Unreadable);
        for (const copy of copies) expect(() => openRewrap(secret, caseId, 1, copy.scope, copy.bytes)).toThrow(Unreadable);
        const keys = deriveCaseKeys(caseId, 1, secret, ivk);
        const raw = { caseId, epoch: 1, facts: secret, quasi: secret, narrative: secret, identity: secret };
        const ref = { siteId: session.roster.siteId, caseId, recordId, form: 'registration', revision: 1 };
        for (const part of parts) {
          expect(() => openPart(keys, ref, part.class, part.bytes)).toThrow(Unreadable);
          expect(() => openPart(raw, ref, part.class, part.bytes)).toThrow(Unreadable);
        }
      }
    });
  });

  test('what a colleague reads of the base holds no answer', async () => {
    await centre.as('BIN', (session) => {
      const db = casesOf(session);
      const tables = all(db, casesSql.selectFrom('case_file').selectAll());
      const text = JSON.stringify([tables, all(db, casesSql.selectFrom('record').selectAll())]);
      for (const planted of ['radio', 'denial', 'female', 'récit', 'Nom inventé', '"age_years"']) expect(text).not.toContain(planted);
    });
  });

  test('the administrator has no key of the case base', async () => {
    await centre.as('ADM', (session) => {
      expect(session.keys.dekC).toBeNull();
      expect(session.keys.ivk).toBeNull();
      expect(session.cases).toBeNull();
      const { user, dekA } = session.keys;
      for (const secret of [dekA, user.agreementSecret, user.signingSeed, user.userSecret])
        expect(() => openStore('cases', join(centre.folder, CASES_FILE), secret, 'existing')).toThrow(StoreRefused);
    });
  });

  test('a counting supervisor of another team opens facts and nothing else', async () => {
    const other = await temporaryCentre(['AWA']);
    try {
      await other.as('AWA', (session) => ({ caseId, recordId } = addCase(session)));
      const second = await addPerson(other.folder, 'SU2', 'supervisor', 'SUP', newId());
      await other.as('SU2', (session) => {
        expect(session.user.userId).toBe(second);
        const kinds = session.principals.map((opened) => opened.principal.kind).toSorted();
        expect(kinds).toEqual(['audit', 'counting', 'counting', 'counting', 'signing']);
        const db = casesOf(session);
        expect(loadAll(db, session)).toEqual({ records: 1, cases: 1, unopened: [] });
        expect(readFacts(db, 'registration').map((fact) => JSON.parse(fact.answers))).toEqual([INVENTED.facts]);
        const keys = openCaseKeys(db, session, caseId);
        const row = readRecord(db, recordId);
        if (keys === null || row === undefined) throw new Error('not opened');
        expect(openRecord(db, keys, session.roster.siteId, row, ['facts']).facts).toEqual(INVENTED.facts);
        for (const closed of ['OP', 'QI', 'SN', 'DI'] as const)
          expect(() => openRecord(db, keys, session.roster.siteId, row, [closed])).toThrow(Unreadable);
      });
    } finally {
      other.remove();
    }
  });
});
