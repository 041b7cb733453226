import { PEOPLE, TODAY, type Installation } from '../../support/installation.ts';
import type { Ask } from './ask.ts';
import { keepPieces } from './attachments.ts';
import { closeOne, incidentWithRow, linkAndUnlink, moveOn, registerCase, reportOf, searchAndSurvey } from './cases.ts';
import { copyToStick } from './copies.ts';
import { directory } from './directory.ts';
import { blankForm, printSlip } from './papers.ts';
import { takeOver } from './takeover.ts';

/** A caseworker's day: receives somebody, follows her up, closes, proposes, takes her own lines over. */
export async function caseworker(ask: Ask, centre: Installation): Promise<void> {
  await ask('day.open', {});
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  if (rows.length < 5) throw new Error('too few cases');
  const caseId = await registerCase(ask);
  await ask('cases.open', { caseId });
  await ask('forms.open', { caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  await incidentWithRow(ask, caseId);
  await searchAndSurvey(ask);
  await blankForm(ask, centre);
  await printSlip(ask, centre, await registerCase(ask));
  await ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });
  await ask('notes.open', { caseId });
  await keepPieces(ask, centre, caseId);
  await linkAndUnlink(ask);
  await reportOf(ask, centre, 'AC1');
  await closeOne(ask, caseId);
  await ask('retention.askIdentityDestruction', { caseId });
  await ask('cases.withdrawConsent', { caseId: await registerCase(ask), date: TODAY, scope: ['services'] });
  await directory(ask);
  await ask('months.list', {});
  await ask('months.preview', { month: '2026-11' });
  const { readers } = await ask('readers.list', {});
  const [reader] = readers;
  if (reader === undefined) throw new Error('nobody reads the cases');
  await ask('readers.acknowledge', { userId: reader.userId });
  await ask('conflicts.declare', { caseId });
  await takeOver(ask, centre, 'registre-AC1.csv');
  await moveOn(ask);
  await ask('backup.drill', { copy: await copyToStick(ask, centre), passphrase: PEOPLE.AC1 });
  await ask('backup.closingCopy', {});
}
