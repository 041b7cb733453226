import type { Installation } from '../../support/installation.ts';
import { referralAnswers, SHARED, SHARED_ITEM } from '../services/forms/referred.ts';
import { placeOf, type Ask } from './ask.ts';

export async function blankForm(ask: Ask, { application }: Installation): Promise<void> {
  application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('papers.handOutBlank', { form: 'incident', folder: await placeOf(ask) });
}

/** A referral that the person authorised, and its slip on an invented printer. */
export async function printSlip(ask: Ask, { application }: Installation, caseId: string): Promise<void> {
  const printer = 'imprimante-inventee';
  application.host.printing = { printers: () => Promise.resolve([printer]), print: async () => null, cancelPrint: async () => true };
  const base = { caseId, recordId: null, revision: 0, keep: [], finish: false, draftId: null };
  const share = await ask('forms.save', { ...base, parentId: null, form: 'consent_share', answers: SHARED });
  await ask('forms.save', { ...base, parentId: share.recordId, form: 'consent_item', answers: SHARED_ITEM });
  const { providers } = await ask('directory.list', {});
  const answers = referralAnswers(providers[0]?.providerId ?? '');
  const { recordId } = await ask('forms.save', { ...base, parentId: null, form: 'referral', answers, finish: true });
  await ask('slips.open', { caseId, recordId });
  await ask('printers.list', {});
  await ask('slips.print', { caseId, recordId, halves: 'both', takenBy: 'person', printer });
  await printExtract(ask, application, caseId, printer);
}

/** A part of the same file for the person; the window is not drawn here, it asks for its sheet while it is printed. */
async function printExtract(ask: Ask, application: Installation['application'], caseId: string, printer: string): Promise<void> {
  const { readers } = await ask('extracts.open', { caseId });
  if (!readers.some(({ purpose }) => purpose === 'person')) throw new Error('the person may not have her file');
  application.host.printPdf = async (address) => {
    await ask('extracts.sheet', { number: address.split('/').at(-1) ?? '' });
    return Buffer.from('/Type /Page\n');
  };
  const reader = { purpose: 'person', recipient: null, providerId: null } as const;
  await ask('extracts.print', { caseId, ...reader, parts: ['code_only', 'name'], language: 'fr', printer });
}

/** The page of proofs on paper; the window is not drawn here, its PDF is given. */
export async function handOutSecurityStatus(ask: Ask, installation: Installation): Promise<void> {
  installation.application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('papers.handOutSecurityStatus', { folder: await placeOf(ask) });
}

/** The witness on paper, given and then typed back from the register. */
export async function paperWitness(ask: Ask): Promise<void> {
  const { number, words } = await ask('journal.givePaper', {});
  await ask('journal.comparePaper', { number, words: words.join(' '), sure: false });
}
