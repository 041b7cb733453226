import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { mappingOf, missingTargets } from '../../shared/takeover/columns.ts';
import { HEADINGS } from '../../shared/takeover/headings.ts';
import type { TakeoverPlan } from '../../shared/takeover/outcome.ts';
import { TARGET_WORDS } from '../../shared/takeover/targetWords.ts';
import { caseSession, openSession, today, type CaseSession, type Host } from '../host.ts';
import { newId } from '../keys/primitives.ts';
import { planInWorker } from '../takeover/planInWorker.ts';
import { readInWorker } from '../takeover/readInWorker.ts';
import type { RegisterTable } from '../takeover/readRegister.ts';
import type { Reading } from '../takeover/reading.ts';
import { REGISTER_LIMITS, REGISTER_REFUSALS, MOST_PLANNED_LINES, PLAN_TOO_LONG } from '../takeover/refusals.ts';
import { appendJournal } from '../store/journal.ts';
import type { WritableDb } from '../store/database.ts';
import { toTeam, toUser, writeLetters, type LetterRecipient } from '../store/letters.ts';
import { listReports } from '../store/reports.ts';
import { transaction } from '../store/sql.ts';
import { insertHeldRow, insertTakeover, listTakeovers, readTakeover, undoTakeover, workedOn } from '../store/takeovers.ts';
import { FileFault } from '../files/files.ts';
import { whileOpen } from './copies.ts';
import { alikeKnown, writePairs, type AlikeKnown } from './takeoverPairs.ts';
import { monthsOf, summaryOf } from './takeoverSummary.ts';
import { asTarget, rememberedChoices, settledColumns, settledCorrections, withCorrections, writeChoices } from './takeoverChoices.ts';
import { writeContact, writeTakenCase, type Owner, type TakeoverPlace } from './takeoverCommit.ts';

/** Reads a register chosen in the picker; nothing is written (interface 3.22, steps Fichier and Colonnes). */
export async function readRegister(input: Input<'takeover.read'>, host: Host): Promise<Output<'takeover.read'>> {
  const { encoding, separator, sheet } = input;
  const given = {
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
    ...(sheet === undefined ? {} : { sheet }),
  };
  const reading = await readInWorker(bytesOf(host, input.file), given);
  if (!reading.ok) throw new Refused('invalid', REGISTER_REFUSALS[reading.refusal]);
  const session = caseSession(host);
  const { table } = reading;
  const choices = rememberedChoices(session);
  const proposals = settledColumns(choices, table.headings);
  const takeoverId = newId();
  const register = { headings: table.headings, rows: table.rows };
  // One register at a time: its lines are held in memory until it is taken over.
  session.readings.clear();
  session.readings.set(takeoverId, {
    register,
    columns: mappingOf(proposals),
    wordings: settledCorrections(choices, session.lists),
    plan: null,
  });
  return {
    takeoverId,
    source: sourceOf(table),
    rows: table.rows.length,
    columns: proposals.map((proposal, index) => ({
      ...proposal,
      filled: table.rows.filter((row) => (row[index] ?? '').trim() !== '').length,
    })),
    targets: HEADINGS.map(([target]) => ({ target, label: TARGET_WORDS[target] })),
  };
}

function sourceOf({ source }: RegisterTable): Output<'takeover.read'>['source'] {
  return source.kind === 'csv' ? source : { ...source, sheets: [...source.sheets] };
}

/** Three cells of one column, opened on purpose: they may be a person's. */
export function sampleColumn(input: Input<'takeover.samples'>, host: Host): Output<'takeover.samples'> {
  const { register } = readingOf(caseSession(host), input.takeoverId);
  const index = register.headings.indexOf(input.heading);
  const cells = register.rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  return { cells: cells.slice(0, 3) };
}

/** What the take-over would do, line by line; nothing is written. Planned aside: a lock goes through meanwhile, and ends it. */
export async function rehearseTakeover(input: Input<'takeover.rehearse'>, host: Host): Promise<Output<'takeover.rehearse'>> {
  const session = caseSession(host);
  const reading = readingOf(session, input.takeoverId);
  const byHeading = new Map(input.mapping.map(({ heading, target }) => [heading, target]));
  const columns = reading.register.headings.map((heading) => asTarget(byHeading.get(heading)));
  if (missingTargets(columns).length > 0) throw new Refused('invalid', MISSING_COLUMN);
  if (reading.register.rows.length > MOST_PLANNED_LINES) throw new Refused('invalid', PLAN_TOO_LONG);
  const wordings = withCorrections(reading.wordings, input.wordings, session.lists);
  const plan = await planInWorker(reading.register, { columns, wordings, today: today(host), lists: session.lists });
  assertStillReading(host, session, input.takeoverId, reading);
  if (plan === null) throw new Refused('invalid', PLAN_TOO_LONG);
  Object.assign(reading, { columns, wordings, plan });
  refuseOthersLines(session, plan);
  return summaryOf(reading, plan);
}

