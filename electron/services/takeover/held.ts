import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { monthFigures } from '../../../shared/contract/takeover.ts';
import { text } from '../../../shared/contract/values.ts';
import { Refused } from '../../../shared/failure.ts';
import { mappingOf } from '../../../shared/takeover/columns.ts';
import type { RowOutcome } from '../../../shared/takeover/outcome.ts';
import { planTakeover } from '../../../shared/takeover/plan.ts';
import { requireCaseSession, today, type CaseSession, type Host } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import {
  deleteSealedMessages,
  readSealedMessage,
  readSealedMessages,
  writeSealedMessages,
} from '../../store/caseRecords/sealedMessages.ts';
import { transaction } from '../../store/base/sql.ts';
import { listHeldRows, readHeldRow, readTakeover, updateHeldRow, updateTakeover } from '../../store/takeover/takeovers.ts';
import type { HeldRow } from '../../store/base/casesTables.ts';
import { frozenMonths } from '../caseRecords/caseAccess.ts';
import { knownPersons } from '../search/knownPersons.ts';
import { keepersOf, ownersOf } from './takeover.ts';
import { choicesOf, lineSettings, readFrom, chosenColumns, chosenCorrections } from './choices.ts';
import { alikeTo, writePairs, type AlikeKnown } from './pairs.ts';
import { writeContact, writeTakenCase, type TakeoverPlace } from './commit.ts';

const PAGE_SIZE = 100;

const reasons = z.array(z.strictObject({ code: z.string(), text }));
const heldSchema = z.strictObject({ headings: z.array(z.string()), cells: z.array(z.string()), reasons });
type Held = z.infer<typeof heldSchema>;
const reportSchema = z.strictObject({
  lines: z.array(z.strictObject({ row: z.int(), heading: z.string(), read: z.string(), done: text, why: text })),
  months: z.record(z.string(), monthFigures),
});

/** The row-by-row report of a take-over, sealed to its author and the team's supervisors; its opening is journaled first. Throws Refused `notFound`. */
export function takeoverReport(input: Input<'takeover.report'>, host: Host): Output<'takeover.report'> {
  const { stores } = requireCaseSession(host);
  const report = reportSchema.safeParse(readSealedMessage(stores.cases, stores, 'takeover.report', input.takeoverId)).data;
  if (report === undefined) throw new Refused('notFound', NO_REPORT);
  journalOpening(host, 'takeover.report.open', input.takeoverId);
  const { lines, months } = report;
  const from = (input.page - 1) * PAGE_SIZE;
  return { total: lines.length, lines: lines.slice(from, from + PAGE_SIZE), months };
}

/** The lines « à corriger » that this person can open, by number, and why each is held. */
export function heldRows(host: Host): Output<'takeover.held'> {
  return {
    rows: ownHeldRows(requireCaseSession(host)).flatMap(({ row, held }) =>
      held === null ? [] : [{ rowId: row.row_id, takeoverId: row.takeover_id, row: row.number, reasons: held.reasons }],
    ),
  };
}

/** The cells of one held line; the line of the journal is on disk before anything is shown (security §6.2). Throws Refused `notFound`. */
export function openHeldRow(input: Input<'takeover.openHeld'>, host: Host): Output<'takeover.openHeld'> {
  const held = ownHeldRows(requireCaseSession(host)).find(({ row }) => row.row_id === input.rowId)?.held ?? null;
  if (held === null) throw new Refused('notFound', NO_ROW);
  journalOpening(host, 'takeover.row.open', input.rowId);
  return { headings: held.headings, cells: held.cells };
}

function journalOpening(host: Host, kind: 'takeover.row.open' | 'takeover.report.open', object: string): void {
  const { stores } = requireCaseSession(host);
  transaction(stores.cases, (db) => appendJournal(db, stores.actor, { kind, object, detail: {} }, host.now().getTime()));
}

/** Held lines whose letter is for this session; `held` null: an altered one, counted and not shown. */
export function ownHeldRows(session: CaseSession): readonly { readonly row: HeldRow; readonly held: Held | null }[] {
  const { stores } = session;
  const letters = new Map(readSealedMessages(stores.cases, stores, 'takeover.row').map((letter) => [letter.subjectId, letter.content]));
  return listHeldRows(stores.cases).flatMap((row) =>
    letters.has(row.row_id) ? [{ row, held: heldSchema.safeParse(letters.get(row.row_id)).data ?? null }] : [],
  );
}

