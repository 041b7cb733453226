import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORM_IDS, formOf, isOfCase, rowFormsOf, type FormId } from '../../shared/forms/registry.ts';
import { pngWithPlace } from '../support/inventedFiles.ts';
import { FROZEN_MONTH } from '../support/seedDemoCases.ts';
import { HEADINGS } from './headings.ts';
import type { Known } from './known.ts';
import { press, strike, type Part, type Stop, type Visit } from './stop.ts';

async function searchName(visit: Visit): Promise<void> {
  await press(visit, 'Ouvrir la recherche', 'Open the search');
  await visit.page.keyboard.type('exempl');
  await visit.screen.still();
}

/** Leaves the first dialog, then asks to take the link away. */
async function removeLink(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Retirer,', 'Remove,');
}

/** The person asks for her file: a name is ticked, and stays closed on the screen. */
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

/** The panel of acts of a case, then the act that says that the person is known. */
export async function reportConflict(visit: Visit): Promise<void> {
  await press(visit, 'Actions', 'Actions');
  await press(visit, 'Je connais', 'I know');
}

export function caseworkerPart(known: Known): Part {
  const file = `#/cases/${known.running}`;
  return {
    staffCode: 'AC1',
    role: 'caseworker',
    stops: [
      { name: 'day', heading: HEADINGS.today, address: '#/day' },
      { name: 'palette', heading: HEADINGS.codePageOrAction, act: (visit) => strike(visit, 'Control+k') },
      { name: 'key-sheet', heading: HEADINGS.keysOfThisPage, act: (visit) => strike(visit, 'Escape', 'F2') },
      { name: 'cases', heading: HEADINGS.cases, address: '#/cases', act: (visit) => strike(visit, 'Escape') },
      { name: 'cases-late', heading: HEADINGS.cases, address: '#/cases?due=late' },
      { name: 'cases-none', heading: HEADINGS.cases, address: '#/cases?risk=high&state=closed' },
      { name: 'feedback', heading: HEADINGS.feedbackSurvey, address: '#/feedback' },
      { name: 'feedback-gone-on', heading: HEADINGS.feedbackSurvey, act: (visit) => press(visit, 'Reprendre', 'Go on') },
      { name: 'search-reason', heading: HEADINGS.lookForAPerson, address: '#/search' },
      { name: 'search-found', heading: HEADINGS.lookForAPerson, act: searchName },
      { name: 'case-running', heading: HEADINGS.caseFile, address: file },
      { name: 'case-timeline', heading: HEADINGS.caseFile, act: (visit) => press(visit, 'Chronologie', 'Timeline') },
      { name: 'case-referrals', heading: HEADINGS.caseFile, act: (visit) => press(visit, 'Référencements', 'Referrals') },
      { name: 'family-link', heading: HEADINGS.linkFamily, address: file, act: (visit) => press(visit, 'Relier', 'Link') },
      { name: 'family-unlink', heading: HEADINGS.removeTheLink, act: removeLink },
      { name: 'slip', heading: HEADINGS.slip, address: `${file}/slip/${known.referral}` },
      { name: 'slip-paper', heading: HEADINGS.referralSlip, address: `#/print/slip/${known.running}/${known.referral}/both` },
      { name: 'extract', heading: HEADINGS.printAnExtract, address: `${file}/extract` },
      { name: 'extract-person', heading: HEADINGS.printAnExtract, act: chooseReader },
      { name: 'extract-printed', heading: HEADINGS.printAnExtract, act: printTicked },
      { name: 'case-follow-ups', heading: HEADINGS.caseFile, address: file, act: (visit) => press(visit, 'Suivis', 'Follow-ups') },
      { name: 'case-followed', heading: HEADINGS.caseFile, address: `#/cases/${known.followed}` },
      {
        name: 'case-plan',
        heading: HEADINGS.caseFile,
        address: `#/cases/${known.followed}`,
        act: ({ page }) => page.getByRole('tab', { name: /^Plan/ }).click(),
      },
      { name: 'case-destroy-identity', heading: HEADINGS.askToDestroyIdentity, address: `#/cases/${known.followed}`, act: askToForget },
      { name: 'attachment-add', heading: HEADINGS.addAnAttachment, address: `${file}/attachment` },
      { name: 'attachment-chosen', heading: HEADINGS.addAnAttachment, act: choosePicture },
      {
        name: 'attachment-kept',
        heading: HEADINGS.addAnAttachment,
        act: (visit) => press(visit, 'Garder la pièce', 'Keep the attachment'),
      },
      { name: 'case-attachments', heading: HEADINGS.caseFile, act: showPieces },
      { name: 'attachment-open', heading: HEADINGS.signedConsentForm, act: (visit) => press(visit, 'Ouvrir', 'Open') },
      { name: 'attachment-remove', heading: HEADINGS.removeThisAttachment, act: askToRemove },
      { name: 'case-closed', heading: HEADINGS.caseFile, address: `#/cases/${known.closed}` },
      { name: 'case-requested', heading: HEADINGS.caseFile, address: `#/cases/${known.requested}` },
      { name: 'referral-provider', heading: HEADINGS.referral, address: `${file}/forms/referral/new/request`, act: chooseService },
      ...formStops(known),
      { name: 'closure', heading: HEADINGS.closure, address: `#/cases/${known.followed}/closure` },
      { name: 'conflict', heading: HEADINGS.iKnowThisPerson, address: `#/cases/${known.followed}`, act: reportConflict },
      { name: 'conflict-notified', heading: HEADINGS.caseFile, act: (visit) => press(visit, 'Le dire', 'Tell the') },
      { name: 'reporting-case', heading: HEADINGS.caseFile, address: `#/cases/${known.reported}` },
      { name: 'reporting-opened', heading: HEADINGS.caseFile, act: (visit) => press(visit, 'Afficher', 'Show') },
      { name: 'reporting-record', heading: HEADINGS.sexualAbuseOfAChild, act: (visit) => press(visit, 'Noter ce qui', 'Record what') },
      { name: 'reporting-intake', heading: HEADINGS.newIntake, address: '#/intake', act: (visit) => strike(visit, 'Escape') },
      ...['consent', 'danger', 'person', 'duplicates', 'identity'].map((step) => ({
        name: `intake-${step}`,
        heading: HEADINGS.newIntake,
        address: `#/intake/${known.intakeDraft}/${step}`,
      })),
      { name: 'intake-slip', heading: HEADINGS.newIntake, address: `#/intake/${known.intakeDraft}/person`, act: typeSlip },
      { name: 'intake-new', heading: HEADINGS.newIntake, address: '#/intake' },
      { name: 'drafts', heading: HEADINGS.drafts, address: '#/drafts' },
      { name: 'months', heading: HEADINGS.monthlyReport, address: '#/months' },
      { name: 'month-preview', heading: HEADINGS.whatYourCasesCount, address: `#/months/${FROZEN_MONTH}/preview` },
      { name: 'takeovers', heading: HEADINGS.registerTakeOver, address: '#/takeover' },
      { name: 'directory', heading: HEADINGS.services, address: '#/services' },
      { name: 'provider', heading: HEADINGS.provider, address: `#/services/${known.provider}` },
      { name: 'journal', heading: HEADINGS.journal, address: '#/admin/journal' },
      { name: 'proofs', heading: HEADINGS.proofs, address: '#/admin/proofs' },
      { name: 'protection', heading: HEADINGS.howFiguresAreProtected, address: '#/protection' },
      { name: 'print-protection', heading: HEADINGS.howFiguresAreProtected, address: '#/print/protection' },
      { name: 'handbook', heading: HEADINGS.handbook, address: '#/handbook' },
      { name: 'print-handbook', heading: HEADINGS.handbook, address: '#/print/handbook' },
      { name: 'blank-forms', heading: HEADINGS.blankForms, address: '#/blank' },
      { name: 'blank-incident', heading: HEADINGS.gbvIncident, address: '#/print/form/incident' },
      { name: 'passphrase', heading: HEADINGS.passphrase, address: '#/passphrase' },
      { name: 'own-menu', heading: HEADINGS.passphrase, act: ({ page }) => page.locator('button.own').click() },
      { name: 'forbidden', heading: HEADINGS.notOpenToRole, address: '#/team', act: (visit) => strike(visit, 'Escape') },
      { name: 'unknown', heading: HEADINGS.nothingAtThisAddress, address: '#/nowhere' },
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
  const first = forms.map((id) => ({
    name: `form-${id}`,
    heading: formOf(id).title,
    address: `#/cases/${running}/forms/${id}/${records[id] ?? 'new'}`,
  }));
  const screens = (id: FormId, base: string) =>
    [...Object.keys(formOf(id).sections), ...rowFormsOf(id).filter((row) => row !== 'reported_elsewhere')].map((code) => ({
      name: `form-${id}-${code}`,
      heading: formOf(id).title,
      address: `${base}/${code}`,
    }));
  const path = (['assessment_gbv', 'safety_plan', 'plan_gbv'] as const).flatMap((id) =>
    screens(id, `#/cases/${followed}/forms/${id}/${followedRecords[id] ?? 'new'}`),
  );
  return [...first, ...screens('incident', `#/cases/${running}/forms/incident/${records['incident']}`).slice(1), ...path];
}
