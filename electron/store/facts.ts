import type { Answers } from '../../shared/forms/answers.ts';
import type { CaseProgram } from '../../shared/ids.ts';
import { canonicalJson } from '../keys/canonical.ts';
import { factsOnly } from '../keys/caseKeys.ts';
import { Unreadable, zero } from '../keys/primitives.ts';
import { openPart } from '../keys/records.ts';
import { openFactKeys } from './caseKeys.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { Session } from './session.ts';
import { all, casesSql, listed, run, runEach, transaction } from './sql.ts';
import type { FactRow } from './tables.ts';

/** What could be opened, and the cases whose facts could not: they are named on the freeze screen and block it (security §2.6.3). */
export type LoadedFacts = { readonly records: number; readonly cases: number; readonly unopened: readonly string[] };

/**
 * The table of opened facts, on this connection, in memory (`temp_store=MEMORY`, asserted at opening), gone when it closes:
 * `temp.fact(record_id, case_id, form, parent_id, answers)`; `answers` is the JSON of the record's RD answers and groupings.
 */
export function createFactTable(db: ReadableDb<'cases'>): void {
  db.connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS fact (
      record_id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL,
      form TEXT NOT NULL,
      parent_id TEXT,
      answers TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS temp.fact_form ON fact (form, case_id);
    CREATE INDEX IF NOT EXISTS temp.fact_case ON fact (case_id, form);
  `);
}

/**
 * Opens the facts of those of these cases that this session may open, own and team's and, for a counting member, the programme's (security §2.6.2), and forgets what was in the table of one that this session opens no more. `unopened` holds ids of cases whose key or a part of
 * whose facts was altered; the others are loaded all the same.
 */
export function loadFacts(db: ReadableDb<'cases'>, session: Session, caseIds: readonly string[]): LoadedFacts {
  return transaction(db, (writable) => {
    run(writable, casesSql.deleteFrom('temp.fact').where('case_id', 'in', listed(caseIds)));
    const { keys, unopened: closed } = openFactKeys(writable, session, caseIds);
    const unopened = new Set<string>(closed);
    const opened: (string | null)[][] = [];
    for (const part of factParts(writable, [...keys.keys()])) {
      const key = keys.get(part.case_id);
      if (key === undefined) continue;
      try {
        const ref = { siteId: part.site_id, caseId: part.case_id, recordId: part.record_id, form: part.form, revision: part.revision };
        opened.push(rowOf(part, openPart(factsOnly(part.case_id, part.epoch, key), ref, 'facts', part.bytes)));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unopened.add(part.case_id);
      }
    }
    runEach(writable, REMEMBER, opened);
    zero(...keys.values());
    return { records: opened.length, cases: keys.size, unopened: [...unopened] };
  });
}

/** Puts one record's facts in the table, or replaces them; called by every save. */
export function rememberFacts(db: WritableDb<'cases'>, record: Omit<FactRow, 'answers'>, facts: Answers): void {
  runEach(db, REMEMBER, [rowOf(record, facts)]);
}

/** Its values stand for those of each row, in this order. */
const REMEMBER = casesSql.insertInto('temp.fact').orReplace().values({ record_id: '', case_id: '', form: '', parent_id: '', answers: '' });

function rowOf({ record_id, case_id, form, parent_id }: Omit<FactRow, 'answers'>, facts: Answers): (string | null)[] {
  return [record_id, case_id, form, parent_id, canonicalJson(facts)];
}

export function forgetFacts(db: WritableDb<'cases'>, recordId: string): void {
  run(db, casesSql.deleteFrom('temp.fact').where('record_id', '=', recordId));
}

/** One opened record with its facts, as JSON. */
export type OpenedFact = FactRow & { readonly status: 'draft' | 'finished'; readonly created_at: number };

/** Opened facts of a form, of all cases or one. */
export function readFacts(db: ReadableDb<'cases'>, form: string, caseId?: string): readonly OpenedFact[] {
  let query = casesSql
    .selectFrom('temp.fact as fact')
    .innerJoin('record', 'record.record_id', 'fact.record_id')
    .selectAll('fact')
    .select(['record.status', 'record.created_at'])
    .where('fact.form', '=', form)
    .orderBy('record.created_at')
    .orderBy('fact.record_id');
  if (caseId !== undefined) query = query.where('fact.case_id', '=', caseId);
  return all(db, query);
}

/**
 * Codes of the cases of these programmes that the table does not hold whole: a facts part that was not opened, or no facts at all. They are
 * named on the freeze screen, and a freeze that would leave them out is refused (security §2.6.3).
 */
export function casesWithoutFacts(db: ReadableDb<'cases'>, programs: readonly CaseProgram[]): readonly string[] {
  const rows = all(
    db,
    casesSql
      .selectFrom('case_file')
      .select('case_file.code')
      .where('case_file.program', 'in', [...programs])
      .where((when) =>
        when.or([
          when.not(
            when.exists(when.selectFrom('temp.fact as fact').select('fact.case_id').whereRef('fact.case_id', '=', 'case_file.case_id')),
          ),
          when.exists(
            when
              .selectFrom('record')
              .innerJoin('record_part', 'record_part.record_id', 'record.record_id')
              .leftJoin('temp.fact as fact', 'fact.record_id', 'record.record_id')
              .select('record.record_id')
              .whereRef('record.case_id', '=', 'case_file.case_id')
              .where('record_part.class', '=', 'facts')
              .where('fact.record_id', 'is', null),
          ),
        ]),
      )
      .orderBy('case_file.code'),
  );
  return rows.map((row) => row.code);
}

/** The sealed facts of these cases alone: a caseworker's unlock does not read the pages of everybody's. */
function factParts(db: ReadableDb<'cases'>, caseIds: readonly string[]) {
  return all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .innerJoin('case_file', 'case_file.case_id', 'record.case_id')
      .select([
        'record.record_id',
        'record.case_id',
        'record.form',
        'record.parent_id',
        'record.revision',
        'case_file.site_id',
        'case_file.epoch',
        'record_part.bytes',
      ])
      .where('record.case_id', 'in', listed(caseIds))
      .where('record_part.class', '=', 'facts'),
  );
}