/** Carries the rehearsed plan out in one transaction: all lines are registered or held, or nothing is written. A lock before it ends it. */
export async function commitTakeover(input: Input<'takeover.commit'>, host: Host): Promise<Output<'takeover.commit'>> {
  const session = caseSession(host);
  const reading = readingOf(session, input.takeoverId);
  const { plan } = reading;
  if (plan === null) throw new Refused('conflict', NOT_REHEARSED);
  const at = host.now().getTime();
  const frozen = listReports(session.store.cases, 'gbv').map(({ month }) => month);
  const place: TakeoverPlace = { session, takeoverId: input.takeoverId, frozen, today: today(host), at };
  const alike = await alikeKnown(session, plan.cases, whileOpen(host));
  assertStillReading(host, session, input.takeoverId, reading);
  if (reading.plan !== plan) throw new Refused('conflict', NOT_REHEARSED);
  const result = transaction(session.store.cases, (db) => writePlan(db, place, plan, reading, alike));
  session.readings.delete(input.takeoverId);
  return result;
}

function writePlan(
  db: WritableDb<'cases'>,
  place: TakeoverPlace,
  plan: TakeoverPlan,
  reading: Reading,
  alike: readonly AlikeKnown[],
): Output<'takeover.commit'> {
  const { session, takeoverId, at } = place;
  const { user, actor } = session.store;
  const owners = ownersOf(session);
  const figures = {
    rows: plan.rows.length,
    registered: plan.cases.length + plan.contacts.length,
    cases: plan.cases.length,
    contacts: plan.contacts.length,
    held: plan.held.length,
    unassigned: plan.cases.filter(({ staffCode }) => owners(staffCode).unassigned).length,
  };
  const partlyCompared = new Set([...plan.partlyCompared, ...alike.filter(({ whole }) => !whole).map(({ row }) => row)]).size;
  insertTakeover(db, { takeover_id: takeoverId, user_id: user.userId, team_id: user.teamId, state: 'done', created_at: at, ...figures });
  const caseOfRow = new Map(plan.cases.map((line) => [line.row, writeTakenCase(db, place, line, owners(line.staffCode))]));
  for (const contact of plan.contacts) writeContact(db, place, contact, owners(null));
  writeHeldRows(db, place, plan, reading.register.headings);
  writeReport(db, place, plan);
  writePairs(db, place, plan.suspects, caseOfRow, alike);
  writeChoices(db, session, keepersOf(session), takeoverId, { ...reading, headings: reading.register.headings });
  appendJournal(
    db,
    actor,
    { kind: 'takeover.commit', object: takeoverId, detail: { rows: figures.rows, registered: figures.registered, held: figures.held } },
    at,
  );
  return { ...figures, partlyCompared };
}

/** Who keeps the report and the held lines of a take-over: its author and the supervisors of the team. */
export function keepersOf(session: CaseSession): readonly LetterRecipient[] {
  const { roster, user } = session.store;
  return [toUser(roster, user.userId), ...(user.teamId === null ? [] : toTeam(roster, user.teamId))];
}

function writeHeldRows(db: WritableDb<'cases'>, place: TakeoverPlace, plan: TakeoverPlan, headings: readonly string[]): void {
  const { session, takeoverId, at } = place;
  for (const line of plan.held) {
    const rowId = newId();
    insertHeldRow(db, {
      row_id: rowId,
      takeover_id: takeoverId,
      number: line.row,
      status: 'held',
      owner_id: session.store.user.userId,
      updated_at: at,
    });
    const reasons = line.reasons.map(({ reason, why }) => ({ code: reason, text: why }));
    writeLetters(db, session.store, keepersOf(session), 'takeover.row', rowId, { headings, cells: line.cells, reasons });
  }
}

function writeReport(db: WritableDb<'cases'>, place: TakeoverPlace, plan: TakeoverPlan): void {
  const lines = plan.rows.flatMap((row) =>
    row.outcome === 'held' ? [] : row.warnings.map(({ column, read, done, why }) => ({ row: row.row, heading: column, read, done, why })),
  );
  writeLetters(db, place.session.store, keepersOf(place.session), 'takeover.report', place.takeoverId, {
    lines,
    months: monthsOf(plan),
  });
}

/** Take-overs already made: one's own for a caseworker, the team's for a supervisor. */
export function listPastTakeovers(host: Host): Output<'takeover.list'> {
  const { store } = caseSession(host);
  const of = store.user.role === 'supervisor' && store.user.teamId !== null ? { teamId: store.user.teamId } : { userId: store.user.userId };
  return {
    takeovers: listTakeovers(store.cases, of).map((row) => ({
      takeoverId: row.takeover_id,
      at: new Date(row.created_at).toISOString().slice(0, 16),
      staffCode: store.roster.users.get(row.user_id)?.staffCode ?? '',
      rows: row.rows,
      registered: row.registered,
      held: row.held,
      state: row.state,
    })),
  };
}

