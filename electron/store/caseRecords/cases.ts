import { caseCode, survivorCode, type CaseProgramme } from '../../../shared/ids.ts';
import { Refused } from '../../../shared/failure.ts';
import { randomInt } from 'node:crypto';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import { newId } from '../../keys/primitives.ts';
import { insertWraps, makeCaseKey, recipientsOf } from './caseKeys.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { forgetWork, insertMarks, updateMarks, type ConsentMarks } from './caseWork.ts';
import { forgetFactsOf } from './facts.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, one, run } from '../base/sql.ts';
import type { CaseMarks, CaseRow } from '../base/casesTables.ts';

export type NewCase = {
  readonly personId: string;
  readonly program: CaseProgramme;
  readonly state: string;
  /** Date of the state, `YYYY-MM-DD`; its year is the year of the case's number. */
  readonly stateOn: string;
  readonly ownerId: string;
  readonly teamId: string;
  readonly siteCode: string;
  readonly consent: ConsentMarks;
  readonly origin: 'intake' | 'takeover';
  readonly takeoverId: string | null;
  readonly unassigned: boolean;
};

export type CreatedCase = { readonly caseId: string; readonly code: string; readonly keys: CaseKeys };

/** A person with a new survivor code (reference §2.3). */
export function insertPerson(db: WritableDb<'cases'>, at: number): { readonly personId: string; readonly survivorCode: string } {
  const code = unusedSurvivorCode(db);
  const personId = newId();
  run(db, casesSql.insertInto('person').values({ person_id: personId, survivor_code: code, created_at: at }));
  return { personId, survivorCode: code };
}

/**
 * A new case with its own key, sealed to owner, team and counting principals, and its number, in the caller's transaction.
 * The caller writes its records with `keys`, then zeroes them. Throws RosterRefused when the owner is not an active account.
 */
export function createCase(db: WritableDb<'cases'>, stores: OpenStores, made: NewCase, at: number): CreatedCase {
  const caseId = newId();
  const year = Number(made.stateOn.slice(0, 4));
  const code = caseCode(made.program, made.siteCode, year, nextNumber(db, 'case', made.siteCode, year));
  const recipients = recipientsOf(stores.roster, made.program, made.ownerId, made.teamId);
  const { program, ownerId, teamId } = made;
  const key = makeCaseKey(stores, { caseId, epoch: 1, program, ownerId, teamId }, recipients);
  run(
    db,
    casesSql.insertInto('case_file').values({
      case_id: caseId,
      person_id: made.personId,
      code,
      program: made.program,
      state: made.state,
      state_on: made.stateOn,
      previous_state: null,
      owner_id: made.ownerId,
      team_id: made.teamId,
      site_id: stores.roster.siteId,
      origin: made.origin,
      takeover_id: made.takeoverId,
      unassigned: made.unassigned ? 1 : 0,
      reopen_count: 0,
      duplicate_of: null,
      revision: 1,
      epoch: 1,
      commitment: key.commitment,
      created_at: at,
      created_by: stores.user.userId,
      updated_at: at,
      updated_by: stores.user.userId,
      reduced_on: null,
    }),
  );
  insertWraps(db, key.wraps);
  insertMarks(db, caseId, made.consent);
  stores.memory.proved.add(caseId);
  return { caseId, code, keys: key.keys };
}

export function readCase(db: ReadableDb<'cases'>, caseId: string): CaseRow | undefined {
  return one(db, casesSql.selectFrom('temp.opened_case').selectAll().where('case_id', '=', caseId));
}

export function caseOfCode(db: ReadableDb<'cases'>, code: string): CaseRow | undefined {
  return one(db, casesSql.selectFrom('temp.opened_case').selectAll().where('code', '=', code));
}

