import { randomInt } from 'node:crypto';
import type { Input, Output } from '../../../shared/contract.ts';
import type { ExtractSections } from '../../../shared/contract/printing.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { isFormId, isOfCase, type FormId } from '../../../shared/forms/registry.ts';
import { extractNumber } from '../../../shared/ids.ts';
import {
  EXTRACT_PARTS,
  MASKED_PARTS,
  classesNeeded,
  extractReaders,
  extractSections,
  offeredParts,
  partsMark,
  type ExtractConsent,
  type ExtractPart,
  type ExtractReader,
} from '../../../shared/rules/consent/extract.ts';
import { isReadOnly } from '../../../shared/rules/cases/caseState.ts';
import type { IsoDate } from '../../../shared/time.ts';
import { LOCKED, requireCaseSession, today, type ExtractTicket, type Host } from '../../host.ts';
import type { PartClass } from '../../keys/records.ts';
import { survivorCodeOf } from '../../store/caseRecords/cases.ts';
import { readProvider } from '../../store/exchange/directory.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { classesOf, joined, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { pagesOf } from '../../shell/pdf.ts';
import { assertOpen, stateOf, withOwnCase, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { openedRecords } from '../caseRecords/openedRecords.ts';
import { generalConsent } from '../consent/consentAct.ts';
import { printerNamed } from './printers.ts';
import { giveToPrinter } from './queue.ts';
import { printsOfCase } from './prints.ts';
import { authorisationsOf } from '../referrals.ts';

/** Why an identity was opened, as the journal has it. */
const REASON = 'print';

/** What may be printed of a file today, and for whom; what is masked is not opened for the screen. Journaled like every opening of a case. Throws Refused `notFound`. */
export function openExtract({ caseId }: Input<'extracts.open'>, host: Host): Output<'extracts.open'> {
  return withOwnCase(host, caseId, (opened) => {
    const { session, row } = opened;
    const { cases, admin, actor } = session.stores;
    transaction(cases, (db) => appendJournal(db, actor, { kind: 'case.read', object: caseId, detail: {} }, host.now().getTime()));
    const on = today(host);
    const consent = consentOf(opened, on);
    return {
      caseCode: row.code,
      on,
      readers: extractReaders(consent).map((reader) => ({
        ...reader,
        provider: reader.providerId === null ? null : nameOf(admin, reader.providerId),
        parts: [...offeredParts(reader, consent)],
      })),
      sections: sectionsOf(
        opened,
        EXTRACT_PARTS.filter((part) => !MASKED_PARTS.has(part)),
      ),
      printable: !isReadOnly(stateOf(row)),
      prints: printsOfCase(session, caseId),
    };
  });
}

/**
 * Prints a part of a file, numbered anew: what identifies is in the journal before it is opened, the number, the purpose, the parts and the sheets before a byte leaves; no file is written
 * (security §5.4, §6.2). The page is drawn twice, once to count its sheets. Throws Refused: no such printer, a closed case, a part that consent does not cover this day, a session that ended
 * meanwhile, a printer that does not take the pages.
 */
export async function printExtract(input: Input<'extracts.print'>, host: Host): Promise<Output<'extracts.print'>> {
  const session = requireCaseSession(host);
  const printing = await printerNamed(host, input.printer);
  if (host.printPdf === null || session.extract !== null) throw new Refused('conflict', NOT_SENT);
  const { caseId, parts, language } = input;
  const reader = readerOf(input);
  const ticket: ExtractTicket = { number: extractNumber((limit) => randomInt(limit)), caseId, reader, parts, language };
  withOwnCase(host, caseId, (opened) => {
    assertPrintable(opened, ticket, today(host));
    journalOpened(opened, parts, host.now().getTime());
  });
  session.extract = ticket;
  const address = `#/print/extract/${ticket.number}`;
  try {
    const pages = pagesOf(await host.printPdf(address).catch(() => new Uint8Array()));
    if (host.session !== session) throw new Refused('locked', LOCKED);
    if (pages === 0) throw new Refused('conflict', NOT_SENT);
    withOwnCase(host, caseId, (opened) => {
      assertPrintable(opened, ticket, today(host));
      const { cases, actor } = session.stores;
      const detail = { what: 'extract', pages, number: ticket.number, purpose: reader.purpose, parts: partsMark(parts) };
      transaction(cases, (db) => appendJournal(db, actor, { kind: 'print', object: caseId, detail }, host.now().getTime()));
    });
    await giveToPrinter(host, printing, address, input.printer).catch(() => {
      throw new Refused('conflict', NOT_TAKEN);
    });
    return { number: ticket.number, pages };
  } finally {
    session.extract = null;
  }
}

/** The paper itself, only while it is being printed: computed again from the consent of this moment. Throws Refused `notFound`. */
export function extractSheet({ number }: Input<'extracts.sheet'>, host: Host): Output<'extracts.sheet'> {
  const ticket = requireCaseSession(host).extract;
  if (ticket === null || ticket.number !== number) throw new Refused('notFound', NOT_PRINTING);
  return withOwnCase(host, ticket.caseId, (opened) => {
    const on = today(host);
    assertPrintable(opened, ticket, on);
    const { reader, parts, language } = ticket;
    const { admin, user } = opened.session.stores;
    return {
      number,
      language,
      staffCode: user.staffCode,
      on,
      reader: { ...reader, provider: reader.providerId === null ? null : nameOf(admin, reader.providerId) },
      sections: sectionsOf(opened, parts),
    };
  });
}

/** Whom it is for, as the rules know it. Throws Refused `invalid` on a purpose that does not go with its recipient. */
function readerOf({ purpose, recipient, providerId }: Input<'extracts.print'>): ExtractReader {
  const inside = purpose === 'person' || purpose === 'supervision';
  if (inside && recipient === null && providerId === null) return { purpose, recipient, providerId };
  if (inside || recipient === null || !isCode('consent_recipient', recipient)) throw new Refused('invalid', NO_READER);
  return { purpose, recipient, providerId };
}

function assertPrintable(opened: OpenedCase, { reader, parts }: ExtractTicket, on: IsoDate): void {
  assertOpen(opened.row);
  const offered = offeredParts(reader, consentOf(opened, on));
  if (parts.some((part) => !offered.includes(part))) throw new Refused('conflict', NOT_AUTHORISED);
}

function consentOf(opened: OpenedCase, on: IsoDate): ExtractConsent {
  const { session, row, keys } = opened;
  const records = openedRecords(session.stores.cases, keys, row.site_id, row.case_id);
  return {
    general: generalConsent(opened, records),
    authorisations: authorisationsOf(records).map(({ consent }) => consent),
    on,
  };
}

/** A line for each identity and each account that these parts open, on disk when this returns. */
function journalOpened({ session, row }: OpenedCase, parts: readonly ExtractPart[], at: number): void {
  const { cases, actor } = session.stores;
  transaction(cases, (db) => {
    for (const record of recordsOf(cases, row.case_id)) {
      const { record_id: object, revision: rev, form } = record.row;
      const opened = classesToOpen(record.form, parts).filter((one) => classesOf(cases, object).includes(one));
      if (opened.includes('DI')) appendJournal(db, actor, { kind: 'identity.open', object, rev, detail: { form, reason: REASON } }, at);
      if (opened.includes('SN')) appendJournal(db, actor, { kind: 'narrative.open', object, rev, detail: { form } }, at);
    }
  });
}

/** What these parts say; of each record only the classes they need are opened, and the person's code is the one she is known by. */
function sectionsOf({ session, row, keys }: OpenedCase, parts: readonly ExtractPart[]): ExtractSections {
  const { cases, admin } = session.stores;
  const records = recordsOf(cases, row.case_id).map(({ form, row: record }) => {
    const answers = joined(openRecord(cases, keys, row.site_id, record, classesToOpen(form, parts)));
    return { form, answers: withProviderName(admin, withoutCode(answers)) };
  });
  const code = { form: 'registration', answers: { survivor_code: survivorCodeOf(cases, row.person_id) ?? '' } } as const;
  return extractSections(parts, [code, ...records]).map((section) => ({
    part: section.part,
    records: section.records.map(({ form, lines }) => ({ form, lines: [...lines] })),
  }));
}

function recordsOf(db: ReadableDb<'cases'>, caseId: string): readonly { readonly form: FormId; readonly row: RecordRow }[] {
  return listRecords(db, caseId).flatMap((row) => (isFormId(row.form) && isOfCase(row.form) ? [{ form: row.form, row }] : []));
}

function classesToOpen(form: FormId, parts: readonly ExtractPart[]): readonly PartClass[] {
  return [...classesNeeded(form, parts)].map((one) => (one === 'RD' ? 'facts' : one));
}

/** Each registration holds the code too: the paper says it once. */
function withoutCode(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => code !== 'survivor_code'));
}

