import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Input, Output } from '../../shared/contract.ts';
import { LISTS_VERSION, SCHEMA_VERSION, aggregatePayload, type AggregatePayload, type PackageCell } from '../../shared/exchange/payload.ts';
import { Refused } from '../../shared/failure.ts';
import { HINT_WORDS, commentHints } from '../../shared/rules/comment.ts';
import { monthOf } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { typedName } from '../../shared/rules/typed.ts';
import { today, type CaseSession, type Host } from '../host.ts';
import { newId, sha256 } from '../keys/primitives.ts';
import { nextNumber } from '../store/cases.ts';
import type { WritableDb } from '../store/database.ts';
import { casesWithoutFacts } from '../store/facts.ts';
import { appendJournal, headAt, lastEntry } from '../store/journal.ts';
import { toCounting, writeLetters } from '../store/letters.ts';
import { appendRelease, insertReport, listReports, readReport } from '../store/reports.ts';
import { transaction } from '../store/sql.ts';
import type { FrozenReportRow } from '../store/tables.ts';
import { securedState } from './backups.ts';
import { endDraft } from './drafts.ts';
import { checkWhole, restoredSince } from './journalCheck.ts';
import { COUNTED_PROGRAMS, PROGRAMME, hiddenCounts, isProved, protectMonth, unitsOf, type ProtectedMonth } from './monthCounts.ts';
import { openAllFacts } from './openedFacts.ts';
import { confirmPassphrase } from './session.ts';

/** Freezes a month: counted in one read, protected, proved, written with its witness; a frozen month cannot change (reference §2.6). */
export async function freezeMonth(input: Input<'months.freeze'>, host: Host): Promise<Output<'months.freeze'>> {
  await confirmPassphrase(host, input.passphrase);
  const session = await openAllFacts(host);
  const { store } = session;
  if (input.month >= monthOf(today(host))) throw new Refused('conflict', NOT_ENDED);
  if (readReport(store.cases, session.site.code, PROGRAMME, input.month) !== undefined) throw new Refused('conflict', FROZEN);
  if (input.secureDatabase === 'yes' && !securedState(host).holds) throw new Refused('conflict', NOT_SECURED);
  const hints = commentHints(input.comment);
  if (hints.length > 0) throw new Refused('invalid', commentHolds(hints.map((hint) => HINT_WORDS[hint])));
  if (casesWithoutFacts(store.cases, COUNTED_PROGRAMS).length > 0) throw new Refused('conflict', UNOPENED);
  checkWhole(store, host.now().getTime());
  const counted = lastEntry(store.cases)?.seq;
  const frozen = await protectMonth(session, unitsOf(session), input.month);
  if (!isProved(frozen)) throw new Refused('conflict', NOT_PROVED);
  if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
  transaction(store.cases, (db) => {
    if (lastEntry(db)?.seq !== counted) throw new Refused('conflict', CHANGED_MEANWHILE);
    writeReport(db, session, input, frozen, host.now().getTime());
    endDraft(db, session, { form: typedName('month', input.month), caseId: null, recordId: null });
  });
  return { version: 1, ...hiddenCounts(frozen) };
}

function writeReport(
  db: WritableDb<'cases'>,
  session: CaseSession,
  input: Input<'months.freeze'>,
  frozen: ProtectedMonth,
  at: number,
): void {
  const { store, site } = session;
  const anchor = nextNumber(db, 'anchor', site.code, 0);
  const payload = aggregatePayload.parse(payloadOf(session, input, frozen, anchor));
  const text = JSON.stringify(payload);
  const digest = sha256(Buffer.from(text, 'utf8'));
  const reportId = newId();
  const shared = { programme: PROGRAMME, month: input.month, version: 1, sha256: digest.toString('base64url') };
  const anchorSeq = appendJournal(db, store.actor, { kind: 'report.freeze', object: reportId, detail: shared }, at);
  const row: FrozenReportRow = {
    report_id: reportId,
    site_code: site.code,
    programme: PROGRAMME,
    month: input.month,
    version: 1,
    payload: text,
    sha256: digest,
    replaces: null,
    anchor_seq: anchorSeq,
    frozen_at: at,
    frozen_by: store.user.userId,
    exported_at: null,
    exported_by: null,
  };
  insertReport(db, row);
  const exact = frozen.counts.tables.map(({ table, blocks }) => ({
    table: table.id,
    blocks: blocks.map(({ id, cells }) => ({ id, cells: cells.map(({ key, n }) => ({ key, n })) })),
  }));
  writeLetters(db, store, toCounting(store.roster, PROGRAMME), 'report.local', reportId, { exact });
  appendRelease(db, {
    report_id: reportId,
    period: input.month,
    version: 1,
    mode: payload.header.mode,
    lists_version: LISTS_VERSION,
    quantities: JSON.stringify(payload.cells),
    released_at: at,
  });
}

