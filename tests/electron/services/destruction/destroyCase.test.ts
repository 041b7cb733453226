import { randomUUID } from 'node:crypto';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deriveCaseKeys, openRewrap, unwrapCaseKey } from '../../../../electron/keys/caseKeys.ts';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { KEY_BYTES, Unreadable } from '../../../../electron/keys/primitives.ts';
import { PART_CLASSES, openDraft, openPart } from '../../../../electron/keys/records.ts';
import { signingKeysOf } from '../../../../electron/keys/rosterState.ts';
import { countedUnits } from '../../../../electron/services/months/countedUnits.ts';
import type { ReadableDb } from '../../../../electron/store/base/database.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { closureAnswers } from '../../../support/caseBuilders.ts';
import { PEOPLE, TODAY, newCentre, type Installation } from '../../../support/installation.ts';
import { writeWork } from '../../../support/workWritten.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';

const DAY = 86_400_000;
const FREEZE = { passphrase: PEOPLE.SD1, comment: '', secureDatabase: 'no' as const, harmonisedTools: 'yes' as const, serviceGaps: [] };

let centre: Installation;
let caseId: string;
let other: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  await saveIncident(centre, caseId, PERSON);
  other = await registerCase(centre, { ...PERSON, name: ['Autre', 'Personne'] });
  const { row } = await centre.ask('cases.open', { caseId: other });
  await centre.ask('families.link', { caseId, otherCode: row.caseCode, kind: 'sibling' });
});
afterEach(() => centre.remove());

function stores(): OpenStores {
  const { session } = centre.application.host;
  if (session === null) throw new Error('locked');
  return session.stores;
}

function casesOf({ cases }: OpenStores): ReadableDb<'cases'> {
  if (cases === null) throw new Error('no cases');
  return cases;
}

/** What a modified build of the supervisor keeps: the keys of the case as they are now, and every private half. */
function learn() {
  const { keys, user, principals } = stores();
  const copy = all(casesOf(stores()), casesSql.selectFrom('case_key_copy').selectAll().where('case_id', '=', caseId)).find(
    ({ user_id: userId }) => userId === user.userId,
  );
  if (copy === undefined || keys.ivk === null) throw new Error('no key of the case');
  const caseKey = openRewrap(keys.user.userSecret, caseId, copy.case_epoch, copy.scope, copy.bytes);
  const secrets = [keys.user.agreementSecret, ...principals.map(({ secret }) => secret)].map((secret) => Buffer.from(secret));
  return { caseKey, ivk: Buffer.from(keys.ivk), secrets: secrets.filter(({ length }) => length === KEY_BYTES) };
}

/** How many parts, drafts and wraps of the case these open in the present base. */
function opened({ caseKey, ivk, secrets }: ReturnType<typeof learn>, classes: readonly string[] = PART_CLASSES): number {
  const db = casesOf(stores());
  const { roster } = stores();
  const parts = all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['record.record_id', 'record.form', 'record.revision', 'class', 'epoch', 'bytes'])
      .where('record.case_id', '=', caseId),
  ).filter((part) => classes.includes(part.class));
  const drafts = all(db, casesSql.selectFrom('draft').selectAll().where('case_id', '=', caseId));
  const wraps = all(db, casesSql.selectFrom('case_key_wrap').selectAll().where('case_id', '=', caseId)).filter(
    ({ scope }) => scope === 'full',
  );
  const present = wraps.flatMap((row) => {
    const ids = { caseId, principalId: row.principal_id, principalEpoch: row.principal_epoch, scope: row.scope, caseEpoch: row.case_epoch };
    const wrap = { ...ids, sealed: row.sealed, wrappedBy: row.wrapped_by, signature: row.signature };
    return secrets.flatMap((secret) => result(() => unwrapCaseKey(wrap, secret, signingKeysOf(roster, row.wrapped_by))) ?? []);
  });
  let found = 0;
  for (const key of [caseKey, ...present])
    for (const part of parts) {
      const keys = deriveCaseKeys(caseId, part.epoch, key, ivk);
      const ref = { siteId: roster.siteId, caseId, recordId: part.record_id, form: part.form, revision: part.revision };
      if (result(() => openPart(keys, ref, part.class, part.bytes)) !== null) found += 1;
    }
  for (const draft of drafts) {
    const ref = { userId: draft.user_id, caseId, form: draft.form, draftId: draft.draft_id, savedAt: draft.saved_at };
    const { narrative } = deriveCaseKeys(caseId, draft.epoch, caseKey, ivk);
    if (narrative !== null && result(() => openDraft(narrative, draft.epoch, ref, draft.bytes)) !== null) found += 1;
  }
  return found;
}

