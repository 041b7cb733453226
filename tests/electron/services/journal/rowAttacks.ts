import type { Buffer } from 'node:buffer';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Attack } from './attackOutcome.ts';

/** One row as the base holds it. */
export type Row = Readonly<Record<string, string | number | Buffer | null>>;

const RECORDS_OF = 'SELECT record_id FROM record WHERE case_id = ?';
/** Tables with rows of a case, and how they name it. */
export const TABLES: Readonly<Record<string, string>> = {
  case_file: 'case_id = ?',
  record: 'case_id = ?',
  record_part: `record_id IN (${RECORDS_OF})`,
  case_work: 'case_id = ?',
  attachment: 'case_id = ?',
  case_key_wrap: 'case_id = ?',
  case_key_copy: 'case_id = ?',
};

/** A statement on one case; with foreign keys as the application has them, or without. */
function statement(name: string, sql: string, cascades = true): Attack {
  return {
    name,
    act: (connection, caseId) => {
      connection.pragma(`foreign_keys = ${cascades ? 'ON' : 'OFF'}`);
      const { changes } = connection.prepare(sql).run({ caseId });
      connection.pragma('foreign_keys = OFF');
      return changes > 0 ? [caseId] : [];
    },
  };
}

const record = (form: string) => `(SELECT record_id FROM record WHERE case_id = $caseId AND form = '${form}' ORDER BY record_id LIMIT 1)`;

/** F4: rows that are not there any more. */
export const DELETIONS: readonly Attack[] = [
  ...['risk_assessment', 'incident', 'assessment_gbv', 'consent_service', 'identity', 'alleged_perpetrator', 'service_disposition'].map(
    (form) => statement(`${form} deleted`, `DELETE FROM record WHERE record_id = ${record(form)}`),
  ),
  statement('risk_assessment deleted, its parts left', `DELETE FROM record WHERE record_id = ${record('risk_assessment')}`, false),
  ...['OP', 'facts', 'QI', 'SN', 'DI'].map((part) =>
    statement(
      `part ${part} deleted`,
      `DELETE FROM record_part WHERE class = '${part}' AND record_id = (SELECT record_id FROM record_part AS part JOIN record USING (record_id) WHERE case_id = $caseId AND part.class = '${part}' ORDER BY record_id LIMIT 1)`,
    ),
  ),
  statement('work deleted', 'DELETE FROM case_work WHERE case_id = $caseId'),
  statement('picture deleted', "DELETE FROM attachment WHERE case_id = $caseId AND field = 'whole'"),
  statement('small picture deleted', "DELETE FROM attachment WHERE case_id = $caseId AND field = 'thumbnail'"),
  statement('all records deleted', 'DELETE FROM record WHERE case_id = $caseId'),
  statement('case deleted', 'DELETE FROM case_file WHERE case_id = $caseId'),
  statement('case deleted, its records left', 'DELETE FROM case_file WHERE case_id = $caseId', false),
];

/** Keys of a case that are not there any more, with the copies that people made of them. */
export const WRAPS: readonly Attack[] = [
  bothDeleted('keys of everybody', 'case_id = $caseId'),
  bothDeleted('full keys', "case_id = $caseId AND scope = 'full'"),
  bothDeleted('keys of the facts', "case_id = $caseId AND scope = 'facts'"),
  /* A key taken from the supervision comes back with the next session of the owner, who gives the case a new one. */
  statement(
    'key of the owner deleted, copies left',
    'DELETE FROM case_key_wrap WHERE case_id = $caseId AND principal_id = (SELECT owner_id FROM case_file WHERE case_id = $caseId)',
  ),
];

function bothDeleted(name: string, where: string): Attack {
  return {
    name: `${name} deleted`,
    act: (connection, caseId) => {
      connection.prepare(`DELETE FROM case_key_copy WHERE ${where}`).run({ caseId });
      return connection.prepare(`DELETE FROM case_key_wrap WHERE ${where}`).run({ caseId }).changes > 0 ? [caseId] : [];
    },
  };
}