/** Cases that a person received herself since an instant, newest first. */
export function receivedSince(db: ReadableDb<'cases'>, ownerId: string, since: number): readonly CaseRow[] {
  const received = casesSql.selectFrom('temp.opened_case').selectAll().where('owner_id', '=', ownerId).where('origin', '=', 'intake');
  return all(db, received.where('created_at', '>=', since).orderBy('created_at', 'desc').orderBy('code', 'desc'));
}

export function survivorCodeOf(db: ReadableDb<'cases'>, personId: string): string | undefined {
  return one(db, casesSql.selectFrom('person').select('survivor_code').where('person_id', '=', personId))?.survivor_code;
}

export type CaseChange = Partial<
  Pick<CaseRow, 'state' | 'state_on' | 'previous_state' | 'program' | 'reopen_count' | 'duplicate_of' | 'person_id'> & CaseMarks
>;

/**
 * Changes columns and marks of a case, in the caller's transaction; the revision grows by one. Throws Refused `notFound`; Unreadable for marks of a case that this
 * session does not open. Owner and team: `reassignCase`.
 */
export function updateCase(db: WritableDb<'cases'>, caseId: string, change: CaseChange, userId: string, at: number): void {
  const { consent_services, consent_reporting, consent_contact, next_due, next_due_kind, tasks_under, ...columns } = change;
  const changed = run(
    db,
    casesSql
      .updateTable('case_file')
      .set((column) => ({ ...columns, revision: column('revision', '+', 1), updated_at: at, updated_by: userId }))
      .where('case_id', '=', caseId),
  );
  if (changed === 0) throw noCase();
  updateMarks(db, caseId, { consent_services, consent_reporting, consent_contact, next_due, next_due_kind, tasks_under });
}

/** Removes a case with everything under it: undoing a take-over, and nothing else (reference §2.4). Its code is never used again. */
export function deleteCase(db: WritableDb<'cases'>, caseId: string): void {
  forgetFactsOf(db, [caseId]);
  forgetWork(db, [caseId]);
  const person = readCase(db, caseId)?.person_id;
  if (run(db, casesSql.deleteFrom('case_file').where('case_id', '=', caseId)) === 0 || person === undefined) throw noCase();
  const others = one(db, casesSql.selectFrom('case_file').select('case_id').where('person_id', '=', person).limit(1));
  if (others === undefined) run(db, casesSql.deleteFrom('person').where('person_id', '=', person));
}

/** Cases that were marked as duplicates of this one, oldest first. */
export function duplicatesOf(db: ReadableDb<'cases'>, caseId: string): readonly CaseRow[] {
  const linked = casesSql.selectFrom('temp.opened_case').selectAll().where('duplicate_of', '=', caseId).where('state', '=', 'duplicate');
  return all(db, linked.orderBy('created_at').orderBy('code'));
}

export type CaseFilter = {
  readonly ownerId?: string;
  readonly teamId?: string;
  readonly states?: readonly string[];
  readonly program?: CaseProgramme;
  readonly codeContains?: string;
  /** Due on or before this date. */
  readonly dueBy?: string;
  /** With tasks that were computed with other delays than those of this mark. */
  readonly tasksNotUnder?: string;
  readonly takeoverId?: string;
  readonly unassigned?: boolean;
  /** Whether only the statistical line is left; both kinds when absent, as for every count. */
  readonly reduced?: boolean;
  /** Last change of state on or before this date. */
  readonly stateBy?: string;
};

/** One page of the cases of a filter, by due date, then code; columns of the work only. */
export function listCases(
  db: ReadableDb<'cases'>,
  filter: CaseFilter,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly CaseRow[] } {
  const counted = filtered(filter).select((count) => count.fn.countAll<number>().as('total'));
  return { total: one(db, counted)?.total ?? 0, rows: all(db, byDue(filter).limit(page.limit).offset(page.offset)) };
}

/** All cases of a filter, by due date, then code; columns of the work only. */
export function allCases(db: ReadableDb<'cases'>, filter: CaseFilter): readonly CaseRow[] {
  return all(db, byDue(filter));
}

