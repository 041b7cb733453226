import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { LISTS_VERSION, SCHEMA_VERSION, aggregatePayload, type AggregatePayload, type PackageCell } from '../../shared/exchange/payload.ts';
import { Refused } from '../../shared/failure.ts';
import { packageProblems } from '../../shared/indicators/check.ts';
import { HINT_WORDS, commentHints } from '../../shared/rules/comment.ts';
import { countingStatus, EXCLUSIONS, type Exclusion } from '../../shared/rules/counting.ts';
import type { CountedUnit } from '../../shared/rules/countedUnit.ts';
import { monthOf, monthsFromTo, type IsoMonth } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { KIND, sealContainer } from '../exchange/container.ts';
import { randomFileName } from '../files/files.ts';
import { caseSession, today, type CaseSession, type Host } from '../host.ts';
import { newId, sha256, zero } from '../keys/primitives.ts';
import { siteKeys } from '../keys/principals.ts';
import { eightWords } from '../keys/words.ts';
import { nextNumber } from '../store/cases.ts';
import type { WritableDb } from '../store/database.ts';
import { casesWithoutFacts } from '../store/facts.ts';
import { appendJournal, headAt, lastEntry, openJournalStart, readJournalEntry } from '../store/journal.ts';
import { isAsWritten } from '../store/journalWalk.ts';
import { toCounting, writeLetters } from '../store/letters.ts';
import { appendRelease, insertReport, listReports, markExported, readReport } from '../store/reports.ts';
import { signersOf } from '../store/roster.ts';
import { transaction } from '../store/sql.ts';
import type { FrozenReportRow } from '../store/tables.ts';
import { securedState } from './backups.ts';
import { pendingPairs } from './duplicates.ts';
import { cardStates } from './cardTrust.ts';
import { checkWhole, restoredSince } from './journalCheck.ts';
import { folderOf, writeOr } from './leaving.ts';
import { hiddenCounts, protectMonth, unitsOf, type ProtectedMonth } from './monthCounts.ts';
import { previewTable } from './monthPreview.ts';
import { openAllFacts } from './openedFacts.ts';
import { openAllPairs } from './openedPairs.ts';
import { confirmPassphrase } from './session.ts';

const PROGRAMME = 'gbv';
/** A child survivor of GBV is one case, counted in both programmes (reference §2.3). */
const COUNTED_PROGRAMS = ['gbv', 'gbv_cp'] as const;
const MONTHS_SHOWN = 24;
const freezeDetail = z.looseObject({ sha256: z.string() });

/** Months from the first entry to the present one, newest first. */
export async function listMonths(host: Host): Promise<Output<'months.list'>> {
  const session = await openAllFacts(host);
  const present = monthOf(today(host));
  const earliest =
    unitsOf(session)
      .map(entryMonth)
      .filter((month) => month !== '')
      .toSorted()[0] ?? present;
  const months = monthsFromTo(earliest < present ? earliest : present, present).slice(-MONTHS_SHOWN);
  return { months: months.toReversed().map((month) => lineOf(session, month, present)) };
}

/** What stands between a month and its freezing: figures, exclusions, late entries, pairs not settled, facts not opened. */
export async function checkMonth(input: Input<'months.check'>, host: Host): Promise<Output<'months.check'>> {
  await openAllFacts(host);
  const session = await openAllPairs(host);
  const { store } = session;
  const units = unitsOf(session);
  return {
    line: lineOf(session, input.month, monthOf(today(host))),
    figures: figuresOf(units, input.month),
    excluded: excludedOf(units, input.month),
    problems: [],
    lateEntries: units.map(countingStatus).filter((status) => status.counted && status.late && status.month === input.month).length,
    pendingPairs: pendingPairs(session),
    unopened: [...casesWithoutFacts(store.cases, COUNTED_PROGRAMS)],
    secured: securedState(host),
  };
}

