import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { aggregatePayload, type AggregatePayload } from '../../../shared/exchange/payload.ts';
import { Refused } from '../../../shared/failure.ts';
import { packageProblems } from '../../../shared/indicators/check.ts';
import { monthOf } from '../../../shared/time.ts';
import { KIND, sealContainer } from '../../exchange/container.ts';
import { randomFileName } from '../../files/files.ts';
import { requireCaseSession, today, type CaseSession, type Host } from '../../host.ts';
import { sha256, zero } from '../../keys/primitives.ts';
import { siteKeys } from '../../keys/principals.ts';
import { eightWords } from '../../keys/words.ts';
import { appendJournal, openJournalStart, readJournalEntry } from '../../store/journal/journal.ts';
import { isAsWritten } from '../../store/journal/walk.ts';
import { markExported, readReport } from '../../store/months/reports.ts';
import { signersOf } from '../../store/roster/roster.ts';
import { transaction } from '../../store/base/sql.ts';
import type { FrozenReportRow } from '../../store/base/casesTables.ts';
import { cardStates } from '../exchange/cardTrust.ts';
import { folderOf, MONTH_STAYS_FROZEN, writeExport } from '../exchange/exportFile.ts';
import { assertStillOpen, NOTHING_LEFT } from '../session/sessionGuard.ts';
import { releasedBefore } from './releaseLedger.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

const freezeDetail = z.looseObject({ sha256: z.string() });

/**
 * Signs and seals the frozen month to a confirmed focal point, writes it to the chosen medium, reads it back (security §7.1). The journal has its
 * line before the file exists; the month counts as handed over only once the medium gave the file back, and can be handed over again.
 */
export async function exportMonth(input: Input<'months.export'>, host: Host): Promise<Output<'months.export'>> {
  const session = requireCaseSession(host);
  const { stores, site } = session;
  const report = readReport(stores.cases, site.code, PROGRAMME, input.month);
  if (report === undefined) throw new Refused('conflict', NOT_FROZEN);
  releasedBefore(stores.cases);
  const recipient = cardStates(session, today(host)).find(({ row }) => row.card_id === input.cardId);
  if (recipient?.state !== 'confirmed' || recipient.card.role !== 'focal_point') throw new Refused('conflict', CARD_NOT_CONFIRMED);
  if (assertAsFrozen(session, report).header.mode === 'sealed') throw new Refused('conflict', SEALED);
  const signer = stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signer === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const folder = folderOf(host, input.folder);
  const sealed = await sealContainer(
    KIND.aggregate,
    Buffer.from(report.payload, 'utf8'),
    { seed: siteKeys(signer).signingSeed, publicKey: signer.principal.publicKey },
    recipient.card.recipient,
    stores.roster.space,
  );
  assertStillOpen(host, session, NOTHING_LEFT);
  const at = host.now().getTime();
  transaction(stores.cases, (db) => {
    const detail = { programme: PROGRAMME, month: input.month, version: report.version, sha256: report.sha256.toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'export.aggregate', object: report.report_id, detail }, at);
  });
  const fileName = randomFileName('.sutura');
  writeExport(folder, fileName, sealed, monthOf(today(host)), MONTH_STAYS_FROZEN);
  transaction(stores.cases, (db) => markExported(db, report.report_id, stores.user.userId, at));
  return { fileName, bytes: sealed.length, digestWords: [...eightWords(report.sha256)] };
}

/**
 * A frozen month leaves only as it was frozen: its text has the digest of the row and of the journal entry of its freeze, that entry is as it
 * was written and signed, or the month itself says that the journal was already known as altered (security §6.3), and it holds no cell that may not leave (reference §2.6, a frozen report cannot change). Throws Refused.
 */
export function assertAsFrozen(session: CaseSession, report: FrozenReportRow): AggregatePayload {
  const { stores, site } = session;
  const digest = sha256(Buffer.from(report.payload, 'utf8'));
  const start = openJournalStart(stores.cases, site.siteId, stores.principals);
  const proved = start !== null && isAsWritten(stores.cases, site.siteId, start, report.anchor_seq, signersOf(stores.admin));
  zero(start);
  const entry = readJournalEntry(stores.cases, report.anchor_seq);
  const witnessed =
    entry?.kind === 'report.freeze' &&
    entry.object === report.report_id &&
    freezeDetail.parse(JSON.parse(entry.detail)).sha256 === digest.toString('base64url');
  const payload = aggregatePayload.parse(JSON.parse(report.payload));
  const { threshold, mode } = payload.header;
  const sound = mode === 'sealed' ? payload.cells.length === 0 : packageProblems(payload.cells, threshold, mode).length === 0;
  const known = proved || payload.witness.restored === 'unknown';
  if (!known || !witnessed || !digest.equals(report.sha256) || !sound) throw new Refused('conflict', CHANGED_SINCE);
  return payload;
}

const CHANGED_SINCE = {
  fr: 'Ce rapport n’est plus tel qu’il a été figé, ou le journal a été modifié. Rien n’est parti. Prévenez l’administration et gardez l’ordinateur tel quel.',
  en: 'This report is no longer as it was frozen, or the journal was changed. Nothing has left. Tell the administrator and keep the computer as it is.',
};
const SEALED = {
  fr: 'Ce mois est scellé : il part en deux fichiers, un pour chaque dépositaire, et jamais en un seul. Rien n’est parti.',
  en: 'This month is sealed: it leaves in two files, one for each custodian, and never in one. Nothing has left.',
};
const NOT_FROZEN = { fr: 'Figez d’abord ce mois. Rien n’est parti.', en: 'Freeze this month first. Nothing has left.' };
const CARD_NOT_CONFIRMED = {
  fr: 'La carte du point focal n’est pas confirmée par deux personnes, ou elle est périmée. Rien n’est parti.',
  en: 'The focal point’s card is not confirmed by two people, or has expired. Nothing has left.',
};
const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas le droit de signer pour le centre. Rien n’est parti.',
  en: 'Your account may not sign for the centre. Nothing has left.',
};