function payloadOf(session: CaseSession, input: Input<'months.freeze'>, frozen: ProtectedMonth, anchor: number): AggregatePayload {
  const { store, site } = session;
  const head = lastEntry(store.cases)?.mac.toString('hex') ?? '';
  return {
    schema_version: SCHEMA_VERSION,
    lists_version: LISTS_VERSION,
    package_id: randomUUID(),
    header: {
      structure_code: site.structureCode,
      site_code: site.code,
      region: site.region,
      program: PROGRAMME,
      period: input.month,
      version: 1,
      zero_report: frozen.counts.counted === 0,
      secure_db: input.secureDatabase === 'yes',
      harmonised_tools: input.harmonisedTools === 'yes',
      service_gaps: [...input.serviceGaps],
      comment: input.comment,
      threshold: session.settings.smallCellThreshold,
      mode: frozen.mode,
    },
    replaces: null,
    cells: frozen.tables.flatMap(({ table, cells }) => cells.map((cell) => packageCell(table.id, table.population.unit, cell))),
    totals: frozen.tables.map(({ table, cells }) => ({
      table: table.id,
      published: cells.filter(({ hidden }) => hidden === null).length,
      hidden: cells.filter(({ hidden }) => hidden !== null).length,
    })),
    witness: {
      anchor,
      head,
      previous_head: previousHead(session),
      epoch: lastEntry(store.cases)?.epoch ?? 0,
      restored: restoredSince(store.cases, newestReport(session)?.anchor_seq ?? 0),
    },
  };
}

function packageCell(table: string, unit: string, cell: { readonly dims: string; readonly value: number | null }): PackageCell {
  return cell.value === null ? { table, dims: cell.dims, unit, suppressed: true } : { table, dims: cell.dims, unit, value: cell.value };
}

/**
 * The head at the anchor of the report frozen just before this one, read again from the journal as it stands now and never from what was
 * sent: a rewritten journal is convicted by the desk that kept the former one (security §6.3, W2).
 */
function previousHead(session: CaseSession): string | null {
  const newest = newestReport(session);
  return newest === undefined ? null : (headAt(session.store.cases, newest.anchor_seq - 1)?.toString('hex') ?? null);
}

function newestReport(session: CaseSession): FrozenReportRow | undefined {
  return listReports(session.store.cases, PROGRAMME).toSorted((left, right) => right.anchor_seq - left.anchor_seq)[0];
}

function commentHolds(kinds: readonly Text[]): Text {
  const [fr, en] = [kinds.map((kind) => kind.fr).join(', '), kinds.map((kind) => kind.en).join(', ')];
  return {
    fr: `Le commentaire semble contenir ${fr}. Retirez-le : rien d’individuel ne part. Le mois n’est pas figé.`,
    en: `The comment seems to hold ${en}. Remove it: nothing about one person leaves. The month is not frozen.`,
  };
}

const NOT_ENDED = {
  fr: 'Ce mois n’est pas terminé. On ne fige qu’un mois fini. Rien n’a été modifié.',
  en: 'This month has not ended. Only a finished month is frozen. Nothing was changed.',
};
const FROZEN = {
  fr: 'Ce mois est déjà figé et ne change plus. Les entrées tardives compteront le mois suivant.',
  en: 'This month is already frozen and no longer changes. Late entries will count in the next month.',
};
const NOT_SECURED = {
  fr: '« Oui » demande une copie vérifiée depuis moins de 31 jours et un exercice de restauration depuis moins de 12 mois. Répondez « Non », ou faites-les d’abord. Rien n’a été figé.',
  en: '“Yes” asks for a verified copy less than 31 days old and a restore drill less than 12 months old. Answer “No”, or do them first. Nothing was frozen.',
};
const UNOPENED = {
  fr: 'Des dossiers ne peuvent pas être comptés avec votre accès. Le mois n’est pas figé : ouvrez « Vérifier » pour voir leurs codes.',
  en: 'Some cases cannot be counted with your access. The month is not frozen: open “Check” to see their codes.',
};
const CHANGED_MEANWHILE = {
  fr: 'Quelque chose a été enregistré pendant le calcul. Le mois n’est pas figé : recommencez.',
  en: 'Something was saved during the computation. The month is not frozen: try again.',
};
const NOT_PROVED = {
  fr: 'La protection des tableaux n’a pas pu être prouvée. Rien ne part et le mois n’est pas figé.',
  en: 'The protection of the tables could not be proved. Nothing leaves and the month is not frozen.',
};
const LOCKED_MEANWHILE = {
  fr: 'La session s’est fermée entre-temps. Rien n’est parti.',
  en: 'The session was locked in the meantime. Nothing has left.',
};
