import type { Answers } from '../../../shared/forms/answers.ts';
import { currentVersion, type FormId } from '../../../shared/forms/registry.ts';
import { incidentCode, type CaseProgramme } from '../../../shared/ids.ts';
import type { CaseRow, ContactRow } from '../../../shared/takeover/outcome.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import type { CaseSession } from '../../host.ts';
import { zeroCaseKeys, type CaseKeys } from '../../keys/caseKeys.ts';
import { createCase, insertPerson } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertRecord } from '../../store/caseRecords/records.ts';
import { addLostContact, recomputeTasks } from '../tasks/caseTasks.ts';
import { insertNote } from '../caseRecords/noteRecord.ts';
import { storageOf } from '../caseRecords/storage.ts';
import { consentOf } from '../consent/consentRecord.ts';
import { contactRecord } from '../caseRecords/contactRecord.ts';

export type TakeoverPlace = {
  readonly session: CaseSession;
  readonly takeoverId: string;
  readonly frozen: readonly IsoMonth[];
  readonly today: string;
  readonly at: number;
};

export type Owner = { readonly userId: string; readonly staffCode: string; readonly unassigned: boolean };

/** Writes one line of a register as a case with its records, in the caller's transaction. Gives its id. */
export function writeTakenCase(db: WritableDb<'cases'>, place: TakeoverPlace, line: CaseRow, owner: Owner): string {
  const { session, at } = place;
  const { personId, survivorCode } = insertPerson(db, at);
  const program = programOf(line.forms.registration);
  const made = createCase(
    db,
    session.stores,
    {
      personId,
      program,
      state: line.state === 'closed' ? 'closed' : 'open_intake',
      stateOn: stateDate(line),
      ownerId: owner.userId,
      teamId: session.stores.user.teamId ?? '',
      siteCode: session.site.code,
      consent: consentOf(line.forms.consent_service),
      origin: 'takeover',
      takeoverId: place.takeoverId,
      unassigned: owner.unassigned,
    },
    at,
  );
  try {
    writeForms(db, place, line, { caseId: made.caseId, code: made.code, survivorCode, keys: made.keys, owner });
    recomputeTasks(db, { session, keys: made.keys }, made.caseId);
    if (line.lostContact) addLostContact(db, made.caseId, place.today);
  } finally {
    zeroCaseKeys(made.keys);
  }
  appendJournal(db, session.stores.actor, { kind: 'case.create', object: made.caseId, detail: { program, origin: 'takeover' } }, at);
  return made.caseId;
}

/** A contact without consent: month, day, sex, age group and reason; nothing that identifies (reference §2.4, `no_consent`). */
export function writeContact(db: WritableDb<'cases'>, place: TakeoverPlace, line: ContactRow, owner: Owner): void {
  const { session, at } = place;
  const { personId } = insertPerson(db, at);
  const made = createCase(
    db,
    session.stores,
    {
      personId,
      program: 'gbv',
      state: 'no_consent',
      stateOn: line.receivedOn,
      ownerId: owner.userId,
      teamId: session.stores.user.teamId ?? '',
      siteCode: session.site.code,
      consent: { services: 'no', reporting: null, contact: null },
      origin: 'takeover',
      takeoverId: place.takeoverId,
      unassigned: owner.unassigned,
    },
    at,
  );
  try {
    insertRecord(db, made.keys, contactRecord(made.caseId, line, place.frozen), writerOf(session), at);
  } finally {
    zeroCaseKeys(made.keys);
  }
  appendJournal(db, session.stores.actor, { kind: 'contact.create', object: made.caseId, detail: { program: 'gbv' } }, at);
}

type Written = {
  readonly caseId: string;
  readonly code: string;
  readonly survivorCode: string;
  readonly keys: CaseKeys;
  readonly owner: Owner;
};

function writeForms(db: WritableDb<'cases'>, place: TakeoverPlace, line: CaseRow, made: Written): void {
  const { forms } = line;
  const file = (form: FormId, answers: Answers, parentId: string | null): string =>
    insertRecord(
      db,
      made.keys,
      {
        caseId: made.caseId,
        form,
        parentId,
        version: currentVersion(form),
        status: 'draft',
        answers: storageOf(form, answers, { registration: forms.registration, frozen: place.frozen }),
      },
      writerOf(place.session),
      place.at,
    );
  file('consent_service', { ...forms.consent_service, staff_code: made.owner.staffCode, site_id: place.session.site.siteId }, null);
  file('registration', { ...forms.registration, case_code: made.code, survivor_code: made.survivorCode }, null);
  if (forms.identity !== null) file('identity', forms.identity, null);
  if (forms.safe_contact !== null) file('safe_contact', forms.safe_contact, null);
  const incident = file('incident', { ...forms.incident, incident_code: incidentCode(made.survivorCode, 1) }, null);
  for (const perpetrator of forms.alleged_perpetrator) file('alleged_perpetrator', perpetrator, incident);
  for (const disposition of forms.service_disposition) file('service_disposition', disposition, incident);
  if (forms.risk_assessment !== null) file('risk_assessment', forms.risk_assessment, null);
  if (forms.follow_up !== null) file('follow_up', forms.follow_up, null);
  if (forms.closure_gbv !== null) file('closure_gbv', forms.closure_gbv, null);
  if (line.note !== null)
    insertNote(
      db,
      made.keys,
      { caseId: made.caseId, date: line.receivedOn, subject: 'observation', text: line.note },
      writerOf(place.session),
      place.at,
    );
}

function writerOf(session: CaseSession): { readonly siteId: string; readonly userId: string } {
  return { siteId: session.site.siteId, userId: session.stores.user.userId };
}

/** A closed file's state is dated by its closure, or by its reception when the register has no date that could serve. */
function stateDate(line: CaseRow): string {
  const closed = line.forms.closure_gbv?.['closure_date'];
  return typeof closed === 'string' ? closed : line.receivedOn;
}

function programOf(registration: Answers): CaseProgramme {
  return registration['case_program'] === 'gbv_cp' ? 'gbv_cp' : 'gbv';
}
