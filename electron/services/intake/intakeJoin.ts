import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { difference } from '../../../shared/forms/engine.ts';
import { fieldsOf, isAsked } from '../../../shared/forms/fields.ts';
import { currentVersion, formOf, type FormId } from '../../../shared/forms/registry.ts';
import { OPEN_STATES } from '../../../shared/rules/cases/caseState.ts';
import type { Host } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { deleteDraft } from '../../store/caseRecords/drafts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { frozenMonths, stateOf, wholeAnswers, withOwnCase, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { riskOf, openedRecords, momentOf } from '../caseRecords/openedRecords.ts';
import { findDraft, writeDraft } from '../caseRecords/drafts.ts';
import { isCaregiverPerpetrator } from '../forms/context.ts';
import { applyEffects, askSupervision, journalRisk, registrationOf, type Change } from '../forms/effects.ts';
import { shownAnswers } from '../forms/reading.ts';
import { onlyRecord } from '../caseRecords/formRecord.ts';
import { assertComplete, guardsOfIntake, readIntake, type Intake } from './intakeContent.ts';
import { reopenCase } from '../cases/file.ts';
import { storageOf } from '../caseRecords/storage.ts';
import { ownRecords } from '../tasks/ownerRecords.ts';

/** What is said anew at each coming: a record of its own in the file (reference §2.3, §5.1). */
const ANEW = ['consent_service', 'risk_assessment', 'safe_contact'] as const satisfies readonly FormId[];
/** What the file says already: where the intake says otherwise, it waits as a draft over it. */
const OF_THE_PERSON = ['registration', 'identity'] as const satisfies readonly FormId[];
/** Answers of a registration that were true on its day. */
const OF_ITS_DAY: ReadonlySet<string> = new Set(['registration_date', 'case_program', 'duplicate_checked', 'age_years', 'age_estimated']);

/**
 * Ends an intake in the person's own file instead of a new one: a closed file is reopened under the same code (reference §2.4, §5.7). The consent and the danger
 * of the day become records of it; what the intake says otherwise of the person waits as a draft over what the file says, so that nothing typed is lost and
 * nothing is written over unseen. Throws Refused: `notFound` for another's file, `invalid` for an incomplete intake, `conflict`.
 */
export function joinIntake(input: Input<'intake.join'>, host: Host): Output<'intake.join'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { session, row } = opened;
    const { cases, actor } = session.stores;
    const moment = momentOf(host);
    const intake = inCase(readIntake(session, input.content, moment), opened);
    if (intake.consent['consent_services'] !== 'yes') throw new Refused('invalid', CONSENT_FIRST);
    assertComplete(intake);
    const reopens = stateOf(row) === 'closed';
    if (!reopens && !OPEN_STATES.some((state) => state === stateOf(row))) throw new Refused('conflict', NOT_OPEN);
    const change: Change = { ...moment, at: host.now().getTime() };
    const waiting = OF_THE_PERSON.flatMap((form) => differingAnswers(opened, form, intake.content[form] ?? {}));
    transaction(cases, (db) => {
      if (reopens) reopenCase(db, opened, 'new_incident', moment.today, change.at);
      writeAnew(db, opened, intake, change);
      for (const { form, answers, recordId, revision } of waiting) {
        const [section = ''] = Object.keys(formOf(form).sections);
        const place = { form, recordId, parentId: null, baseRevision: revision, at: { section, field: null } };
        writeDraft(db, session.stores, newId(), row.case_id, { ...place, content: { [form]: answers } }, change.at);
      }
      appendJournal(db, actor, { kind: 'intake.registered', object: input.draftId, detail: {} }, change.at);
      deleteDraft(db, session.stores, input.draftId);
    });
    return { reopened: reopens, waiting: waiting.map(({ form }) => form) };
  });
}

/** What the case says of the caregiver holds for the new consent too (reference §5.1.3). */
function inCase(intake: Intake, opened: OpenedCase): Intake {
  const isPerpetrator = isCaregiverPerpetrator(ownRecords(opened));
  return isPerpetrator ? { ...intake, context: { ...intake.context, caregiverIsPerpetrator: 'yes' } } : intake;
}

type Waiting = { readonly form: FormId; readonly answers: Answers; readonly recordId: string | null; readonly revision: number };

/** What the intake says of the person that the file does not, over what the form shows; none when they agree. Throws Refused `conflict` where a draft waits already. */
function differingAnswers(opened: OpenedCase, form: (typeof OF_THE_PERSON)[number], typed: Answers): readonly Waiting[] {
  const { session, keys, row } = opened;
  const { cases } = session.stores;
  const record = onlyRecord(opened, form);
  const stored = record === null ? {} : wholeAnswers(cases, keys, row.site_id, record);
  const questions = new Set(fieldsOf(formOf(form)).flatMap(({ code, field }) => (isAsked(field) && !OF_ITS_DAY.has(code) ? [code] : [])));
  const asked = Object.fromEntries(Object.entries(typed).filter(([code]) => questions.has(code)));
  const changes = difference(stored, asked).filter(({ after }) => after !== undefined);
  if (changes.length === 0) return [];
  const recordId = record?.record_id ?? null;
  if (findDraft(session, { form, caseId: row.case_id, recordId }) !== null) throw new Refused('conflict', DRAFT_WAITS);
  const shown = record === null ? {} : shownAnswers(opened, record, true).answers;
  const changed = Object.fromEntries(changes.flatMap(({ field, after }) => (after === undefined ? [] : [[field, after] as const])));
  return [{ form, answers: { ...shown, ...changed }, recordId, revision: record?.revision ?? 0 }];
}

function writeAnew(db: WritableDb<'cases'>, opened: OpenedCase, intake: Intake, change: Change): void {
  const { content } = intake;
  const { session, keys, row } = opened;
  const registration = registrationOf(db, opened);
  const before = riskOf(openedRecords(db, keys, row.site_id, row.case_id));
  for (const form of ANEW) {
    const answers = content[form];
    if (answers === undefined) continue;
    const parts = storageOf(form, answers, { registration, frozen: frozenMonths(db) });
    const version = currentVersion(form);
    const record = { caseId: row.case_id, form, parentId: null, version, status: 'finished', answers: parts } as const;
    const recordId = insertRecord(db, keys, record, writerOf(session), change.at);
    const kind = form === 'consent_service' ? 'consent.record' : 'record.create';
    appendJournal(db, session.stores.actor, { kind, object: recordId, rev: 1, detail: { form } }, change.at);
    if (form !== 'consent_service') continue;
    askSupervision(db, opened, recordId, { guards: guardsOfIntake(intake, false), override: false }, change);
  }
  journalRisk(db, opened, before, change.at);
  applyEffects(db, opened, 'consent_service', change);
}

const CONSENT_FIRST = {
  fr: 'Le dossier ne continue qu’avec l’accord de la personne.',
  en: 'The case goes on only if the person accepts.',
};
const NOT_OPEN = {
  fr: 'Ce dossier n’est ni ouvert ni clôturé\u00a0: l’accueil ne peut pas y continuer. Votre saisie est gardée en brouillon.',
  en: 'This case is neither open nor closed: the intake cannot go on in it. What you typed is kept as a draft.',
};
const DRAFT_WAITS = {
  fr: 'Un brouillon attend déjà dans ce dossier. Terminez-le ou effacez-le, puis revenez à l’accueil, qui est gardé.',
  en: 'A draft waits in this case already. Finish or discard it, then come back to the intake, which is kept.',
};