/** A provider is said by its name, as on a slip. */
function withProviderName(admin: ReadableDb<'admin'>, answers: Answers): Answers {
  const provider = answers['ref_provider_id'];
  if (typeof provider !== 'string') return answers;
  return { ...answers, ref_provider_id: nameOf(admin, provider) ?? '' };
}

function nameOf(admin: ReadableDb<'admin'>, providerId: string): string | null {
  const name = readProvider(admin, providerId)?.answers['prov_name'];
  return typeof name === 'string' ? name : null;
}

const NOT_SENT = {
  fr: 'L’impression n’a pas pu être préparée. Rien n’a été imprimé. Recommencez dans un instant.',
  en: 'The print could not be prepared. Nothing was printed. Try again in a moment.',
};
const NOT_TAKEN = {
  fr: 'L’imprimante n’a pas pris le papier. Vérifiez-la, puis relancez\u00a0: le papier aura un autre numéro, celui-ci reste au registre.',
  en: 'The printer did not take the paper. Check it, then try again: the paper will have another number, this one stays in the register.',
};
const NOT_AUTHORISED = {
  fr: 'La personne n’autorise pas, ou n’autorise plus, tout ce qui est coché. Rien n’a été imprimé. Rouvrez cette page.',
  en: 'The person does not authorise, or no longer authorises, all that is ticked. Nothing was printed. Open this page again.',
};
const NO_READER = { fr: 'Dites à qui ce papier est remis. Rien n’a été imprimé.', en: 'Say whom this paper is for. Nothing was printed.' };
const NOT_PRINTING = {
  fr: 'Cet extrait n’est pas en cours d’impression. Chaque papier a son numéro, et ne se rouvre pas.',
  en: 'This extract is not being printed. Each paper has its number, and does not open again.',
};
