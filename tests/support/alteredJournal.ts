import type { OpenStores } from '../../electron/store/opened/openStores.ts';

/** Changes lines of a journal as somebody with the key and any SQL could, its append-only triggers put back: only the chain can notice. */
export function alterJournal(connection: OpenStores['admin']['connection'], sql: string): void {
  const triggers = connection
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
    .all();
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec(sql);
  for (const trigger of triggers) connection.exec(trigger.sql);
}
