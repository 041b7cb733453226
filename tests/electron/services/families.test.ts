import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendJournal, readJournal } from '../../../electron/store/journal/journal.ts';
import { linksOf } from '../../../electron/store/caseRecords/familyLinks.ts';
import { writeSealedMessages, toUser } from '../../../electron/store/caseRecords/sealedMessages.ts';
import { all, casesSql, transaction } from '../../../electron/store/base/sql.ts';
import type { CaseFile } from '../../../shared/contract/cases.ts';
import { incidentAnswers } from '../../support/caseBuilders.ts';
import { addSecondTeam, newCentre, type Installation } from '../../support/installation.ts';
import { openedBase } from '../../support/openedBase.ts';
import { PERSON, registerCase, save } from './forms/savedForms.ts';
import { caseSessionOf, merged, mergeFixtures } from './duplicates/mergeFixtures.ts';

const DAY = 86_400_000;

let centre: Installation;
let brother: string;
let sister: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  brother = await registerCase(centre, { ...PERSON, name: ['Une', 'Inventée'] });
  sister = await registerCase(centre, { ...PERSON, name: ['Deux', 'Inventée'] });
});
afterEach(() => centre.remove());

async function fileOf(caseId: string): Promise<CaseFile> {
  return centre.ask('cases.open', { caseId });
}

async function codeOf(caseId: string): Promise<string> {
  return (await fileOf(caseId)).row.caseCode;
}

async function link(caseId: string, otherId: string, kind: CaseFile['family']['links'][number]['kind'] = 'sibling'): Promise<string> {
  await centre.ask('families.link', { caseId, otherCode: await codeOf(otherId), kind });
  const { stores } = caseSessionOf(centre);
  return linksOf(stores.cases, stores, caseId).find(({ left, right }) => left === otherId || right === otherId)?.linkId ?? '';
}

/** Staff codes of the people, and « team », to whom links are sealed in the base. */
function sealedTo(): readonly string[] {
  const { stores } = caseSessionOf(centre);
  const rows = all(stores.cases, casesSql.selectFrom('letter').select('principal_id').where('subject', '=', 'families.link'));
  return rows.map(({ principal_id: principalId }) => stores.roster.users.get(principalId)?.staffCode ?? 'team').toSorted();
}

