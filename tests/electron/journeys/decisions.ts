import { randomUUID } from 'node:crypto';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Installation } from '../../support/installation.ts';
import { intakeContent } from '../../support/caseBuilders.ts';
import type { Ask } from './ask.ts';
import { keepPieces, readPieces } from './attachments.ts';
import { NEWCOMER } from './cases.ts';
import { directory } from './directory.ts';

/** The invented person who came twice: merged, undone, and said to be somebody else. */
export async function mergeAndUndo(ask: Ask): Promise<void> {
  const { pairs } = await ask('duplicates.list', {});
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const open = new Set(rows.map(({ caseId }) => caseId));
  const pair = pairs.find(({ left, right }) => open.has(left.caseId) && open.has(right.caseId));
  if (pair === undefined) throw new Error('no suspected pair of open cases');
  const { pairId } = pair;
  const { sign } = await ask('duplicates.preview', { pairId });
  await ask('duplicates.merge', { pairId, sign, choices: [] });
  const { merged } = await ask('duplicates.list', {});
  await ask('duplicates.undo', { mergeId: merged[0]?.mergeId ?? '' });
  await ask('duplicates.decide', { pairId, verdict: 'different' });
}

export async function decide(ask: Ask): Promise<void> {
  const { rows } = await ask('cases.list', { page: 1 });
  const requested = rows.find(({ state }) => state === 'closure_requested');
  const open = rows.find(({ state }) => state === 'open_intake');
  if (requested === undefined || open === undefined) throw new Error('no case to decide');
  await ask('cases.open', { caseId: open.caseId });
  await ask('forms.open', { caseId: open.caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  await ask('identity.open', { caseId: open.caseId, form: 'identity', recordId: null, reason: 'reassign' });
  await ask('notes.open', { caseId: open.caseId });
  await ask('closure.decide', { caseId: requested.caseId, decision: 'approved', comment: null });
  await ask('cases.reassign', { caseId: open.caseId, ownerCode: open.ownerCode === 'AC1' ? 'AC2' : 'AC1' });
}

/** A caseworker leaves a child's consent to decide and a proposal; the supervisor answers both. */
export async function decideRequest(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC1');
  const content = intakeContent({ ...NEWCOMER, age: 14 });
  const consent_service = { ...content['consent_service'], ...WITHOUT_CONSENT };
  const registered = await centre.ask('intake.register', { draftId: randomUUID(), content: { ...content, consent_service } });
  if (registered.kind !== 'case') throw new Error('no case');
  await keepPieces(centre.ask, centre, registered.caseId);
  await directory(centre.ask);
  await centre.unlock('SD1');
  await readPieces(ask, registered.caseId);
  const { approvals } = await ask('team.open', {});
  const request = approvals.find(({ kind }) => kind === 'override');
  if (request === undefined) throw new Error('no request');
  await ask('approvals.decide', { approvalId: request.approvalId, decision: 'rejected', comment: 'Commentaire inventé.' });
  const { proposals } = await ask('directory.list', {});
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error('no proposal');
  await ask('directory.decide', { providerId: proposal.providerId, accept: true });
}

const WITHOUT_CONSENT: Answers = {
  consent_services: 'no',
  consent_giver: 'self',
  child_agreement: 'refused',
  caregiver_agreement: 'absent',
  child_maturity: 'not_sufficient',
  best_interest_override: 'yes',
  best_interest_override_reason: 'Raison inventée.',
};
