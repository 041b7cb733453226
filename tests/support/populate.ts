import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input } from '../../shared/contract.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { DEFAULT_DUE_SETTINGS } from '../../shared/rules/dueDates.ts';
import { addDays } from '../../shared/time.ts';
import { inventedRegisters } from '../../electron/commands/demo/inventedRegisters.ts';
import {
  assessmentAnswers,
  closureAnswers,
  followUpAnswers,
  incidentAnswers,
  incidentRows,
  intakeContent,
  inventedProviders,
  planAnswers,
  planItems,
  safetyPlanAnswers,
  STATES,
  type Story,
} from './inventedCases.ts';
import { openCopy, openInstallation, PEOPLE, TODAY, type Installation, type StaffCode } from './installation.ts';
import { STORIES } from './stories.ts';
import { templateOf } from './templates.ts';

/** The month that the invented centres have frozen and handed over. */
export const FROZEN_MONTH = '2026-10';
/** Centres of the same region that report beside the invented centre, each with a register; three sites open the figures of a region. */
const NEIGHBOURS = ['DEM1', 'DEM2'];
/** A centre that is expected and has never reported. */
const SILENT = { structureCode: 'ODEM3', siteCode: 'DEM3', region: 'gao', type: 'ngo_national', activeFrom: '2026-09', activeTo: null };

/** Folders to copy, each with `profile` and `medium`. */
export type Templates = { readonly centre: string; readonly desk: string };

/** The populated centre and the desk that has its package and those of its neighbours; made once, through the door. */
export async function populatedTemplates(): Promise<Templates> {
  const both = await templateOf('populated', makeTemplates);
  return { centre: join(both, 'centre'), desk: join(both, 'desk') };
}

/** A copy of the populated centre of its own, at nine o'clock of `TODAY`. */
export async function newPopulatedCentre(): Promise<Installation> {
  return openCopy((await populatedTemplates()).centre);
}

/** A copy of the populated desk. */
export async function newPopulatedDesk(): Promise<Installation> {
  return openCopy((await populatedTemplates()).desk);
}

async function makeTemplates(folder: string): Promise<void> {
  const desk = await foundDesk(join(folder, 'desk'));
  const centre = await foundCentre('ESS1', join(folder, 'centre'));
  for (const staffCode of ['AC1', 'AC2'] as const) await addCaseworker(centre, staffCode);
  await exchangeCards(centre, desk);
  await centre.unlock('SD1');
  await addProviders(centre);
  await tellStories(centre);
  await keepUnfinished(centre);
  for (const code of NEIGHBOURS) {
    const neighbour = await foundNeighbour(code);
    await exchangeCards(neighbour, desk);
    await handOverMonth(neighbour, desk);
    neighbour.remove();
  }
  copyPackages(centre, desk);
  await importPackages(desk);
  await agreeOnLists(desk);
  await giveDirectory(desk, centre);
  for (const installation of [centre, desk]) installation.application.close();
}

/** Moves the clock of an installation to an instant, `YYYY-MM-DDTHH:MM`; never backwards once a base exists. */
function moveTo(installation: Installation, instant: string): void {
  installation.advance(Date.parse(`${instant}:00Z`) - installation.application.host.now().getTime());
}

async function openAt(instant: string, folder: string, registers: ReadonlyMap<string, Buffer> = new Map()): Promise<Installation> {
  const installation = await openInstallation(join(folder, 'profile'), [{ label: 'Registres', files: registers }]);
  moveTo(installation, instant);
  return installation;
}

async function foundDesk(folder: string): Promise<Installation> {
  const desk = await openAt('2026-08-31T09:00', folder);
  await desk.ask('start.create', {
    kind: 'desk',
    language: 'fr',
    structure: { code: 'SCVBG', name: 'Sous-cluster inventé', type: 'un' },
    site: { code: 'DESK', name: 'Bureau inventé', type: 'social_service', region: 'bamako', cercle: null },
    administrator: founder('AD1', 'Administration inventée', '2026-08-31'),
    authority: founder('PF1', 'Point focal inventé', '2026-08-31'),
  });
  return desk;
}

