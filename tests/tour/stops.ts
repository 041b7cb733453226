import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORM_IDS, formOf, isOfCase, rowFormsOf, type FormId } from '../../shared/forms/registry.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { typedName } from '../../shared/rules/typed.ts';
import { PEOPLE, newSecondDesk, type Installation, TODAY } from '../support/installation.ts';
import { carry, confirmCard, importNamed, threeCentres, type Custodians } from '../support/sealed.ts';
import { vectorOf } from '../../electron/sealed/template.ts';
import { DIRECTORY_FILE, FROZEN_MONTH } from '../support/populate.ts';
import { pngWithPlace } from '../support/inventedFiles.ts';
import { verifiedCopy } from '../support/verifiedCopy.ts';
import { RELEASERS, updateOf } from '../support/releaseKeys.ts';
import { press, strike, type Part, type Stop, type Visit } from './stop.ts';
import { RECORDER_HEADINGS } from '../shared/takeover/known/toolFiles.ts';
import { receive, save, tell } from '../electron/services/received.ts';
import type { Story } from '../support/inventedCases.ts';
import { putInForce } from '../support/reporting.ts';
import { authoriseHealth, referralAnswers } from '../electron/services/referred.ts';

const RECORDER_FILE = 'releve-ir.csv';

/** Cases and records that the stops of a centre name. */
export type Known = {
  readonly running: string;
  readonly followed: string;
  readonly closed: string;
  readonly requested: string;
  readonly suspended: string;
  readonly intakeDraft: string;
  /** The first record of each form of the running case, and of the one that is followed. */
  readonly records: Readonly<Record<string, string>>;
  readonly followedRecords: Readonly<Record<string, string>>;
  readonly provider: string;
  /** A referral of the running case, handed over. */
  readonly referral: string;
  readonly takeover: string;
  /** A pair of open cases. */
  readonly pair: string;
  /** A child's case that meets a duty in force, where aid staff is named. */
  readonly reported: string;
};

/** Looks the installation up as its caseworker and its supervisor would. */
export async function knownOf(centre: Installation): Promise<Known> {
  await centre.unlock('AC1');
  const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
  const { clocks } = await centre.ask('day.open', {});
  const { drafts } = await centre.ask('drafts.list', {});
  const { providers } = await centre.ask('directory.list', {});
  const stateOf = (state: string) => needed(rows.find((row) => row.state === state)?.caseId, state);
  const running = needed(clocks[0]?.caseId, 'clock');
  const followed = needed(rows.find((row) => row.state === 'open_implementation')?.caseId, 'followed');
  const provider = needed(providers[0]?.providerId, 'provider');
  const referral = await referred(centre, running, provider);
  const reported = await reportedCase(centre);
  await relatives(centre, running, followed);
  const [records, followedRecords] = [await firstRecords(centre, running), await firstRecords(centre, followed)];
  await centre.unlock('SD1');
  const { takeovers } = await centre.ask('takeover.list', {});
  const all = (await centre.ask('cases.list', { state: 'all', page: 1 })).rows;
  const open = new Set((await centre.ask('cases.list', { state: 'open', page: 1 })).rows.map(({ caseId }) => caseId));
  const { pairs } = await centre.ask('duplicates.list', {});
  await centre.lock();
  return {
    running,
    followed,
    closed: stateOf('closed'),
    requested: stateOf('closure_requested'),
    suspended: needed(all.find((row) => row.state === 'suspended')?.caseId, 'suspended'),
    intakeDraft: needed(drafts[0]?.draftId, 'draft'),
    records,
    followedRecords,
    provider,
    referral,
    reported,
    takeover: needed(takeovers[0]?.takeoverId, 'takeover'),
    pair: needed(pairs.find(({ left, right }) => open.has(left.caseId) && open.has(right.caseId))?.pairId, 'pair'),
  };
}

/** What the person authorised is handed over to a provider; the printer of the pictures is invented. */
async function referred(centre: Installation, caseId: string, provider: string): Promise<string> {
  const items = ['age_sex', 'needs', 'incident_type', 'incident_date', 'name'];
  await authoriseHealth(centre, caseId, items);
  const answers = { ...referralAnswers(provider), ref_info_shared: items, ref_urgency: 'immediate', ref_appointment: `${TODAY}T11:00` };
  centre.application.host.printing = { printers: () => Promise.resolve(['bureau-inventé']), print: () => Promise.resolve() };
  return (await save(centre, caseId, 'referral', answers, { finish: true })).recordId;
}