function result<Value>(act: () => Value): Value | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Whether the link of its family is in the base, sealed to anybody. */
function isLinked(): boolean {
  return all(casesOf(stores()), casesSql.selectFrom('letter').select('subject_id').where('subject', '=', 'families.link')).length > 0;
}

/** The month of a case's facts, as the tables count it; the grain finer than a region apart. */
function counted() {
  return countedUnits(casesOf(stores()), 'mopti', REFERENCE_LISTS).map((unit) => ({
    ...unit,
    residence: unit.residence.region,
    incident: unit.incident === null ? null : { ...unit.incident, place: unit.incident.place.region },
  }));
}

describe('one identity (security §9.6): its caseworker asks, the supervisor decides', () => {
  test('nothing of it opens any more, the case stays by its code, and another’s stays whole', async () => {
    const draft = { draftId: randomUUID(), caseId, form: 'identity', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'who', field: null }, content: { identity: { first_name: 'Essai' } } });
    await centre.ask('retention.askIdentityDestruction', { caseId });
    expect(await centre.call('retention.askIdentityDestruction', { caseId })).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await centre.ask('cases.open', { caseId })).toMatchObject({ identityPresent: true, destructionAsked: true });
    await centre.unlock('SD1');
    const known = learn();
    expect(opened(known, ['DI'])).toBeGreaterThan(2);
    expect(isLinked()).toBe(true);
    const before = counted();
    const { approvals } = await centre.ask('team.open', {});
    const asked = approvals.find(({ kind }) => kind === 'destroy_identity');
    await centre.ask('approvals.decide', { approvalId: asked?.approvalId ?? '', decision: 'approved', comment: 'Commentaire inventé.' });
    expect(opened(known, ['DI'])).toBe(0);
    expect(isLinked()).toBe(false);
    expect(opened({ ...known, secrets: [] })).toBe(0);
    await centre.unlock('AC1');
    expect(readKeyring(centre.profile).keyring.renewCases).toBeUndefined();
    const file = await centre.ask('cases.open', { caseId });
    expect(file).toMatchObject({ identityPresent: false, safeContactPresent: false, destructionAsked: false, notes: 1 });
    const form = { caseId, form: 'identity', recordId: null, parentId: null, narrative: false };
    expect((await centre.ask('forms.open', form)).masked).toEqual([]);
    expect((await centre.ask('forms.open', { ...form, form: 'registration' })).answers).toMatchObject({ sex: 'female', age_years: 27 });
    expect(
      (await centre.ask('identity.open', { caseId: other, form: 'identity', recordId: null, reason: 'contact' })).answers,
    ).toMatchObject({
      first_name: 'Autre',
    });
    await centre.unlock('SD1');
    expect(counted()).toEqual(before);
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  });

  test('sent back, nothing is destroyed', async () => {
    await centre.ask('retention.askIdentityDestruction', { caseId });
    await centre.unlock('SD1');
    const { approvals } = await centre.ask('team.open', {});
    const [asked] = approvals;
    await centre.ask('approvals.decide', { approvalId: asked?.approvalId ?? '', decision: 'rejected', comment: 'Commentaire inventé.' });
    expect(await centre.ask('cases.open', { caseId })).toMatchObject({ identityPresent: true, destructionAsked: false });
    expect(isLinked()).toBe(true);
    expect(readKeyring(centre.profile).keyring.renewCases).toBeUndefined();
  });
});