describe('a link between two files of one family (reference §2.2, E31)', () => {
  test('is read in both, each way round, by its code; and is taken away from both with a reason', async () => {
    const linkId = await link(brother, sister, 'parent');
    const other = async (caseId: string) => ({ caseId, caseCode: await codeOf(caseId), state: 'open_intake' });
    expect((await fileOf(brother)).family.links).toEqual([{ linkId, kind: 'parent', other: await other(sister) }]);
    expect((await fileOf(sister)).family.links).toEqual([{ linkId, kind: 'child', other: await other(brother) }]);
    await centre.ask('families.unlink', { caseId: sister, linkId, reason: 'safety' });
    expect((await fileOf(brother)).family.links).toEqual([]);
    expect(sealedTo()).toEqual([]);
    const { stores } = caseSessionOf(centre);
    const recorded = readJournal(stores.cases, { object: linkId }, { offset: 0, limit: 10 }).rows;
    expect(recorded.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['family.unlink', '{"reason":"safety"}'],
      ['family.link', '{}'],
    ]);
  });

  test('is in no column and no line of the journal: nothing in the base joins the two', async () => {
    const before = openedBase(centre);
    const { stores } = caseSessionOf(centre);
    const entries = all(stores.cases, casesSql.selectFrom('journal').select('seq')).length;
    const linkId = await link(brother, sister);
    const rows = all(stores.cases, casesSql.selectFrom('journal').selectAll().where('seq', '>', entries));
    expect(rows.filter(({ kind }) => kind !== 'case.read').map(({ kind, object, detail }) => ({ kind, object, detail }))).toEqual([
      { kind: 'family.link', object: linkId, detail: '{}' },
    ]);
    const count = (text: string, caseId: string) => text.split(caseId).length;
    const base = openedBase(centre);
    for (const caseId of [brother, sister]) {
      const reads = rows.filter(({ object }) => object === caseId).length;
      expect(count(base, caseId)).toBe(count(before, caseId) + reads);
    }
    expect(base).not.toContain('sibling');
    const files = all(stores.cases, casesSql.selectFrom('case_file').select(['case_id', 'updated_at', 'revision']));
    expect(files.map(({ revision }) => revision)).toEqual([1, 1]);
  });

  test('is made by nobody who may not read both, and a case without access answers like a code that does not exist', async () => {
    await centre.unlock('AC2');
    const stranger = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Trois', 'Personne'] });
    const strangerCode = await codeOf(stranger);
    const unknown = await centre.call('families.link', { caseId: stranger, otherCode: 'VBG-ESS1-26-9999', kind: 'sibling' });
    expect(unknown).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    for (const otherCode of ['VBG-ESS1-26-0001', 'VBG-ESS1-26-0002'])
      expect(await centre.call('families.link', { caseId: stranger, otherCode, kind: 'sibling' })).toEqual(unknown);
    expect(await centre.call('families.link', { caseId: brother, otherCode: strangerCode, kind: 'sibling' })).toMatchObject({
      failure: { kind: 'notFound' },
    });
    await centre.unlock('AC1');
    const linkId = await link(brother, sister);
    await centre.unlock('AC2');
    expect(sealedTo()).toEqual(['AC1', 'team']);
    const { stores } = caseSessionOf(centre);
    expect([brother, sister].flatMap((caseId) => linksOf(stores.cases, stores, caseId))).toEqual([]);
    for (const caseId of [brother, stranger])
      expect(await centre.call('families.unlink', { caseId, linkId, reason: 'mistake' })).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.unlock('AC1');
    expect((await fileOf(brother)).family.links).toHaveLength(1);
  });

  test('with itself, twice, or with a file that is followed elsewhere, is refused and nothing is written', async () => {
    await link(brother, sister);
    const refusal = async (otherCode: string) => centre.call('families.link', { caseId: brother, otherCode, kind: 'relative' });
    expect(await refusal(await codeOf(brother))).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await refusal(` ${(await codeOf(sister)).toLowerCase()} `)).toMatchObject({ failure: { kind: 'conflict' } });
    const third = await registerCase(centre, { ...PERSON, name: ['Quatre', 'Personne'] });
    await centre.ask('cases.withdrawConsent', { caseId: third, date: '2026-11-24', scope: ['services'] });
    expect(await refusal(await codeOf(third))).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await centre.call('families.link', { caseId: third, otherCode: await codeOf(brother), kind: 'relative' })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(sealedTo()).toEqual(['AC1', 'team']);
  });

  test('made by the supervision between two caseworkers’ files gives each the code of the other, and neither the file', async () => {
    await centre.unlock('AC2');
    const cousin = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Trois', 'Personne'] });
    await centre.unlock('SD1');
    const linkId = await link(brother, cousin, 'relative');
    expect((await fileOf(brother)).family.links).toMatchObject([{ other: { caseId: cousin } }]);
    expect(sealedTo()).toEqual(['AC1', 'AC2', 'team']);
    await centre.unlock('AC1');
    const closed = { linkId, kind: 'relative', other: { caseId: null, caseCode: 'VBG-ESS1-26-0003', state: null } };
    expect((await fileOf(brother)).family).toMatchObject({ links: [closed] });
    expect(await centre.call('cases.open', { caseId: cousin })).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.unlock('AC2');
    expect((await fileOf(cousin)).family.links).toEqual([{ ...closed, other: { ...closed.other, caseCode: 'VBG-ESS1-26-0001' } }]);
  });

  test('follows a file to its next caseworker, and leaves a caseworker who reads neither any more', async () => {
    await link(brother, sister);
    await centre.unlock('SD1');
    await centre.ask('cases.reassign', { caseId: brother, ownerCode: 'AC2' });
    expect(sealedTo()).toEqual(['AC1', 'AC2', 'team']);
    await centre.unlock('AC2');
    expect((await fileOf(brother)).family.links).toMatchObject([{ other: { caseId: null, state: null } }]);
    await centre.unlock('AC1');
    expect((await fileOf(sister)).family.links).toMatchObject([{ other: { caseId: null } }]);
    await centre.unlock('SD1');
    await centre.ask('cases.reassign', { caseId: sister, ownerCode: 'AC2' });
    expect(sealedTo()).toEqual(['AC2', 'team']);
    await centre.unlock('AC2');
    expect((await fileOf(brother)).family.links).toMatchObject([{ other: { caseId: sister } }]);
  });

  test('goes with a file to the supervision of another team', async () => {
    await link(brother, sister);
    await addSecondTeam(centre);
    await centre.unlock('SD1');
    await centre.ask('conflicts.leave', { caseId: brother, team: 2 });
    expect(sealedTo()).toEqual(['AC1', 'team', 'team']);
    expect((await fileOf(sister)).family.links).toMatchObject([{ other: { caseId: null } }]);
    await centre.ask('conflicts.leave', { caseId: sister, team: 2 });
    expect(sealedTo()).toEqual(['AC1', 'team']);
    const { stores } = caseSessionOf(centre);
    expect(linksOf(stores.cases, stores, brother)).toEqual([]);
  });

  test('an altered link, or a link that names no file, is not shown', async () => {
    await link(brother, sister);
    const { stores } = caseSessionOf(centre);
    transaction(stores.cases, (db) => {
      const own = [toUser(stores.roster, stores.user.userId)];
      writeSealedMessages(db, stores, own, 'families.link', randomUUID(), { left: brother, right: randomUUID(), kind: 'sibling' });
      writeSealedMessages(db, stores, own, 'families.link', randomUUID(), { left: brother, right: sister, kind: 'no_such_kind' });
      appendJournal(db, stores.actor, { kind: 'case.read', object: brother, detail: {} }, centre.application.host.now().getTime());
    });
    expect((await fileOf(brother)).family.links).toHaveLength(1);
  });
});