/** Two files of one family, and an alleged perpetrator who is of it. */
async function relatives(centre: Installation, caseId: string, otherId: string): Promise<void> {
  const { forms } = await centre.ask('cases.open', { caseId });
  const incident = needed(forms.find(({ form }) => form === 'incident')?.records[0]?.recordId, 'incident');
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_relation: 'family_other' }, { parentId: incident });
  const { row } = await centre.ask('cases.open', { caseId: otherId });
  await centre.ask('family.link', { caseId, otherCode: row.caseCode, kind: 'sibling' });
}

const REPORTED: Story = {
  staff: 'AC1',
  came: `${TODAY}T08:40`,
  age: 15,
  name: ['Esquisse', 'Carton'],
  type: 'sexual_assault',
  risk: 'medium',
  after: 40,
};

/** The centre has its words and one duty in force; the invented basis is of no country. */
async function reportedCase(centre: Installation): Promise<string> {
  const caseId = await receive(centre, REPORTED);
  const { recordId } = await tell(centre, caseId, REPORTED);
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_occupation: 'aid_worker' }, { parentId: recordId });
  await putInForce(centre, 'child_sexual_abuse');
  await centre.unlock('AD1');
  await centre.ask('reporting.saveWords', {
    told: 'Phrase inventée : si un enfant a subi des violences sexuelles, le centre doit le dire à un juge. Nous vous le dirions d’abord.',
    channel: 'Voie inventée : appeler la personne de confiance de la structure, jamais par écrit.',
  });
  await centre.unlock('AC1');
  await begin(centre, typedName('report', 'child_sexual_abuse'), caseId, {
    step: 'decided',
    told: 'yes',
    reason: 'Début inventé d’une raison',
  });
  await begin(centre, 'feedback', null, { fb_respondent: 'adult', fb_comment: 'Début inventé d’une suggestion' });
  return caseId;
}

/** Typed and not sent: it waits where it was typed. */
async function begin(centre: Installation, form: string, caseId: string | null, answers: Answers): Promise<void> {
  const place = { draftId: randomUUID(), form, caseId, recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...place, at: { section: form, field: null }, content: { [form]: answers } });
}

async function firstRecords(centre: Installation, caseId: string): Promise<Readonly<Record<string, string>>> {
  const { forms } = await centre.ask('cases.open', { caseId });
  return Object.fromEntries(forms.flatMap(({ form, records: [first] }) => (first === undefined ? [] : [[form, first.recordId]])));
}

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the invented base has no ${what}`);
  return value;
}

/** Before anybody is known, on a machine that is installed; `shares`: two papers that open its accounts. */
export function closedPart(shares: readonly string[]): Part {
  const [first = '', second = ''] = shares;
  return { ...CLOSED, stops: [...CLOSED.stops, ...recoverStops(first, second)] };
}

const CLOSED: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'unlock', address: '#/unlock' },
    { name: 'unlock-refused', address: '#/unlock', act: wrongPassphrase },
    { name: 'enrol', address: '#/enrol' },
    { name: 'neutral', address: '#/neutral' },
  ],
};

function recoverStops(first: string, second: string): readonly Stop[] {
  const typed = (share: string) => async (visit: Visit) => {
    await visit.page.locator('#share').fill(share);
    await strike(visit, 'Tab');
  };
  return [
    { name: 'recover-account', address: '#/recover' },
    { name: 'recover-first', act: (visit) => press(visit, 'Continuer', 'Continue') },
    { name: 'recover-first-typed', act: typed(first) },
    { name: 'recover-second', act: (visit) => press(visit, 'Continuer', 'Continue') },
    { name: 'recover-wrong', act: (visit) => typed(first)(visit).then(() => press(visit, 'Continuer', 'Continue')) },
    { name: 'recover-signing', act: (visit) => typed(second)(visit).then(() => press(visit, 'Continuer', 'Continue')) },
  ];
}

async function wrongPassphrase(visit: Visit): Promise<void> {
  await visit.page.locator('#passphrase').fill('une phrase inventée qui n’ouvre rien');
  await strike(visit, 'Enter');
}

/** A machine on which nothing is installed. */
export const FIRST_RUN: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'start-1', address: '#/start/1' },
    { name: 'start-1-filled', act: fillPlace },
    { name: 'start-2', act: (visit) => strike(visit, 'Enter') },
    { name: 'start-2-filled', act: fillPeople },
    { name: 'start-3', act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'start-3-keepers', act: chooseKeepers },
    { name: 'start-3-hidden', act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'start-3-shown', act: (visit) => press(visit, 'Montrer', 'Show') },
    { name: 'start-3-typing', act: (visit) => press(visit, 'C’est recopié', 'Copied') },
    { name: 'start-3-wrong', act: copyWrong },
    { name: 'start-3-second', act: copyShare },
    { name: 'start-4', act: (visit) => copyNext(visit).then(() => copyNext(visit)) },
  ],
};

async function chooseKeepers({ page, screen }: Visit): Promise<void> {
  for (const [place, keeper] of ['authority', 'management', 'other'].entries())
    await page.locator(`#keeper-${place + 1}`).selectOption(keeper);
  await screen.still();
}

