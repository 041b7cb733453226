import type { CaseClocks, CaseFile } from '../../../shared/contract/cases.ts';
import { formOf, isFormId, type FormId } from '../../../shared/forms/registry.ts';
import { isOpen } from '../../../shared/rules/cases/caseState.ts';
import { isInForce } from '../../../shared/rules/consent/sharing.ts';
import { formatDate, type IsoDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { openTasks, approvalsOf, type OpenTask } from '../../store/caseRecords/tasks.ts';
import { stateOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { callsForCare } from '../tasks/caseClocks.ts';
import { hasOwnPath, isSafetyPlanNeeded, safetyPlanOf } from '../tasks/casePath.ts';
import type { Records } from '../caseRecords/openedRecords.ts';
import { authorisationsOf } from '../referrals.ts';
import { isConsentDue } from '../consent/consentDue.ts';
import { taskForm, taskTitle } from '../tasks/taskWords.ts';

type Step = NonNullable<CaseFile['nextStep']>;

/** The one next step of a case with the reason for it, by the rules; the first that applies (interface P13, reference §5.4.3, §5.5.9). */
export function nextStepOf(
  opened: OpenedCase,
  records: Records,
  clocks: CaseClocks | null,
  missing: CaseFile['toComplete'],
  today: IsoDate,
): Step | null {
  const state = stateOf(opened.row);
  if (
    approvalsOf(opened.session.stores.cases, opened.row.case_id).some(
      (one) => one.state === 'requested' && one.kind !== 'consent' && one.kind !== 'plan',
    )
  )
    return WAIT;
  if (state === 'suspended') return CONSENT_AGAIN;
  if (!isOpen(state)) return null;
  return (
    reopened(opened) ??
    urgent(records, clocks, today) ??
    firstForms(records) ??
    carePath(opened, records, state) ??
    due(opened, today, true) ??
    complete(missing) ??
    closing(records, state) ??
    due(opened, today, false)
  );
}

/** Care within the medical clocks comes first; nothing of the person is passed on before she authorises it (reference §3.8, §5.4.3). */
function urgent(records: Records, clocks: CaseClocks | null, today: IsoDate): Step | null {
  const referred = (records.get('referral') ?? []).some(({ answers }) => answers['ref_service_category'] === 'health');
  if (referred || !callsForCare(clocks)) return null;
  const authorised = authorisationsOf(records).some(({ consent }) => consent.recipient === 'health' && isInForce(consent, today));
  return {
    title: authorised
      ? { fr: 'Orienter vers la santé', en: 'Refer to health care' }
      : { fr: 'Demander l’accord pour orienter vers la santé', en: 'Ask for agreement to refer to health care' },
    reason: clocks.advice ?? CLOCK_REASON,
    form: authorised ? 'referral' : 'consent_share',
    recordId: null,
    act: 'refer',
  };
}

/** After a reopening consent is asked again, before anything is passed on (reference §2.4, §5.1.1). */
function reopened({ session, row }: OpenedCase): Step | null {
  return isConsentDue(session.stores.cases, row) ? CONSENT_AFTER_REOPENING : null;
}

function firstForms(records: Records): Step | null {
  if (!records.has('risk_assessment'))
    return begin('risk_assessment', { fr: 'Aucun niveau de risque n’est retenu.', en: 'No risk level is retained yet.' });
  if (!records.has('incident'))
    return begin('incident', {
      fr: 'La personne est accueillie\u00a0; rien n’est noté de ce qui s’est passé.',
      en: 'The person is received; nothing is recorded of what happened.',
    });
  return null;
}

/** Assessment, then safety plan, then plan; a register's file has its own path, and child protection its own forms (reference §2.4). */
function carePath({ row }: OpenedCase, records: Records, state: string): Step | null {
  if (hasOwnPath(row)) return null;
  if (state === 'open_intake' || state === 'open_assessment')
    return begin('assessment_gbv', NOT_ASSESSED, unfinished(records, 'assessment_gbv'));
  if (isSafetyPlanNeeded(records) && safetyPlanOf(records) === null) return begin('safety_plan', NO_SAFETY_PLAN);
  return state === 'open_planning' ? begin('plan_gbv', NO_PLAN, unfinished(records, 'plan_gbv')) : null;
}

function unfinished(records: Records, form: FormId): string | null {
  return records.get(form)?.find(({ row }) => row.status === 'draft')?.row.record_id ?? null;
}

function begin(form: FormId, reason: Text, recordId: string | null = null): Step {
  return { title: formOf(form).title, reason, form, recordId, act: 'open' };
}

function due({ session, row }: OpenedCase, today: IsoDate, lateOnly: boolean): Step | null {
  const task = openTasks(session.stores.cases, { caseId: row.case_id }).find((one) => !lateOnly || one.due <= today);
  return task === undefined ? null : stepOf(task);
}

function stepOf(task: OpenTask): Step {
  const form = taskForm(task.kind);
  const reason = { fr: `Échéance\u00a0: ${formatDate(task.due, 'fr')}`, en: `Due: ${formatDate(task.due, 'en')}` };
  return { title: taskTitle(task.kind), reason, form, recordId: form === 'referral' ? task.record_id : null, act: 'open' };
}

function complete(missing: CaseFile['toComplete']): Step | null {
  const [first] = missing;
  if (first === undefined || !isFormId(first.form)) return null;
  const count = missing.length;
  const reason = {
    fr: `Repris d’un registre\u00a0: ${count} réponses restent à demander, quand la personne viendra.`,
    en: `Taken over from a register: ${count} answers are left to ask when the person comes.`,
  };
  return {
    title: { fr: 'Compléter le dossier', en: 'Complete the case' },
    reason,
    form: formOf(first.form).rows === undefined ? first.form : 'incident',
    recordId: null,
    act: 'complete',
  };
}

function closing(records: Records, state: string): Step | null {
  const recommended = records.get('follow_up')?.at(-1)?.answers['fu_recommend_closure'] === 'yes';
  if (!recommended && state !== 'open_services_done') return null;
  const reason = recommended
    ? { fr: 'Le dernier suivi propose de clore.', en: 'The last follow-up recommends closing.' }
    : { fr: 'Tous les services ont été rendus.', en: 'Every service has been delivered.' };
  return { title: { fr: 'Préparer la clôture', en: 'Prepare the closure' }, reason, form: 'closure_gbv', recordId: null, act: 'closure' };
}

const NOT_ASSESSED: Text = { fr: 'Les besoins de la personne ne sont pas encore évalués.', en: 'The person’s needs are not assessed yet.' };
const NO_SAFETY_PLAN: Text = { fr: 'L’évaluation demande un plan de sécurité.', en: 'The assessment asks for a safety plan.' };
const NO_PLAN: Text = {
  fr: 'Les besoins sont évalués\u00a0; rien n’est encore convenu.',
  en: 'The needs are assessed; nothing is agreed yet.',
};
const CLOCK_REASON: Text = {
  fr: 'Un délai de soins court\u00a0: chaque heure compte.',
  en: 'A medical clock is running: every hour counts.',
};
const WAIT: Step = {
  title: { fr: 'Attendre la décision de la supervision', en: 'Wait for the supervisor’s decision' },
  reason: { fr: 'Une demande est en attente.', en: 'A request is waiting.' },
  form: null,
  recordId: null,
  act: 'wait',
};
const CONSENT_AFTER_REOPENING: Step = {
  title: { fr: 'Redemander le consentement', en: 'Ask for consent again' },
  reason: { fr: 'Le dossier a été rouvert.', en: 'The case was reopened.' },
  form: 'consent_service',
  recordId: null,
  act: 'open',
};
const CONSENT_AGAIN: Step = {
  title: { fr: 'Noter un nouveau consentement, ou clore', en: 'Record new consent, or close' },
  reason: { fr: 'Le consentement a été retiré\u00a0: ni contact, ni rappel.', en: 'Consent was withdrawn: no contact, no reminder.' },
  form: 'consent_service',
  recordId: null,
  act: 'open',
};