/** The case is closed, and three years and forty days go by on the clock. */
async function closeAndWait(): Promise<void> {
  await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
  await centre.ask('closure.request', { caseId });
  await centre.unlock('SD1');
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
  await centre.lock();
  centre.advance((3 * 365 + 40) * DAY);
}

describe('one content (reference §5.9, security §9.6): when its time is over, by the supervisor', () => {
  test('only the statistical line is left: nothing opens with a former key, and the counts are the same', async () => {
    await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
    await centre.ask('closure.request', { caseId });
    await centre.unlock('SD1');
    await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
    await centre.lock();
    centre.advance(40 * DAY);
    await centre.unlock('SD1');
    await centre.ask('months.freeze', { ...FREEZE, month: '2026-11' });
    await centre.lock();
    centre.advance(2 * 365 * DAY);
    await centre.unlock('SD1');
    expect((await centre.ask('retention.list', {})).cases).toEqual([]);
    const early = { caseId, passphrase: PEOPLE.SD1 };
    expect(await centre.call('retention.destroy', early)).toMatchObject({ failure: { kind: 'conflict' } });
    await centre.lock();
    centre.advance(365 * DAY);
    await writeWork(centre, 'AC1');
    await centre.unlock('SD1');
    const { cases, countedOn } = await centre.ask('retention.list', {});
    expect(cases).toMatchObject([{ caseId, endedOn: TODAY, until: '2029-11-24' }]);
    expect(countedOn).toBe('2030-01-02');
    const known = learn();
    expect(opened(known)).toBeGreaterThan(10);
    expect(isLinked()).toBe(true);
    const before = counted();
    const frozen = await centre.ask('months.preview', { month: '2026-11' });
    expect(await centre.call('retention.destroy', { caseId, passphrase: PEOPLE.AD1 })).toMatchObject({ failure: { kind: 'invalid' } });
    await centre.ask('retention.destroy', { caseId, passphrase: PEOPLE.SD1 });
    expect(opened({ ...known, secrets: [] })).toBe(0);
    expect(isLinked()).toBe(false);
    expect(opened(known)).toBe(opened(known, ['facts']));
    expect(counted()).toEqual(before);
    await centre.unlock('SD1');
    expect(counted()).toEqual(before);
    expect((await centre.ask('months.preview', { month: '2026-11' })).tables).toEqual(frozen.tables);
    expect((await centre.ask('months.check', { month: '2029-10' })).unopened ?? []).toEqual([]);
    expect(await centre.call('cases.open', { caseId })).toMatchObject({ failure: { kind: 'notFound' } });
    const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
    expect(rows.map((row) => row.caseId)).toEqual([other]);
    expect((await centre.ask('retention.list', {})).cases).toEqual([]);
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  });

  test('a clock set forward by one person ends no case; others at work at that date do, once no former profile is kept', async () => {
    await closeAndWait();
    await writeWork(centre, 'SD1');
    await writeWork(centre, 'AC1', 10);
    await centre.unlock('SD1');
    expect((await centre.ask('retention.list', {})).cases).toEqual([]);
    const asked = { caseId, passphrase: PEOPLE.SD1 };
    expect(await centre.call('retention.destroy', asked)).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('la date de cet ordinateur') } },
    });
    await writeWork(centre, 'AC1');
    await centre.unlock('SD1');
    const former = join(centre.profile, 'before-restore-1');
    mkdirSync(former);
    expect(await centre.call('retention.destroy', asked)).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('gardé à côté') } },
    });
    rmdirSync(former);
    expect(await centre.call('retention.destroy', asked)).toMatchObject({ ok: true });
  });
});
