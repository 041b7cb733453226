import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { missingTargets } from '../../../shared/takeover/columns.ts';
import type { TakeoverPlan } from '../../../shared/takeover/outcome.ts';
import { isFileGone, pendingSources } from '../../../shared/takeover/sourceFate.ts';
import { requireCaseSession, requireSession, today, type CaseSession, type Host } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import { planInWorker } from '../../takeover/planInWorker.ts';
import type { Reading } from '../../takeover/reading.ts';
import { MOST_PLANNED_LINES, PLAN_TOO_LONG } from '../../takeover/refusals.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { toTeam, toUser, writeSealedMessages, type MessageRecipient } from '../../store/caseRecords/sealedMessages.ts';
import { listReports } from '../../store/months/reports.ts';
import { transaction } from '../../store/base/sql.ts';
import { insertHeldRow, insertTakeover, undoTakeover, workedOn } from '../../store/takeover/takeovers.ts';
import { listSources, recordOf } from '../../store/takeover/takeoverSources.ts';
import { whileOpen } from '../backup/workOnCopy.ts';
import { alikeKnown, writePairs, type AlikeKnown } from './pairs.ts';
import { monthsOf, summaryOf } from './summary.ts';
import { asTarget, lineSettings, withCorrections, writeChoices } from './choices.ts';
import { writeContact, writeTakenCase, type Owner, type TakeoverPlace } from './commit.ts';
import { assertNotTaken, ownTakeover, ownTakeovers, writePrint } from './own.ts';
import { READ_AGAIN, readingOf } from './reading.ts';

/** What the take-over would do, line by line; nothing is written. Planned in the background: a lock is possible meanwhile, and ends it. */
export async function rehearseTakeover(input: Input<'takeover.rehearse'>, host: Host): Promise<Output<'takeover.rehearse'>> {
  const session = requireCaseSession(host);
  const reading = readingOf(session, input.takeoverId);
  const byHeading = new Map(input.mapping.map(({ heading, target }) => [heading, target]));
  const columns = reading.register.headings.map((heading) => asTarget(byHeading.get(heading)));
  const dates = reading.from === null ? null : (input.dateOrder ?? reading.dates);
  if (missingTargets(columns, reading.from?.tool.everyLineIsCase).length > 0) throw new Refused('invalid', MISSING_COLUMN);
  if (reading.from !== null && dates === null) throw new Refused('invalid', WHICH_IS_THE_DAY);
  assertNotTaken(session, reading.print);
  if (reading.register.rows.length > MOST_PLANNED_LINES) throw new Refused('invalid', PLAN_TOO_LONG);
  const wordings = withCorrections(reading.wordings, input.wordings, session.lists);
  const plan = await planInWorker(reading.register, {
    columns,
    ...lineSettings(reading.from, dates, wordings),
    today: today(host),
    lists: session.lists,
  });
  assertStillReading(host, session, input.takeoverId, reading);
  if (plan === null) throw new Refused('invalid', PLAN_TOO_LONG);
  Object.assign(reading, { columns, wordings, dates, plan });
  refuseOthersLines(session, plan);
  return summaryOf(reading, plan);
}

/** Carries the rehearsed plan out in one transaction: all lines are registered or held, or nothing is written. A lock before it ends it. */
export async function commitTakeover(input: Input<'takeover.commit'>, host: Host): Promise<Output<'takeover.commit'>> {
  const session = requireCaseSession(host);
  const reading = readingOf(session, input.takeoverId);
  const { plan } = reading;
  if (plan === null) throw new Refused('conflict', NOT_REHEARSED);
  const at = host.now().getTime();
  const frozen = listReports(session.stores.cases, 'gbv').map(({ month }) => month);
  const place: TakeoverPlace = { session, takeoverId: input.takeoverId, frozen, today: today(host), at };
  const alike = await alikeKnown(session, plan.cases, whileOpen(host));
  assertStillReading(host, session, input.takeoverId, reading);
  assertNotTaken(session, reading.print);
  if (reading.plan !== plan) throw new Refused('conflict', NOT_REHEARSED);
  const result = transaction(session.stores.cases, (db) => writePlan(db, place, plan, reading, alike));
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
  const { user, actor } = session.stores;
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
  writeChoices(db, session, keepersOf(session), takeoverId, reading);
  writePrint(db, session, keepersOf(session), takeoverId, reading.print);
  appendJournal(
    db,
    actor,
    { kind: 'takeover.commit', object: takeoverId, detail: { rows: figures.rows, registered: figures.registered, held: figures.held } },
    at,
  );
  return { ...figures, partlyCompared };
}

