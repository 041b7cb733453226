import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entriesOfKind } from '../../../../electron/store/journal/journal.ts';
import { casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { auditState } from '../../../../electron/store/journal/stateAudit.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';
import { countedUnits } from '../../../../electron/services/months/countedUnits.ts';
import { countingStatus } from '../../../../shared/rules/counting/counting.ts';
import { followUpAnswers, incidentAnswers } from '../../../support/caseBuilders.ts';
import { bareJpeg } from '../../../support/inventedFiles.ts';
import { newCentre, PEOPLE, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save } from '../forms/savedForms.ts';
import { bytesOf, caseSessionOf, merged, pairOfFiles, preview, mergeFixtures, type MergeFixtures } from './mergeFixtures.ts';

let centre: Installation;
let files: MergeFixtures;

beforeEach(async () => {
  centre = await newCentre();
  files = await mergeFixtures(centre);
  await centre.unlock('SD1');
});
afterEach(() => centre.remove());

/** Counted incidents of the base, by month, in the supervisor's session. */
async function countedByMonth(): Promise<Readonly<Record<string, number>>> {
  await centre.ask('months.check', { month: '2026-11' });
  const units = countedUnits(caseSessionOf(centre).stores.cases, 'mopti', REFERENCE_LISTS).map(countingStatus);
  const months = units.filter(({ counted }) => counted).map(({ month }) => month);
  return Object.fromEntries([...Map.groupBy(months, (month) => month)].map(([month, all]) => [month, all.length]));
}

async function refusal(pairId: string): Promise<string> {
  const reply = await centre.call('duplicates.preview', { pairId });
  return reply.ok ? '' : `${reply.failure.kind}: ${reply.failure.message.en}`;
}

describe('a merge', () => {
  test('is previewed question by question, after a line of the journal for each identity', async () => {
    const { pairId, mayMerge } = await pairOfFiles(centre, files);
    expect(mayMerge).toBe(true);
    const shown = await preview(centre, pairId);
    expect(shown).toMatchObject({
      survivor: { caseId: files.survivor, ownerCode: 'AC1' },
      ended: { caseId: files.ended, ownerCode: 'AC2' },
    });
    const registration = shown.forms.find(({ form }) => form === 'registration')?.rows ?? [];
    expect(registration.find(({ field }) => field === 'age_years')).toEqual({
      field: 'age_years',
      agreement: 'close',
      survivor: 27,
      ended: 28,
      both: null,
      proposed: 'survivor',
    });
    expect(registration.map(({ field }) => field)).not.toContain('registration_date');
    expect(shown.forms.map(({ form }) => form)).toEqual(['registration', 'identity', 'safe_contact']);
    expect(shown.carried).toContainEqual({ form: 'incident', count: 1 });
    expect(entriesOfKind(caseSessionOf(centre).stores.cases, 'identity.open')).toHaveLength(6);
  });

  test('a preview asked again is opened and journaled again: no answer with a person in clear is kept', async () => {
    const { pairId } = await pairOfFiles(centre, files);
    const asked = JSON.stringify({ request: 'demande-inventee-1', name: 'duplicates.preview', input: { pairId } });
    const opened = () => entriesOfKind(caseSessionOf(centre).stores.cases, 'identity.open').length;
    expect(await centre.application.requests(asked)).toContain('"ok":true');
    const once = opened();
    expect(await centre.application.requests(asked)).toContain('"ok":true');
    expect(opened()).toBe(2 * once);
  });

  test('carries everything to the older file, for its caseworker to read, and is counted once', async () => {
    expect(await countedByMonth()).toEqual({ '2026-10': 1, '2026-11': 1 });
    await merged(centre, files);
    expect(await countedByMonth()).toEqual({ '2026-10': 1, '2026-11': 1 });
    expect((await centre.ask('cases.open', { caseId: files.ended })).row.state).toBe('duplicate');
    await centre.unlock('AC1');
    const file = await centre.ask('cases.open', { caseId: files.survivor });
    const recordsOf = (form: string) => file.forms.find((line) => line.form === form)?.records ?? [];
    expect(recordsOf('incident')).toHaveLength(2);
    expect(recordsOf('registration')).toHaveLength(1);
    expect(file.followUps).toMatchObject([{ outcome: 'seen', date: TODAY }]);
    const [referral] = file.referrals;
    const opened = { caseId: files.survivor, form: 'referral', recordId: referral?.recordId ?? '', parentId: null, narrative: true };
    const items = await centre.ask('forms.open', opened);
    const shares = await centre.ask('forms.open', {
      ...opened,
      form: 'consent_share',
      recordId: recordsOf('consent_share')[0]?.recordId ?? '',
    });
    expect(items.answers['ref_consent_ids']).toEqual(shares.children.map(({ recordId }) => recordId));
    expect(items.children).toMatchObject([{ form: 'referral_event', answers: { event_state: 'accepted' } }]);
    const [piece] = file.attachments;
    expect(piece).toMatchObject({ kind: 'consent_form', staffCode: 'AC2', content: 'picture' });
    const shown = await centre.ask('attachments.open', { caseId: files.survivor, recordId: piece?.recordId ?? '', reason: 'verify' });
    expect(shown.bytes).toBe(bareJpeg(80, 60).toString('base64'));
    expect(file.merged).toMatchObject([{ ended: { caseId: null, caseCode: 'VBG-ESS1-26-0002' } }]);
    expect(file.merged[0]?.recordIds).toContain(referral?.recordId);
    await centre.unlock('AC2');
    expect(await centre.call('cases.open', { caseId: files.survivor })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    expect((await centre.ask('cases.open', { caseId: files.ended })).duplicateOf).toEqual({ caseId: null, caseCode: 'VBG-ESS1-26-0001' });
  });

  test('counts a register’s incident as its register was read, in whatever file it is carried', async () => {
    await centre.unlock('AC2');
    transaction(caseSessionOf(centre).stores.cases, (db) =>
      run(db, casesSql.updateTable('case_file').set({ origin: 'takeover' }).where('case_id', '=', files.ended)),
    );
    const blank = Object.fromEntries(
      Object.entries(incidentAnswers({ ...PERSON, type: 'rape' })).filter(([code]) => code !== 'reported_by'),
    );
    await save(centre, files.ended, 'incident', blank);
    await centre.unlock('SD1');
    const counted = await countedByMonth();
    expect(counted['2026-11']).toBe(2);
    await merged(centre, files);
    expect(await countedByMonth()).toEqual(counted);
  });

  test('writes what was chosen, and regroups the incidents of a person of another age', async () => {
    const { pairId } = await pairOfFiles(centre, files);
    const { sign } = await preview(centre, pairId);
    const choices = [{ form: 'registration', field: 'age_years', side: 'ended' as const }];
    await centre.ask('duplicates.merge', { pairId, sign, choices });
    await centre.unlock('AC1');
    const form = { caseId: files.survivor, form: 'registration', recordId: null, parentId: null, narrative: false };
    expect((await centre.ask('forms.open', form)).answers).toMatchObject({ age_years: 28 });
  });

  test('leaves frozen months as they are, and so does its undoing', async () => {
    await centre.ask('months.freeze', {
      month: '2026-10',
      passphrase: PEOPLE.SD1,
      comment: '',
      secureDatabase: 'no',
      harmonisedTools: 'yes',
      serviceGaps: [],
    });
    const counted = await countedByMonth();
    const { pairId } = await pairOfFiles(centre, files);
    expect((await preview(centre, pairId)).frozenMonths).toEqual([]);
    const mergeId = await merged(centre, files);
    expect(await countedByMonth()).toEqual(counted);
    await centre.ask('duplicates.undo', { mergeId });
    expect(await countedByMonth()).toEqual(counted);
  });

  test('is refused for what was not previewed, and nothing is half done', async () => {
    const { pairId } = await pairOfFiles(centre, files);
    const { sign } = await preview(centre, pairId);
    await centre.unlock('AC2');
    await save(centre, files.ended, 'follow_up', followUpAnswers(TODAY, '2026-12-20'), { finish: true });
    await centre.unlock('SD1');
    const before = bytesOf(centre, files);
    expect(await centre.call('duplicates.merge', { pairId, sign, choices: [] })).toMatchObject({
      ok: false,
      failure: { kind: 'conflict' },
    });
    const again = await preview(centre, pairId);
    const choices = [{ form: 'registration', field: 'no_such_question', side: 'ended' as const }];
    expect(await centre.call('duplicates.merge', { pairId, sign: again.sign, choices })).toMatchObject({ failure: { kind: 'conflict' } });
    expect(bytesOf(centre, files)).toBe(before);
  });

  test('waits for drafts, decisions and open cases, and for the person’s own word on consent', async () => {
    const { pairId } = await pairOfFiles(centre, files);
    await centre.unlock('AC2');
    const draft = {
      draftId: '00000000-0000-4000-8000-000000000001',
      caseId: files.ended,
      form: 'follow_up',
      recordId: null,
      parentId: null,
    };
    await centre.ask('drafts.save', { ...draft, baseRevision: 0, at: { section: 'done', field: null }, content: { follow_up: {} } });
    await centre.unlock('SD1');
    expect(await refusal(pairId)).toMatch(/^conflict: A draft waits/u);
    await centre.unlock('AC2');
    await centre.ask('drafts.discard', { draftId: draft.draftId });
    await centre.ask('retention.askIdentityDestruction', { caseId: files.ended });
    await centre.unlock('SD1');
    expect(await refusal(pairId)).toMatch(/^conflict: A request waits/u);
    await centre.unlock('AC2');
    await centre.ask('cases.withdrawConsent', { caseId: files.ended, date: TODAY, scope: ['services'] });
    await centre.unlock('SD1');
    expect(await refusal(pairId)).toMatch(/^conflict: Only two open cases/u);
    await centre.ask('duplicates.decide', { pairId, verdict: 'same' });
    expect(await refusal(pairId)).toMatch(/^notFound/u);
  });

  test('is not made where one file says yes to statistics and the other no', async () => {
    const third = await newCentre();
    const other = await mergeFixtures(third, { statistics: 'no' });
    await third.unlock('SD1');
    const { pairId } = await pairOfFiles(third, other);
    const reply = await third.call('duplicates.preview', { pairId });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'conflict', message: { en: expect.stringContaining('consent') } } });
    third.remove();
  });
});

