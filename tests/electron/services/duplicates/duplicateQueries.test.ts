import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreementPublic } from '../../../../electron/keys/primitives.ts';
import { sealedMessageOpener } from '../../../../electron/keys/principals.ts';
import { openCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../../../electron/store/base/database.ts';
import { readSealedMessages } from '../../../../electron/store/caseRecords/sealedMessages.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { intakeContent } from '../../../support/caseBuilders.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { opens } from '../../../support/opens.ts';

const DAY = 86_400_000;

let centre: Installation;
beforeAll(async () => {
  centre = await newCentre();
  for (const staff of ['AC1', 'AC2'] as const) {
    await centre.unlock(staff);
    for (const name of [
      ['Exemplette', 'Démonstration'],
      ['Chimère', 'Prototype'],
      ['Modèle', 'Maquette'],
    ] as const)
      await registerCase(centre, { ...PERSON, staff, name });
  }
});
afterAll(() => centre.remove());

function storeOf(): OpenStores & { readonly cases: ReadableDb<'cases'> } {
  const stores = centre.application.host.session?.stores;
  if (stores === undefined || stores.cases === null) throw new Error('no case base');
  return { ...stores, cases: stores.cases };
}

/** Every secret of 32 bytes that the session of this person holds, and those of her own cases. */
function secretsOf(session: OpenStores & { readonly cases: ReadableDb<'cases'> }): readonly Buffer[] {
  const { user, dekA, dekC, ivk } = session.keys;
  const own = all(session.cases, casesSql.selectFrom('case_file').select('case_id').where('owner_id', '=', session.user.userId)).flatMap(
    ({ case_id }) => {
      const keys = openCaseKeys(session.cases, session, case_id);
      return keys === null ? [] : Object.values(keys).filter((key) => Buffer.isBuffer(key));
    },
  );
  return [
    user.agreementSecret,
    user.signingSeed,
    user.userSecret,
    dekA,
    ...[dekC, ivk].filter((key) => key !== null),
    ...session.principals.map(({ secret }) => secret.subarray(0, 32)),
    ...own,
  ];
}

/** Tries every secret on every question and pair that is not sealed to this very person: how many were tried, how many opened. */
function tryAll(session: OpenStores & { readonly cases: ReadableDb<'cases'> }) {
  const found = { questions: 0, pairs: 0, tries: 0, opened: 0 };
  const secrets = secretsOf(session);
  for (const row of all(
    session.cases,
    casesSql.selectFrom('letter').selectAll().where('subject', 'in', ['duplicate.query', 'duplicate.pair']),
  )) {
    if (row.principal_id === session.user.userId) continue;
    if (row.subject === 'duplicate.query') found.questions += 1;
    else found.pairs += 1;
    for (const secret of secrets) {
      found.tries += 1;
      const recipient = { principalId: row.principal_id, epoch: row.principal_epoch, secret, publicKey: agreementPublic(secret) };
      if (opens(() => sealedMessageOpener(session.roster.siteId, recipient)(row.subject, row.subject_id, row.sealed))) found.opened += 1;
    }
  }
  return found;
}

describe('duplicate queries (security §2.7, T25)', () => {
  test('a caseworker with the base open opens no question and no answer of others, by any of her keys; the supervisor’s key opens them', async () => {
    await centre.unlock('AC2');
    const asked = tryAll(storeOf());
    expect(asked).toMatchObject({ questions: 6, opened: 0 });
    expect(asked.tries).toBeGreaterThan(100);
    await centre.unlock('SD1');
    const answered = readSealedMessages(storeOf().cases, storeOf(), 'duplicate.pair').filter(({ content }) => content !== null);
    expect(answered.length).toBeGreaterThanOrEqual(3);
    expect(tryAll(storeOf()).opened).toBeGreaterThan(0);
    await centre.unlock('AC2');
    const pairs = tryAll(storeOf());
    expect(pairs.pairs).toBeGreaterThanOrEqual(3);
    expect(pairs.opened).toBe(0);
  });

  test('no table is an index of persons: every column that a lookup could use is known, and none comes from a name', async () => {
    await centre.unlock('AC2');
    const { connection } = storeOf().cases;
    const columns = (table: string) =>
      connection
        .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map(({ name }) => name);
    expect(columns('duplicate_query')).toEqual(['query_id', 'case_id', 'programme', 'created_at', 'answered_at']);
    expect(columns('duplicate_pair')).toEqual(['pair_id', 'state', 'created_at', 'decided_by', 'decided_at']);
    expect(columns('letter')).toEqual(['subject', 'subject_id', 'principal_id', 'principal_epoch', 'sealed']);
    expect(columns('person')).toEqual(['person_id', 'survivor_code', 'created_at']);
    const indexed = connection
      .prepare<[], { sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
      .all()
      .map(({ sql }) => sql);
    expect(indexed.length).toBeGreaterThan(10);
    expect(indexed.filter((sql) => /name|phone|birth|sound|hash|bucket|blind/i.test(sql))).toEqual([]);
  });
});

describe('asking as a way of learning (security §2.7)', () => {
  const ask = async (draftId: string) => void (await centre.ask('intake.suspects', { draftId, content: intakeContent(PERSON) }));
  const alerts = async () => {
    await centre.unlock('SD1');
    return (await centre.ask('team.open', {})).alerts.map(({ what }) => what.fr).filter((words) => words.includes('abandonnés'));
  };

  test('five intakes abandoned after the search are ordinary, six are shown with the code of the caseworker; those registered do not count', async () => {
    await centre.unlock('AC1');
    for (let time = 0; time < 5; time += 1) await ask(randomUUID());
    const kept = randomUUID();
    await ask(kept);
    expect((await centre.ask('intake.register', { draftId: kept, content: intakeContent(PERSON) })).kind).toBe('case');
    expect(await alerts()).toEqual([]);
    await centre.unlock('AC1');
    const again = randomUUID();
    await ask(again);
    await ask(again);
    expect(await alerts()).toEqual(['AC1\u00a0: 6 accueils abandonnés après une recherche de doublons, en 30 jours']);
    centre.advance(31 * DAY);
    expect(await alerts()).toEqual([]);
  });

  test('an intake still being typed is not abandoned, one left for a week is', async () => {
    await centre.unlock('AC2');
    for (let time = 0; time < 6; time += 1) {
      const draftId = randomUUID();
      const at = { section: 'consent', field: null };
      const draft = { draftId, caseId: null, form: 'registration', recordId: null, parentId: null, baseRevision: 0, at };
      await centre.ask('drafts.save', { ...draft, content: intakeContent(PERSON) });
      await ask(draftId);
    }
    expect(await alerts()).toEqual([]);
    centre.advance(8 * DAY);
    expect(await alerts()).toEqual([expect.stringMatching(/^AC2/)]);
  });
});
