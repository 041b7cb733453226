import { randomUUID } from 'node:crypto';
import type { Input } from '../../shared/contract.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { DEFAULT_DUE_SETTINGS } from '../../shared/rules/cases/dueDates.ts';
import { addDays } from '../../shared/time.ts';
import { invite, moveTo } from './createInstallations.ts';
import { PEOPLE, TODAY, type Installation, type StaffCode } from './installation.ts';
import {
  assessmentAnswers,
  closureAnswers,
  followUpAnswers,
  incidentAnswers,
  incidentRows,
  intakeContent,
  planAnswers,
  planItems,
  safetyPlanAnswers,
  STATES,
  type DemoCase,
} from './caseBuilders.ts';
import { onMedium, placeToken } from './medium.ts';
import { takeOver } from './registers.ts';
import { DEMO_CASES } from './demoCases.ts';

/** The month that the invented centres have frozen and handed over. */
export const FROZEN_MONTH = '2026-10';

type Event = { readonly at: string; readonly staff: StaffCode; readonly act: () => Promise<void> };

/** Everything that happened at the centre, in the order of the days: people who came, follow-ups, decisions, the month. */
export async function seedDemoCases(centre: Installation): Promise<void> {
  const events = DEMO_CASES.flatMap((demoCase) => eventsOf(centre, demoCase));
  events.push({ at: '2026-10-06T12:00', staff: 'SD1', act: () => freeze(centre, '2026-09') });
  events.push({ at: '2026-11-06T12:00', staff: 'SD1', act: () => freeze(centre, FROZEN_MONTH) });
  for (const { at, staff, act } of events.toSorted((left, right) => left.at.localeCompare(right.at))) {
    if (centre.application.host.session?.stores.user.staffCode !== staff) {
      await centre.lock();
      moveTo(centre, at);
      await centre.unlock(staff);
    }
    moveTo(centre, at);
    await act();
  }
}

function eventsOf(centre: Installation, demoCase: DemoCase): readonly Event[] {
  const { staff } = demoCase;
  let caseId = '';
  const on = (at: string, act: (id: string) => Promise<void>, by: StaffCode = staff): Event => ({ at, staff: by, act: () => act(caseId) });
  const events = [
    on(demoCase.came, async () => {
      caseId = await registerCase(centre, demoCase);
    }),
  ];
  demoCase.followUps?.forEach((day, index) => {
    const next = demoCase.followUps?.[index + 1];
    const isLast = next === undefined && demoCase.closed !== undefined;
    const latest = addDays(day, DEFAULT_DUE_SETTINGS.followUpInterval[demoCase.risk]);
    const agreed = next !== undefined && next < latest ? next : latest;
    events.push(on(`${day}T10:00`, (id) => saveForm(centre, id, 'follow_up', followUpAnswers(day, isLast ? null : agreed))));
  });
  const { closed, withdrew, reached, came } = demoCase;
  if (isPlanned(reached)) events.push(on(`${addDays(came.slice(0, 10), 1)}T09:30`, (id) => approvePlan(centre, id), 'SD1'));
  if (closed !== undefined) events.push(on(`${closed.on}T15:00`, (id) => askClosure(centre, id, closed.on)));
  if (closed?.decided === true) events.push(on(`${addDays(closed.on, 1)}T09:00`, (id) => approveClosure(centre, id), 'SD1'));
  if (withdrew !== undefined) events.push(on(`${withdrew}T11:00`, (id) => withdraw(centre, id, withdrew)));
  return events;
}

async function registerCase(centre: Installation, demoCase: DemoCase): Promise<string> {
  const draftId = randomUUID();
  const content = intakeContent(demoCase);
  await centre.ask('drafts.save', intakeDraft(draftId, content));
  const registered = await centre.ask('intake.register', { draftId, content });
  if (registered.kind !== 'case') throw new Error('an invented intake gave no case');
  if (demoCase.only === undefined)
    await saveWithRows(centre, registered.caseId, 'incident', incidentAnswers(demoCase), incidentRows(demoCase));
  if (demoCase.reached !== undefined) await followPath(centre, registered.caseId, demoCase, demoCase.reached);
  return registered.caseId;
}

/** The forms that carry a case to the state that it has to reach (reference §2.4). */
async function followPath(centre: Installation, caseId: string, demoCase: DemoCase, reached: (typeof STATES)[number]): Promise<void> {
  const on = demoCase.came.slice(0, 10);
  const finish = reached !== 'open_assessment';
  await saveForm(centre, caseId, 'assessment_gbv', assessmentAnswers(on, demoCase, finish), { finish });
  if (!isPlanned(reached)) return;
  if (demoCase.risk !== 'low') await saveForm(centre, caseId, 'safety_plan', safetyPlanAnswers(on, demoCase.risk));
  const items = planItems(on, reached === 'open_services_done').map((answers) => ({ form: 'plan_item', answers }));
  await saveWithRows(centre, caseId, 'plan_gbv', planAnswers(on, demoCase.risk), items);
}

