import { appendJournal } from '../../electron/store/journal/journal.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { unlockAs, type Installation, type Person } from './installation.ts';

/** A person's entries of one day, as many as some weeks of work, by the present clock; the session is closed afterwards. */
export async function writeWork(centre: Installation, person: Person, entries = 1_000): Promise<void> {
  await unlockAs(centre, person);
  const { host } = centre.application;
  const { cases, actor } = host.session?.stores ?? { cases: null };
  if (cases === null) throw new Error('no case base');
  const at = host.now().getTime();
  transaction(cases, (db) => {
    for (let entry = 0; entry < entries; entry += 1) appendJournal(db, actor, { kind: 'draft.purge', detail: { count: 0 } }, at);
  });
  await centre.lock();
}
