import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { deriveCaseKeys, openRewrap, unwrapCaseKey, type CaseKeys } from '../../electron/keys/caseKeys.ts';
import { signingKeysOf } from '../../electron/keys/rosterState.ts';
import { openDraft, openPart, PART_CLASSES } from '../../electron/keys/records.ts';
import { openCaseKeys, withCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { joined, listRecords, openRecord } from '../../electron/store/caseRecords/records.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { openStore } from '../../electron/store/base/open.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../electron/store/base/sql.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { FORM_IDS, formOf, isFormId } from '../../shared/forms/registry.ts';
import { isGrouping } from '../../shared/rules/counting/groupings.ts';
import { followUpAnswers, incidentAnswers, incidentRows, intakeContent, type DemoCase } from '../support/caseBuilders.ts';
import { bareJpeg } from '../support/inventedFiles.ts';
import { TODAY, type Installation } from '../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../support/demoInstallations.ts';
import { opens } from '../support/opens.ts';

beforeAll(populatedTemplates, 300_000);

describe('need to know in a populated centre (security §10, T6)', () => {
  test('the administrator with every key of that account opens no page of the case base', async () => {
    const centre = await newPopulatedCentre();
    await centre.unlock('AD1');
    const session = sessionOf(centre);
    expect(session.cases).toBeNull();
    expect(session.keys.dekC).toBeNull();
    const secrets = secretsOf(session);
    expect(secrets.length).toBeGreaterThan(4);
    for (const secret of secrets)
      expect(() => openStore('cases', join(centre.profile, CASES_FILE), secret, 'existing')).toThrow(StoreRefused);
    centre.remove();
  });

  test('a colleague with the case base open opens no part of another’s file by any of her keys', async () => {
    const centre = await newPopulatedCentre();
    await centre.unlock('AC2');
    const session = sessionOf(centre);
    const db = casesOf(session);
    const others = new Set(
      all(db, casesSql.selectFrom('case_file').select('case_id').where('owner_id', '!=', session.user.userId)).map((row) => row.case_id),
    );
    const records = new Map(all(db, casesSql.selectFrom('record').selectAll()).map((row) => [row.record_id, row]));
    const secrets = [...secretsOf(session), ...ownCaseKeys(session, others)];
    let tried = 0;
    for (const part of all(db, casesSql.selectFrom('record_part').selectAll())) {
      const record = records.get(part.record_id);
      if (record === undefined || !others.has(record.case_id)) continue;
      const ref = {
        siteId: session.roster.siteId,
        caseId: record.case_id,
        recordId: part.record_id,
        form: record.form,
        revision: part.revision,
      };
      for (const secret of secrets)
        for (const keys of keysFrom(secret, session, record.case_id, part.epoch)) {
          tried += 1;
          if (opens(() => openPart(keys, ref, part.class, part.bytes))) expect.fail(`a part of class ${part.class} was opened`);
        }
    }
    expect(others.size).toBeGreaterThan(10);
    expect(tried).toBeGreaterThan(10_000);
    centre.remove();
  });

  test('nor a wrap, a copy or a draft of another’s, and no rule gives her the case', async () => {
    const centre = await newPopulatedCentre();
    await centre.unlock('AC1');
    const caseId = await draftOnACase(centre);
    await centre.unlock('AC2');
    const session = sessionOf(centre);
    const db = casesOf(session);
    const secrets = [...secretsOf(session), ...ownCaseKeys(session, new Set([caseId]))];
    expect(openCaseKeys(db, session, caseId)).toBeNull();
    for (const wrap of all(db, casesSql.selectFrom('case_key_wrap').selectAll().where('case_id', '=', caseId))) {
      const { case_id, principal_id, principal_epoch, scope, case_epoch, sealed, wrapped_by, signature } = wrap;
      const ids = { caseId: case_id, principalId: principal_id, principalEpoch: principal_epoch, scope, caseEpoch: case_epoch };
      const givers = signingKeysOf(session.roster, wrapped_by);
      for (const secret of secrets)
        expect(opens(() => unwrapCaseKey({ ...ids, sealed, wrappedBy: wrapped_by, signature }, secret, givers))).toBe(false);
    }
    for (const copy of all(db, casesSql.selectFrom('case_key_copy').selectAll().where('case_id', '=', caseId)))
      for (const secret of secrets) expect(opens(() => openRewrap(secret, caseId, copy.case_epoch, copy.scope, copy.bytes))).toBe(false);
    const drafts = all(db, casesSql.selectFrom('draft').selectAll().where('user_id', '!=', session.user.userId));
    expect(drafts.map(({ case_id }) => case_id)).toContain(caseId);
    for (const draft of drafts) {
      const ref = {
        siteId: session.roster.siteId,
        draftId: draft.draft_id,
        userId: draft.user_id,
        caseId: draft.case_id,
        form: draft.form,
        savedAt: draft.saved_at,
      };
      for (const secret of secrets) expect(opens(() => openDraft(secret, draft.epoch, ref, draft.bytes))).toBe(false);
    }
    for (const name of ['cases.open', 'forms.open'] as const) {
      const form = { form: 'registration', recordId: null, parentId: null, narrative: true };
      const reply = name === 'cases.open' ? await centre.call(name, { caseId }) : await centre.call(name, { caseId, ...form });
      expect(reply).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    }
    centre.remove();
  });

  test('nothing that identifies, narrates or describes is in clear in the dump that a colleague can make', async () => {
    const centre = await newPopulatedCentre();
    await centre.unlock('AC2');
    const dump = dumpOf(casesOf(sessionOf(centre)));
    expect(dump.length).toBeGreaterThan(100_000);
    for (const planted of ['Démonstration', 'Exemplette', 'entièrement inventé', '00 00 00 00', 'physical_assault'])
      expect(dump.includes(planted), planted).toBe(false);
    centre.remove();
  });

  test('nor a coded answer of any form, nor the name of its question, nor what the journal states of it (reference §0.3)', async () => {
    const centre = await newPopulatedCentre();
    await centre.unlock('AC1');
    const caseId = await plantCaseToHide(centre);
    const planted = codedAnswers(sessionOf(centre), caseId);
    for (const code of [
      'health_pep',
      'perpetrator_info',
      'suicide_protocol',
      'high',
      'assent_written',
      'consent_oral',
      'in_progress',
      'sent',
      'medical_certificate',
    ])
      expect(planted, code).toContain(code);
    expect(planted.size).toBeGreaterThan(50);
    await centre.unlock('AC2');
    const clear = clearWordsOf(casesOf(sessionOf(centre)));
    expect(clear.has('risk_assessment')).toBe(true);
    expect([...planted].filter((code) => clear.has(code) && !COLUMN_CODES.has(code))).toEqual([]);
    expect(QUESTIONS.filter((code) => clear.has(code))).toEqual([]);
    centre.remove();
  });
});

/** Codes that columns of the work hold by themselves: the programme, the marks of consent (security §2.6.2). */
const COLUMN_CODES: ReadonlySet<string> = new Set(['gbv', 'yes', 'no']);

const QUESTIONS = FORM_IDS.flatMap((form) => fieldsOf(formOf(form)).map(({ code }) => code));

const CHILD: DemoCase = {
  staff: 'AC1',
  came: `${TODAY}T08:17`,
  age: 14,
  name: ['Chimère', 'Prototype'],
  type: 'rape',
  risk: 'high',
  after: 1,
};

/** A child in danger, with a referral handed over and every form that has coded answers: what a colleague must not learn. Gives her case. */
async function plantCaseToHide(centre: Installation): Promise<string> {
  const { risk_assessment, consent_service, ...others } = intakeContent(CHILD);
  const content = {
    ...others,
    consent_service: { ...consent_service, child_agreement: 'assent_written', caregiver_agreement: 'consent_oral' },
    risk_assessment: { ...risk_assessment, suicide_risk: 'yes', immediate_action: ['suicide_protocol', 'safety_plan_now'] },
  };
  const registered = await centre.ask('intake.register', { draftId: crypto.randomUUID(), content });
  if (registered.kind !== 'case') throw new Error('no case');
  const { caseId } = registered;
  const save = async (form: string, answers: Answers, parentId: string | null = null, finish = false) => {
    const added = { caseId, form, recordId: null, parentId, revision: 0, answers, keep: [], finish, draftId: null };
    return (await centre.ask('forms.save', added)).recordId;
  };
  const incident = await save('incident', incidentAnswers(CHILD));
  for (const { form, answers } of incidentRows(CHILD)) await save(form, answers, incident);
  await save('follow_up', followUpAnswers(TODAY, null));
  const act = { share_datetime: `${TODAY}T08:40`, share_giver: 'self', share_mode: 'signed', valid_until: '2026-12-24' };
  const shared = ['age_sex', 'medical_info', 'perpetrator_info'];
  await save('consent_item', { recipient_category: 'health', authorised: 'yes', info_items: shared }, await save('consent_share', act));
  const { providers } = await centre.ask('directory.list', {});
  const referral = {
    ref_date: `${TODAY}T08:50`,
    ref_service_category: 'health',
    ref_service_detail: ['health_pep', 'health_ec'],
    ref_provider_id: providers[0]?.providerId ?? '',
    ref_urgency: 'immediate',
    ref_info_shared: shared,
    ref_mode: 'accompanied',
    ref_accompanied: 'yes',
  };
  await save('referral', referral, null, true);
  const [picture, thumbnail] = [bareJpeg(80, 60), bareJpeg(16, 12)].map((bytes) => bytes.toString('base64'));
  const piece = { what: 'picture' as const, picture: picture ?? '', thumbnail: thumbnail ?? '' };
  await centre.ask('attachments.add', { caseId, kind: 'medical_certificate', content: piece });
  return caseId;
}

/** Every code chosen from a list in any record of a case, and every grouping that the facts carry. */
function codedAnswers(session: OpenStores, caseId: string): ReadonlySet<string> {
  const db = casesOf(session);
  return withCaseKeys(db, session, caseId, (keys) => {
    const answers = listRecords(db, caseId).flatMap((row) => {
      const listed = new Set(
        isFormId(row.form) ? fieldsOf(formOf(row.form)).flatMap(({ code, field }) => ('list' in field ? [code] : [])) : [],
      );
      const opened = joined(openRecord(db, keys, session.roster.siteId, row, PART_CLASSES));
      return Object.entries(opened).flatMap(([code, answer]) => (listed.has(code) || isGrouping(code) ? [answer] : []));
    });
    return new Set(answers.flat().filter((answer) => typeof answer === 'string'));
  });
}

/** Every word of every text in clear, whole or inside another text. */
function clearWordsOf(db: ReadableDb): ReadonlySet<string> {
  return new Set(
    rowsOf(db)
      .flatMap((row) => Object.values(row))
      .flatMap((value) => (typeof value === 'string' ? [value, ...value.split(/[^\w@]+/)] : [])),
  );
}

function sessionOf({ application }: Installation): OpenStores {
  const { session } = application.host;
  if (session === null) throw new Error('nobody’s session is open');
  return session.stores;
}

function casesOf(session: OpenStores): ReadableDb<'cases'> {
  if (session.cases === null) throw new Error('this session has no case base');
  return session.cases;
}

/** Every secret that this person's account and groups give. */
function secretsOf({ keys, principals }: OpenStores): readonly Buffer[] {
  const { user, dekA, dekC, ivk, genesis } = keys;
  const own = [user.agreementSecret, user.signingSeed, user.userSecret, dekA, dekC, ivk, genesis];
  return [...own.filter((secret) => secret !== null), ...principals.map(({ secret }) => secret)];
}

/** The keys of her own cases, class by class: none may open another's. */
function ownCaseKeys(session: OpenStores, others: ReadonlySet<string>): readonly Buffer[] {
  const db = casesOf(session);
  const own = all(db, casesSql.selectFrom('case_file').select('case_id').where('owner_id', '=', session.user.userId));
  const first = own.filter(({ case_id }) => !others.has(case_id)).slice(0, 3);
  return first.flatMap(({ case_id }) => {
    const keys = openCaseKeys(db, session, case_id);
    if (keys === null) throw new Error('her own case does not open');
    return [keys.facts, keys.quasi, keys.narrative, keys.identity].filter((key) => key !== null);
  });
}

/** A secret taken for the key of every class, and for the key that they are derived from. */
function keysFrom(secret: Buffer, session: OpenStores, caseId: string, epoch: number): readonly CaseKeys[] {
  const direct = { caseId, epoch, facts: secret, quasi: secret, narrative: secret, identity: secret };
  return [direct, deriveCaseKeys(caseId, epoch, secret, session.keys.ivk)];
}

/** A draft on the first open case of the person who is there. */
async function draftOnACase(centre: Installation): Promise<string> {
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const caseId = rows.find(({ state }) => state === 'open_intake')?.caseId ?? '';
  const at = { section: 'next', field: null };
  const draft = {
    caseId,
    form: 'follow_up',
    recordId: null,
    parentId: null,
    baseRevision: 0,
    at,
    content: { follow_up: { fu_note: 'note inventée' } },
  };
  await centre.ask('drafts.save', { ...draft, draftId: crypto.randomUUID() });
  return caseId;
}

/** Every value of every table, as the page key shows it, but the tables that are about no person: the reports that left. */
function rowsOf(db: ReadableDb): readonly Record<string, unknown>[] {
  const tables = db.connection.prepare<[], { name: string }>("select name from main.sqlite_master where type = 'table'").all();
  const personal = tables.filter(({ name }) => !['frozen_report', 'release_ledger'].includes(name));
  return personal.flatMap(({ name }) => db.connection.prepare<[], Record<string, unknown>>(`select * from main."${name}"`).all());
}

function dumpOf(db: ReadableDb): string {
  return rowsOf(db)
    .flatMap((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))))
    .join('\n');
}
