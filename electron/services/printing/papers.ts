import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { isFilledIn, isFormId } from '../../../shared/forms/registry.ts';
import { monthOf } from '../../../shared/time.ts';
import { randomFileName } from '../../files/files.ts';
import { requireSession, today, type Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { folderOf, writeExport } from '../exchange/exportFile.ts';
import { assertStillOpen, NOTHING_WRITTEN } from '../session/sessionGuard.ts';

/** The same page on paper, as a PDF in a chosen folder; journaled before it leaves. */
export function handOutSecurityStatus(
  input: Input<'papers.handOutSecurityStatus'>,
  host: Host,
): Promise<Output<'papers.handOutSecurityStatus'>> {
  return handOutPaper(input.folder, host, 'proofs', 'proofs', 1);
}

/** The handbook on paper, in the language of the screen. */
export function handOutHandbook(input: Input<'papers.handOutHandbook'>, host: Host): Promise<Output<'papers.handOutHandbook'>> {
  return handOutPaper(input.folder, host, 'handbook', 'handbook', 3);
}

/** The two pages on the protection of figures, in the language of the screen. */
export function handOutProtection(input: Input<'papers.handOutProtection'>, host: Host): Promise<Output<'papers.handOutProtection'>> {
  return handOutPaper(input.folder, host, 'protection', 'protection', 2);
}

/** A form to be filled in by hand, in the language of the screen. Throws Refused `notFound`. */
export function handOutBlank({ form, folder }: Input<'papers.handOutBlank'>, host: Host): Promise<Output<'papers.handOutBlank'>> {
  if (!isFormId(form) || !isFilledIn(form)) throw new Refused('notFound', NO_FORM);
  return handOutPaper(folder, host, `form/${form}`, form, 1);
}

async function handOutPaper(
  token: string,
  host: Host,
  page: string,
  what: string,
  pages: number,
): Promise<Output<'papers.handOutSecurityStatus'>> {
  const session = requireSession(host);
  const folder = folderOf(host, token);
  if (host.printPdf === null) throw new Refused('conflict', NO_WINDOW);
  const bytes = await host.printPdf(`#/print/${page}`);
  assertStillOpen(host, session, NOTHING_WRITTEN);
  const { stores } = session;
  transaction(stores.cases ?? stores.admin, (db) =>
    appendJournal(db, stores.actor, { kind: 'print', detail: { what, pages } }, host.now().getTime()),
  );
  const fileName = randomFileName('.pdf');
  writeExport(folder, fileName, bytes, monthOf(today(host)));
  return { fileName, bytes: bytes.length };
}

const NO_FORM = { fr: 'Ce formulaire n’existe pas.', en: 'There is no such form.' };

const NO_WINDOW = {
  fr: 'Il n’y a pas de fenêtre pour dessiner le papier. Rien n’a été écrit.',
  en: 'There is no window to draw the paper. Nothing was written.',
};