/** The share as its keeper has it on paper; the door alone tells it, as the screen does not keep it. */
async function shareOf({ installation }: Visit): Promise<readonly string[]> {
  return (await installation.ask('recovery.share', {})).groups;
}

async function copyWrong(visit: Visit): Promise<void> {
  const groups = await shareOf(visit);
  await typeShare(visit, [...groups.slice(0, 4), 'ZZZZ', ...groups.slice(5)]);
}

async function copyShare(visit: Visit): Promise<void> {
  await typeShare(visit, await shareOf(visit));
}

async function copyNext(visit: Visit): Promise<void> {
  await press(visit, 'Montrer', 'Show');
  await press(visit, 'C’est recopié', 'Copied');
  await copyShare(visit);
}

async function typeShare(visit: Visit, groups: readonly string[]): Promise<void> {
  await visit.page.locator('#share-typed').fill(groups.join(' '));
  const last = visit.page.locator('#administrator-again');
  if ((await last.count()) > 0) await last.fill(`${PEOPLE.AD1} pour la visite`);
  await press(visit, 'Vérifier', 'Check');
}

async function fillPlace({ page, screen }: Visit): Promise<void> {
  await page.locator('#structure-code').fill('ONGX');
  await page.locator('#structure-name').fill('Structure inventée');
  await page.locator('#structure-type').selectOption('ngo_national');
  await page.locator('#site-code').fill('ESS1');
  await page.locator('#site-name').fill('Centre inventé');
  await page.locator('#site-type').selectOption('listening_centre');
  await page.locator('#region').selectOption('mopti');
  await page.locator('#site-name').focus();
  await screen.still();
}

async function fillPeople({ page, screen }: Visit): Promise<void> {
  for (const [id, code] of [
    ['administrator', 'AD1'],
    ['authority', 'SD1'],
  ] as const) {
    await page.locator(`#${id}-code`).fill(code);
    await page.locator(`#${id}-name`).fill('Personne inventée');
    await chooseOwn(page, id, `${PEOPLE[code]} pour la visite`);
  }
  await screen.still();
}

/** The passphrase as typed twice by its owner; the page proposes one otherwise. */
async function chooseOwn(page: Visit['page'], id: string, passphrase: string): Promise<void> {
  const fields = page.locator(`input[id^="${id}-passphrase"]`);
  for (let rank = 0; rank < (await fields.count()); rank += 1) await fields.nth(rank).fill(passphrase);
}

/** The panel of acts of a case, then the one that says that the person is known. */
async function searchName(visit: Visit): Promise<void> {
  await press(visit, 'Ouvrir la recherche', 'Open the search');
  await visit.page.keyboard.type('exempl');
  await visit.screen.still();
}

/** The person asks for her file: a name is ticked, and stays closed on the screen. */
/** Leaves the first dialog, then asks to take the link away. */
async function removeLink(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Retirer,', 'Remove,');
}

async function chooseReader({ page, screen }: Visit): Promise<void> {
  await page.getByRole('radio').first().check();
  await page.getByRole('checkbox', { name: /^(Nom et prénom|Name)$/ }).check();
  await screen.still();
}

async function printTicked(visit: Visit): Promise<void> {
  await visit.page.getByRole('checkbox', { name: /^(La personne sait|The person knows)/ }).check();
  await press(visit, 'Imprimer', 'Print');
  await visit.page
    .getByText(/E-[A-Z2-9]{4}-[A-Z2-9]{4}/)
    .first()
    .waitFor();
  await visit.screen.still();
}

async function chooseService({ page, screen }: Visit): Promise<void> {
  const service = page.locator('[data-field="ref_service_category"]').getByRole('combobox');
  await service.pressSequentially('health');
  await service.press('Enter');
  await page.locator('[data-field="ref_provider_id"]').getByRole('combobox').press('ArrowDown');
  await screen.still();
}

/** Sent by another centre: its slip number, with one letter wrong. */
async function typeSlip({ page, screen }: Visit): Promise<void> {
  const from = page.locator('[data-field="referred_from"]').getByRole('combobox');
  await from.fill('psychosocial');
  await from.press('Enter');
  const number = page.locator('[data-field="slip_number"] input.input');
  await number.fill('R-7KQ4-M2XZ');
  await number.press('Tab');
  await number.scrollIntoViewIfNeeded();
  await screen.still();
}

