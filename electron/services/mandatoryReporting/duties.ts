import type { Output } from '../../../shared/contract.ts';
import type { CaseFile, Task } from '../../../shared/contract/cases.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { standardCode } from '../../../shared/forms/lists/inForce.ts';
import { isChild } from '../../../shared/rules/incident/ages.ts';
import { isReadOnly } from '../../../shared/rules/cases/caseState.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import {
  REPORTING_STEPS,
  SITUATIONS,
  SITUATION_WORDS,
  isAidStaff,
  newestOf,
  reportingDue,
  situationsMet,
  dutyState,
  type KeptRecord,
  type ReportingFacts,
  type ReportingRule,
  type Situation,
} from '../../../shared/rules/mandatoryReporting.ts';
import type { Text } from '../../../shared/text.ts';
import { dayOf, type IsoDate } from '../../../shared/time.ts';
import { minuteOf, type CaseSession } from '../../host.ts';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import { readFacts } from '../../store/caseRecords/facts.ts';
import { readJournal } from '../../store/journal/journal.ts';
import { openRecord, readRecord } from '../../store/caseRecords/records.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { mayRead, stateOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { shownTask } from '../tasks/shownTask.ts';
import type { risksOf } from '../tasks/caseFacts.ts';
import { openedRecords, type Records } from '../caseRecords/openedRecords.ts';
import { channelWords, reportingRules } from './legalBasis.ts';

type Duty = ReportingRule & { readonly metAt: number; readonly due: IsoDate };

/**
 * What a case file says of mandatory reporting (reference §5.2): computed at each opening and kept nowhere, because a clear column that said it would
 * repeat an answer. What was decided about a report is a note of the case, in codes under its key.
 */
export function caseReporting(opened: OpenedCase, records: Records): CaseFile['reporting'] {
  const { session, row, keys } = opened;
  const met = situationsMet(factsOf(session, keys, row, records));
  const kept = keptRecords(session, records);
  const channel = met.get('aid_staff');
  const rules = reportingRules(session);
  return {
    duties: dutiesMet(rules, met).map(({ situation, authority, delayDays, reference, metAt, due }) => ({
      situation,
      title: SITUATION_WORDS[situation],
      authority,
      delayDays,
      reference,
      due,
      state: dutyState(situation, metAt, kept),
      on: newestOf(situation, kept)?.date ?? null,
      endangers: kept.some((one) => one.situation === situation && one.endangers === true),
    })),
    unproved: rules.some(({ unproved, situation }) => unproved && met.has(situation)),
    channel: channel === undefined ? null : { words: channelWords(session.stores), waits: !isChannelFollowed(session, row, channel) },
    isChild: mayBeChild(records),
    mayRecord: !isReadOnly(stateOf(row)),
  };
}

/** One task for each own case with a duty that is open, or decided and not yet reported; its subject is shown in the file alone. */
export function reportingTasks(session: CaseSession, own: readonly CaseRow[], risks: ReturnType<typeof risksOf>, day: IsoDate): Task[] {
  const rules = reportingRules(session).filter(({ inForce, situation }) => inForce && situation !== 'aid_staff');
  if (rules.length === 0) return [];
  const { cases } = session.stores;
  return own.flatMap((row) => {
    const dues = withReadableCase(session, row, (keys) => {
      const records = openedRecords(cases, keys, row.site_id, row.case_id);
      const kept = keptRecords(session, records);
      return dutiesMet(rules, situationsMet(factsOf(session, keys, row, records)))
        .filter(({ situation, metAt }) => ['open', 'decided'].includes(dutyState(situation, metAt, kept)))
        .map(({ due }) => due);
    });
    const [due] = dues.toSorted();
    if (due === undefined) return [];
    const { case_id, code, owner_id } = row;
    const task = { task_id: '', case_id, kind: 'mandatory_report', due, done_on: null, record_id: null, code, owner_id };
    return [shownTask(task, risks.get(case_id) ?? null, day)];
  });
}

/** Cases of the team, in whatever state, where aid staff is named and the supervisor has not followed the channel; by code, and by code alone (reference §3.6, §5.2). */
export function channelAlerts(session: CaseSession): Output<'team.open'>['alerts'] {
  const { cases } = session.stores;
  const named = new Map<string, number>();
  for (const fact of readFacts(cases, 'alleged_perpetrator')) {
    const answers: Answers = JSON.parse(fact.answers);
    if (!isAidStaff(standardCode(session.lists, 'perp_occupation', answers['perp_occupation']))) continue;
    named.set(fact.case_id, Math.max(named.get(fact.case_id) ?? 0, readRecord(cases, fact.record_id)?.updated_at ?? 0));
  }
  return [...named].flatMap(([caseId, metAt]) => {
    const row = readCase(cases, caseId);
    if (row === undefined || !mayRead(session, row) || isChannelFollowed(session, row, metAt)) return [];
    return [{ caseId: row.case_id, caseCode: row.code, what: CHANNEL_ALERT }];
  });
}