async function foundCentre(code: string, folder: string): Promise<Installation> {
  const centre = await openAt('2026-09-01T08:00', folder, inventedRegister(code));
  await centre.ask('start.create', {
    kind: 'centre',
    language: 'fr',
    structure: { code: `O${code}`, name: `Structure inventée ${code}`, type: 'ngo_national' },
    site: { code, name: `Centre inventé ${code}`, type: 'listening_centre', region: 'mopti', cercle: null },
    administrator: founder('AD1', 'Administration inventée', '2026-09-01'),
    authority: founder('SD1', 'Supervision inventée', '2026-09-01'),
  });
  return centre;
}

function founder(staffCode: StaffCode, name: string, pledgeDate: string): Input<'start.create'>['administrator'] {
  return { staffCode, name, pledgeDate, passphrase: PEOPLE[staffCode] };
}

async function addCaseworker(centre: Installation, staffCode: 'AC1' | 'AC2'): Promise<void> {
  const invited = await invite(centre, staffCode);
  await centre.lock();
  const { words } = await centre.ask('accounts.enrol', {
    staffCode,
    code: invited.enrolmentCode.join(' '),
    passphrase: PEOPLE[staffCode],
  });
  await centre.unlock('SD1');
  await centre.ask('accounts.admit', { userId: invited.userId, words, passphrase: PEOPLE.SD1 });
}

async function invite(centre: Installation, staffCode: string) {
  await centre.unlock('AD1');
  return centre.ask('accounts.invite', {
    staffCode,
    name: `Écoute inventée ${staffCode}`,
    role: 'caseworker',
    programs: ['gbv', 'gbv_cp'],
    supervisorCode: 'SD1',
    pledgeDate: '2026-09-01',
  });
}

/** The desk's card at the centre, confirmed by two; the centre's at the desk, with its line in the register of structures. */
export async function exchangeCards(centre: Installation, desk: Installation): Promise<void> {
  const { session } = desk.application.host;
  if (session?.store.user.staffCode !== 'PF1') await desk.unlock('PF1');
  const own = await desk.ask('cards.own', {});
  const deskCard = await handOverCard(desk);
  copyFileSync(join(desk.medium, deskCard), join(centre.medium, deskCard));
  for (const staffCode of ['AD1', 'SD1'] as const) {
    await centre.unlock(staffCode);
    const { card } = await centre.ask('cards.read', { file: await onMedium(centre, deskCard, 'card') });
    await centre.ask('cards.confirm', { cardId: card.cardId, words: own.words });
  }
  const centreWords = (await centre.ask('cards.own', {})).words;
  const centreCard = await handOverCard(centre);
  copyFileSync(join(centre.medium, centreCard), join(desk.medium, centreCard));
  const state = await centre.ask('session.state', {});
  await desk.ask('structures.save', {
    structureCode: state.structureCode ?? '',
    siteCode: state.siteCode ?? '',
    region: centre.application.host.session?.site.region ?? '',
    type: 'ngo_national',
    activeFrom: '2026-09',
    activeTo: null,
  });
  const { card } = await desk.ask('cards.read', { file: await onMedium(desk, centreCard, 'card') });
  await desk.ask('cards.confirm', { cardId: card.cardId, words: centreWords });
}

async function handOverCard(installation: Installation): Promise<string> {
  return (await installation.ask('cards.handOver', { folder: await placeToken(installation, 'Clé USB') })).fileName;
}

/** The token of a place offered by the picker. */
export async function placeToken(installation: Installation, label: string): Promise<string> {
  const { places } = await installation.ask('files.places', {});
  const place = places.find((one) => one.label === label);
  if (place === undefined) throw new Error(`no place called ${label}`);
  return place.token;
}

/** The token of a file on the medium. */
export async function onMedium(
  installation: Installation,
  name: string,
  accept: Input<'files.list'>['accept'],
  place = 'Clé USB',
): Promise<string> {
  const { entries } = await installation.ask('files.list', { folder: await placeToken(installation, place), accept });
  const file = entries.find((entry) => entry.label === name);
  if (file === undefined) throw new Error('no such file on the medium');
  return file.token;
}

async function addProviders(installation: Installation): Promise<void> {
  for (const { answers, services } of inventedProviders()) {
    const lines = services.map((service) => ({ serviceId: null, answers: service }));
    await installation.ask('directory.save', { providerId: null, revision: 0, answers, services: lines });
  }
}

type Event = { readonly at: string; readonly staff: StaffCode; readonly act: () => Promise<void> };