/** Undoes a take-over whole, unless one of its months is frozen or one of its files has been worked on since (commands.md). */
export function undoWholeTakeover(input: Input<'takeover.undo'>, host: Host): Output<'takeover.undo'> {
  const { store } = caseSession(host);
  const row = readTakeover(store.cases, input.takeoverId);
  const mine =
    row !== undefined && (row.user_id === store.user.userId || (store.user.role === 'supervisor' && row.team_id === store.user.teamId));
  if (row === undefined || !mine || row.state !== 'done') throw new Refused('notFound', NO_TAKEOVER);
  const worked = workedOn(store.cases, input.takeoverId);
  if (worked.length > 0) throw new Refused('conflict', filesWorkedOn(worked));
  if (listReports(store.cases, 'gbv').some(({ frozen_at }) => frozen_at > row.created_at)) throw new Refused('conflict', MONTH_FROZEN);
  const at = host.now().getTime();
  const removed = transaction(store.cases, (db) => {
    const count = undoTakeover(db, store, input.takeoverId, at);
    appendJournal(db, store.actor, { kind: 'takeover.undo', object: input.takeoverId, detail: { removed: count } }, at);
    return count;
  });
  return { removed };
}

function bytesOf(host: Host, token: string): Buffer {
  try {
    return host.picker.read(token, REGISTER_LIMITS.fileBytes);
  } catch (error) {
    if (error instanceof FileFault)
      throw new Refused('invalid', error.message === 'tooLarge' ? REGISTER_REFUSALS.fileTooLarge : REGISTER_REFUSALS.unreadable);
    throw error;
  }
}

function readingOf(session: CaseSession, takeoverId: string): Reading {
  const reading = session.readings.get(takeoverId);
  if (reading === undefined) throw new Refused('notFound', READ_AGAIN);
  return reading;
}

/** A lock, another opening of the vault or another act on this register, while it was worked on, ends the work. Throws Refused. */
function assertStillReading(host: Host, session: CaseSession, takeoverId: string, reading: Reading): void {
  if (openSession(host) !== session || readingOf(session, takeoverId) !== reading) throw new Refused('notFound', READ_AGAIN);
}

/** The account behind a code written in the register; without one, the person who takes over, listed for assignment (reference §7.2). */
export function ownersOf(session: CaseSession): (staffCode: string | null) => Owner {
  const { user, roster } = session.store;
  const self: Owner = { userId: user.userId, staffCode: user.staffCode, unassigned: user.role === 'supervisor' };
  const active = [...roster.users.values()].filter(
    (person) => person.role === 'caseworker' && person.status === 'active' && person.teamId === user.teamId,
  );
  return (staffCode) => {
    const person = active.find((candidate) => candidate.staffCode === staffCode);
    return person === undefined ? self : { userId: person.userId, staffCode: person.staffCode, unassigned: false };
  };
}

/** A caseworker takes over own lines only (reference §7.2): a register with a colleague's lines is the supervisor's to take over. */
function refuseOthersLines(session: CaseSession, plan: TakeoverPlan): void {
  const { role, staffCode } = session.store.user;
  if (role === 'caseworker' && plan.cases.some((line) => line.staffCode !== null && line.staffCode !== staffCode))
    throw new Refused('forbidden', OTHERS_LINES);
}

function filesWorkedOn(codes: readonly string[]) {
  const named = codes.slice(0, 10).join(', ');
  return {
    fr: `Cette reprise ne peut plus être défaite : des dossiers ont été travaillés depuis (${named}). Rien n’a été modifié.`,
    en: `This take-over can no longer be undone: cases have been worked on since (${named}). Nothing was changed.`,
  };
}

const MISSING_COLUMN = {
  fr: 'Il manque une colonne : la date d’accueil, l’accord de prise en charge et l’accord statistique sont nécessaires. Indiquez-les, puis recommencez.',
  en: 'A column is missing: the reception date, consent to care and consent to statistics are needed. Point them out, then try again.',
};
const NOT_REHEARSED = { fr: 'Faites d’abord l’essai à blanc. Rien n’a été écrit.', en: 'Do the dry run first. Nothing was written.' };
const READ_AGAIN = {
  fr: 'Ce registre n’est plus en mémoire. Choisissez le fichier de nouveau. Rien n’a été écrit.',
  en: 'This register is no longer in memory. Choose the file again. Nothing was written.',
};
const NO_TAKEOVER = {
  fr: 'Cette reprise n’existe pas, ou elle est déjà défaite.',
  en: 'This take-over does not exist, or is already undone.',
};
const MONTH_FROZEN = {
  fr: 'Un mois a été figé depuis cette reprise : elle ne peut plus être défaite. Rien n’a été modifié.',
  en: 'A month was frozen since this take-over: it can no longer be undone. Nothing was changed.',
};
const OTHERS_LINES = {
  fr: 'Ce registre contient des lignes d’autres gestionnaires. Demandez à la supervision de le reprendre. Rien n’a été écrit.',
  en: 'This register holds lines of other caseworkers. Ask your supervisor to take it over. Nothing was written.',
};
