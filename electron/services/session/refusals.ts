import type { OperationName } from '../../../shared/contract.ts';
import type { Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';

/** What a role may not do and tried: one line in the journal of its own base, and nothing else changes (reference §7.5). */
export function recordRefusal(host: Host, operation: OperationName): void {
  if (host.session === null) return;
  const { stores } = host.session;
  const at = host.now().getTime();
  transaction(stores.cases ?? stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'request.refuse', detail: { operation } }, at));
}
