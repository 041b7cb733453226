import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import type { Installation } from '../support/installation.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { caseOn, sitDown } from './desk.ts';
import type { Keyboard } from './keyboard.ts';

const HEALTH = 'Santé / soins médicaux';
const LEGAL = 'Assistance juridique / justice';
const CLINIC = 'Clinique juridique imaginaire';
const PRINTER = 'imprimante-inventee';

test('a woman raped twenty hours ago: from the first word to a closed case, by keyboard alone', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  await listClinic(centre);
  const printed = withPrinter(centre);
  const { page, keys, passTo, isAccessible } = await sitDown(host, centre, 'AC1');
  const main = page.locator('#main');
  await keys.go('Alt+n');
  await consents(keys);
  await fillRiskAssessment(keys);
  await keys.go('Control+Enter');
  await fillRegistration(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText('Aucun dossier du centre ne ressemble à cet accueil.');
  await keys.go('Control+Enter');
  await fillSafeContact(keys);
  await keys.go('Control+Enter');
  await keys.open('Ouvrir le dossier');
  const caseId = caseOn(page);
  const { caseCode } = (await centre.ask('cases.open', { caseId })).row;

  await keys.go('Control+Enter');
  await fillIncident(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText(/Délai 72\sh\s*il reste 52\sh/);
  await expect(main).toContainText('Demander l’accord pour orienter vers la santé');
  await isAccessible();

  await keys.go('Control+Enter');
  await authorises(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText('Orienter vers la santé');

  await keys.go('r');
  await refers(keys, HEALTH, "Soins d'urgence", 'Centre de santé de démonstration', ['Âge et sexe', "Type d'incident"]);
  await keys.go('Control+Enter');
  await keys.turnToTab('Référencements');
  await keys.open('Fiche');
  await keys.choose('Qui prend la fiche', 'La personne');
  await keys.tick('La personne a vu la fiche');
  await isAccessible();
  await keys.push('Imprimer');
  await expect(page.locator('.toast')).toContainText('Fiche envoyée à l’imprimante.');
  expect(printed).toEqual([expect.stringMatching(new RegExp(`^#/print/slip/${caseId}/.+/both$`))]);
  await keys.open(caseCode);

  await keys.go('Control+Enter');
  await assesses(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText('L’évaluation demande un plan de sécurité.');
  await keys.go('Control+Enter');
  await makesSafetyPlan(keys);
  await keys.go('Control+Enter');
  await keys.go('Control+Enter');
  await plans(keys);
  await keys.go('Control+Enter');
  await isAccessible();

  await passTo('SD1');
  await keys.go('Alt+3');
  await keys.push(`Décider, ${caseCode}`);
  await keys.push('Valider');
  await passTo('AC1');
  await keys.goToCase(caseCode);
  expect((await centre.ask('cases.open', { caseId })).row.state).toBe('open_implementation');

  await keys.go('r');
  await refers(keys, LEGAL, 'Information juridique', CLINIC, ['Besoins et services demandés']);
  await keys.go('Control+Enter');
  for (const [rank, service] of ["Soins d'urgence", 'Information juridique'].entries()) {
    await answers(keys, rank, 'Accepté');
    await answers(keys, rank, 'Service fourni (retour reçu)', service);
  }
  await completePlan(keys);
  await keys.go('Control+Enter');
  await followsUp(keys);
  await keys.go('Control+Enter');
  await expect(main).toContainText('Préparer la clôture');

  await keys.go('Control+Enter');
  await keys.open('Remplir la fiche');
  await closes(keys);
  await keys.go('Control+Enter');
  await keys.push('Demander la clôture');
  await expect(main).toContainText('Clôture demandée');

  await passTo('SD1');
  await keys.go('Alt+3');
  await keys.open(`Clôture à valider ${caseCode}`);
  await keys.push('Valider la clôture');
  await expect(main).toContainText('Clôturé.');
  test.info().annotations.push({ type: 'keys', description: String(keys.struck) });
  centre.remove();
});

/** One more provider in the directory, of legal assistance. */
async function listClinic(centre: Installation): Promise<void> {
  await centre.unlock('SD1');
  await centre.ask('directory.save', {
    providerId: null,
    revision: 0,
    answers: {
      prov_name: CLINIC,
      prov_type: 'legal_clinic',
      prov_geo: { region: 'mopti', cercle: 'mopti_mopti' },
      prov_phone: '00 00 00 00',
      prov_active: 'yes',
      prov_checked_on: '2026-11-02',
    },
    services: [
      {
        serviceId: null,
        answers: {
          ps_category: 'legal',
          ps_details: ['legal_info', 'legal_complaint'],
          ps_age_sex: ['all'],
          ps_days_hours: 'lundi à vendredi',
          ps_free: 'yes',
          ps_survivor_trained: 'yes',
        },
      },
    ],
  });
  await centre.lock();
}

/** A printer that takes every page; gives the addresses it was sent. */
function withPrinter(centre: Installation): readonly string[] {
  const printed: string[] = [];
  centre.application.host.printing = {
    printers: () => Promise.resolve([PRINTER]),
    print: async (address) => {
      printed.push(address);
      return null;
    },
    cancelPrint: async () => true,
  };
  return printed;
}

async function consents(keys: Keyboard): Promise<void> {
  await keys.tick("J'ai expliqué ces cinq points");
  await keys.choose('Interprète présent', 'Non');
  await keys.choose("Connaissance de l'âge", 'Âge déclaré');
  await keys.write('Âge (années révolues)', '24');
  await keys.choose("La personne accepte l'accompagnement", 'Oui');
  await keys.choose("Accepte l'utilisation", 'Oui');
  await keys.choose("Accepte d'être recontactée", 'Oui');
  await keys.choose('Forme du consentement', 'Empreinte digitale');
  await keys.go('Control+Enter');
}

async function fillRiskAssessment(keys: Keyboard): Promise<void> {
  await keys.choose('Danger immédiat', 'Non');
  await keys.choose('Blessure grave', 'Non');
  await keys.choose('Risque suicidaire', 'Non');
  await keys.choose("L'auteur·e présumé·e peut l'atteindre", 'Oui');
  await keys.choose('Niveau de risque retenu', 'Élevé');
  await keys.write('Motif', 'Raison inventée.');
  await keys.choose('Action immédiate', 'Accompagnement médical immédiat', 'Plan de sécurité immédiat');
}

async function fillRegistration(keys: Keyboard): Promise<void> {
  await keys.choose('Programme', 'VBG');
  await keys.choose('Qui a orienté', 'Leader communautaire');
  await keys.choose('Sexe', 'Féminin');
  await keys.choose('Statut au moment', 'Résident·e');
  await keys.choose('Situation de handicap', 'Non');
  await keys.place('Lieu de résidence', 'Mopti', 'Mopti');
}

async function fillSafeContact(keys: Keyboard): Promise<void> {
  await keys.write('Nom', 'Zéphyrin');
  await keys.write('Prénom', 'Wénéfride');
  await keys.write('Téléphone', '76 54 32 19');
  await keys.choose('Moyens de contact', 'Appel');
  await keys.write('Jours et heures', 'le matin');
  await keys.choose('Peut-on laisser', 'Non');
  await keys.choose('Visite à domicile', 'Non');
  await keys.write('Personnes à ne jamais', 'un voisin inventé');
}

async function fillIncident(keys: Keyboard): Promise<void> {
  await keys.choose('Déclaré par', 'Personne survivante, seule');
  await keys.choose('Incident déjà déclaré', 'Non');
  await keys.choose('La personne a-t-elle déjà', 'Non');
  await keys.turnTo('Quand');
  await keys.date("Date de l'incident", '23112026');
  await keys.write('Heure', '13h');
  await keys.choose('Moment de la journée', 'Après-midi (de midi au coucher du soleil)');
  await keys.turnTo('Où');
  await keys.place("Lieu de l'incident", 'Mopti', 'Mopti');
  await keys.choose('Type de lieu', 'Marché');
  await keys.choose('Étape du déplacement', "Non déplacé·e / communauté d'origine");
  await keys.turnTo('Le type de violence');
  await keys.choose('Y a-t-il eu pénétration', 'Oui');
  await keys.turnTo('Les circonstances');
  await keys.choose('Pratique traditionnelle', 'Non');
  await keys.choose('Argent, biens', 'Non');
  await keys.choose("Type d'enlèvement", 'Aucun');
  await keys.choose("Nombre d'auteur", '1');
  await keys.turnTo('Conséquences et récit');
  await keys.choose('Risque de grossesse', 'Oui');
  await keys.turnTo('Auteur·e présumé·e');
  await keys.push('Ajouter, Auteur');
  await keys.choose('Principal', 'Principal·e');
  await keys.choose('Sexe', 'Masculin');
  await keys.choose("Tranche d'âge", '26–40 ans');
  await keys.choose('Relation', 'Ami·e de la famille / voisin·e');
  await keys.choose('Profession ou groupe', 'Inconnu');
  await keys.choose('VBG antérieure', 'Non');
  await keys.turnTo('Décision par service');
  await decides(keys, HEALTH, 'Référé·e');
  await decides(keys, LEGAL, 'Référé·e');
  await keys.choose('La personne souhaite-t-elle', 'Oui');
  await decides(keys, 'Appui psychosocial', 'Service fourni par votre structure');
}

async function decides(keys: Keyboard, service: string, decision: string): Promise<void> {
  await keys.push('Ajouter, Décision');
  await keys.choose('Service', service);
  await keys.choose('Avez-vous orienté', decision);
}

async function authorises(keys: Keyboard): Promise<void> {
  await keys.choose('Qui autorise', 'La personne elle-même');
  await keys.choose('Forme', 'Empreinte digitale');
  await keys.turnTo('Autorisation pour un service');
  for (const [recipient, provider] of [
    ['Services de santé', 'Centre de santé de démonstration'],
    ['Assistance juridique et judiciaire', CLINIC],
  ] as const) {
    await keys.push('Ajouter, Autorisation');
    await keys.choose('Service destinataire', recipient);
    await keys.choose('Prestataire précis', provider);
    await keys.choose('Autorise le partage', 'Oui');
  }
}

async function refers(keys: Keyboard, service: string, detail: string, provider: string, items: readonly string[]): Promise<void> {
  await keys.choose('Service demandé', service);
  await keys.choose('Prestations demandées', detail);
  await keys.choose('Prestataire', provider);
  await keys.choose('Urgence', 'Immédiate (le jour même)');
  await keys.turnTo('Les informations');
  await keys.choose('Informations transmises', ...items);
  await keys.turnTo('La remise');
  await keys.choose('Mode de remise', 'Fiche remise à la personne');
  await keys.choose('Accompagnement physique', 'Non');
}

/** What came back of the referral at this rank of the list: one event a time. */
async function answers(keys: Keyboard, rank: number, state: string, received?: string): Promise<void> {
  await keys.turnToTab('Référencements');
  for (let place = 0; place < rank; place += 1) {
    await keys.reach('Fiche');
    await keys.press('Tab');
  }
  await keys.open('R-');
  await keys.turnTo("Retour d'information");
  await keys.push('Ajouter, Retour');
  await keys.choose('Nouvel état', state);
  await keys.choose("Source de l'information", 'Appel du ou au prestataire');
  if (received !== undefined) {
    await keys.choose('Prestations reçues', received);
    await keys.date('Date du service', '24112026');
  }
  await keys.choose('Suite nécessaire', 'Non');
  await keys.go('Control+Enter');
}

async function assesses(keys: Keyboard): Promise<void> {
  await keys.choose('Initiale / réévaluation', 'Initiale');
  await keys.write('Ce que la personne demande', 'Être soignée, puis porter plainte.');
  await keys.turnTo('La sécurité');
  await keys.choose('Besoin : sécurité', 'Besoin');
  await keys.turnTo('La santé');
  await keys.choose('Besoin : santé', 'Besoin urgent');
  await keys.turnTo('Le moral');
  await keys.choose('Idées suicidaires', 'Non');
  await keys.choose('Besoin : psychosocial', 'Besoin');
  await keys.turnTo('Le droit et les papiers');
  await keys.choose('Besoin : juridique', 'Besoin');
  await keys.choose('Besoin : état civil', 'Pas de besoin');
  await keys.turnTo('Le logement et les moyens de vivre');
  await keys.choose('Besoin : hébergement', 'Pas de besoin');
  await keys.choose("Besoin : moyens d'existence", 'Pas de besoin');
  await keys.choose('Besoin : éducation', 'Pas de besoin');
  await keys.choose('Besoin : aide matérielle', 'Pas de besoin');
  await keys.turnTo('La synthèse');
  await keys.write('Synthèse', 'Synthèse inventée.');
  await keys.choose('Plan de sécurité nécessaire', 'Oui');
}

async function makesSafetyPlan(keys: Keyboard): Promise<void> {
  await keys.choose('Élaboré avec la personne', 'Oui');
  await keys.write('Danger identifié', 'Danger inventé.');
  await keys.turnTo('Avant, pendant, après');
  await keys.write('Avant :', 'Préparation inventée.');
  await keys.write('Pendant :', 'Conduite inventée.');
  await keys.turnTo('La suite');
  await keys.choose('Copie remise', 'Non');
}

async function plans(keys: Keyboard): Promise<void> {
  await keys.choose('Convenu avec la personne', 'Oui');
  await keys.turnTo('Action');
  await keys.push('Ajouter, Action');
  await keys.choose('Domaine de besoin', 'Juridique / justice');
  await keys.choose('Priorité', 'Haute (3 jours)');
  await keys.write('Besoin', 'Porter plainte.');
  await keys.write('Objectif', 'Plainte déposée.');
  await keys.write('Action', 'Référer à la clinique.');
  await keys.choose('Responsable', 'Gestionnaire de cas');
  await keys.choose('Mode de réponse', 'Référé·e');
  await keys.choose('Service concerné', LEGAL);
  await keys.choose('État', 'Prévue');
}

async function completePlan(keys: Keyboard): Promise<void> {
  await keys.open("Plan d'action");
  await keys.turnTo('Action');
  await keys.choose('État', 'Réalisée');
  await keys.date('Fait le', '24112026');
  await keys.choose('Progrès vers', 'Atteint');
}

async function followsUp(keys: Keyboard): Promise<void> {
  await keys.go('s');
  await keys.choose('Résultat', 'Personne vue ou entendue');
  await keys.choose('Nouveaux besoins', 'Non');
  await keys.choose('Les actions ont-elles', 'Oui');
  await keys.choose('Nouvel incident', 'Non');
  await keys.choose('Niveau de risque changé', 'Non');
  for (const domain of ['sécurité', 'santé', 'psychosocial', 'juridique']) await keys.choose(`Progrès : ${domain}`, 'Atteint');
  await keys.choose('Autre suivi nécessaire', 'Non');
  await keys.choose('Clôture proposée', 'Oui');
}

async function closes(keys: Keyboard): Promise<void> {
  await keys.choose('Motif principal', 'Besoins satisfaits, plan réalisé');
  await keys.turnTo('Les vérifications');
  await keys.choose('Besoins satisfaits', 'Oui');
  await keys.choose("Plan d'action réalisé", 'Oui');
  await keys.choose('Plan de sécurité revu', 'Oui');
  await keys.choose('Clôture convenue', 'Oui');
  await keys.choose('Personne informée', 'Oui');
  await keys.choose('Enquête de satisfaction', 'Oui');
  await keys.choose('Documents papier', 'Oui');
}