/** Columns of a case, each with the value that another case has, or another plausible one. */
export const CASE_COLUMNS: readonly Attack[] = [
  ...['person_id', 'owner_id', 'team_id', 'created_by', 'updated_by'].map((column) => exchanged('case_file', column)),
  changed('created_at', 'created_at - 86400000'),
  changed('updated_at', 'updated_at - 86400000'),
  changed('state', "CASE state WHEN 'closed' THEN 'open_intake' ELSE 'closed' END"),
  changed('state_on', "date(state_on, '-40 days')"),
  changed('previous_state', "CASE previous_state WHEN 'draft' THEN NULL ELSE 'draft' END"),
  changed('program', "CASE program WHEN 'gbv' THEN 'gbv_cp' ELSE 'gbv' END"),
  changed('code', "substr(code, 1, length(code) - 2) || '99'"),
  changed('site_id', "'00000000-0000-4000-8000-000000000000'"),
  changed('origin', "'takeover'"),
  changed('reduced_on', "'2026-11-20'"),
  changed('reopen_count', 'reopen_count + 1'),
  changed('revision', 'revision + 1'),
  changed('revision', 'revision - 1'),
  changed('epoch', 'epoch + 1'),
  changed('commitment', 'zeroblob(32)'),
  changed('duplicate_of', '(SELECT case_id FROM case_file AS other WHERE other.case_id <> case_file.case_id LIMIT 1)'),
  changed('takeover_id', "'00000000-0000-4000-8000-000000000001'"),
];

export const RECORD_COLUMNS: readonly Attack[] = [
  changedRecord('status', "CASE status WHEN 'draft' THEN 'finished' ELSE 'draft' END"),
  changedRecord('created_by', '(SELECT owner_id FROM case_file WHERE owner_id <> record.created_by LIMIT 1)'),
  changedRecord('updated_by', '(SELECT owner_id FROM case_file WHERE owner_id <> record.updated_by LIMIT 1)'),
  changedRecord('created_at', 'created_at - 86400000'),
  changedRecord('updated_at', 'updated_at - 86400000'),
  changedRecord('form', "CASE form WHEN 'note' THEN 'follow_up' ELSE 'note' END"),
  changedRecord(
    'parent_id',
    '(SELECT record_id FROM record AS other WHERE other.case_id = record.case_id AND other.record_id <> record.record_id LIMIT 1)',
  ),
  changedRecord('version', 'version + 1'),
  changedRecord('revision', 'revision + 1'),
];

function changed(column: string, value: string): Attack {
  return statement(
    `${column} of case_file changed to ${value}`,
    `UPDATE case_file SET ${column} = ${value} WHERE case_id = $caseId`,
    false,
  );
}

function changedRecord(column: string, value: string): Attack {
  const place = 'SELECT record_id FROM record WHERE case_id = $caseId ORDER BY record_id LIMIT 1';
  return statement(`${column} of record changed to ${value}`, `UPDATE record SET ${column} = ${value} WHERE record_id = (${place})`, false);
}