async function tellConflict(visit: Visit): Promise<void> {
  await press(visit, 'Actions', 'Actions');
  await press(visit, 'Je connais', 'I know');
}

export function caseworkerPart(known: Known): Part {
  const file = `#/cases/${known.running}`;
  return {
    staffCode: 'AC1',
    role: 'caseworker',
    stops: [
      { name: 'day', address: '#/day' },
      { name: 'palette', act: (visit) => strike(visit, 'Control+k') },
      { name: 'key-sheet', act: (visit) => strike(visit, 'Escape', 'F2') },
      { name: 'cases', address: '#/cases', act: (visit) => strike(visit, 'Escape') },
      { name: 'cases-late', address: '#/cases?due=late' },
      { name: 'cases-none', address: '#/cases?risk=high&state=closed' },
      { name: 'feedback', address: '#/feedback' },
      { name: 'feedback-gone-on', act: (visit) => press(visit, 'Reprendre', 'Go on') },
      { name: 'search-reason', address: '#/search' },
      { name: 'search-found', act: searchName },
      { name: 'case-running', address: file },
      { name: 'case-timeline', act: (visit) => press(visit, 'Chronologie', 'Timeline') },
      { name: 'case-referrals', act: (visit) => press(visit, 'Référencements', 'Referrals') },
      { name: 'family-link', address: file, act: (visit) => press(visit, 'Relier', 'Link') },
      { name: 'family-unlink', act: removeLink },
      { name: 'slip', address: `${file}/slip/${known.referral}` },
      { name: 'slip-paper', address: `#/print/slip/${known.running}/${known.referral}/both` },
      { name: 'extract', address: `${file}/extract` },
      { name: 'extract-person', act: chooseReader },
      { name: 'extract-printed', act: printTicked },
      { name: 'case-follow-ups', address: file, act: (visit) => press(visit, 'Suivis', 'Follow-ups') },
      { name: 'case-followed', address: `#/cases/${known.followed}` },
      { name: 'case-plan', address: `#/cases/${known.followed}`, act: ({ page }) => page.getByRole('tab', { name: /^Plan/ }).click() },
      { name: 'case-destroy-identity', address: `#/cases/${known.followed}`, act: askToForget },
      { name: 'attachment-add', address: `${file}/attachment` },
      { name: 'attachment-chosen', act: choosePicture },
      { name: 'attachment-kept', act: (visit) => press(visit, 'Garder la pièce', 'Keep the attachment') },
      { name: 'case-attachments', act: showPieces },
      { name: 'attachment-open', act: (visit) => press(visit, 'Ouvrir', 'Open') },
      { name: 'attachment-remove', act: askToRemove },
      { name: 'case-closed', address: `#/cases/${known.closed}` },
      { name: 'case-requested', address: `#/cases/${known.requested}` },
      { name: 'referral-provider', address: `${file}/forms/referral/new/request`, act: chooseService },
      ...formStops(known),
      { name: 'closure', address: `#/cases/${known.followed}/closure` },
      { name: 'conflict', address: `#/cases/${known.followed}`, act: tellConflict },
      { name: 'conflict-told', act: (visit) => press(visit, 'Le dire', 'Tell the') },
      { name: 'reporting-case', address: `#/cases/${known.reported}` },
      { name: 'reporting-opened', act: (visit) => press(visit, 'Afficher', 'Show') },
      { name: 'reporting-record', act: (visit) => press(visit, 'Noter ce qui', 'Record what') },
      { name: 'reporting-intake', address: '#/intake', act: (visit) => strike(visit, 'Escape') },
      ...['consent', 'danger', 'person', 'duplicates', 'identity'].map((step) => ({
        name: `intake-${step}`,
        address: `#/intake/${known.intakeDraft}/${step}`,
      })),
      { name: 'intake-slip', address: `#/intake/${known.intakeDraft}/person`, act: typeSlip },
      { name: 'intake-new', address: '#/intake' },
      { name: 'drafts', address: '#/drafts' },
      { name: 'months', address: '#/months' },
      { name: 'month-preview', address: `#/months/${FROZEN_MONTH}/preview` },
      { name: 'takeovers', address: '#/takeover' },
      { name: 'directory', address: '#/services' },
      { name: 'provider', address: `#/services/${known.provider}` },
      { name: 'journal', address: '#/admin/journal' },
      { name: 'proofs', address: '#/admin/proofs' },
      { name: 'protection', address: '#/protection' },
      { name: 'print-protection', address: '#/print/protection' },
      { name: 'handbook', address: '#/handbook' },
      { name: 'print-handbook', address: '#/print/handbook' },
      { name: 'blank-forms', address: '#/blank' },
      { name: 'blank-incident', address: '#/print/form/incident' },
      { name: 'passphrase', address: '#/passphrase' },
      { name: 'own-menu', act: ({ page }) => page.locator('button.own').click() },
      { name: 'forbidden', address: '#/team', act: (visit) => strike(visit, 'Escape') },
      { name: 'unknown', address: '#/nowhere' },
    ],
  };
}

