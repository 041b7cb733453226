import type { Buffer } from 'node:buffer';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { CaseProgramme } from '../../../shared/ids.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { factsOnly } from '../../keys/caseKeys.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import { openPart } from '../../keys/records.ts';
import { heldCases, openFactKeys } from './caseKeys.ts';
import { alteredOf } from './caseTurn.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, asWritten, casesSql, listed, run, runEach, transaction } from '../base/sql.ts';
import type { FactRow, RecordRow } from '../base/casesTables.ts';

/** What could be opened, and the cases whose facts could not: they are named on the freeze screen and block it (security §2.6.3). */
export type LoadedFacts = { readonly records: number; readonly cases: number; readonly unopened: readonly string[] };

/**
 * Opens the facts of those of these cases that this session may open, own and team's and, for a counting member, the programme's (security §2.6.2), and forgets the rows of a case that this session opens no more. `unopened` holds ids of cases whose key or a part of
 * whose facts was altered; the others are loaded all the same.
 */
export function loadFacts(db: ReadableDb<'cases'>, stores: OpenStores, caseIds: readonly string[]): LoadedFacts {
  return transaction(db, (writable) => {
    forgetFactsOf(writable, caseIds);
    const { keys, unopened: closed } = openFactKeys(writable, stores, caseIds);
    const unopened = new Set<string>([...closed, ...alteredAmong(writable, stores, keys)]);
    const opened: string[][] = [];
    for (const part of factParts(writable, [...keys.keys()])) {
      const key = keys.get(part.case_id);
      if (key === undefined || unopened.has(part.case_id)) continue;
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

/**
 * Compares anew every case of which this session holds a key with its last turn (security §6.3). Gives the ids of those that are not as it left them, or whose key
 * does not open.
 */
export function alteredHeldCases(db: ReadableDb<'cases'>, stores: OpenStores): readonly string[] {
  stores.memory.proved.clear();
  const held = heldCases(db, stores).map(({ caseId }) => caseId);
  return transaction(db, (writable) => {
    const { keys, unopened } = openFactKeys(writable, stores, held);
    try {
      return [...unopened, ...alteredAmong(writable, stores, keys)];
    } finally {
      zero(...keys.values());
    }
  });
}

function alteredAmong(db: ReadableDb<'cases'>, stores: OpenStores, keys: ReadonlyMap<string, Buffer>): readonly string[] {
  const rows = all(
    db,
    casesSql
      .selectFrom('case_file')
      .select(['case_id', 'site_id', 'epoch'])
      .where('case_id', 'in', listed([...keys.keys()])),
  );
  const opened = rows.flatMap(({ case_id, site_id, epoch }) => {
    const key = keys.get(case_id);
    return key === undefined ? [] : [{ keys: factsOnly(case_id, epoch, key), siteId: site_id }];
  });
  return alteredOf(db, stores, opened);
}

/** Puts one record's facts in the table, or replaces them; called by every save. */
export function rememberFacts(db: WritableDb<'cases'>, record: FactOf, facts: Answers): void {
  runEach(db, REMEMBER, [rowOf(record, facts)]);
}

/** Its values are replaced by those of each row, in this order. */
const REMEMBER = casesSql.insertInto('temp.fact').orReplace().values({ form: '', record_id: '', answers: '' });

/** The record whose facts they are. */
type FactOf = Pick<FactRow, 'form' | 'record_id'>;

function rowOf({ form, record_id }: FactOf, facts: Answers): string[] {
  return [form, record_id, canonicalJson(facts)];
}

export function forgetFacts(db: WritableDb<'cases'>, { form, record_id }: FactOf): void {
  run(db, casesSql.deleteFrom('temp.fact').where('form', '=', form).where('record_id', '=', record_id));
}

/** Forgets the facts of whole cases; before their records are removed, for these say whose they are. */
export function forgetFactsOf(db: WritableDb<'cases'>, caseIds: readonly string[]): void {
  const records = casesSql
    .selectFrom('record')
    .select(['form', 'record_id'])
    .where('case_id', 'in', listed(caseIds))
    .$asTuple('form', 'record_id');
  run(
    db,
    casesSql.deleteFrom('temp.fact').where((when) => when(when.refTuple('form', 'record_id'), 'in', records)),
  );
}

/** One opened record with its facts, as JSON. */
export type OpenedFact = FactRow & Pick<RecordRow, 'case_id' | 'parent_id' | 'status' | 'created_at'>;

/** Opened facts of a form, of all cases or one. */
export function readFacts(db: ReadableDb<'cases'>, form: string, caseId?: string): readonly OpenedFact[] {
  let query = casesSql
    .selectFrom('temp.fact as fact')
    .innerJoin('record', 'record.record_id', 'fact.record_id')
    .selectAll('fact')
    .select(['record.case_id', 'record.parent_id', 'record.status', 'record.created_at'])
    .where('fact.form', '=', form)
    .orderBy('record.created_at')
    .orderBy(asWritten('record'));
  if (caseId !== undefined)
    query = query.where('fact.record_id', 'in', casesSql.selectFrom('record').select('record_id').where('case_id', '=', caseId));
  return all(db, query);
}

/**
 * Codes of the cases of these programmes that the table does not hold whole: a facts part that was not opened, or no facts at all. They are
 * named on the freeze screen, and a freeze that would leave them out is refused (security §2.6.3).
 */
export function casesWithoutFacts(db: ReadableDb<'cases'>, programs: readonly CaseProgramme[]): readonly string[] {
  const rows = all(
    db,
    casesSql
      .selectFrom('case_file')
      .select('case_file.code')
      .where('case_file.program', 'in', [...programs])
      .where((when) =>
        when.or([
          when.not(
            when.exists(
              when
                .selectFrom('record')
                .innerJoin('temp.fact as fact', (join) =>
                  join.onRef('fact.form', '=', 'record.form').onRef('fact.record_id', '=', 'record.record_id'),
                )
                .select('fact.record_id')
                .whereRef('record.case_id', '=', 'case_file.case_id'),
            ),
          ),
          when.exists(
            when
              .selectFrom('record')
              .innerJoin('record_part', 'record_part.record_id', 'record.record_id')
              .leftJoin('temp.fact as fact', (join) =>
                join.onRef('fact.form', '=', 'record.form').onRef('fact.record_id', '=', 'record.record_id'),
              )
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
