import { openStore } from '../../electron/store/base/open.ts';
import { casesSql, run, transaction } from '../../electron/store/base/sql.ts';

/** Run by the kill test of the base: saves without end, and says each number once its transaction is over. */
const [path, key] = process.argv.slice(2);
if (path === undefined || key === undefined) throw new Error('a path and a key are needed');
const db = openStore('cases', path, Buffer.from(key, 'hex'), 'existing');
for (let time = 0; ; time += 1) {
  const code = `${process.pid}-${time}`;
  transaction(db, (writable) =>
    run(writable, casesSql.insertInto('person').values({ person_id: code, survivor_code: code, created_at: time })),
  );
  process.stdout.write(`${code}\n`);
}