function byDue(filter: CaseFilter) {
  return filtered(filter)
    .selectAll()
    .orderBy('next_due', (order) => order.asc().nullsLast())
    .orderBy('code');
}

/** Ids of the cases of a filter, by due date, then code. */
export function caseIdsByDue(db: ReadableDb<'cases'>, filter: CaseFilter): readonly string[] {
  const ids = filtered(filter)
    .select('case_id')
    .orderBy('next_due', (order) => order.asc().nullsLast())
    .orderBy('code');
  return all(db, ids).map(({ case_id }) => case_id);
}

/** What a whole team's counts need of a case. */
export type BriefCase = Pick<CaseRow, 'case_id' | 'owner_id' | 'team_id' | 'state' | 'unassigned'>;

/** Cases of a filter in no order, for what is counted. */
export function briefCases(db: ReadableDb<'cases'>, filter: CaseFilter): readonly BriefCase[] {
  return all(db, filtered(filter).select(['case_id', 'owner_id', 'team_id', 'state', 'unassigned']));
}

/** The first cases whose code holds these letters, in no order. */
export function casesByCode(
  db: ReadableDb<'cases'>,
  filter: CaseFilter & { readonly codeContains: string },
  most: number,
): readonly CaseRow[] {
  return all(db, filtered(filter).selectAll().limit(most));
}

/** The next number of a year in a site; a number given is never given again, even after an undo (reference §2.3). */
export function nextNumber(db: WritableDb<'cases'>, name: 'case' | 'anchor', siteCode: string, year: number): number {
  run(
    db,
    casesSql
      .insertInto('sequence')
      .values({ name, site_code: siteCode, year, last: 1 })
      .onConflict((conflict) =>
        conflict.columns(['name', 'site_code', 'year']).doUpdateSet((column) => ({ last: column('sequence.last', '+', 1) })),
      ),
  );
  const row = one(
    db,
    casesSql.selectFrom('sequence').select('last').where('name', '=', name).where('site_code', '=', siteCode).where('year', '=', year),
  );
  if (row === undefined) throw new RangeError('no such sequence');
  return row.last;
}

function filtered(filter: CaseFilter) {
  let query = casesSql.selectFrom('temp.opened_case');
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId);
  if (filter.teamId !== undefined) query = query.where('team_id', '=', filter.teamId);
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
  if (filter.program !== undefined) query = query.where('program', '=', filter.program);
  if (filter.tasksNotUnder !== undefined)
    query = query.where('next_due', 'is not', null).where('tasks_under', 'is distinct from', filter.tasksNotUnder);
  if (filter.dueBy !== undefined) query = query.where('next_due', '<=', filter.dueBy);
  if (filter.takeoverId !== undefined) query = query.where('takeover_id', '=', filter.takeoverId);
  if (filter.unassigned !== undefined) query = query.where('unassigned', '=', filter.unassigned ? 1 : 0);
  if (filter.reduced !== undefined) query = query.where('reduced_on', filter.reduced ? 'is not' : 'is', null);
  if (filter.stateBy !== undefined) query = query.where('state_on', '<=', filter.stateBy);
  if (filter.codeContains !== undefined) {
    const literal = filter.codeContains.toUpperCase().replaceAll(/[^A-Z0-9-]/g, '');
    query = query.where('code', 'like', `%${literal}%`);
  }
  return query;
}

function unusedSurvivorCode(db: ReadableDb<'cases'>): string {
  for (;;) {
    const code = survivorCode((limit) => randomInt(limit));
    if (one(db, casesSql.selectFrom('person').select('person_id').where('survivor_code', '=', code)) === undefined) return code;
  }
}

function noCase(): Refused {
  return new Refused('notFound', {
    fr: 'Ce dossier n’existe pas ou ne vous est pas ouvert.',
    en: 'This case does not exist or is not open to you.',
  });
}
