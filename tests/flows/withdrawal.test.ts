import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { TODAY } from '../support/installation.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { caseOn, sitDown } from './desk.ts';

const CASE = 'VBG-ESS1-26-0006';
const CAME_THIS_MONTH = 'VBG-ESS1-26-0024';

test('consent to sharing withdrawn while a referral is prepared: the referral is cancelled, nothing reminds of it, the file says so', async ({
  host,
}) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  const main = page.locator('#main');
  await keys.goToCase(CASE);
  const caseId = caseOn(page);
  const tasks = async () => (await centre.ask('cases.open', { caseId })).tasks.map(({ kind }) => kind);

  await keys.open('Consentement au partage');
  await keys.choose('Qui autorise', 'La personne elle-même');
  await keys.choose('Forme', 'Signature');
  await keys.turnTo('Autorisation pour un service');
  await keys.push('Ajouter, Autorisation');
  await keys.choose('Service destinataire', 'Services de santé');
  await keys.choose('Prestataire précis', 'Centre de santé de démonstration');
  await keys.choose('Autorise le partage', 'Oui');
  await keys.go('Control+Enter');
  await keys.go('r');
  await keys.choose('Service demandé', 'Santé / soins médicaux');
  await keys.choose('Prestations demandées', "Soins d'urgence");
  await keys.choose('Prestataire', 'Centre de santé de démonstration');
  await keys.choose('Urgence', 'Ordinaire');
  await keys.turnTo('Les informations');
  await keys.choose('Informations transmises', 'Âge et sexe');
  await keys.turnTo("Retour d'information");
  await keys.reach('Enregistrer et quitter');
  await keys.go('Enter');
  await keys.turnToTab('Référencements');
  await expect(main).toContainText('Prêt (consentement enregistré)');
  expect(await tasks()).toContain('consent_renewal');

  await keys.push('Retirer');
  await keys.tick('Partage avec les prestataires');
  await isAccessible();
  await keys.push('Retirer le consentement');
  await expect(page.locator('.toast')).toContainText('Référencements annulés : 1.');
  await keys.turnToTab('Référencements');
  await expect(main).toContainText('Annulé');
  await expect(page.locator('.consent')).toContainText(/Partage avec un service\s*non/);
  await isAccessible();
  expect(await tasks()).not.toContain('consent_renewal');
  await keys.open('Fiche');
  await expect(page.getByText('Cette fiche ne peut pas être imprimée')).toBeVisible();
  centre.remove();
});

test('consent to statistics withdrawn: the person is no longer counted in the month, and the check of the month says why', async ({
  host,
}) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const figures = () => centre.ask('months.check', { month: TODAY.slice(0, 7) }).then((check) => check.figures);
  await centre.unlock('SD1');
  const before = await figures();
  await centre.lock();
  const { page, keys, passTo, isAccessible } = await sitDown(host, centre, 'AC1');
  await keys.goToCase(CAME_THIS_MONTH);
  await keys.push('Retirer');
  await keys.tick('Statistiques');
  await keys.push('Retirer le consentement');
  await expect(page.locator('.toast')).toContainText('Retrait enregistré.');

  await passTo('SD1');
  await keys.go('Alt+5');
  await keys.open('novembre 2026');
  await isAccessible();
  const { counted, no_statistics_consent } = await figures();
  expect({ counted, no_statistics_consent }).toEqual({
    counted: before.counted - 1,
    no_statistics_consent: before.no_statistics_consent + 1,
  });
  centre.remove();
});