/** A picture of an invented paper, from the stick. */
async function choosePicture(visit: Visit): Promise<void> {
  writeFileSync(join(visit.installation.medium, 'papier.png'), pngWithPlace(1200, 850));
  await visit.page.locator('#attachment-kind').selectOption('consent_form');
  await press(visit, 'Choisir le fichier', 'Choose the file');
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, 'papier', 'papier');
}

/** Back on the file, the small pictures after a reason. */
async function showPieces(visit: Visit): Promise<void> {
  await press(visit, 'Revenir au dossier', 'Back to the case');
  await press(visit, 'Afficher les pièces', 'Show the attachments');
  await strike(visit, 'Enter');
}

async function askToRemove(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Retirer, Formulaire', 'Remove, Signed');
}

async function askToForget(visit: Visit): Promise<void> {
  await press(visit, 'Actions', 'Actions');
  await press(visit, 'Demander la destruction', 'Ask for the identity');
}

/** The first screen of every form of a case, and every screen of those that a case is carried by. */
function formStops({ running, followed, records, followedRecords }: Known): readonly Stop[] {
  const forms = FORM_IDS.filter((id) => formOf(id).rows === undefined && isOfCase(id));
  const first = forms.map((id) => ({ name: `form-${id}`, address: `#/cases/${running}/forms/${id}/${records[id] ?? 'new'}` }));
  const screens = (id: FormId, base: string) =>
    [...Object.keys(formOf(id).sections), ...rowFormsOf(id).filter((row) => row !== 'reported_elsewhere')].map((code) => ({
      name: `form-${id}-${code}`,
      address: `${base}/${code}`,
    }));
  const path = (['assessment_gbv', 'safety_plan', 'plan_gbv'] as const).flatMap((id) =>
    screens(id, `#/cases/${followed}/forms/${id}/${followedRecords[id] ?? 'new'}`),
  );
  return [...first, ...screens('incident', `#/cases/${running}/forms/incident/${records['incident']}`).slice(1), ...path];
}

