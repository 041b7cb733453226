import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { typedName } from '../../../../shared/rules/typed.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { intakeContent, inventedProviders } from '../../../support/caseBuilders.ts';
import { TODAY, newCentre, openCopy, type Installation } from '../../../support/installation.ts';
import { putInForce } from '../../../support/reporting.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

const WORDS = 'phrase inventée qui ne doit pas se perdre';
const SURVEY = { fb_respondent: 'adult', fb_helped: 'no', fb_comment: WORDS };
const PROVIDER = inventedProviders()[0]?.answers ?? {};
const REPORT = typedName('report', 'child_sexual_abuse');
const CHILD = { ...PERSON, age: 14, type: 'rape', risk: 'medium' } as const;

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

type Place = Pick<Input<'drafts.save'>, 'form' | 'caseId' | 'recordId'>;

/** Typed and nothing more: no button. */
async function type(place: Place, answers: Answers, draftId: string = randomUUID()): Promise<string> {
  const at = { section: place.form, field: null };
  await centre.ask('drafts.save', { ...place, draftId, parentId: null, baseRevision: 0, at, content: { [place.form]: answers } });
  return draftId;
}

const outside = (form: string, recordId: string | null = null): Place => ({ form, caseId: null, recordId });
const waiting = async (installation = centre) => (await installation.ask('drafts.list', {})).drafts;
const contentOf = async (draftId: string, installation = centre) => (await installation.ask('drafts.open', { draftId })).content;
const draftRows = () => all(casesOf(session()), casesSql.selectFrom('draft').selectAll());

function session() {
  const stores = centre.application.host.session?.stores;
  if (stores === undefined) throw new Error('no session');
  return stores;
}

/** A child's file of AC1, whose duty to report is in force. */
async function childCase(): Promise<string> {
  await putInForce(centre, 'child_sexual_abuse');
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, CHILD);
  await saveIncident(centre, caseId, CHILD);
  return caseId;
}