/** The tables exactly as they would leave. A caseworker counts own cases only, and is told so. */
export async function previewMonth(input: Input<'months.preview'>, host: Host): Promise<Output<'months.preview'>> {
  const session = await openAllFacts(host);
  const protectedMonth = await protectMonth(session, unitsOf(session), input.month);
  const { protection } = protectedMonth;
  const counts = hiddenCounts(protectedMonth);
  return {
    line: lineOf(session, input.month, monthOf(today(host))),
    scope: session.store.user.role === 'supervisor' ? 'site' : 'own',
    threshold: session.settings.smallCellThreshold,
    tables: protectedMonth.tables.map((table) => previewTable(table, protectedMonth.counts)),
    counts,
    audit: { hidden: counts.primary + counts.secondary, ...protection.audit },
    leaves: LEAVES,
    never: NEVER,
  };
}

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
  const { exact, tooNarrow, unproven } = frozen.protection.audit;
  if (exact + tooNarrow + unproven > 0) throw new Refused('conflict', NOT_PROVED);
  if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
  transaction(store.cases, (db) => {
    if (lastEntry(db)?.seq !== counted) throw new Refused('conflict', CHANGED_MEANWHILE);
    writeReport(db, session, input, frozen, host.now().getTime());
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
    mode: 'hidden',
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
      mode: 'hidden',
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

/**
 * Signs and seals the frozen month to a confirmed focal point, writes it to the chosen medium, reads it back (security §7.1). The journal has its
 * line before the file exists; the month counts as handed over only once the medium gave the file back, and can be handed over again.
 */
export async function exportMonth(input: Input<'months.export'>, host: Host): Promise<Output<'months.export'>> {
  const session = caseSession(host);
  const { store, site } = session;
  const report = readReport(store.cases, site.code, PROGRAMME, input.month);
  if (report === undefined) throw new Refused('conflict', NOT_FROZEN);
  const recipient = cardStates(session, today(host)).find(({ row }) => row.card_id === input.cardId);
  if (recipient?.state !== 'confirmed' || recipient.card.role !== 'focal_point') throw new Refused('conflict', CARD_NOT_CONFIRMED);
  assertAsFrozen(session, report);
  const signer = store.principals.find(({ principal }) => principal.kind === 'signing');
  if (signer === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const folder = folderOf(host, input.folder);
  const sealed = await sealContainer(
    KIND.aggregate,
    Buffer.from(report.payload, 'utf8'),
    { seed: siteKeys(signer).signingSeed, publicKey: signer.principal.publicKey },
    recipient.card.recipient,
    store.roster.space,
  );
  if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
  const at = host.now().getTime();
  transaction(store.cases, (db) => {
    const detail = { programme: PROGRAMME, month: input.month, version: report.version, sha256: report.sha256.toString('base64url') };
    appendJournal(db, store.actor, { kind: 'export.aggregate', object: report.report_id, detail }, at);
  });
  const fileName = randomFileName('.sutura');
  writeOr(folder, fileName, sealed, monthOf(today(host)));
  transaction(store.cases, (db) => markExported(db, report.report_id, store.user.userId, at));
  return { fileName, bytes: sealed.length, digestWords: [...eightWords(report.sha256)] };
}

/**
 * A frozen month leaves only as it was frozen: its text has the digest of the row and of the journal entry of its freeze, that entry is as it
 * was written and signed, or the month itself says that the journal was already known as altered (security §6.3), and it holds no cell that may not leave (reference §2.6, a frozen report cannot change). Throws Refused.
 */
function assertAsFrozen(session: CaseSession, report: FrozenReportRow): void {
  const { store, site } = session;
  const digest = sha256(Buffer.from(report.payload, 'utf8'));
  const start = openJournalStart(store.cases, site.siteId, store.principals);
  const proved = start !== null && isAsWritten(store.cases, site.siteId, start, report.anchor_seq, signersOf(store.admin));
  zero(start);
  const entry = readJournalEntry(store.cases, report.anchor_seq);
  const witnessed =
    entry?.kind === 'report.freeze' &&
    entry.object === report.report_id &&
    freezeDetail.parse(JSON.parse(entry.detail)).sha256 === digest.toString('base64url');
  const payload = aggregatePayload.parse(JSON.parse(report.payload));
  const sound = packageProblems(payload.cells, payload.header.threshold).length === 0;
  const known = proved || payload.witness.restored === 'unknown';
  if (!known || !witnessed || !digest.equals(report.sha256) || !sound) throw new Refused('conflict', CHANGED_SINCE);
}

function lineOf(session: CaseSession, month: IsoMonth, present: IsoMonth): Output<'months.list'>['months'][number] {
  const report = readReport(session.store.cases, session.site.code, PROGRAMME, month);
  const state = report === undefined ? 'open' : report.exported_at === null ? 'frozen' : 'exported';
  return { month, state, version: report?.version ?? 0, ended: month < present };
}

function entryMonth(unit: CountedUnit): IsoMonth {
  return countingStatus(unit).month;
}

/** The four figures of a month: registered = without care consent + without statistics consent + counted, for a taken-over register. */
function figuresOf(units: readonly CountedUnit[], month: IsoMonth): Output<'months.check'>['figures'] {
  const statuses = units.map(countingStatus).filter((status) => status.month === month);
  const of = (reason: Exclusion) => statuses.filter((status) => !status.counted && status.reason === reason).length;
  return {
    registered: statuses.length,
    no_care_consent: of('no_care_consent'),
    no_statistics_consent: of('no_statistics_consent'),
    counted: statuses.filter((status) => status.counted).length,
  };
}

function excludedOf(units: readonly CountedUnit[], month: IsoMonth): Output<'months.check'>['excluded'] {
  const statuses = units.map(countingStatus).filter((status) => status.month === month);
  return EXCLUSIONS.map((reason) => ({
    reason,
    title: EXCLUSION_WORDS[reason],
    count: statuses.filter((status) => !status.counted && status.reason === reason).length,
  })).filter(({ count }) => count > 0);
}

const EXCLUSION_WORDS: Readonly<Record<Exclusion, Text>> = {
  draft: { fr: 'Dossier en brouillon', en: 'Case still a draft' },
  duplicate: { fr: 'Doublon', en: 'Duplicate' },
  no_care_consent: { fr: 'Pas d’accord de prise en charge', en: 'No consent to care' },
  no_statistics_consent: { fr: 'Pas d’accord pour les statistiques', en: 'No consent to statistics' },
  no_incident: { fr: 'Aucun incident enregistré', en: 'No incident recorded' },
  third_party: { fr: 'Déclaré par un tiers', en: 'Reported by a third party' },
  non_gbv: { fr: 'Incident qui n’est pas une VBG', en: 'Incident that is not GBV' },
  incomplete_type: { fr: 'Type d’incident à compléter', en: 'Type of incident to complete' },
  reported_elsewhere: { fr: 'Déjà déclaré à une structure du même système', en: 'Already reported to a structure of the same system' },
};

const LEAVES: Text[] = [
  { fr: 'Comptes par tableau', en: 'Counts by table' },
  { fr: 'Mois, région, programme', en: 'Month, region, programme' },
  { fr: 'Code de la structure et du centre', en: 'Code of the structure and of the centre' },
];
const NEVER: Text[] = [
  { fr: 'Code de dossier ou de personne', en: 'Code of a case or of a person' },
  { fr: 'Date plus fine que le mois', en: 'Date finer than the month' },
  { fr: 'Récit, note, nom, téléphone', en: 'Account, note, name, telephone' },
];
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
function commentHolds(kinds: readonly Text[]): Text {
  const [fr, en] = [kinds.map((kind) => kind.fr).join(', '), kinds.map((kind) => kind.en).join(', ')];
  return {
    fr: `Le commentaire semble contenir ${fr}. Retirez-le : rien d’individuel ne part. Le mois n’est pas figé.`,
    en: `The comment seems to hold ${en}. Remove it: nothing about one person leaves. The month is not frozen.`,
  };
}

const CHANGED_SINCE = {
  fr: 'Ce rapport n’est plus tel qu’il a été figé, ou le journal a été modifié. Rien n’est parti. Prévenez l’administration et gardez l’ordinateur tel quel.',
  en: 'This report is no longer as it was frozen, or the journal was changed. Nothing has left. Tell the administrator and keep the computer as it is.',
};
const CHANGED_MEANWHILE = {
  fr: 'Quelque chose a été enregistré pendant le calcul. Le mois n’est pas figé : recommencez.',
  en: 'Something was saved during the computation. The month is not frozen: try again.',
};
const NOT_PROVED = {
  fr: 'La protection des tableaux n’a pas pu être prouvée. Rien ne part et le mois n’est pas figé.',
  en: 'The protection of the tables could not be proved. Nothing leaves and the month is not frozen.',
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
const LOCKED_MEANWHILE = {
  fr: 'La session s’est fermée entre-temps. Rien n’est parti.',
  en: 'The session was locked in the meantime. Nothing has left.',
};
