import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { isFilledIn, identifyingForms } from '../../../shared/forms/registry.ts';
import type { Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { joined, listRecords, openRecord, readRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { withCase, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { withoutGroupings } from '../caseRecords/storage.ts';

/**
 * Shows the directly identifying answers of one form, with a reason, and its coded ones beside them: a telephone without the means accepted, or without
 * « no message », puts the person in danger (reference §3.4). The line of the journal is on disk before anything is opened
 * (security §6.2). A supervisor unmasks with a reason; the safe contact only when giving the case to someone else (reference §7.2).
 */
export function openIdentity(input: Input<'identity.open'>, host: Host): Output<'identity.open'> {
  return withCase(host, input.caseId, (opened) => {
    const { session, keys, row } = opened;
    const record = identifyingRecord(opened, input);
    if (!opened.isOwner && record.form === 'safe_contact' && input.reason !== 'reassign')
      throw new Refused('forbidden', CONTACT_IS_THE_CASEWORKERS);
    const entry = {
      kind: 'identity.open',
      object: record.record_id,
      rev: record.revision,
      detail: { form: record.form, reason: input.reason },
    } as const;
    transaction(session.stores.cases, (db) => appendJournal(db, session.stores.actor, entry, host.now().getTime()));
    const answers = withoutGroupings(joined(openRecord(session.stores.cases, keys, row.site_id, record, ['OP', 'DI'])));
    return { answers, secondsShown: session.settings.revealSeconds };
  });
}

function identifyingRecord({ session, row }: OpenedCase, { form, recordId }: Input<'identity.open'>): RecordRow {
  if (!identifyingForms().some((identifying) => identifying === form && isFilledIn(identifying))) throw new Refused('notFound', NOTHING);
  const record =
    recordId === null ? listRecords(session.stores.cases, row.case_id, form).at(-1) : readRecord(session.stores.cases, recordId);
  if (record === undefined || record.case_id !== row.case_id || record.form !== form) throw new Refused('notFound', NOTHING);
  return record;
}

const NOTHING = { fr: 'Aucune identité n’est enregistrée ici.', en: 'No identity is recorded here.' };
const CONTACT_IS_THE_CASEWORKERS = {
  fr: 'Le contact sûr ne s’ouvre à la supervision que pour confier le dossier à une autre personne.',
  en: 'The safe contact opens to a supervisor only to give the case to someone else.',
};