describe('what is typed outside the forms is kept before any button', () => {
  test('a survey comes back after a lock, and after a process that was killed while it was open', async () => {
    await centre.unlock('AC1');
    const draftId = await type(outside('feedback'), SURVEY);
    const killed = await openCopy(join(centre.profile, '..'));
    await killed.unlock('AC1');
    expect(await waiting(killed)).toMatchObject([{ draftId, form: 'feedback', caseId: null, answered: 3 }]);
    expect(await contentOf(draftId, killed)).toEqual({ feedback: SURVEY });
    killed.remove();
    await centre.unlock('AC1');
    expect(await contentOf(draftId)).toEqual({ feedback: SURVEY });
  });

  test('nobody else sees it, nor learns what it is about: an intake, a survey and an entry look alike', async () => {
    await centre.unlock('AC1');
    const survey = await type(outside('feedback'), SURVEY);
    await type(outside('provider', randomUUID()), PROVIDER);
    await type(outside('consent_service'), { consent_services: 'yes' });
    const clear = draftRows().map(({ draft_id: _id, saved_at: _at, bytes: _bytes, ...columns }) => JSON.stringify(columns));
    expect(clear).toHaveLength(3);
    expect(new Set(clear).size).toBe(1);
    for (const { bytes } of draftRows()) expect(bytes.toString('latin1')).not.toMatch(/feedback|provider|fb_helped|perdre/);
    for (const other of ['AC2', 'SD1'] as const) {
      await centre.unlock(other);
      expect(await waiting()).toEqual([]);
      expect(await centre.call('drafts.open', { draftId: survey })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
      await centre.ask('drafts.discard', { draftId: survey });
    }
    await centre.unlock('AC1');
    expect(await waiting()).toHaveLength(3);
  });

  test('the draft of a survey goes with the act that keeps the survey, and stays where it is refused', async () => {
    await centre.unlock('AC1');
    const draftId = await type(outside('feedback'), SURVEY);
    const ballotId = randomUUID();
    const refused = await centre.call('feedback.record', { ballotId, answers: { ...SURVEY, fb_comment: 'Appelez le 00 00 00 00' } });
    expect(refused).toMatchObject({ ok: false });
    expect(await contentOf(draftId)).toEqual({ feedback: SURVEY });
    await centre.ask('feedback.record', { ballotId, answers: SURVEY });
    expect(draftRows()).toEqual([]);
  });

  test('an entry of the directory is kept apart from the others, and ends when it is saved or proposed', async () => {
    await centre.unlock('SD1');
    await type(outside('provider'), { ...PROVIDER, prov_name: WORDS });
    const other = await type(outside('provider', randomUUID()), PROVIDER);
    const { providerId } = await centre.ask('directory.save', { providerId: null, revision: 0, answers: PROVIDER, services: [] });
    expect((await waiting()).map(({ draftId }) => draftId)).toEqual([other]);
    await centre.unlock('AC1');
    await type(outside('provider', providerId), { ...PROVIDER, prov_name: WORDS });
    await centre.ask('directory.propose', { providerId, revision: 1, answers: PROVIDER, services: [] });
    expect(await waiting()).toEqual([]);
  });
});

describe('what is typed in a case', () => {
  test('what is decided about a report comes back, looks like a note in the base, and goes when it is recorded', async () => {
    const caseId = await childCase();
    const reason = { step: 'not_made', informed: 'yes', reason: WORDS };
    const draftId = await type({ form: REPORT, caseId, recordId: null }, reason);
    const note = await type({ form: 'note', caseId, recordId: null }, { note_text: WORDS });
    const clear = draftRows().map(({ draft_id: _id, saved_at: _at, bytes: _bytes, ...columns }) => JSON.stringify(columns));
    expect(new Set(clear).size).toBe(1);
    await centre.lock();
    await centre.unlock('AC1');
    expect(await waiting()).toContainEqual(expect.objectContaining({ draftId, form: REPORT, caseId }));
    expect(await contentOf(draftId)).toEqual({ [REPORT]: reason });
    const opened = await centre.ask('forms.open', { caseId, form: 'note', recordId: null, parentId: null, narrative: true });
    expect(opened.draft).toMatchObject({ draftId: note, content: { note: { note_text: WORDS } } });
    await centre.ask('mandatoryReporting.record', {
      caseId,
      situation: 'child_sexual_abuse',
      step: 'made',
      date: TODAY,
      informed: 'yes',
      endangers: 'no',
      authority: 'juvenile_judge',
      reason: null,
    });
    expect((await waiting()).map((line) => line.draftId)).toEqual([note]);
  });

  test('a caseworker of another file keeps nothing there; the supervisor keeps her own comment, and no form of it', async () => {
    const caseId = await childCase();
    const draft = { draftId: randomUUID(), caseId, recordId: null, parentId: null, baseRevision: 0 };
    const keep = (form: string) =>
      centre.call('drafts.save', { ...draft, form, at: { section: form, field: null }, content: { [form]: { comment: WORDS } } });
    await centre.unlock('AC2');
    expect(await keep(typedName('move', 'open_planning'))).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    await centre.unlock('SD1');
    expect(await keep('follow_up')).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    expect(await keep(typedName('closure_decision'))).toMatchObject({ ok: true });
    expect(await waiting()).toMatchObject([{ caseId, form: 'closure_decision' }]);
    await centre.unlock('AC1');
    expect(await waiting()).toEqual([]);
    expect(await centre.call('drafts.open', { draftId: draft.draftId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  });

  test('the comment of a move is a note of the case, and its draft goes with it', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await centre.ask('cases.withdrawConsent', { caseId, date: TODAY, scope: ['all'] });
    const { consent_service: consent = {} } = intakeContent(PERSON);
    await save(centre, caseId, 'consent_service', { ...consent, consent_datetime: `${TODAY}T08:58` });
    await type({ form: typedName('move', 'open_intake'), caseId, recordId: null }, { comment: WORDS });
    await centre.ask('cases.move', { caseId, to: 'open_intake', date: TODAY, reason: null, comment: WORDS });
    expect(await waiting()).toEqual([]);
    expect((await centre.ask('notes.open', { caseId })).notes).toMatchObject([{ text: WORDS }]);
  });

  test('the comment of a decision goes with the decision, where the identity is destroyed by it too', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await centre.ask('retention.askIdentityDestruction', { caseId });
    await centre.unlock('SD1');
    const { approvals } = await centre.ask('team.open', {});
    const approvalId = approvals.find((approval) => approval.caseId === caseId)?.approvalId ?? '';
    const draftId = await type({ form: typedName('decision'), caseId, recordId: approvalId }, { comment: WORDS });
    await centre.lock();
    await centre.unlock('SD1');
    expect(await contentOf(draftId)).toEqual({ decision: { comment: WORDS } });
    await centre.ask('approvals.decide', { approvalId, decision: 'approved', comment: WORDS });
    expect(await waiting()).toEqual([]);
  });
});
