import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { recordProblem, situationsMet, type RecordProblem } from '../../../shared/rules/mandatoryReporting.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import type { Text } from '../../../shared/text.ts';
import { today, type Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { assertOpen, withCase, writerOf } from '../caseRecords/caseAccess.ts';
import { openedRecords } from '../caseRecords/openedRecords.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { reportingRules } from './legalBasis.ts';
import { insertNote } from '../caseRecords/noteRecord.ts';
import { dutiesMet, factsOf, isChannelFollowed, keptRecords, mayBeChild, isYes } from './duties.ts';

/** A dated record of a report, by the caseworker or the supervisor of the case. The application reports nothing. Throws Refused. */
export function recordReport(input: Input<'mandatoryReporting.record'>, host: Host): Output<'mandatoryReporting.record'> {
  return withCase(host, input.caseId, (opened) => {
    const { session, row, keys } = opened;
    assertOpen(row);
    const { cases } = session.stores;
    const records = openedRecords(cases, keys, row.site_id, row.case_id);
    const { situation, step, date, authority } = input;
    const met = dutiesMet(reportingRules(session), situationsMet(factsOf(session, keys, row, records)));
    const reason = input.reason?.trim() ?? '';
    const child = mayBeChild(records);
    const record = {
      situation,
      step,
      date,
      informed: input.informed === 'yes',
      endangers: child ? isYes(input.endangers) : null,
      authority,
    };
    const problem = recordProblem(record, {
      bySupervisor: session.stores.user.role === 'supervisor',
      today: today(host),
      registeredOn: dateAnswer(records.get('registration')?.[0]?.answers ?? {}, 'registration_date'),
      met: situation === 'aid_staff' || met.some((duty) => duty.situation === situation),
      isChild: child,
      reasonWritten: reason !== '',
      kept: keptRecords(session, records),
    });
    if (problem !== null) throw new Refused(PROBLEM_KIND[problem], PROBLEMS[problem]);
    const at = host.now().getTime();
    transaction(cases, (db) => {
      const codes = {
        '@report_situation': situation,
        '@report_step': step,
        '@report_informed': input.informed,
        ...(record.endangers !== null && { '@report_endangers': record.endangers ? 'yes' : 'no' }),
        ...(authority !== null && { '@report_authority': authority }),
      };
      const note = { caseId: row.case_id, date, subject: 'other', text: reason, codes } as const;
      const object = insertNote(db, keys, note, writerOf(session), at);
      endDraft(db, session, { form: typedName('report', situation), caseId: row.case_id, recordId: null });
      appendJournal(db, session.stores.actor, { kind: 'record.create', object, rev: 1, detail: { form: 'note' } }, at);
    });
    return {};
  });
}

/** The supervisor followed the structure's channel, outside this application: a signed line of the journal, and the case keeps its flag alone. Throws Refused. */
export function followChannel(input: Input<'mandatoryReporting.followChannel'>, host: Host): Output<'mandatoryReporting.followChannel'> {
  return withCase(host, input.caseId, ({ session, row, keys }) => {
    const { stores } = session;
    const records = openedRecords(stores.cases, keys, row.site_id, row.case_id);
    const metAt = situationsMet(factsOf(session, keys, row, records)).get('aid_staff');
    if (metAt === undefined || isChannelFollowed(session, row, metAt)) throw new Refused('conflict', NO_CHANNEL);
    transaction(stores.cases, (db) =>
      appendJournal(db, stores.actor, { kind: 'case.notice', object: row.case_id, detail: {} }, host.now().getTime()),
    );
    return {};
  });
}

const NO_CHANNEL = {
  fr: 'Rien n’attend la voie séparée dans ce dossier.',
  en: 'Nothing waits for the separate channel in this case.',
};
const PROBLEM_KIND: Readonly<Record<RecordProblem, 'conflict' | 'invalid' | 'forbidden'>> = {
  channel: 'conflict',
  notMet: 'conflict',
  future: 'invalid',
  tooEarly: 'invalid',
  authority: 'invalid',
  endangers: 'invalid',
  supervisorDecides: 'forbidden',
  notDecided: 'forbidden',
  reason: 'invalid',
};
const PROBLEMS: Readonly<Record<RecordProblem, Text>> = {
  channel: {
    fr: 'Cette situation suit la voie séparée de la structure\u00a0: ce dossier n’en garde rien. Rien n’a été noté.',
    en: 'This situation goes by the separate channel of the structure: this case keeps nothing of it. Nothing was recorded.',
  },
  notMet: {
    fr: 'Aucune obligation en vigueur ici ne répond à cette situation dans ce dossier. Rien n’a été noté.',
    en: 'No duty in force here meets this situation in this case. Nothing was recorded.',
  },
  future: { fr: 'La date est dans le futur. Rien n’a été noté.', en: 'The date is in the future. Nothing was recorded.' },
  tooEarly: {
    fr: 'La date précède l’enregistrement de la personne. Rien n’a été noté.',
    en: 'The date is before the person’s registration. Nothing was recorded.',
  },
  authority: {
    fr: 'Il manque la catégorie d’autorité. Rien n’a été noté.',
    en: 'The kind of authority is missing. Nothing was recorded.',
  },
  endangers: {
    fr: 'Dites d’abord si le signalement pourrait mettre l’enfant en danger. Rien n’a été noté.',
    en: 'First say whether the report could endanger the child. Nothing was recorded.',
  },
  supervisorDecides: {
    fr: 'Ce signalement pourrait mettre l’enfant en danger\u00a0: la supervision décide, avec le formulaire de l’intérêt supérieur. Rien n’a été noté.',
    en: 'This report could endanger the child: the supervisor decides, with the best-interests form. Nothing was recorded.',
  },
  notDecided: {
    fr: 'La supervision n’a pas décidé ce signalement, qui pourrait mettre l’enfant en danger. Rien n’a été noté.',
    en: 'The supervisor has not decided this report, which could endanger the child. Nothing was recorded.',
  },
  reason: { fr: 'Il manque la raison. Rien n’a été noté.', en: 'The reason is missing. Nothing was recorded.' },
};
