import type { OpenStores } from '../../electron/store/opened/openStores.ts';

/** Changes rows of a base of cases as another program with the key could: its append-only triggers are put back, and the session marked no change. */
export function alterJournal(connection: OpenStores['admin']['connection'], sql: string): void {
  const triggers = connection
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
    .all();
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec(sql);
  connection.exec('DELETE FROM temp.changed_case');
  for (const trigger of triggers) connection.exec(trigger.sql);
}