/** Two cases exchange the value of a column. */
function exchanged(table: string, column: string): Attack {
  return {
    name: `${column} of ${table} exchanged`,
    act: (connection, caseId, others) => {
      const read = connection.prepare<[string], string | number>(`SELECT ${column} FROM ${table} WHERE case_id = ?`).pluck();
      const own = read.get(caseId);
      const other = others.find((one) => read.get(one) !== own);
      if (other === undefined) return [];
      const theirs = read.get(other);
      const write = connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE case_id = ?`);
      write.run(theirs, caseId);
      write.run(own, other);
      return [caseId, other];
    },
  };
}

/** The same form of two cases, in which something is exchanged. */
function ofTwo(name: string, form: string, act: (connection: Database, own: Named, other: Named) => void): Attack {
  return {
    name: `${form}: ${name}`,
    act: (connection, caseId, others) => {
      const first = connection
        .prepare<[string, string], string>('SELECT record_id FROM record WHERE case_id = ? AND form = ? ORDER BY record_id LIMIT 1')
        .pluck();
      const named = (id: string): Named => ({ caseId: id, recordId: first.get(id, form) ?? '' });
      const own = named(caseId);
      const other = others.map(named).find(({ recordId }) => recordId !== '');
      if (own.recordId === '' || other === undefined) return [];
      act(connection, own, other);
      return [caseId, other.caseId];
    },
  };
}
type Named = { readonly caseId: string; readonly recordId: string };

/** Gives the rows of `first` the key of `second`, and the reverse. */
function exchangeKeys(connection: Database, table: string, column: string, first: string, second: string): void {
  const write = connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`);
  write.run('between', first);
  write.run(first, second);
  write.run(second, 'between');
}

export const EXCHANGES: readonly Attack[] = [
  ...['risk_assessment', 'identity'].map((form) =>
    ofTwo('record moved to the other case', form, (connection, own, other) =>
      connection.prepare('UPDATE record SET case_id = ? WHERE record_id = ?').run(other.caseId, own.recordId),
    ),
  ),
  ...['registration', 'assessment_gbv'].map((form) =>
    ofTwo('records exchanged', form, (connection, own, other) => {
      const write = connection.prepare('UPDATE record SET case_id = ? WHERE record_id = ?');
      write.run(other.caseId, own.recordId);
      write.run(own.caseId, other.recordId);
    }),
  ),
  ...['identity', 'consent_service'].map((form) =>
    ofTwo('parts exchanged', form, (connection, own, other) =>
      exchangeKeys(connection, 'record_part', 'record_id', own.recordId, other.recordId),
    ),
  ),
  ofTwo('work exchanged', 'registration', (connection, own, other) =>
    exchangeKeys(connection, 'case_work', 'case_id', own.caseId, other.caseId),
  ),
  ofTwo('pictures exchanged', 'registration', (connection, own, other) =>
    exchangeKeys(connection, 'attachment', 'case_id', own.caseId, other.caseId),
  ),
  ofTwo('survivor codes exchanged', 'registration', (connection, own, other) => {
    const person = connection.prepare<[string], string>('SELECT person_id FROM case_file WHERE case_id = ?').pluck();
    const [first = '', second = ''] = [person.get(own.caseId), person.get(other.caseId)];
    exchangeKeys(connection, 'person', 'person_id', first, second);
  }),
  {
    name: 'bytes of two pictures of one case exchanged',
    act: (connection, caseId) => {
      const whole = connection
        .prepare<[string], Buffer>("SELECT bytes FROM attachment WHERE case_id = ? AND field = 'whole'")
        .pluck()
        .get(caseId);
      const sql = "UPDATE attachment SET bytes = ? WHERE case_id = ? AND field = 'thumbnail'";
      return whole !== undefined && connection.prepare(sql).run(whole, caseId).changes > 0 ? [caseId] : [];
    },
  },
];

/** Old rows of a case in these tables put back, where they are not those of now. */
export function returned(old: Database, tables: readonly string[], isMeant: (caseId: string) => boolean): Attack {
  return {
    name: `old rows of ${tables.join(', ')} put back`,
    act: (connection, caseId) => (isMeant(caseId) && putBack(connection, old, tables, caseId) ? [caseId] : []),
  };
}

export function putBack(connection: Database, old: Database, tables: readonly string[], caseId: string): boolean {
  const rows = tables.map((table) => ({ table, now: rowsOf(connection, table, caseId), former: rowsOf(old, table, caseId) }));
  if (rows.every(({ now, former }) => JSON.stringify(now) === JSON.stringify(former))) return false;
  for (const { table } of rows.toReversed()) connection.prepare(`DELETE FROM ${table} WHERE ${TABLES[table]}`).run(caseId);
  for (const { table, former } of rows) for (const row of former) insert(connection, table, row);
  return true;
}

function rowsOf(connection: Database, table: string, caseId: string): readonly Row[] {
  return connection.prepare<[string], Row>(`SELECT * FROM ${table} WHERE ${TABLES[table]} ORDER BY 1, 2, 3`).all(caseId);
}

function insert(connection: Database, table: string, row: Row): void {
  const columns = Object.keys(row);
  connection
    .prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
}
