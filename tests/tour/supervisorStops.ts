import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDER_HEADINGS } from '../shared/takeover/known/toolFiles.ts';
import { PEOPLE } from '../support/installation.ts';
import { DIRECTORY_FILE } from '../support/exchanged.ts';
import { FROZEN_MONTH } from '../support/tellStories.ts';
import { verifiedCopy } from '../support/verifiedCopy.ts';
import { tellConflict } from './caseworkerStops.ts';
import type { Known } from './known.ts';
import { chooseStick, press, strike, type Part, type Visit } from './stop.ts';

const RECORDER_FILE = 'releve-ir.csv';

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
      { name: 'backup-made', act: chooseStick },
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

async function chooseDirectory(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, DIRECTORY_FILE, DIRECTORY_FILE);
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
