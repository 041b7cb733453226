import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { requireCaseSession, type Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { acknowledgeReader, readersOf } from '../../store/opened/readers.ts';
import { transaction } from '../../store/base/sql.ts';
import { readStaff } from '../../store/roster/staff.ts';
import { reconcileAfterAct } from './renewal.ts';

/** Who can read or count the cases of this caseworker, with the eight words to compare in presence (security §2.4). */
export function listReaders(host: Host): Output<'readers.list'> {
  const { stores } = requireCaseSession(host);
  return {
    readers: readersOf(stores).map(({ user, scope, words, known }) => ({
      userId: user.userId,
      staffCode: user.staffCode,
      name: readStaff(stores.admin, user.userId)?.name ?? '',
      scope,
      words: [...words],
      known,
    })),
  };
}

/** The caseworker knows this reader: only now does her application seal anything to the groups the reader is in. Throws Refused `notFound`. */
export async function acknowledge(input: Input<'readers.acknowledge'>, host: Host): Promise<Output<'readers.acknowledge'>> {
  const session = requireCaseSession(host);
  const reader = readersOf(session.stores).find(({ user }) => user.userId === input.userId);
  if (reader === undefined) throw new Refused('notFound', NO_READER);
  if (reader.known) return {};
  const at = host.now().getTime();
  transaction(session.stores.cases, (db) =>
    appendJournal(db, session.stores.actor, { kind: 'reader.acknowledge', object: reader.user.userId, detail: {} }, at),
  );
  const { cases } = session.stores;
  session.stores = { ...acknowledgeReader(session.stores, reader.user, at), cases };
  await reconcileAfterAct(host);
  return {};
}

const NO_READER = { fr: 'Cette personne ne lit pas vos dossiers.', en: 'This person does not read your cases.' };