function isPlanned(reached: DemoCase['reached']): boolean {
  return reached === 'open_implementation' || reached === 'open_services_done';
}

function intakeDraft(draftId: string, content: Record<string, Answers>): Input<'drafts.save'> {
  const at = { section: 'consent', field: null };
  return { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0, at, content };
}

/** A record, its rows, and the record finished. */
async function saveWithRows(
  centre: Installation,
  caseId: string,
  form: string,
  answers: Answers,
  rows: readonly { readonly form: string; readonly answers: Answers }[],
): Promise<void> {
  const record = { caseId, form, parentId: null, answers, keep: [], draftId: null };
  const saved = await centre.ask('forms.save', { ...record, recordId: null, revision: 0, finish: false });
  for (const row of rows) await saveForm(centre, caseId, row.form, row.answers, { parentId: saved.recordId });
  await centre.ask('forms.save', { ...record, recordId: saved.recordId, revision: saved.revision, finish: true });
}

/** Saves a new record of a case, and finishes it unless asked otherwise. */
async function saveForm(
  centre: Installation,
  caseId: string,
  form: string,
  answers: Answers,
  { parentId = null, finish = true }: { readonly parentId?: string | null; readonly finish?: boolean } = {},
): Promise<void> {
  await centre.ask('forms.save', { caseId, form, recordId: null, parentId, revision: 0, answers, keep: [], finish, draftId: null });
}

/** Every action of the plan done, so that the file may be closed (reference §5.6). */
async function completePlan(centre: Installation, caseId: string, on: string): Promise<void> {
  const { plan } = await centre.ask('cases.open', { caseId });
  if (plan === null) return;
  const opened = await centre.ask('forms.open', { caseId, form: 'plan_gbv', recordId: plan.recordId, parentId: null, narrative: true });
  for (const { form, recordId, revision, answers } of opened.children) {
    const done = { ...answers, item_status: 'done', item_done_date: on, item_progress: 'met' };
    const saved = { caseId, form, recordId, parentId: plan.recordId, revision, answers: done, keep: [], finish: true, draftId: null };
    await centre.ask('forms.save', saved);
  }
}

async function askClosure(centre: Installation, caseId: string, on: string): Promise<void> {
  await completePlan(centre, caseId, on);
  await saveForm(centre, caseId, 'closure_gbv', closureAnswers(on));
  await centre.ask('closure.request', { caseId });
}

async function approvePlan(centre: Installation, caseId: string): Promise<void> {
  const { approvals } = await centre.ask('team.open', {});
  const asked = approvals.find((one) => one.caseId === caseId && one.kind === 'plan');
  if (asked === undefined) throw new Error('no plan waits');
  await centre.ask('approvals.decide', { approvalId: asked.approvalId, decision: 'approved', comment: null });
}

async function approveClosure(centre: Installation, caseId: string): Promise<void> {
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
}

async function withdraw(centre: Installation, caseId: string, date: string): Promise<void> {
  await centre.ask('cases.withdrawConsent', { caseId, date, scope: ['services'] });
}

export async function freeze(centre: Installation, month: string): Promise<void> {
  await centre.ask('months.freeze', {
    month,
    passphrase: PEOPLE.SD1,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
  const { cards } = await centre.ask('cards.list', {});
  const card = cards.find((one) => one.role === 'focal_point');
  if (card === undefined) throw new Error('the focal point has no card here');
  await centre.ask('months.export', { month, cardId: card.cardId, folder: await placeToken(centre, 'Clé USB') });
}

/** What is not finished at nine o'clock of `TODAY`: an intake, a form, held rows of a small register, an account. */
export async function keepUnfinished(centre: Installation): Promise<void> {
  await centre.lock();
  moveTo(centre, `${TODAY}T08:00`);
  await centre.unlock('AC1');
  const [demoCase] = DEMO_CASES.slice(-3);
  if (demoCase === undefined) throw new Error('no demonstration case');
  const { consent_service, registration } = intakeContent({ ...demoCase, came: `${TODAY}T08:00` });
  await centre.ask(
    'drafts.save',
    intakeDraft(randomUUID(), { consent_service: { ...consent_service }, registration: { ...registration } }),
  );
  await centre.unlock('SD1');
  await takeOver(centre, await onMedium(centre, 'registre-ESS1.csv', 'register', 'Registres'));
  const invited = await invite(centre, 'AC3');
  await centre.lock();
  await centre.ask('accounts.enrol', {
    staffCode: 'AC3',
    code: invited.enrolmentCode.join(' '),
    passphrase: 'invente pour essai troisieme ecoute',
  });
}