/** Whether the newest record of a report says that it was made; null before any. */
export function isReportMade(session: CaseSession, records: Records): boolean | null {
  const newest = keptRecords(session, records)
    .toSorted((left, right) => left.at - right.at)
    .at(-1);
  return newest === undefined ? null : newest.step === 'made';
}

export function dutiesMet(rules: readonly ReportingRule[], met: ReadonlyMap<Situation, number>): readonly Duty[] {
  return rules.flatMap((rule) => {
    const metAt = met.get(rule.situation);
    if (!rule.inForce || metAt === undefined) return [];
    return [{ ...rule, metAt, due: reportingDue(dayOf(minuteOf(Math.max(metAt, rule.since))), rule.delayDays) }];
  });
}

/** From codes and groupings; of the account, the one answer on suicide of the newest assessment. */
export function factsOf(
  { stores, lists }: CaseSession,
  keys: CaseKeys,
  { site_id: siteId }: Pick<CaseRow, 'site_id'>,
  records: Records,
): ReportingFacts {
  const now = records.get('registration')?.[0]?.answers ?? {};
  const danger = records.get('risk_assessment')?.at(-1)?.row;
  return {
    incidents: (records.get('incident') ?? []).map(({ row, answers }) => ({
      type: codeAnswer(answers, '@type', 'gbv_type'),
      childThen: childOf(answers) ?? childOf(now),
      at: row.created_at,
    })),
    perpetrators: (records.get('alleged_perpetrator') ?? []).map(({ row, answers }) => ({
      occupation: standardCode(lists, 'perp_occupation', answers['perp_occupation']),
      at: row.updated_at,
    })),
    suicideRisk:
      danger === undefined
        ? null
        : {
            answer: codeAnswer(openRecord(stores.cases, keys, siteId, danger, ['SN']).SN ?? {}, 'suicide_risk', 'yes_no_unknown'),
            at: danger.created_at,
          },
  };
}

function childOf(answers: Answers): boolean | null {
  const group = codeAnswer(answers, '@age_group', 'age_group');
  return group === null ? null : isChild(group);
}

/** An age not known may be a child's: the question is then asked. */
export function mayBeChild(records: Records): boolean {
  return childOf(records.get('registration')?.[0]?.answers ?? {}) !== false;
}

/** What was decided about reports in this case, as the writers' roles are known. */
export function keptRecords({ stores }: CaseSession, records: Records): readonly KeptRecord[] {
  return (records.get('note') ?? []).flatMap(({ row, answers }) => {
    const situation = SITUATIONS.find((one) => one === answers['@report_situation']);
    const step = REPORTING_STEPS.find((one) => one === answers['@report_step']);
    const date = dateAnswer(answers, 'note_date');
    if (situation === undefined || step === undefined || date === null) return [];
    return [
      {
        situation,
        step,
        date,
        informed: answers['@report_informed'] === 'yes',
        endangers: isYes(answers['@report_endangers']),
        authority: codeAnswer(answers, '@report_authority', 'provider_type'),
        bySupervisor: stores.roster.users.get(row.created_by)?.role === 'supervisor',
        at: row.created_at,
      },
    ];
  });
}

export function isYes(answer: unknown): boolean | null {
  return answer === 'yes' ? true : answer === 'no' ? false : null;
}

/** A signed line by a supervisor of the team that has the case now, since the answer was last written. */
export function isChannelFollowed({ stores }: CaseSession, row: Pick<CaseRow, 'case_id' | 'team_id'>, since: number): boolean {
  const { rows } = readJournal(stores.cases, { object: row.case_id }, { offset: 0, limit: 1000 });
  return rows.some(({ kind, actor, at }) => {
    const person = actor === null ? undefined : stores.roster.users.get(actor);
    return kind === 'case.notice' && at >= since && person?.role === 'supervisor' && person.teamId === row.team_id;
  });
}

/** An altered case is reported elsewhere; it must not close the day of a caseworker. */
function withReadableCase<Result>({ stores }: CaseSession, row: CaseRow, act: (keys: CaseKeys) => readonly Result[]): readonly Result[] {
  try {
    return withCaseKeys(stores.cases, stores, row.case_id, act);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

const CHANNEL_ALERT: Text = { fr: 'Voie séparée de la structure à suivre', en: 'Separate channel of the structure to follow' };
