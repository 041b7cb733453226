import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDER_HEADINGS } from '../shared/takeover/known/toolFiles.ts';
import { PEOPLE } from '../support/installation.ts';
import { DIRECTORY_FILE } from '../support/seedExchanges.ts';
import { FROZEN_MONTH } from '../support/seedDemoCases.ts';
import { verifiedCopy } from '../support/verifiedCopy.ts';
import { HEADINGS } from './headings.ts';
import { reportConflict } from './caseworkerStops.ts';
import type { Known } from './known.ts';
import { chooseStick, press, strike, type Part, type Visit } from './stop.ts';

const RECORDER_FILE = 'releve-ir.csv';

export function supervisorPart(known: Known): Part {
  return {
    staffCode: 'SD1',
    role: 'supervisor',
    stops: [
      { name: 'team', heading: HEADINGS.team, address: '#/team' },
      { name: 'reporting-team', heading: HEADINGS.team, address: '#/team' },
      {
        name: 'reporting-channel',
        heading: HEADINGS.caseFile,
        address: `#/cases/${known.reported}`,
        act: (visit) => press(visit, 'Afficher', 'Show'),
      },
      { name: 'reporting-read', heading: HEADINGS.mandatoryReporting, address: '#/admin/reporting' },
      { name: 'conflict-handovers', heading: HEADINGS.casesToHandOver, address: '#/team/handovers' },
      { name: 'feedback-results', heading: HEADINGS.resultsOfTheSurvey, address: '#/feedback/results' },
      { name: 'conflict-alone', heading: HEADINGS.iKnowThisPerson, address: `#/cases/${known.running}`, act: reportConflict },
      { name: 'cases', heading: HEADINGS.cases, address: '#/cases' },
      { name: 'case-read', heading: HEADINGS.caseFile, address: `#/cases/${known.running}` },
      { name: 'case-suspended', heading: HEADINGS.caseFile, address: `#/cases/${known.suspended}` },
      { name: 'form-read', heading: HEADINGS.gbvIncident, address: `#/cases/${known.running}/forms/incident/${known.records['incident']}` },
      {
        name: 'form-narrative',
        heading: HEADINGS.gbvIncident,
        address: `#/cases/${known.running}/forms/incident/${known.records['incident']}/consequences`,
      },
      { name: 'form-identity', heading: HEADINGS.identity, address: `#/cases/${known.running}/forms/identity` },
      { name: 'prints', heading: HEADINGS.printRegister, address: '#/prints' },
      { name: 'approvals', heading: HEADINGS.approvals, address: '#/approvals' },
      { name: 'closure-decide', heading: HEADINGS.closure, address: `#/cases/${known.requested}/closure` },
      { name: 'duplicates', heading: HEADINGS.possibleDuplicates, address: `#/duplicates/${known.pair}` },
      { name: 'duplicates-merge', heading: HEADINGS.mergeTwoCases, act: (visit) => strike(visit, 'm') },
      {
        name: 'duplicates-preview',
        heading: HEADINGS.mergeTwoCases,
        act: (visit) => press(visit, 'Ouvrir les deux dossiers', 'Open both cases'),
      },
      { name: 'duplicates-merged', heading: HEADINGS.caseFile, act: (visit) => strike(visit, 'Control+Enter') },
      { name: 'duplicates-undo', heading: HEADINGS.undoTheMerge, address: '#/duplicates', act: (visit) => press(visit, 'Défaire', 'Undo') },
      { name: 'months', heading: HEADINGS.monthlyReport, address: '#/months' },
      { name: 'month-check', heading: HEADINGS.checkOctober2026, address: `#/months/${FROZEN_MONTH}/check` },
      { name: 'month-preview', heading: HEADINGS.whatWillLeave, address: `#/months/${FROZEN_MONTH}/preview` },
      { name: 'month-preview-G02b', heading: HEADINGS.whatWillLeave, act: (visit) => strike(visit, 'Alt+PageDown', 'Alt+PageDown') },
      { name: 'month-current', heading: HEADINGS.whatWillLeave, address: '#/months/2026-11/preview' },
      { name: 'month-freeze', heading: HEADINGS.freezeAugust2026, address: '#/months/2026-08/freeze' },
      { name: 'month-handover', heading: HEADINGS.handOverOctober2026, address: `#/months/${FROZEN_MONTH}/handover` },
      { name: 'month-correct', heading: HEADINGS.correctOctober2026, address: `#/months/${FROZEN_MONTH}/correct` },
      { name: 'takeovers', heading: HEADINGS.registerTakeOver, address: '#/takeover' },
      { name: 'takeover-file', heading: HEADINGS.registerFile, address: '#/takeover/file' },
      {
        name: 'takeover-picker',
        heading: HEADINGS.chooseARegisterCsv,
        act: (visit) => press(visit, 'Choisir un fichier', 'Choose a file'),
      },
      { name: 'takeover-columns', heading: HEADINGS.registerColumns, act: chooseRegister },
      { name: 'takeover-values', heading: HEADINGS.registerWords, act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-rehearsal', heading: HEADINGS.takeoverRehearsal, act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-run', heading: HEADINGS.takeTheRegisterOver, act: (visit) => press(visit, 'Continuer', 'Continue') },
      { name: 'takeover-done', heading: HEADINGS.reportOfTheTakeOver, act: (visit) => strike(visit, 'Control+Enter') },
      { name: 'takeover-report', heading: HEADINGS.reportOfTheTakeOver, address: `#/takeover/report/${known.takeover}` },
      { name: 'takeover-corrections', heading: HEADINGS.toCorrect, address: '#/takeover/corrections' },
      { name: 'takeover-tool-file', heading: HEADINGS.registerColumns, address: '#/takeover/file', act: chooseRecorder },
      {
        name: 'takeover-tool-by-hand',
        heading: HEADINGS.registerColumns,
        act: (visit) => press(visit, 'Choisir à la main', 'Choose by hand'),
      },
      { name: 'takeover-source', heading: HEADINGS.theFormerRegister, address: `#/takeover/source/${known.takeover}` },
      { name: 'takeover-source-record', heading: HEADINGS.paperRegister, act: recordPaper },
      {
        name: 'takeover-copied',
        heading: HEADINGS.registerTakeOver,
        address: '#/takeover',
        act: ({ installation }) => verifiedCopy(installation),
      },
      {
        name: 'takeover-source-erase',
        heading: HEADINGS.overwriteAndDeleteTheFile,
        address: `#/takeover/source/${known.takeover}`,
        act: (visit) => press(visit, 'Écraser', 'Overwrite'),
      },
      { name: 'directory', heading: HEADINGS.services, address: '#/services' },
      { name: 'provider', heading: HEADINGS.provider, address: `#/services/${known.provider}` },
      { name: 'provider-new', heading: HEADINGS.newProvider, address: '#/services/new' },
      { name: 'accounts', heading: HEADINGS.accounts, address: '#/admin/users' },
      { name: 'accounts-change', heading: HEADINGS.changeTheAccountAc2, act: (visit) => press(visit, 'Changer, AC2', 'Change, AC2') },
      {
        name: 'accounts-remove',
        heading: HEADINGS.changeTheAccountAc2,
        act: ({ page }) => page.locator('input[name="act-what"]').nth(1).check(),
      },
      { name: 'accounts-proposed', heading: HEADINGS.accounts, act: proposeRemoval },
      { name: 'shares', heading: HEADINGS.threeRecoveryShares, address: '#/admin/shares' },
      { name: 'backup', heading: HEADINGS.backups, address: '#/admin/backup' },
      { name: 'backup-picker', heading: HEADINGS.chooseAFolder, act: (visit) => press(visit, 'Sauvegarder maintenant', 'Back up now') },
      { name: 'backup-made', heading: HEADINGS.backups, act: chooseStick },
      { name: 'backup-verified', heading: HEADINGS.backups, act: (visit) => press(visit, 'Vérifier la copie', 'Verify the copy') },
      { name: 'backup-drill', heading: HEADINGS.drill, act: (visit) => press(visit, 'Faire l’exercice', 'Do the drill') },
      { name: 'backup-drill-done', heading: HEADINGS.drill, act: drill },
      { name: 'closing', heading: HEADINGS.closeTheSession, address: '#/closing' },
      { name: 'cards', heading: HEADINGS.keyCards, address: '#/cards', act: (visit) => strike(visit, 'Escape') },
      { name: 'cards-revoke', heading: HEADINGS.withdrawTheCardDesk, act: (visit) => press(visit, 'Retirer', 'Withdraw') },
      { name: 'cards-revoke-signed', heading: HEADINGS.keyCards, act: (visit) => press(visit, 'Signer le retrait', 'Sign the withdrawal') },
      {
        name: 'directory-picker',
        heading: HEADINGS.chooseReceivedFiles,
        address: '#/services',
        act: (visit) => press(visit, 'Lire l’annuaire', 'Read the focal'),
      },
      { name: 'directory-preview', heading: HEADINGS.directoryOfTheFocalPoint, act: chooseDirectory },
      { name: 'directory-entered', heading: HEADINGS.services, act: (visit) => press(visit, 'Entrer dans', 'Enter in') },
      { name: 'lists', heading: HEADINGS.listsOfChoices, address: '#/lists' },
      { name: 'structures', heading: HEADINGS.structures, address: '#/structures' },
      { name: 'journal', heading: HEADINGS.journal, address: '#/admin/journal' },
      { name: 'proofs', heading: HEADINGS.proofs, address: '#/admin/proofs' },
      { name: 'destroy', heading: HEADINGS.destruction, address: '#/admin/destroy' },
      {
        name: 'destroy-base',
        heading: HEADINGS.destroyTheWholeBase,
        act: (visit) => press(visit, 'Proposer, Toute', 'Propose, The whole'),
      },
      { name: 'destroy-proposed', heading: HEADINGS.destruction, act: proposeDestruction },
      { name: 'destroy-print', heading: HEADINGS.checkList, address: '#/print/sticks' },
    ],
  };
}

async function proposeRemoval(visit: Visit): Promise<void> {
  await visit.page.locator('#sign-passphrase').fill(PEOPLE.SD1);
  await press(visit, 'Signer et proposer', 'Sign and propose');
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

/** A file of the incident recorder whose dates do not distinguish the day from the month. */
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