export function supervisorPart(known: Known): Part {
  return {
    staffCode: 'SD1',
    role: 'supervisor',
    stops: [
      { name: 'team', address: '#/team' },
      { name: 'reporting-team', address: '#/team' },
      { name: 'reporting-channel', address: `#/cases/${known.reported}`, act: (visit) => press(visit, 'Afficher', 'Show') },
      { name: 'reporting-read', address: '#/admin/reporting' },
      { name: 'conflict-handovers', address: '#/team/handovers' },
      { name: 'feedback-results', address: '#/feedback/results' },
      { name: 'conflict-alone', address: `#/cases/${known.running}`, act: tellConflict },
      { name: 'cases', address: '#/cases' },
      { name: 'case-read', address: `#/cases/${known.running}` },
      { name: 'case-suspended', address: `#/cases/${known.suspended}` },
      { name: 'form-read', address: `#/cases/${known.running}/forms/incident/${known.records['incident']}` },
      { name: 'form-narrative', address: `#/cases/${known.running}/forms/incident/${known.records['incident']}/consequences` },
      { name: 'form-identity', address: `#/cases/${known.running}/forms/identity` },
      { name: 'prints', address: '#/prints' },
      { name: 'approvals', address: '#/approvals' },
      { name: 'closure-decide', address: `#/cases/${known.requested}/closure` },
      { name: 'duplicates', address: `#/duplicates/${known.pair}` },
      { name: 'duplicates-merge', act: (visit) => strike(visit, 'm') },
      { name: 'duplicates-preview', act: (visit) => press(visit, 'Ouvrir les deux dossiers', 'Open both cases') },
      { name: 'duplicates-merged', act: (visit) => strike(visit, 'Control+Enter') },
      { name: 'duplicates-undo', address: '#/duplicates', act: (visit) => press(visit, 'Défaire', 'Undo') },
      { name: 'months', address: '#/months' },
      { name: 'month-check', address: `#/months/${FROZEN_MONTH}/check` },
      { name: 'month-preview', address: `#/months/${FROZEN_MONTH}/preview` },
      { name: 'month-preview-G02b', act: (visit) => strike(visit, 'Alt+PageDown', 'Alt+PageDown') },
      { name: 'month-current', address: '#/months/2026-11/preview' },
      { name: 'month-freeze', address: '#/months/2026-08/freeze' },
      { name: 'month-handover', address: `#/months/${FROZEN_MONTH}/handover` },
      { name: 'month-correct', address: `#/months/${FROZEN_MONTH}/correct` },
      { name: 'takeovers', address: '#/takeover' },
      { name: 'takeover-file', address: '#/takeover/file' },
      { name: 'takeover-picker', act: (visit) => press(visit, 'Choisir un fichier', 'Choose a file') },
      { name: 'takeover-columns', act: chooseRegister },
      { name: 'takeover-values', act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-rehearsal', act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-run', act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-done', act: (visit) => strike(visit, 'Control+Enter') },
      { name: 'takeover-report', address: `#/takeover/report/${known.takeover}` },
      { name: 'takeover-corrections', address: '#/takeover/corrections' },
      { name: 'takeover-tool-file', address: '#/takeover/file', act: chooseRecorder },
      { name: 'takeover-tool-by-hand', act: (visit) => press(visit, 'Choisir à la main', 'Choose by hand') },
      { name: 'takeover-source', address: `#/takeover/source/${known.takeover}` },
      { name: 'takeover-source-record', act: recordPaper },
      { name: 'takeover-copied', address: '#/takeover', act: ({ installation }) => verifiedCopy(installation) },
      {
        name: 'takeover-source-erase',
        address: `#/takeover/source/${known.takeover}`,
        act: (visit) => press(visit, 'Écraser', 'Overwrite'),
      },
      { name: 'directory', address: '#/services' },
      { name: 'provider', address: `#/services/${known.provider}` },
      { name: 'provider-new', address: '#/services/new' },
      { name: 'accounts', address: '#/admin/users' },
      { name: 'accounts-change', act: (visit) => press(visit, 'Changer, AC2', 'Change, AC2') },
      { name: 'accounts-remove', act: ({ page }) => page.locator('input[name="act-what"]').nth(1).check() },
      { name: 'accounts-proposed', act: (visit) => press(visit, 'Signer et proposer', 'Sign and propose') },
      { name: 'shares', address: '#/admin/shares' },
      { name: 'backup', address: '#/admin/backup' },
      { name: 'backup-picker', act: (visit) => press(visit, 'Sauvegarder maintenant', 'Back up now') },
      { name: 'backup-made', act: backUp },
      { name: 'backup-verified', act: (visit) => press(visit, 'Vérifier la copie', 'Verify the copy') },
      { name: 'backup-drill', act: (visit) => press(visit, 'Faire l’exercice', 'Do the drill') },
      { name: 'backup-drill-done', act: drill },
      { name: 'closing', address: '#/closing' },
      { name: 'cards', address: '#/cards', act: (visit) => strike(visit, 'Escape') },
      { name: 'cards-revoke', act: (visit) => press(visit, 'Retirer', 'Withdraw') },
      { name: 'cards-revoke-signed', act: (visit) => press(visit, 'Signer le retrait', 'Sign the withdrawal') },
      { name: 'directory-picker', address: '#/services', act: (visit) => press(visit, 'Lire l’annuaire', 'Read the focal') },
      { name: 'directory-preview', act: chooseDirectory },
      { name: 'directory-entered', act: (visit) => press(visit, 'Entrer dans', 'Enter in') },
      { name: 'lists', address: '#/lists' },
      { name: 'structures', address: '#/structures' },
      { name: 'journal', address: '#/admin/journal' },
      { name: 'proofs', address: '#/admin/proofs' },
      { name: 'destroy', address: '#/admin/destroy' },
      { name: 'destroy-base', act: (visit) => press(visit, 'Proposer, Toute', 'Propose, The whole') },
      { name: 'destroy-proposed', act: proposeDestruction },
      { name: 'destroy-print', address: '#/print/sticks' },
    ],
  };
}

async function proposeDestruction(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Proposer, Les identités', 'Propose, The identities');
  await visit.page.locator('#destruction-passphrase').fill(PEOPLE.SD1);
  await strike(visit, 'Enter');
}

async function signDestruction(visit: Visit): Promise<void> {
  await visit.page.locator('#destruction-passphrase').fill(PEOPLE.AD1);
  await strike(visit, 'Enter');
}

async function chooseDirectory(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, DIRECTORY_FILE, DIRECTORY_FILE);
}