/** Who keeps the report and the held lines of a take-over: its author and the supervisors of the team. */
export function keepersOf(session: CaseSession): readonly MessageRecipient[] {
  const { roster, user } = session.stores;
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
      owner_id: session.stores.user.userId,
      updated_at: at,
    });
    const reasons = line.reasons.map(({ reason, why }) => ({ code: reason, text: why }));
    writeSealedMessages(db, session.stores, keepersOf(session), 'takeover.row', rowId, { headings, cells: line.cells, reasons });
  }
}

function writeReport(db: WritableDb<'cases'>, place: TakeoverPlace, plan: TakeoverPlan): void {
  const lines = plan.rows.flatMap((row) =>
    row.outcome === 'held' ? [] : row.warnings.map(({ column, read, done, why }) => ({ row: row.row, heading: column, read, done, why })),
  );
  writeSealedMessages(db, place.session.stores, keepersOf(place.session), 'takeover.report', place.takeoverId, {
    lines,
    months: monthsOf(plan),
  });
}

/** Take-overs already made: one's own for a caseworker, the team's for a supervisor. */
export function listPastTakeovers(host: Host): Output<'takeover.list'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const day = today(host);
  const records = Map.groupBy(listSources(stores.cases), (row) => row.takeover_id);
  return {
    takeovers: ownTakeovers(session).map((row) => ({
      takeoverId: row.takeover_id,
      at: new Date(row.created_at).toISOString().slice(0, 16),
      staffCode: stores.roster.users.get(row.user_id)?.staffCode ?? '',
      rows: row.rows,
      registered: row.registered,
      held: row.held,
      state: row.state,
      pending: row.state === 'done' ? [...pendingSources((records.get(row.takeover_id) ?? []).map(recordOf), day)] : [],
    })),
  };
}

/** Undoes a take-over whole, unless one of its months is frozen or one of its files has been worked on since (commands.md). */
export function undoWholeTakeover(input: Input<'takeover.undo'>, host: Host): Output<'takeover.undo'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const row = ownTakeover(session, input.takeoverId);
  const gone = isFileGone(listSources(stores.cases, row.takeover_id).map(recordOf));
  if (gone && input.sourceGone !== true) throw new Refused('conflict', FILE_GONE);
  const worked = workedOn(stores.cases, input.takeoverId);
  if (worked.length > 0) throw new Refused('conflict', filesWorkedOn(worked));
  if (listReports(stores.cases, 'gbv').some(({ frozen_at }) => frozen_at > row.created_at)) throw new Refused('conflict', MONTH_FROZEN);
  const at = host.now().getTime();
  const removed = transaction(stores.cases, (db) => {
    const { caseIds, records } = undoTakeover(db, stores, input.takeoverId);
    for (const caseId of caseIds) appendJournal(db, stores.actor, { kind: 'case.remove', object: caseId, detail: {} }, at);
    appendJournal(db, stores.actor, { kind: 'takeover.undo', object: input.takeoverId, detail: { removed: records } }, at);
    return records;
  });
  return { removed };
}

/** A lock, another opening of the vault or another act on this register, while it was worked on, ends the work. Throws Refused. */
function assertStillReading(host: Host, session: CaseSession, takeoverId: string, reading: Reading): void {
  if (requireSession(host) !== session || readingOf(session, takeoverId) !== reading) throw new Refused('notFound', READ_AGAIN);
}

/** The account behind a code written in the register; without one, the person who takes over, listed for assignment (reference §7.2). */
export function ownersOf(session: CaseSession): (staffCode: string | null) => Owner {
  const { user, roster } = session.stores;
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
  const { role, staffCode } = session.stores.user;
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
const FILE_GONE = {
  fr: 'Le fichier d’origine est détruit\u00a0: défaire cette reprise ferait perdre ce qu’il contenait. Confirmez que vous le savez. Rien n’a été modifié.',
  en: 'The original file is destroyed: undoing this take-over would lose what it held. Confirm that you know. Nothing was changed.',
};
const WHICH_IS_THE_DAY = {
  fr: 'Les dates de ce fichier ne disent pas si le jour ou le mois vient d’abord. Indiquez-le, puis recommencez. Rien n’a été écrit.',
  en: 'The dates of this file do not tell whether the day or the month comes first. Say which, then try again. Nothing was written.',
};
const MONTH_FROZEN = {
  fr: 'Un mois a été figé depuis cette reprise : elle ne peut plus être défaite. Rien n’a été modifié.',
  en: 'A month was frozen since this take-over: it can no longer be undone. Nothing was changed.',
};
const OTHERS_LINES = {
  fr: 'Ce registre contient des lignes d’autres gestionnaires. Demandez à la supervision de le reprendre. Rien n’a été écrit.',
  en: 'This register holds lines of other caseworkers. Ask your supervisor to take it over. Nothing was written.',
};
