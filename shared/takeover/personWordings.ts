import { wordList } from '../wordList.ts';
import type { Wordings } from './wordingsOfList.ts';

export const sex: Wordings<'sex'> = {
  female: wordList('f | femme | fille | fillette | feminine | female | woman | girl | fem'),
  male: wordList('m | h | homme | garçon | male | man | boy | masc'),
};

export const displacement_status: Wordings<'displacement_status'> = {
  resident: wordList('résidente | autochtone | hôte | population hôte | communauté hôte | non déplacée | host | resident'),
  idp: wordList(`
    déplacée | déplacée interne | pdi | idp | di | personne déplacée | personne déplacée interne | déplacé interne (pdi) |
    internally displaced
  `),
  returnee: wordList('retournée | rapatriée | retournée / rapatriée | returnee | pdi retournée | returned'),
  refugee: wordList('réfugiée | refugee'),
  asylum_seeker: wordList("demandeur d'asile | demandeuse d'asile | asylum seeker"),
  foreign_national: wordList('étrangère | étranger | ressortissante étrangère | migrante | migrant | foreigner'),
  stateless_person: wordList('apatride | stateless'),
  unknown: wordList('inconnu | inconnue | ne sait pas | nsp | unknown'),
};

export const disability_status: Wordings<'disability_status'> = {
  none: wordList('non | aucun | sans | sans handicap | néant | n | no | none | pas de handicap'),
  physical: wordList(`
    oui - moteur | moteur | handicap moteur | physique | oui - physique | handicap physique | oui - visuel | visuel | handicap visuel |
    non voyante | malvoyante | aveugle | oui - auditif | auditif | handicap auditif | sourde | malentendante | sourde muette | muette |
    oui - parole | oui - sensoriel | sensoriel | yes - physical | yes - motor | yes - visual | yes - hearing
  `),
  mental: wordList(`
    oui - mental | mental | handicap mental | psychique | oui - psychique | oui - intellectuel | intellectuel | handicap intellectuel |
    psychosocial | oui - psychosocial | yes - mental
  `),
  both: wordList('les deux | physique et mental | oui - les deux | oui - multiple | polyhandicap | moteur et mental | both'),
  unknown: wordList('inconnu | non évalué | ne sait pas | nsp | unknown'),
};

/** The words after « oui » that also name a domain. « Oui » alone names none. */
export const wg_domain: Wordings<'wg_domain'> = {
  seeing: wordList('oui - visuel | visuel | handicap visuel | non voyante | malvoyante | aveugle | yes - visual'),
  hearing: wordList('oui - auditif | auditif | handicap auditif | sourde | malentendante | yes - hearing'),
  walking: wordList('oui - moteur | moteur | handicap moteur | yes - motor'),
  communicating: wordList('muette | oui - parole'),
};

export const marital_status: Wordings<'marital_status'> = {
  single: wordList('célibataire | non mariée | jamais mariée | fiancée | single | unmarried'),
  married_cohabiting: wordList(`
    mariée | marié | en union | union libre | concubinage | en couple | mariée polygame | mariée monogame | mariée (polygamie) |
    mariée (monogamie) | married | cohabiting
  `),
  divorced_separated: wordList(`
    divorcée | séparée | divorcée / séparée | répudiée | abandonnée | divorced | separated | divorced / separated
  `),
  widowed: wordList('veuve | veuf | widow | widower | widowed'),
  unknown: wordList('inconnue | inconnu | sans objet | ne sait pas | nsp | unknown | n/a'),
};

/** 2012 division (reference §4.12); regions created later go to the one they were part of. */
export const region: Wordings<'region'> = {
  kayes: wordList('nioro | kita | région de kayes'),
  koulikoro: wordList('dioïla | nara | région de koulikoro'),
  sikasso: wordList('bougouni | koutiala | région de sikasso'),
  segou: wordList('san | région de ségou'),
  mopti: wordList('douentza | bandiagara | région de mopti'),
  tombouctou: wordList('taoudénit | taoudéni | timbuktu | région de tombouctou'),
  gao: wordList('ménaka | région de gao'),
  kidal: wordList('région de kidal'),
  bamako: wordList('bamako | district | bko | district de bamako'),
};

export const cercle: Wordings<'cercle'> = {
  kayes_nioro: wordList('nioro du sahel | nioro'),
  segou_baraoueli: wordList('baraouéli | barouéli | baroueli'),
  tombouctou_gourma_rharous: wordList('rharous | gourma rharous'),
  kidal_tin_essako: wordList('tin essako | tinessako'),
  bamako_c1: wordList('commune 1 | c1 | ci | com i | c i | commune 1 bamako | commune i bamako | 1 | i'),
  bamako_c2: wordList('commune 2 | c2 | cii | com ii | c ii | 2 | ii'),
  bamako_c3: wordList('commune 3 | c3 | ciii | com iii | c iii | 3 | iii'),
  bamako_c4: wordList('commune 4 | c4 | civ | com iv | c iv | 4 | iv'),
  bamako_c5: wordList('commune 5 | c5 | cv | com v | c v | 5 | v'),
  bamako_c6: wordList('commune 6 | c6 | cvi | com vi | c vi | 6 | vi'),
};
