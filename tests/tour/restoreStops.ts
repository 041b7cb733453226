import { PEOPLE } from '../support/installation.ts';
import { HEADINGS } from './headings.ts';
import { press, type Part, type Visit } from './stop.ts';

/** New passphrases after a loss, obviously invented. */
const next = (staffCode: string) => `invente pour essai apres la perte ${staffCode}`;

/** A new machine, the sticks of a centre plugged in. */
export const PUT_BACK: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'restore', heading: HEADINGS.putACopyBack, address: '#/restore' },
    { name: 'restore-opened', heading: HEADINGS.copyOfCentreEss1, act: (visit) => openCopy(visit, 'AC1') },
    { name: 'restore-done', heading: HEADINGS.openASession, act: confirmCopy },
  ],
};

/** The same machine afterwards: what became of the former one, and everybody renewed. */
export const AFTER_RESTORE: Part = {
  staffCode: 'SD1',
  role: 'supervisor',
  stops: [
    { name: 'restore-asks', heading: HEADINGS.lossAndPuttingBack, address: '#/admin/after-restore' },
    { name: 'restore-lost', heading: HEADINGS.lossAndPuttingBack, act: (visit) => press(visit, 'Oui, perdu', 'Yes, lost') },
    { name: 'restore-renewing', heading: HEADINGS.lossAndPuttingBack, act: declareLoss },
    {
      name: 'restore-renew-one',
      heading: HEADINGS.renewAccountAc1,
      act: (visit) => press(visit, 'Renouveler, ensemble', 'Renew, together'),
    },
    { name: 'restore-renewed-one', heading: HEADINGS.lossAndPuttingBack, act: renewOne },
  ],
};

/** A machine at work, whose stick holds an older copy, and a previous profile. */
export const PUT_BACK_OLDER: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'restore-choices', heading: HEADINGS.putACopyBack, address: '#/restore' },
    { name: 'restore-older', heading: HEADINGS.copyOfCentreEss1, act: (visit) => openCopy(visit, 'SD1') },
  ],
};

/** The supervision of that machine: who came back with the copy. */
export const RETURNED: Part = {
  staffCode: 'SD1',
  role: 'supervisor',
  stops: [{ name: 'restore-returned', heading: HEADINGS.lossAndPuttingBack, address: '#/admin/after-restore' }],
};

async function openCopy(visit: Visit, staffCode: 'AC1' | 'SD1'): Promise<void> {
  await visit.page.locator('#restore-code').fill(staffCode);
  await visit.page.locator('#restore-passphrase').fill(PEOPLE[staffCode]);
  await press(visit, 'Ouvrir la copie', 'Open the copy');
  await visit.page.locator('#authority-code').waitFor();
}

async function confirmCopy(visit: Visit): Promise<void> {
  await visit.page.locator('#authority-code').fill('SD1');
  await visit.page.locator('#authority-passphrase').fill(PEOPLE.SD1);
  await press(visit, 'Remettre en place', 'Put back');
  await visit.page.locator('#passphrase').waitFor();
}

async function declareLoss(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.locator('#own-current').fill(PEOPLE.SD1);
  await choose(visit, 'own-next', next('SD1'));
  await page.locator('#administrator-code').fill('AD1');
  await page.locator('#administrator-current').fill(PEOPLE.AD1);
  await choose(visit, 'administrator-next', next('AD1'));
  await press(visit, 'Renouveler les clés', 'Renew the keys');
  await page.locator('#own-current').waitFor({ state: 'detached' });
  await visit.screen.still();
}

async function renewOne(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.locator('#renew-current').fill(PEOPLE.AC1);
  await choose(visit, 'renew-next', next('AC1'));
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Renouveler|Renew)$/ })
    .click();
  await page.locator('#renew-current').waitFor({ state: 'detached' });
  await visit.screen.still();
}

async function choose({ page }: Visit, id: string, passphrase: string): Promise<void> {
  await page.locator(`#${id}`).fill(passphrase);
  await page.locator(`#${id}-again`).fill(passphrase);
}
