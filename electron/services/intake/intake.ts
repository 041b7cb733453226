import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { prune } from '../../../shared/forms/engine.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { currentVersion, formOf } from '../../../shared/forms/registry.ts';
import { CASE_PROGRAMS, programmesOf, type CaseProgramme } from '../../../shared/ids.ts';
import { findSamePerson } from '../../../shared/names/personIndex.ts';
import { ageGroupOf } from '../../../shared/rules/incident/ages.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { zeroCaseKeys } from '../../keys/caseKeys.ts';
import { createCase, insertPerson, readCase, type CreatedCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { deleteDraft } from '../../store/caseRecords/drafts.ts';
import { insertPair, pairRecipients } from '../../store/duplicates/pairs.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { frozenMonths, stateOf, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { recomputeTasks } from '../tasks/caseTasks.ts';
import { asksOverride, marksOf } from '../consent/consentAct.ts';
import { momentOf } from '../caseRecords/openedRecords.ts';
import { askSupervision, journalRisk, type Change } from '../forms/effects.ts';
import { INTAKE_FORMS, assertComplete, guardsOfIntake, isRefusal, readIntake, type Intake, type IntakeContent } from './intakeContent.ts';
import { knownPersons, personOf } from '../search/knownPersons.ts';
import { askSupervisors } from '../duplicates/queries.ts';
import { assertOfOtherCentre } from '../forms/slipCheck.ts';
import { contactRecord } from '../caseRecords/contactRecord.ts';
import { storageOf } from '../caseRecords/storage.ts';

const MOST_SUSPECTS = 5;

/** What stays of a contact without consent; everything else that was typed is erased (reference §2.4). */
const KEPT_OF_CONTACT = ['date', 'site', 'sex', 'age_group', 'reason'];

/** One's own cases that may be of the same person, by code; asked only once the person accepts, and journaled (security §2.7). */
export function intakeSuspects(input: Input<'intake.suspects'>, host: Host): Output<'intake.suspects'> {
  const session = requireCaseSession(host);
  const intake = readIntake(session, input.content, momentOf(host));
  if (isRefusal(intake)) throw new Refused('invalid', CONSENT_FIRST);
  assertOfOtherCentre(session, intake.registration);
  const { stores } = session;
  const program = codeAnswer(intake.registration, 'case_program', 'case_program') ?? 'gbv';
  const asked = { kind: 'duplicates.ask', object: input.draftId, detail: { program } } as const;
  transaction(stores.cases, (db) => appendJournal(db, stores.actor, asked, host.now().getTime()));
  const matches = findSamePerson(knownPersons(session), personOf(intake.content.identity ?? {}, intake.registration, session.lists));
  return {
    suspects: matches.slice(0, MOST_SUSPECTS).flatMap(({ id, degree, reasons }) => {
      const row = readCase(stores.cases, id);
      return row === undefined ? [] : [{ caseCode: row.code, caseId: id, state: stateOf(row), degree, reasons: [...reasons] }];
    }),
  };
}

/**
 * Ends an intake. The person refuses: a contact, with nothing that identifies. The person accepts: person, case and records in one transaction,
 * with the codes that the application gives (reference §2.3, §2.4, §5.1). Throws Refused `invalid` with fields.
 */
export function registerIntake(input: Input<'intake.register'>, host: Host): Output<'intake.register'> {
  const session = requireCaseSession(host);
  const moment = momentOf(host);
  const intake = readIntake(session, input.content, moment);
  const change: Change = { ...moment, at: host.now().getTime() };
  return isRefusal(intake) ? registerContact(session, intake, input.draftId, change) : registerCase(session, intake, input.draftId, change);
}

function registerContact(
  session: CaseSession,
  { consent, registration, age }: Intake,
  draftId: string,
  { today: day, at }: Change,
): Output<'intake.register'> {
  if (consent['consent_services'] !== 'no') throw new Refused('invalid', ASK_CONSENT, { consent_services: ASK_CONSENT });
  const { stores } = session;
  const receivedOn = dateAnswer(consent, 'consent_datetime') ?? day;
  if (receivedOn > day) throw new Refused('invalid', FUTURE, { consent_datetime: FUTURE });
  transaction(stores.cases, (db) => {
    const { personId } = insertPerson(db, at);
    const program = programOf(session, registration) ?? stores.user.programs[0] ?? 'gbv';
    const made = createCase(
      db,
      stores,
      newCase(session, personId, program, 'no_consent', receivedOn, { services: 'no', reporting: null, contact: null }),
      at,
    );
    try {
      const contact = {
        receivedOn,
        sex: codeAnswer(registration, 'sex', 'sex'),
        ageGroup: ageGroupOf(age),
        reason: codeAnswer(consent, 'refusal_reason', 'refusal_reason'),
      };
      insertRecord(db, made.keys, contactRecord(made.caseId, contact, frozenMonths(db)), writerOf(session), at);
    } finally {
      zeroCaseKeys(made.keys);
    }
    appendJournal(db, stores.actor, { kind: 'contact.create', object: made.caseId, detail: { program } }, at);
    deleteDraft(db, stores, draftId);
  });
  return { kind: 'contact', kept: [...KEPT_OF_CONTACT] };
}

function registerCase(session: CaseSession, intake: Intake, draftId: string, change: Change): Output<'intake.register'> {
  assertComplete(intake);
  assertOfOtherCentre(session, intake.registration);
  const program = programOf(session, intake.registration);
  if (program === null) throw new Refused('invalid', NOT_YOUR_PROGRAM, { case_program: NOT_YOUR_PROGRAM });
  const { stores } = session;
  const { at } = change;
  const person = personOf(intake.content.identity ?? {}, intake.registration, session.lists);
  const alike = findSamePerson(knownPersons(session), person).slice(0, MOST_SUSPECTS);
  return transaction(stores.cases, (db) => {
    const { personId, survivorCode } = insertPerson(db, at);
    const override = intake.consent['consent_services'] !== 'yes';
    const made = createCase(
      db,
      stores,
      newCase(
        session,
        personId,
        program,
        override ? 'draft' : 'open_intake',
        dateAnswer(intake.registration, 'registration_date') ?? change.today,
        marksOf(intake.consent),
      ),
      at,
    );
    try {
      writeRecords(db, session, intake, made, survivorCode, change);
    } finally {
      zeroCaseKeys(made.keys);
    }
    appendJournal(db, stores.actor, { kind: 'case.create', object: made.caseId, detail: { program, origin: 'intake' } }, at);
    appendJournal(db, stores.actor, { kind: 'intake.registered', object: draftId, detail: {} }, at);
    for (const { id, degree, reasons } of alike) {
      const [programme] = programmesOf(program);
      if (programme !== undefined)
        insertPair(db, stores, pairRecipients(stores, programme), { left: id, right: made.caseId, degree, reasons: [...reasons] }, at);
    }
    askSupervisors(db, session, made.caseId, program, person, at);
    deleteDraft(db, stores, draftId);
    const kept = INTAKE_FORMS.filter((form) => Object.keys(intake.content[form] ?? {}).length > 0);
    return { kind: 'case', caseId: made.caseId, caseCode: made.code, survivorCode, kept };
  });
}

function writeRecords(
  db: WritableDb<'cases'>,
  session: CaseSession,
  intake: Intake,
  made: CreatedCase,
  survivorCode: string,
  change: Change,
): void {
  const registration: Answers = { ...intake.registration, case_code: made.code, survivor_code: survivorCode };
  const contents: IntakeContent = { ...intake.content, registration };
  const frozen = frozenMonths(db);
  const ids = new Map<string, string>();
  for (const form of INTAKE_FORMS) {
    const answers = contents[form];
    if (answers === undefined) continue;
    const finished = problems(formOf(form), answers, intake.context, 'finish').every(({ level }) => level !== 'error');
    const kept = finished ? prune(formOf(form), answers, intake.context).answers : answers;
    const record = {
      caseId: made.caseId,
      form,
      parentId: null,
      version: currentVersion(form),
      status: finished ? 'finished' : 'draft',
      answers: storageOf(form, kept, { registration, frozen }),
    } as const;
    const recordId = insertRecord(db, made.keys, record, writerOf(session), change.at);
    ids.set(form, recordId);
    appendJournal(
      db,
      session.stores.actor,
      { kind: form === 'consent_service' ? 'consent.record' : 'record.create', object: recordId, rev: 1, detail: { form } },
      change.at,
    );
  }
  const row = readCase(db, made.caseId);
  if (row === undefined) throw new RangeError('no such case');
  const opened: OpenedCase = { session, row, keys: made.keys, isOwner: true };
  const guards = guardsOfIntake(intake, false);
  const override = intake.consent['consent_services'] !== 'yes' || asksOverride(intake.consent, intake.age ?? 18);
  askSupervision(db, opened, ids.get('consent_service') ?? '', { guards: override ? [] : guards, override }, change);
  journalRisk(db, opened, null, change.at);
  recomputeTasks(db, opened, made.caseId);
}

/** The programme answered, if this account follows it. */
function programOf({ stores }: CaseSession, registration: Answers): CaseProgramme | null {
  const answered = registration['case_program'];
  return CASE_PROGRAMS.find((program) => program === answered && stores.user.programs.includes(program)) ?? null;
}

function newCase(
  session: CaseSession,
  personId: string,
  program: CaseProgramme,
  state: string,
  stateOn: string,
  consent: ReturnType<typeof marksOf>,
) {
  const { user } = session.stores;
  if (user.teamId === null || !isCode('case_state', state)) throw new Refused('forbidden', NO_TEAM);
  return {
    personId,
    program,
    state,
    stateOn,
    ownerId: user.userId,
    teamId: user.teamId,
    siteCode: session.site.code,
    consent,
    origin: 'intake',
    takeoverId: null,
    unassigned: false,
  } as const;
}

const CONSENT_FIRST = { fr: 'On ne cherche personne avant son accord.', en: 'Nobody is looked up before consenting.' };
const ASK_CONSENT = {
  fr: 'Demandez d’abord à la personne si elle accepte l’accompagnement.',
  en: 'First ask whether the person accepts case management.',
};
const FUTURE = { fr: 'La date de l’entretien est dans le futur.', en: 'The date of the interview is in the future.' };
const NOT_YOUR_PROGRAM = {
  fr: 'Votre compte ne suit pas ce programme. Rien n’a été enregistré.',
  en: 'Your account does not follow this programme. Nothing was saved.',
};
const NO_TEAM = {
  fr: 'Votre compte n’est dans aucune équipe. Voyez l’administration.',
  en: 'Your account belongs to no team. See the administrator.',
};
