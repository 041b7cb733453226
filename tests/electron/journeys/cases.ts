import { randomUUID } from 'node:crypto';
import { typedName } from '../../../shared/rules/typed.ts';
import { TODAY, type Installation } from '../../support/installation.ts';
import { closureAnswers, followUpAnswers, incidentAnswers, intakeContent, type DemoCase } from '../../support/caseBuilders.ts';
import { putInForce } from '../../support/reporting.ts';
import { save } from '../services/forms/savedForms.ts';
import type { Ask } from './ask.ts';

export const NEWCOMER: DemoCase = {
  staff: 'AC1',
  came: `${TODAY}T09:00`,
  age: 30,
  name: ['Nouvelle', 'Venue'],
  type: 'psychological',
  risk: 'low',
  after: 1,
};

/** Two files of one family linked, and the link taken away. */
export async function linkAndUnlink(ask: Ask): Promise<void> {
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const [one, another] = rows.filter(({ state }) => state !== 'suspended' && state !== 'draft');
  if (one === undefined || another === undefined) throw new Error('too few cases');
  await ask('families.link', { caseId: one.caseId, otherCode: another.caseCode, kind: 'sibling' });
  const [link] = (await ask('cases.open', { caseId: another.caseId })).family.links;
  await ask('families.unlink', { caseId: another.caseId, linkId: link?.linkId ?? '', reason: 'mistake' });
}

/** What she types of a month is kept, opened again and destroyed. */
export async function typeComment(ask: Ask): Promise<void> {
  const draftId = randomUUID();
  const form = typedName('month', '2026-10');
  const place = { draftId, form, caseId: null, recordId: null, parentId: null, baseRevision: 0 };
  await ask('drafts.save', { ...place, at: { section: form, field: null }, content: { [form]: { comment: 'Commentaire inventé.' } } });
  await ask('drafts.list', {});
  await ask('drafts.open', { draftId });
  await ask('drafts.discard', { draftId });
}

export async function searchAndSurvey(ask: Ask): Promise<void> {
  await ask('search.open', { reason: 'verify' });
  await ask('search.persons', { typed: 'exempl' });
  await ask('feedback.record', { ballotId: randomUUID(), answers: { fb_respondent: 'adult', fb_helped: 'yes' } });
}

export async function registerCase(ask: Ask): Promise<string> {
  const draftId = randomUUID();
  const content = intakeContent(NEWCOMER);
  const draft = { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
  await ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content });
  await ask('drafts.list', {});
  await ask('drafts.open', { draftId });
  await ask('intake.suspects', { draftId, content });
  const registered = await ask('intake.register', { draftId, content });
  await ask('drafts.discard', { draftId });
  if (registered.kind !== 'case') throw new Error('no case');
  await ask('intake.join', { draftId: randomUUID(), content, caseId: registered.caseId });
  return registered.caseId;
}

export async function incidentWithRow(ask: Ask, caseId: string): Promise<void> {
  const base = { caseId, parentId: null, recordId: null, revision: 0, keep: [], finish: false, draftId: null };
  const reported = { report_date: TODAY, reported_by: 'survivor' };
  const incident = await ask('forms.save', { ...base, form: 'incident', answers: reported });
  const answers = { perp_rank: 'primary', perp_sex: 'male' };
  const rows = [{ form: 'alleged_perpetrator', recordId: null, revision: 0, answers }];
  await ask('forms.save', { ...base, recordId: incident.recordId, revision: incident.revision, form: 'incident', answers: reported, rows });
  await ask('forms.save', { ...base, form: 'follow_up', answers: followUpAnswers(TODAY, null), finish: true });
}

/** A report is decided in a case that meets a duty in force, and recorded by the person of the journey. Gives the case. */
export async function reportOf(ask: Ask, centre: Installation, own: 'AC1' | 'SD1'): Promise<string> {
  await putInForce(centre, 'any_crime');
  await centre.unlock('AC1');
  const caseId = await registerCase(centre.ask);
  const { recordId } = await save(centre, caseId, 'incident', incidentAnswers(NEWCOMER));
  const byAidWorker = { perp_rank: 'primary', perp_occupation: 'aid_worker' };
  await save(centre, caseId, 'alleged_perpetrator', byAidWorker, { parentId: recordId });
  await centre.unlock(own);
  await ask('mandatoryReporting.read', {});
  const report = { situation: 'any_crime', step: 'decided', date: TODAY, informed: 'yes', endangers: null } as const;
  await ask('mandatoryReporting.record', { ...report, caseId, authority: 'court', reason: null });
  return caseId;
}

/** A file of the register, whose assessment and plan are on paper, is moved by hand as far as its plan; the others follow their forms. */
export async function moveOn(ask: Ask): Promise<string> {
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const found = rows.find(({ origin, state }) => origin === 'takeover' && (state === 'open_intake' || state === 'open_assessment'));
  if (found === undefined) throw new Error('no file of the register is at its beginning');
  const { caseId, state } = found;
  const steps = ['open_assessment', 'open_planning'] as const;
  for (const to of steps.slice(state === 'open_intake' ? 0 : 1))
    await ask('cases.move', { caseId, to, date: TODAY, reason: null, comment: null });
  return caseId;
}

export async function closeOne(ask: Ask, caseId: string): Promise<void> {
  const closure = { caseId, form: 'closure_gbv', recordId: null, parentId: null, revision: 0, keep: [], finish: true, draftId: null };
  await ask('forms.save', { ...closure, answers: closureAnswers(TODAY) });
  await ask('closure.request', { caseId });
}

/** The caseworker brings a file to its plan; its supervisor, who approves it, takes it from there (reference §2.4). */
export async function moveOne(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC1');
  const caseId = await moveOn(centre.ask);
  await centre.unlock('SD1');
  await ask('cases.move', { caseId, to: 'open_implementation', date: TODAY, reason: null, comment: null });
}