describe('undoing a merge', () => {
  test('gives back every byte of both files, and the pair waits again', async () => {
    const before = bytesOf(centre, files);
    const mergeId = await merged(centre, files);
    expect(bytesOf(centre, files)).not.toBe(before);
    await centre.ask('duplicates.undo', { mergeId });
    expect(bytesOf(centre, files)).toBe(before);
    expect((await centre.ask('duplicates.list', {})).merged).toEqual([]);
    expect(auditState(caseSessionOf(centre).stores.cases).stale).toEqual([]);
    expect(await centre.call('duplicates.undo', { mergeId })).toMatchObject({ failure: { kind: 'notFound' } });
    const again = await merged(centre, files);
    await centre.unlock('SD1');
    await centre.ask('duplicates.undo', { mergeId: again });
    expect(bytesOf(centre, files)).toBe(before);
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  });

  test('is refused once something was written, which it names, and when ninety days are over', async () => {
    const mergeId = await merged(centre, files);
    await centre.unlock('AC1');
    await save(centre, files.survivor, 'follow_up', followUpAnswers(TODAY, '2026-12-20'), { finish: true });
    await centre.unlock('SD1');
    const before = bytesOf(centre, files);
    const reply = await centre.call('duplicates.undo', { mergeId });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'conflict', message: { en: expect.stringContaining('Follow-up') } } });
    expect(bytesOf(centre, files)).toBe(before);
    centre.advance(91 * 86_400_000);
    await centre.unlock('SD1');
    expect((await centre.ask('duplicates.list', {})).merged).toEqual([]);
    expect(await centre.call('duplicates.undo', { mergeId })).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('is a supervisor’s alone', async () => {
    const mergeId = await merged(centre, files);
    await centre.unlock('AC1');
    expect(await centre.call('duplicates.undo', { mergeId })).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  });

  test('brings no identity back that was destroyed in between, in either file', async () => {
    const mergeId = await merged(centre, files);
    await centre.unlock('AC1');
    await centre.ask('retention.askIdentityDestruction', { caseId: files.survivor });
    await centre.unlock('SD1');
    const { approvals } = await centre.ask('team.open', {});
    await centre.ask('approvals.decide', { approvalId: approvals[0]?.approvalId ?? '', decision: 'approved', comment: null });
    for (const caseId of [files.survivor, files.ended]) expect((await centre.ask('cases.open', { caseId })).identityPresent).toBe(false);
    expect(await centre.call('duplicates.undo', { mergeId })).toMatchObject({ failure: { kind: 'conflict' } });
  });
});

test('a third person is no part of it', async () => {
  await centre.unlock('AC1');
  const third = await registerCase(centre, { ...PERSON, name: ['Autrement', 'Nommée'], age: 51 });
  await centre.unlock('SD1');
  await merged(centre, files);
  expect((await centre.ask('cases.open', { caseId: third })).row.state).toBe('open_intake');
});
