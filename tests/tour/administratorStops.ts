import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEOPLE } from '../support/installation.ts';
import { RELEASERS, updateOf } from '../support/releaseKeys.ts';
import { HEADINGS } from './headings.ts';
import { chooseStick, press, strike, type Part, type Visit } from './stop.ts';

async function signDestruction(visit: Visit): Promise<void> {
  await visit.page.locator('#destruction-passphrase').fill(PEOPLE.AD1);
  await strike(visit, 'Enter');
}

export const ADMINISTRATOR: Part = {
  staffCode: 'AD1',
  role: 'administrator',
  stops: [
    { name: 'accounts', heading: HEADINGS.accounts, address: '#/admin/users' },
    { name: 'accounts-invite', heading: HEADINGS.enrolAPerson, act: (visit) => press(visit, 'Inscrire', 'Enrol') },
    {
      name: 'accounts-rehearsal',
      heading: HEADINGS.rehearsalWithTwoShares,
      act: (visit) => strike(visit, 'Escape').then(() => press(visit, 'Faire un exercice', 'Rehearse')),
    },
    { name: 'accounts-signed', heading: HEADINGS.signForAc2, act: signRemoval },
    { name: 'cards', heading: HEADINGS.keyCards, address: '#/cards' },
    { name: 'backup', heading: HEADINGS.backups, address: '#/admin/backup' },
    { name: 'journal', heading: HEADINGS.journal, address: '#/admin/journal' },
    { name: 'proofs', heading: HEADINGS.proofs, address: '#/admin/proofs' },
    { name: 'settings', heading: HEADINGS.settings, address: '#/admin/settings' },
    { name: 'settings-delays', heading: HEADINGS.settings, act: typeDelays },
    { name: 'settings-referrals', heading: HEADINGS.settings, act: ({ page }) => page.locator('#lossDays').scrollIntoViewIfNeeded() },
    { name: 'reporting-settings', heading: HEADINGS.settings, address: '#/admin/settings' },
    { name: 'reporting', heading: HEADINGS.mandatoryReporting, address: '#/admin/reporting' },
    { name: 'update', heading: HEADINGS.update, address: '#/admin/update' },
    { name: 'update-verified', heading: HEADINGS.update, act: (visit) => chooseUpdate(visit, [RELEASERS[0], RELEASERS[1]]) },
    { name: 'update-compared', heading: HEADINGS.update, act: (visit) => press(visit, 'Ce sont les mots', 'These are the announced') },
    { name: 'update-aside', heading: HEADINGS.update, act: stageUpdate },
    { name: 'update-refused', heading: HEADINGS.update, act: (visit) => chooseUpdate(visit, [RELEASERS[2], undefined]) },
    { name: 'directory', heading: HEADINGS.services, address: '#/services' },
    { name: 'destroy-waits', heading: HEADINGS.destruction, address: '#/admin/destroy' },
    { name: 'destroy-sign', heading: HEADINGS.destroyTheIdentities, act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'destroy-ordered', heading: HEADINGS.destruction, act: signDestruction },
    { name: 'destroy-stopped', heading: HEADINGS.destruction, act: (visit) => press(visit, 'Arrêter', 'Stop') },
    { name: 'proofs-print', heading: HEADINGS.protectionsRead, address: '#/print/proofs' },
  ],
};

/** A shorter delay, a longer delay that two must sign, and a delay that is none. */
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

async function stageUpdate(visit: Visit): Promise<void> {
  visit.installation.application.host.keysAreInvented = false;
  await press(visit, 'Choisir où la mettre', 'Choose where to put it');
  await chooseStick(visit);
}

async function signRemoval(visit: Visit): Promise<void> {
  await strike(visit, 'Escape');
  await press(visit, 'Signer, AC2', 'Sign, AC2');
}
