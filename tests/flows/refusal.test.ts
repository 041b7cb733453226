import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { openedBase } from '../support/openedBase.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

/** Typed before the person changes her mind; each exists nowhere else. */
const TYPED = { name: 'Zéphyrine', telephone: '76 54 32 19', place: 'Kzyl-Orda quartier' };

test('a person who takes her consent back in the middle of an intake leaves a contact and nothing that identifies her', async ({
  host,
}) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  const main = page.locator('#main');
  const before = (await centre.ask('cases.list', { state: 'all', page: 1 })).total;

  await keys.go('Alt+n');
  await keys.tick("J'ai expliqué ces cinq points");
  await keys.choose('Interprète présent', 'Non');
  await keys.choose("Connaissance de l'âge", 'Âge estimé');
  await keys.write('Âge (années révolues)', '41');
  await keys.choose("La personne accepte l'accompagnement", 'Oui');
  await keys.choose("Accepte l'utilisation", 'Oui');
  await keys.choose("Accepte d'être recontactée", 'Oui');
  await keys.go('Control+Enter');
  await keys.open('Identité et contact');
  await keys.write('Nom', TYPED.name);
  await keys.write('Téléphone', TYPED.telephone);
  await keys.write('Adresse', TYPED.place);
  await expect.poll(() => openedBase(centre)).toContain(TYPED.place);

  await keys.open('Accueil et consentement');
  await keys.choose("La personne accepte l'accompagnement", 'Non');
  await keys.choose('Sexe', 'Féminin');
  await keys.choose('Raison du refus', 'Peur de représailles');
  for (const erased of ['Nom', 'Téléphone', 'Adresse']) await expect(page.locator('.refusal')).toContainText(erased);
  await isAccessible();
  await keys.go('Control+Enter');
  await expect(main).toContainText('Contact enregistré sans consentement');
  await isAccessible();

  const { rows, total } = await centre.ask('cases.list', { state: 'all', page: 1 });
  expect(total).toBe(before + 1);
  expect(rows.filter(({ state }) => state === 'no_consent')).toHaveLength(1);
  const base = openedBase(centre);
  expect(base).toContain('Exemplette');
  for (const typed of Object.values(TYPED)) expect(base).not.toContain(typed);
  centre.remove();
});