/** Reads a held line again with its corrected cells: registered like the others of its take-over, or held still, with the reasons. Throws Refused. */
export function correctHeldRow(input: Input<'takeover.correct'>, host: Host): Output<'takeover.correct'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const row = readHeldRow(stores.cases, input.rowId);
  const sealed = row === undefined || row.status !== 'held' ? null : readSealedMessage(stores.cases, stores, 'takeover.row', row.row_id);
  const held = heldSchema.safeParse(sealed).data;
  if (row === undefined || held === undefined) throw new Refused('notFound', NO_ROW);
  const { headings } = held;
  const outcome = readAgain(session, { takeoverId: row.takeover_id, headings }, input.cells, today(host));
  if (outcome === undefined) throw new Refused('invalid', NO_ROW);
  refuseAnothersLine(session, outcome);
  const alike = outcome.outcome === 'case' ? [alikeTo(knownPersons(session), outcome, 1)] : [];
  const at = host.now().getTime();
  const place: TakeoverPlace = { session, takeoverId: row.takeover_id, frozen: frozenMonths(stores.cases), today: today(host), at };
  return transaction(stores.cases, (db) => {
    const result = outcome.outcome === 'held' ? hold(db, session, row, headings, outcome) : register(db, place, row, outcome, alike);
    appendJournal(db, stores.actor, { kind: 'takeover.correct', object: row.row_id, detail: { outcome: result.outcome } }, at);
    return result;
  });
}

function readAgain(
  session: CaseSession,
  { takeoverId, headings }: { readonly takeoverId: string; readonly headings: readonly string[] },
  cells: readonly string[],
  day: string,
): RowOutcome | undefined {
  const { lists } = session;
  const choices = choicesOf(session, takeoverId);
  const from = readFrom(choices);
  const plan = planTakeover(
    { headings, rows: [cells] },
    {
      columns: mappingOf(chosenColumns(choices, headings, from)),
      ...lineSettings(from, choices.from?.dates ?? null, chosenCorrections(choices, lists)),
      today: day,
      lists,
    },
  );
  return plan.rows[0];
}

/** A caseworker takes over own lines only (reference §7.2). */
function refuseAnothersLine({ stores }: CaseSession, outcome: RowOutcome): void {
  const { role, staffCode } = stores.user;
  if (role !== 'caseworker' || outcome.outcome !== 'case' || outcome.staffCode === null || outcome.staffCode === staffCode) return;
  throw new Refused('forbidden', ANOTHERS_LINE);
}

function hold(
  db: WritableDb<'cases'>,
  session: CaseSession,
  row: HeldRow,
  headings: readonly string[],
  outcome: Extract<RowOutcome, { outcome: 'held' }>,
): Output<'takeover.correct'> {
  const why = outcome.reasons.map(({ reason, why: because }) => ({ code: reason, text: because }));
  writeSealedMessages(db, session.stores, keepersOf(session), 'takeover.row', row.row_id, { headings, cells: outcome.cells, reasons: why });
  return { outcome: 'held', reasons: why };
}

function register(
  db: WritableDb<'cases'>,
  place: TakeoverPlace,
  row: HeldRow,
  outcome: Exclude<RowOutcome, { outcome: 'held' }>,
  alike: readonly AlikeKnown[],
): Output<'takeover.correct'> {
  const owners = ownersOf(place.session);
  const owner = owners(outcome.outcome === 'case' ? outcome.staffCode : null);
  if (outcome.outcome === 'case') writePairs(db, place, [], new Map([[outcome.row, writeTakenCase(db, place, outcome, owner)]]), alike);
  else writeContact(db, place, outcome, owner);
  updateHeldRow(db, row.row_id, 'registered', place.at);
  deleteSealedMessages(db, 'takeover.row', row.row_id);
  const takeover = readTakeover(db, row.takeover_id);
  if (takeover === undefined) throw new Refused('notFound', NO_ROW);
  const isCase = outcome.outcome === 'case';
  updateTakeover(db, row.takeover_id, {
    registered: takeover.registered + 1,
    held: takeover.held - 1,
    cases: takeover.cases + (isCase ? 1 : 0),
    contacts: takeover.contacts + (isCase ? 0 : 1),
    unassigned: takeover.unassigned + (isCase && owner.unassigned ? 1 : 0),
  });
  return { outcome: 'registered', reasons: [] };
}

const NO_REPORT = {
  fr: 'Ce compte rendu n’existe pas ou ne vous est pas ouvert.',
  en: 'This report does not exist or is not open to you.',
};
const NO_ROW = { fr: 'Cette ligne n’est plus à corriger.', en: 'This line is no longer to be corrected.' };
const ANOTHERS_LINE = {
  fr: 'Cette ligne est celle d’une autre personne. Demandez à la supervision de la corriger. Rien n’a été écrit.',
  en: 'This line is someone else’s. Ask your supervisor to correct it. Nothing was written.',
};
