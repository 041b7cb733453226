import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { caseOn, sitDown } from './desk.ts';
import type { Keyboard } from './keyboard.ts';

const CARER = 'le beau-père inventé';
/** Who is left to consent for a child of 12 to 14 whose carer is the alleged perpetrator (reference §5.1.2, §5.1.3). */
const GIVERS = ['La personne elle-même', 'Autre adulte de confiance', 'Gestionnaire de cas (à titre exceptionnel, enfant)'];

test('a girl of fourteen whose carer is the alleged perpetrator: nobody asks the carer, the supervisor validates, she is referred', async ({
  host,
}) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, passTo, isAccessible } = await sitDown(host, centre, 'AC1');
  const main = page.locator('#main');
  await keys.go('Alt+n');
  await consents(page, keys);
  await isAccessible();
  await keys.go('Control+Enter');
  await fillRiskAssessment(keys);
  await keys.go('Control+Enter');
  await fillRegistration(keys);
  await keys.go('Control+Enter');
  await keys.go('Control+Enter');
  await keys.write('Prénom', 'Wénéfride');
  await keys.choose('Moyens de contact', 'Au centre seulement');
  await keys.write('Personnes à ne jamais', CARER);
  await keys.go('Control+Enter');
  await keys.open('Ouvrir le dossier');
  const caseId = caseOn(page);

  await passTo('SD1');
  await keys.go('Alt+3');
  await keys.reach('Consentement à valider VBG');
  await keys.go('Enter');
  expect(caseOn(page)).toBe(caseId);
  await keys.go('Alt+3');
  await keys.push('Décider');
  await isAccessible();
  await keys.push('Valider');
  await expect(page.locator('.toast')).toContainText('Décision enregistrée et signée.');

  await passTo('AC1');
  await keys.goToCase((await centre.ask('cases.open', { caseId })).row.caseCode);
  await keys.push('Afficher Contact sûr');
  await keys.push('Afficher');
  await expect(page.getByText(CARER)).toBeVisible();
  await expect(page.getByText('Au centre seulement')).toBeVisible();

  await keys.open('Consentement au partage');
  expect((await choicesOf(page, 'Qui autorise')).toSorted()).toEqual(GIVERS.toSorted());
  await keys.choose('Qui autorise', 'Autre adulte de confiance');
  await keys.choose('Forme', 'Oral, devant témoin');
  await keys.turnTo('Autorisation pour un service');
  await keys.push('Ajouter, Autorisation');
  await keys.choose('Service destinataire', 'Services psychosociaux');
  await keys.choose('Prestataire précis', 'Écoute fictive');
  await keys.choose('Autorise le partage', 'Oui');
  await keys.go('Control+Enter');
  await keys.go('r');
  await keys.choose('Service demandé', 'Appui psychosocial');
  await keys.choose('Prestations demandées', 'Écoute et soutien émotionnel');
  await keys.choose('Prestataire', 'Écoute fictive');
  await keys.choose('Urgence', 'Urgente (48 h)');
  await keys.turnTo('Les informations');
  await keys.choose('Informations transmises', 'Âge et sexe', 'Besoins et services demandés');
  await keys.turnTo('La remise');
  await keys.choose('Mode de remise', 'Appel téléphonique');
  await keys.choose('Accompagnement physique', 'Oui');
  await keys.go('Control+Enter');
  await keys.turnToTab('Référencements');
  await expect(main).toContainText('Envoyé / remis');
  test.info().annotations.push({ type: 'keys', description: String(keys.struck) });
  centre.remove();
});

/** The choices that a question offers now. */
async function choicesOf(page: Page, question: string): Promise<readonly string[]> {
  return page.getByRole('group', { name: question }).locator('label.choice:not(.withheld)').allTextContents();
}

async function consents(page: Page, keys: Keyboard): Promise<void> {
  await keys.tick("J'ai expliqué ces cinq points");
  await keys.choose('Interprète présent', 'Non');
  await keys.choose("Connaissance de l'âge", 'Âge déclaré');
  await keys.write('Âge (années révolues)', '14');
  await keys.choose("Accord de l'enfant", 'Assentiment oral');
  await keys.choose("Accord de la personne qui s'occupe", 'Non sollicité');
  await keys.choose('Raison de ne pas solliciter', 'Auteur·e présumé·e ou complice');
  expect((await choicesOf(page, 'Qui donne le consentement')).toSorted()).toEqual(GIVERS.toSorted());
  await keys.choose('Qui donne le consentement', 'Autre adulte de confiance');
  await keys.choose("Lien de l'adulte de confiance", 'Maître coranique');
  await expect(page.locator('#main')).toContainText('la supervision valide d’abord');
  await keys.choose('Maturité appréciée', 'Suffisante');
  await keys.choose("La personne accepte l'accompagnement", 'Oui');
  await keys.choose("Accepte l'utilisation", 'Oui');
  await keys.choose("Accepte d'être recontactée", 'Oui');
  await keys.choose('Forme du consentement', 'Oral, devant témoin');
}

async function fillRiskAssessment(keys: Keyboard): Promise<void> {
  await keys.choose('Danger immédiat', 'Oui');
  await keys.choose('Blessure grave', 'Non');
  await keys.choose('Risque suicidaire', 'Non');
  await keys.choose("L'auteur·e présumé·e peut l'atteindre", 'Oui');
  await keys.choose('Enfant sans aucune', 'Non');
  await keys.write('Motif', 'Raison inventée.');
  await keys.choose('Action immédiate', 'Appel à la supervision');
}

async function fillRegistration(keys: Keyboard): Promise<void> {
  await keys.choose('Programme', 'VBG et PE (enfant survivant)');
  await keys.choose('Qui a orienté', 'Enseignant');
  await keys.choose('Sexe', 'Féminin');
  await keys.choose('Statut au moment', 'Résident·e');
  await keys.choose('Situation de handicap', 'Non');
  await keys.choose('ENA / ES', 'Non');
  await keys.place('Lieu de résidence', 'Mopti', 'Mopti');
}