describe('what is proposed', () => {
  test('who was received the same day by the same person, by code alone, until the day is over or it is linked', async () => {
    const proposed = async (caseId: string) => (await fileOf(caseId)).family.proposed;
    expect(await proposed(sister)).toEqual([{ caseCode: 'VBG-ESS1-26-0001', why: 'sameDay' }]);
    const third = await registerCase(centre, { ...PERSON, name: ['Quatre', 'Personne'] });
    expect((await proposed(third)).map(({ caseCode }) => caseCode).toSorted()).toEqual(['VBG-ESS1-26-0001', 'VBG-ESS1-26-0002']);
    await link(brother, sister);
    expect((await proposed(sister)).map(({ caseCode }) => caseCode)).toEqual(['VBG-ESS1-26-0003']);
    await centre.unlock('SD1');
    expect(await proposed(sister)).toEqual([]);
    await centre.unlock('AC2');
    const elsewhere = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Cinq', 'Personne'] });
    expect(await proposed(elsewhere)).toEqual([]);
    centre.advance(DAY);
    await centre.unlock('AC1');
    expect(await proposed(third)).toEqual([]);
    await link(sister, third);
    expect(await proposed(brother)).toEqual([{ caseCode: 'VBG-ESS1-26-0003', why: 'sibling' }]);
  });
});

test('where the alleged perpetrator is of the family, the file says to be careful; the other file says nothing of it', async () => {
  const recorded = await save(centre, brother, 'incident', incidentAnswers(PERSON));
  const perpetrator = { perp_rank: 'primary', perp_sex: 'male', perp_age_group: 'a26_40', perp_relation: 'primary_caregiver' };
  await save(centre, brother, 'alleged_perpetrator', perpetrator, { parentId: recorded.recordId });
  expect((await fileOf(brother)).family.careful).toBe(false);
  await link(brother, sister);
  expect((await fileOf(brother)).family.careful).toBe(true);
  expect((await fileOf(sister)).family.careful).toBe(false);
});

test('a merge carries links to the file that remains, and its undoing waits for the person who changed one since', async () => {
  const files = await mergeFixtures(centre);
  await centre.unlock('SD1');
  await link(files.ended, brother, 'child');
  await link(files.ended, sister);
  const kept = await link(files.survivor, sister, 'partner');
  await link(files.survivor, files.ended, 'household');
  const mergeId = await merged(centre, files);
  expect((await fileOf(files.ended)).family.links).toEqual([]);
  const { links } = (await fileOf(files.survivor)).family;
  expect(links.map(({ kind, other }) => [kind, other.caseId])).toEqual([
    ['child', brother],
    ['partner', sister],
  ]);
  await centre.ask('families.unlink', { caseId: sister, linkId: kept, reason: 'mistake' });
  expect(await centre.call('duplicates.undo', { mergeId })).toMatchObject({
    failure: { kind: 'conflict', message: { en: expect.stringContaining('a family link') } },
  });
});
