import { wordList } from '../wordList.ts';
import type { Wordings } from './wordingsOfList.ts';

export const perp_relation: Wordings<'perp_relation'> = {
  intimate_partner: wordList(`
    partenaire intime / ex-partenaire | partenaire intime | partenaire | ex-partenaire | mari | époux | ex-mari | ex-époux | conjoint |
    ex-conjoint | mari / ex-mari | conjoint / ex-conjoint | copain | petit ami | fiancé | concubin | épouse | husband | intimate partner |
    intimate partner / former partner | ex-fiancé
  `),
  primary_caregiver: wordList("tuteur | tutrice | personne qui s'occupe de l'enfant | gardien | gardienne | caregiver"),
  family_other: wordList(`
    membre de la famille | famille | autre membre de la famille | parent | parents | père | mère | frère | soeur | oncle | tante |
    cousin | cousine | beau-frère | beau-père | belle-mère | belle-famille | coépouse | co-épouse | grand-père | grand-mère | fils |
    neveu | marâtre | family member | relative
  `),
  supervisor_employer: wordList(`
    employeur | employeuse | patron | patronne | supérieur hiérarchique | chef | logeuse employeur | employer | supervisor
  `),
  schoolmate: wordList("camarade d'école | camarade de classe | camarade | schoolmate"),
  teacher: wordList("enseignant | enseignante | maître | professeur | maître d'école | maître coranique | directeur d'école | teacher"),
  service_provider: wordList('prestataire | prestataire de services | agent de santé | service provider'),
  cotenant: wordList('colocataire | même logement | cotenant'),
  friend_neighbour: wordList(`
    voisin / ami | ami / voisin | voisin | voisine | ami | amie | ami de la famille | connaissance | neighbour | friend |
    neighbour / friend
  `),
  other_displaced: wordList(`
    autre déplacé | autre personne déplacée | déplacé | autre réfugié | autre pdi | pdi | autre retourné | other displaced
  `),
  other_resident: wordList(`
    membre de la communauté | autre résident | résident | membre de la communauté résidente | communauté | villageois |
    habitant du village | community member
  `),
  other: wordList('autre | autres | other'),
  no_relation: wordList('aucune relation | aucune | aucun | aucun lien | sans lien | pas de lien | sans relation | no relation | none'),
  unknown: wordList('inconnu | inconnue | non identifié | ne sait pas | nsp | unknown'),
};

export const perp_occupation: Wordings<'perp_occupation'> = {
  farming: wordList('cultivateur | cultivatrice | agriculteur | agricultrice | paysan | paysanne | maraîcher | maraîchère | farmer'),
  herding: wordList('éleveur | éleveuse | berger | bouvier | herder'),
  fishing: wordList('pêcheur | pêcheuse | bozo pêcheur | fisherman'),
  trade: wordList('commerçant | commerçante | vendeur | vendeuse | marchand | boutiquier | trader | boucher'),
  craft: wordList(`
    artisan | artisane | forgeron | tailleur | couturier | couturière | menuisier | mécanicien | soudeur | coiffeur | coiffeuse |
    craftsman
  `),
  transport: wordList('transporteur | chauffeur | conducteur | apprenti chauffeur | taximan | piroguier | driver | mototaxi | taxi moto'),
  mining: wordList('orpailleur | orpailleuse | mineur orpailleur | miner'),
  labour: wordList('manœuvre | journalier | journalière | ouvrier | ouvrière | maçon | travailleur manuel | docker | labourer'),
  domestic: wordList(`
    domestique | ménagère | femme au foyer | aide ménagère | aide-ménagère | bonne | gardien | travail domestique | domestic worker
  `),
  pupil_student: wordList('élève | étudiant | étudiante | apprenti | apprentie | écolier | élève / étudiant | pupil | student'),
  teacher: wordList("enseignant | enseignante | instituteur | institutrice | professeur | maître d'école | directeur d'école | teacher"),
  koranic_master: wordList('maître coranique | marabout | karamoko | koranic master'),
  health_worker: wordList('agent de santé | infirmier | infirmière | médecin | sage-femme | docteur | health worker'),
  civil_servant: wordList("fonctionnaire | agent de l'état | fonction publique | agent public | administrateur | civil servant"),
  religious_leader: wordList('imam | leader religieux | religieux | prêtre | pasteur | religious leader'),
  community_leader: wordList(`
    chef de village | leader communautaire | chef coutumier | notable | conseiller de village | chef de quartier | community leader
  `),
  armed_forces: wordList(`
    militaire | soldat | fama | armée | forces armées | forces armées nationales | armée malienne | soldier | military
  `),
  police_gendarmerie: wordList(`
    policier | gendarme | garde | police | gendarmerie | garde nationale | garde national | forces de sécurité | police / gendarmerie
  `),
  armed_group: wordList(`
    groupe armé | membre d'un groupe armé | membre de groupe armé | groupes armés | rebelle | djihadiste | jihadiste | combattant | gat |
    gane | gano | homme armé du groupe | armed group | élément armé
  `),
  militia: wordList("milice | milicien | groupe d'autodéfense | autodéfense | chasseur | dozo | donso | ganda koy | ganda izo | militia"),
  foreign_force: wordList('force internationale | forces internationales | militaire étranger | force étrangère | foreign force'),
  peacekeeper: wordList('casque bleu | minusma | maintien de la paix | peacekeeper'),
  aid_worker: wordList("humanitaire | agent d'ong | personnel humanitaire | travailleur humanitaire | ong | aid worker"),
  bandit: wordList('bandit armé | bandit | bandits armés | coupeur de route | coupeurs de route | voleur | braqueur | armed bandit'),
  unemployed: wordList(`
    sans emploi | chômeur | chômeuse | sans profession | sans | néant | aucune | aucun | sans activité | unemployed | none
  `),
  other: wordList('autre | autres | other'),
  unknown: wordList('inconnu | inconnue | non identifié | ne sait pas | nsp | unknown'),
};

export const n_perpetrators: Wordings<'n_perpetrators'> = {
  one: wordList('1 | un | une | un seul | une seule | one | 01'),
  two: wordList('2 | deux | two | 02'),
  three: wordList('3 | trois | three | 03'),
  more_than_three: wordList(`
    plus de 3 | plus de trois | > 3 | 3+ | +3 | + de 3 | 4 et plus | 4+ | plusieurs (plus de 3) | more than 3 | more than three
  `),
  unknown: wordList('inconnu | inconnue | ne sait pas | nsp | ? | indéterminé | plusieurs | unknown'),
};