async function backUp(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, 'Choisir ce dossier', 'Choose this folder');
}

async function drill(visit: Visit): Promise<void> {
  await visit.page.locator('#drill-passphrase').fill(PEOPLE.SD1);
  await press(visit, 'Commencer', 'Begin');
}

async function chooseRegister(visit: Visit): Promise<void> {
  await press(visit, 'Registres', 'Registres');
  await press(visit, 'registre-DEM2', 'registre-DEM2');
}

/** A file of the incident recorder whose dates do not tell the day from the month. */
async function chooseRecorder(visit: Visit): Promise<void> {
  writeFileSync(join(visit.installation.medium, RECORDER_FILE), recorderFile());
  await press(visit, 'Choisir un', 'Choose a');
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, RECORDER_FILE, RECORDER_FILE);
  await visit.page.getByRole('radio').first().waitFor();
}

function recorderFile(): string {
  const cells = new Map([
    ['DATE OF INTERVIEW', '05/10/2026'],
    ['DATE OF INCIDENT', '04/10/2026'],
    ['SURVIVOR CODE', 'SV-1'],
    ['GBV TYPE', 'Physical Assault'],
    ['SEX', 'F'],
    ['CONSENT GIVEN', 'Yes'],
  ]);
  const headings = RECORDER_HEADINGS.en;
  const lines = [headings, headings.map((heading) => cells.get(heading) ?? '')];
  return lines.map((line) => line.map((cell) => `"${cell}"`).join(',')).join('\r\n');
}

async function recordPaper(visit: Visit): Promise<void> {
  await press(visit, 'Noter ce qui a été fait… Le registre papier', 'Record what was done… The paper register');
  await visit.page.locator('input[name="source-way"]').nth(2).check();
}

export const ADMINISTRATOR: Part = {
  staffCode: 'AD1',
  role: 'administrator',
  stops: [
    { name: 'accounts', address: '#/admin/users' },
    { name: 'accounts-invite', act: (visit) => press(visit, 'Inscrire', 'Enrol') },
    { name: 'accounts-rehearsal', act: (visit) => strike(visit, 'Escape').then(() => press(visit, 'Faire un exercice', 'Rehearse')) },
    { name: 'accounts-signed', act: signRemoval },
    { name: 'cards', address: '#/cards' },
    { name: 'backup', address: '#/admin/backup' },
    { name: 'journal', address: '#/admin/journal' },
    { name: 'proofs', address: '#/admin/proofs' },
    { name: 'settings', address: '#/admin/settings' },
    { name: 'settings-delays', act: typeDelays },
    { name: 'settings-referrals', act: ({ page }) => page.locator('#lossDays').scrollIntoViewIfNeeded() },
    { name: 'reporting-settings', address: '#/admin/settings' },
    { name: 'reporting', address: '#/admin/reporting' },
    { name: 'update', address: '#/admin/update' },
    { name: 'update-verified', act: (visit) => chooseUpdate(visit, [RELEASERS[0], RELEASERS[1]]) },
    { name: 'update-compared', act: (visit) => press(visit, 'Ce sont les mots', 'These are the announced') },
    { name: 'update-aside', act: putUpdateAside },
    { name: 'update-refused', act: (visit) => chooseUpdate(visit, [RELEASERS[2], undefined]) },
    { name: 'directory', address: '#/services' },
    { name: 'destroy-waits', address: '#/admin/destroy' },
    { name: 'destroy-sign', act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'destroy-ordered', act: signDestruction },
    { name: 'destroy-stopped', act: (visit) => press(visit, 'Arrêter', 'Stop') },
    { name: 'proofs-print', address: '#/print/proofs' },
  ],
};

/** A shorter delay, a longer one that two must sign, and one that is none. */
async function typeDelays({ page, screen }: Visit): Promise<void> {
  await page.locator('#assessment_high').fill('2');
  await page.locator('#plan_low').fill('500');
  await page.locator('#approval_high').fill('5');
  await screen.still();
  await page.locator('#change-approval_high').scrollIntoViewIfNeeded();
}

/** An invented update on the stick, chosen there. */
async function chooseUpdate(visit: Visit, signers: Parameters<typeof updateOf>[1]): Promise<void> {
  const files = { 'sutura-0.2.0.AppImage': Buffer.alloc(1_000_000), 'LISEZMOI.txt': Buffer.from('Inventé.') };
  writeFileSync(join(visit.installation.medium, 'miseajour.maj'), updateOf(files, signers));
  await press(visit, 'Choisir une mise à jour', 'Choose an update');
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, 'miseajour', 'miseajour');
}