/** Everything that happened at the centre, in the order of the days: people who came, follow-ups, decisions, the month. */
async function tellStories(centre: Installation): Promise<void> {
  const events = STORIES.flatMap((story) => eventsOf(centre, story));
  events.push({ at: '2026-10-06T12:00', staff: 'SD1', act: () => freeze(centre, '2026-09') });
  events.push({ at: '2026-11-06T12:00', staff: 'SD1', act: () => freeze(centre, FROZEN_MONTH) });
  for (const { at, staff, act } of events.toSorted((left, right) => left.at.localeCompare(right.at))) {
    if (centre.application.host.session?.store.user.staffCode !== staff) {
      await centre.lock();
      moveTo(centre, at);
      await centre.unlock(staff);
    }
    moveTo(centre, at);
    await act();
  }
}

function eventsOf(centre: Installation, story: Story): readonly Event[] {
  const { staff } = story;
  let caseId = '';
  const on = (at: string, act: (id: string) => Promise<void>, by: StaffCode = staff): Event => ({ at, staff: by, act: () => act(caseId) });
  const events = [
    on(story.came, async () => {
      caseId = await receive(centre, story);
    }),
  ];
  story.followUps?.forEach((day, index) => {
    const next = story.followUps?.[index + 1];
    const isLast = next === undefined && story.closed !== undefined;
    const latest = addDays(day, DEFAULT_DUE_SETTINGS.followUpInterval[story.risk]);
    const agreed = next !== undefined && next < latest ? next : latest;
    events.push(on(`${day}T10:00`, (id) => saveForm(centre, id, 'follow_up', followUpAnswers(day, isLast ? null : agreed))));
  });
  const { closed, withdrew, reached, came } = story;
  if (isPlanned(reached)) events.push(on(`${addDays(came.slice(0, 10), 1)}T09:30`, (id) => approvePlan(centre, id), 'SD1'));
  if (closed !== undefined) events.push(on(`${closed.on}T15:00`, (id) => askClosure(centre, id, closed.on)));
  if (closed?.decided === true) events.push(on(`${addDays(closed.on, 1)}T09:00`, (id) => approveClosure(centre, id), 'SD1'));
  if (withdrew !== undefined) events.push(on(`${withdrew}T11:00`, (id) => withdraw(centre, id, withdrew)));
  return events;
}

async function receive(centre: Installation, story: Story): Promise<string> {
  const draftId = randomUUID();
  const content = intakeContent(story);
  await centre.ask('drafts.save', intakeDraft(draftId, content));
  const registered = await centre.ask('intake.register', { draftId, content });
  if (registered.kind !== 'case') throw new Error('an invented intake gave no case');
  if (story.only === undefined) await saveWithRows(centre, registered.caseId, 'incident', incidentAnswers(story), incidentRows(story));
  if (story.reached !== undefined) await followPath(centre, registered.caseId, story, story.reached);
  return registered.caseId;
}

/** The forms that carry a case as far as its story says (reference §2.4). */
async function followPath(centre: Installation, caseId: string, story: Story, reached: (typeof STATES)[number]): Promise<void> {
  const on = story.came.slice(0, 10);
  const finish = reached !== 'open_assessment';
  await saveForm(centre, caseId, 'assessment_gbv', assessmentAnswers(on, story, finish), { finish });
  if (!isPlanned(reached)) return;
  if (story.risk !== 'low') await saveForm(centre, caseId, 'safety_plan', safetyPlanAnswers(on, story.risk));
  const items = planItems(on, reached === 'open_services_done').map((answers) => ({ form: 'plan_item', answers }));
  await saveWithRows(centre, caseId, 'plan_gbv', planAnswers(on, story.risk), items);
}

