import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { caseOn, sitDown } from './desk.ts';
import type { Keyboard } from './keyboard.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Closed on the day before; « Exemplette Démonstration », as she was written down then. */
const CASE = 'VBG-ESS1-26-0001';

test('a person comes back after two years under another spelling: found by name with a reason, her case is reopened on the same code', async ({
  host,
}) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  centre.advance(730 * DAY);
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  const main = page.locator('#main');
  await keys.press('Control+k');
  await keys.type('chercher une personne');
  await keys.go('Enter');
  await keys.choose('Motif', 'Vérifier avec la personne présente');
  await keys.push('Ouvrir la recherche');
  await keys.write('Nom, téléphone', 'demonstrassion egzemplette');
  await expect(page.getByRole('table')).toContainText(CASE);
  await isAccessible();
  await keys.push(`Afficher Nom, ${CASE}`);
  await expect(page.getByRole('table')).toContainText('Exemplette Démonstration');
  await keys.press('Shift+Tab');
  await keys.open(CASE);
  await expect(main).toContainText('Clôturé.');

  await keys.push('Actions');
  await keys.push('Rouvrir le dossier');
  await isAccessible();
  await keys.choose('Motif', 'Nouveau besoin');
  await keys.push('Rouvrir le dossier');
  await expect(main).toContainText('Redemander le consentement');
  centre.advance(MINUTE);
  await keys.go('Control+Enter');
  await consentsAgain(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText('Évaluation des besoins');
  await expect(main).not.toContainText('Redemander le consentement');
  const { row } = await centre.ask('cases.open', { caseId: caseOn(page) });
  expect(row).toMatchObject({ caseCode: CASE, state: 'open_assessment' });
  centre.remove();
});

async function consentsAgain(keys: Keyboard): Promise<void> {
  await keys.choose("Langue de l'entretien", 'Bambara');
  await keys.choose('Interprète présent', 'Non');
  await keys.turnTo('Ce qui a été expliqué');
  for (const explained of ['La confidentialité', 'Les limites', 'Le droit de refuser', 'Les services', 'La manière'])
    await keys.choose(explained, 'Oui');
  await keys.choose('Une obligation légale', 'Non');
  await keys.turnTo('Qui consent');
  await keys.choose('Qui donne le consentement', 'La personne elle-même');
  await keys.turnTo("L'accompagnement");
  await keys.choose("La personne accepte l'accompagnement", 'Oui');
  await keys.choose('Forme du consentement', 'Signature');
  await keys.turnTo('Les autres accords');
  await keys.choose("Accepte l'utilisation", 'Oui');
  await keys.choose("Accepte d'être recontactée", 'Oui');
}