async function putUpdateAside(visit: Visit): Promise<void> {
  visit.installation.application.host.keysAreInvented = false;
  await press(visit, 'Choisir où la mettre', 'Choose where to put it');
  await backUp(visit);
}

async function signRemoval(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Signer, AC2', 'Sign, AC2');
}

export const FOCAL_POINT: Part = {
  staffCode: 'PF1',
  role: 'focal-point',
  stops: [
    { name: 'inbox', address: '#/inbox' },
    { name: 'inbox-picker', act: (visit) => press(visit, 'Choisir des fichiers', 'Choose files') },
    { name: 'inbox-verdicts', act: importAgain },
    { name: 'coverage', address: '#/coverage' },
    { name: 'tables', address: '#/tables' },
    ...['G02a', 'G02b', 'G03', 'G10', 'G13', 'G24', 'G25', 'T01a', 'T01b'].map((id) => ({
      name: `tables-${id}`,
      address: `#/tables/${FROZEN_MONTH}/${id}`,
    })),
    { name: 'tables-hand-out', act: (visit) => strike(visit, 'p') },
    { name: 'print', address: `#/print/consolidated/${FROZEN_MONTH}`, act: (visit) => strike(visit, 'Escape') },
    { name: 'structures', address: '#/structures' },
    { name: 'cards', address: '#/cards' },
    { name: 'directory', address: '#/services' },
    { name: 'protection', address: '#/protection' },
    { name: 'protection-change', act: (visit) => press(visit, 'Changer la règle', 'Change the rule') },
    { name: 'lists', address: '#/lists', act: (visit) => strike(visit, 'Escape') },
    { name: 'lists-add', act: (visit) => press(visit, 'Ajouter un choix', 'Add a choice') },
    { name: 'lists-added', act: agreeOnPlace },
    { name: 'lists-change', act: (visit) => press(visit, 'Modifier Brousse / forêt', 'Change Bush / forest') },
    { name: 'lists-cercles', address: '#/lists?list=cercle' },
    { name: 'directory-hand-out', address: '#/services', act: handOutDirectory },
    { name: 'journal', address: '#/admin/journal' },
    { name: 'proofs', address: '#/admin/proofs' },
    { name: 'accounts', address: '#/admin/users' },
    { name: 'sealed', address: '#/sealed' },
    { name: 'sealed-halves', act: receiveHalves },
    { name: 'sealed-list', act: (visit) => press(visit, 'Commencer l’ouverture', 'Begin the opening') },
    { name: 'sealed-agree', act: receiveList },
    { name: 'sealed-guide', address: '#/print/sealed' },
  ],
};

/** A second custodian and three invented centres, as they would come by USB key. */
async function receiveHalves(visit: Visit): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const { installation } = visit;
  const met = {
    a: installation,
    b: second,
    cardOfA: await confirmCard(installation, second),
    cardOfB: await confirmCard(second, installation),
  };
  await threeCentres(met, SEALED_MONTH, () => vectorOf([], SEALED_MONTH));
  custodians.set(installation, met);
  await lookAgain(visit);
}

/** The list of the other custodian, received. */
async function receiveList(visit: Visit): Promise<void> {
  const met = custodians.get(visit.installation);
  if (met === undefined) throw new Error('no second custodian');
  const { openingId } = await met.b.ask('sealed.begin', { period: SEALED_MONTH, cardId: met.cardOfA, part: 'all' });
  await importNamed(met.a, await carry(met.b, met.a, openingId, 'list'));
  met.b.remove();
  await lookAgain(visit);
}

async function lookAgain(visit: Visit): Promise<void> {
  await visit.page.goto(visit.page.url().replace(/#.*/u, '#/inbox'));
  await visit.screen.still();
  await press(visit, 'Ouverture scellée', 'Sealed opening');
}

const custodians = new Map<Installation, Custodians>();
const SEALED_MONTH = '2026-06';

async function agreeOnPlace(visit: Visit): Promise<void> {
  await visit.page.locator('#code-fr').fill('Gare routière');
  await visit.page.locator('#code-en').fill('Bus station');
  await visit.page.locator('#code-counts').selectOption('transport');
  await press(visit, 'Enregistrer', 'Save');
}

async function handOutDirectory(visit: Visit): Promise<void> {
  await press(visit, 'Remettre aux centres', 'Hand out to the centres');
  await backUp(visit);
}

async function importAgain(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  for (const line of await visit.page.locator('dialog .picker button').all()) await line.click();
  await press(visit, 'Choisir \\d', 'Choose \\d');
}