function isPlanned(reached: Story['reached']): boolean {
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

/** Saves a new record of a case, and finishes it unless told otherwise. */
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
async function settlePlan(centre: Installation, caseId: string, on: string): Promise<void> {
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
  await settlePlan(centre, caseId, on);
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
  await centre.ask('consent.withdraw', { caseId, date, scope: ['services'] });
}

async function freeze(centre: Installation, month: string): Promise<void> {
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
async function keepUnfinished(centre: Installation): Promise<void> {
  await centre.lock();
  moveTo(centre, `${TODAY}T08:00`);
  await centre.unlock('AC1');
  const [story] = STORIES.slice(-3);
  if (story === undefined) throw new Error('no story');
  const { consent_service, registration } = intakeContent({ ...story, came: `${TODAY}T08:00` });
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

/** Reads, rehearses as proposed and takes over a register, by its token. */
export async function takeOver(centre: Installation, file: string): Promise<void> {
  const read = await centre.ask('takeover.read', { file });
  const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
  await centre.ask('takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
  await centre.ask('takeover.commit', { takeoverId: read.takeoverId });
}

/** A register whose lines are all of AC1, the first of which is held. */
export function ownRegister(): Buffer {
  const text = inventedRegisters(TODAY).get('registre-DEM2.csv')?.toString('utf8') ?? '';
  const [heading = '', ...rows] = text.split('\r\n');
  const own = rows.filter((row) => row.includes(';AC1;')).slice(0, 4);
  const [first = '', ...others] = own;
  return Buffer.from([heading, first.replace(/;\d\d\/\d\d\/\d{4};/, ';31/02/2026;'), ...others, ''].join('\r\n'));
}

async function foundNeighbour(code: string): Promise<Installation> {
  const centre = await foundCentre(code, mkdtempSync(join(tmpdir(), 'sutura-populated-')));
  moveTo(centre, '2026-11-04T09:00');
  await centre.unlock('SD1');
  await takeOver(centre, await onMedium(centre, `registre-${code}.csv`, 'register', 'Registres'));
  return centre;
}

async function handOverMonth(centre: Installation, desk: Installation): Promise<void> {
  await centre.unlock('SD1');
  await freeze(centre, FROZEN_MONTH);
  copyPackages(centre, desk);
}

function copyPackages(centre: Installation, desk: Installation): void {
  for (const name of readdirSync(centre.medium).filter((one) => one.endsWith('.sutura')))
    copyFileSync(join(centre.medium, name), join(desk.medium, name));
}

async function importPackages(desk: Installation): Promise<void> {
  await desk.lock();
  moveTo(desk, '2026-11-07T09:00');
  await desk.unlock('PF1');
  await desk.ask('structures.save', SILENT);
  const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
  const files = entries.filter(({ kind }) => kind === 'file').map(({ token }) => token);
  const { verdicts } = await desk.ask('inbox.import', { files });
  if (verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error('an invented package was refused');
}

/** Name under which the populated centre has the directory of the focal point on its stick. */
export const DIRECTORY_FILE = 'annuaire.sutura';

/** The focal point's directory, brought to the stick of a centre under a name that is known. */
export async function giveDirectory(desk: Installation, centre: Installation): Promise<void> {
  await addProviders(desk);
  const { files } = await desk.ask('directory.handOut', { folder: await placeToken(desk, 'Clé USB') });
  for (const { siteCode, fileName } of files) {
    if (siteCode === 'ESS1') copyFileSync(join(desk.medium, fileName), join(centre.medium, DIRECTORY_FILE));
    rmSync(join(desk.medium, fileName));
  }
}

/** A place that a sub-cluster names, another cercle, and a choice that nobody uses. */
async function agreeOnLists({ ask }: Installation): Promise<void> {
  const own = { region: null, countsAs: null, retiredFrom: null };
  const place = { fr: 'Site d’orpaillage', en: 'Gold panning site', countsAs: 'workplace' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', code: null, ...place });
  const field = { code: 'field', fr: 'Champ, jardin ou verger', en: 'Field, garden or orchard' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', ...field });
  await ask('lists.agree', {
    ...own,
    list: 'cercle',
    code: null,
    fr: 'Konna inventé',
    en: 'Invented Konna',
    region: 'mopti',
    countsAs: 'mopti_mopti',
  });
  const hotel = { code: 'hotel_bar', fr: 'Hôtel / bar', en: 'Hotel / bar' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', ...hotel, retiredFrom: '2027-01-01' });
}

/** The register of one centre: a whole one for a neighbour, a few lines with two that cannot be taken over for the invented centre. */
function inventedRegister(code: string): ReadonlyMap<string, Buffer> {
  const registers = inventedRegisters('2026-11-24');
  const name = `registre-${code}.csv`;
  const whole = registers.get(name);
  if (whole !== undefined) return new Map([[name, whole]]);
  const [heading = '', ...rows] = (registers.get('registre-DEM1.csv') ?? Buffer.alloc(0)).toString('utf8').split('\r\n');
  const few = rows.slice(0, 6).map((row, index) => (index < 2 ? row.replace(/;\d\d\/\d\d\/\d{4};/, ';31/02/2026;') : row));
  return new Map([[name, Buffer.from([heading, ...few, ''].join('\r\n'))]]);
}
