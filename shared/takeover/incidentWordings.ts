import { wordList } from '../wordList.ts';
import type { Wordings } from './wordingsOfList.ts';

export const gbv_type: Wordings<'gbv_type'> = {
  rape: wordList(`
    viol | viol conjugal | viol collectif | viols | violée | rape | gang rape | viol sur mineure | viol d'enfant | viol incestueux
  `),
  sexual_assault: wordList(`
    agression sexuelle | agr. sexuelle | agr sexuelle | ag. sexuelle | ag sexuelle | agression sex. | as |
    violence sexuelle sans pénétration | tentative de viol | tent. de viol | tentative viol | attouchement | attouchement sexuel |
    attouchements sexuels | abus sexuel sans pénétration | excision | mgf | mgf/e | mgf / excision | mutilation génitale féminine |
    mutilations génitales féminines | sexual assault | attempted rape | fgm
  `),
  physical_assault: wordList(`
    agression physique | agr. physique | agr physique | ag. physique | ag physique | ap | violence physique | violences physiques |
    coups et blessures | cbv | coups et blessures volontaires | coups | bastonnade | battue | femme battue | brûlure | brûlures |
    flagellation | physical assault | physical violence | beating
  `),
  forced_marriage: wordList(`
    mariage forcé | mariage précoce/forcé | mariage forcé/précoce | mariage précoce | mariage précoce et forcé |
    mariage précoce ou forcé | mariage forcé et précoce | mariage d'enfant | mariage d'enfants | mf | lévirat | lévirat forcé | sororat |
    sororat forcé | forced marriage | early marriage | child marriage | early/forced marriage
  `),
  denial_resources: wordList(`
    déni de ressources | déni de ressources, d'opportunités ou de services | déni de ressources, d'opportunités et de services |
    déni de ressources d'opportunités ou services | déni de ressource | déni | dr | drs | dros | deni ressources | dénis de ressources |
    déni d'opportunités | déni de services | déni d'héritage | privation d'héritage | privation de ressources | refus d'héritage |
    spoliation | denial of resources | denial of resources, opportunities or services
  `),
  psychological: wordList(`
    violence psychologique / émotionnelle | violence psychologique | violences psychologiques | violence émotionnelle |
    violence psychologique et émotionnelle | psychologique | psychologique / émotionnelle | psychologique et émotionnelle | émotionnelle |
    émotionnel | vp | vpe | v. psychologique | violence morale | violence verbale | maltraitance psychologique | abus psychologique |
    menaces | menace | injures | harcèlement | humiliation | psychological | psychological / emotional abuse | emotional abuse |
    psychological violence
  `),
  non_gbv: wordList('non vbg | hors vbg | pas vbg | autre non vbg | non-gbv | vol'),
};

/** Types that also name a practice (reference §5.3.3). « Précoce/forcé » names neither for sure. */
export const harmful_practice: Wordings<'harmful_practice'> = {
  fgm: wordList('excision | mgf | mgf/e | mgf / excision | mutilation génitale féminine | mutilations génitales féminines | fgm'),
  child_marriage: wordList("mariage précoce | mariage d'enfant | mariage d'enfants | early marriage | child marriage"),
  levirate: wordList('lévirat | lévirat forcé'),
  sororate: wordList('sororat | sororat forcé'),
};

export const incident_place_type: Wordings<'incident_place_type'> = {
  survivor_home: wordList(`
    domicile | maison | chez elle | à domicile | domicile de la survivante | domicile de la victime | foyer | domicile familial |
    domicile conjugal | home
  `),
  perpetrator_home: wordList("domicile de l'auteur | chez l'auteur | maison de l'auteur | domicile de l'agresseur"),
  other_home: wordList('autre domicile | chez un tiers | chez un voisin | maison du voisin'),
  bush: wordList('brousse | forêt | brousse / forêt | bush'),
  field: wordList('champ | jardin | champs | périmètre maraîcher | field'),
  road: wordList('route | chemin | rue | voie publique | en chemin | en route | road | street'),
  water_point: wordList("point d'eau | puits | fleuve | mare | forage | rivière | marigot | borne fontaine | water point | well | river"),
  market: wordList('marché | foire | marché / foire | market'),
  school: wordList('école | lycée | établissement scolaire | collège | internat | school'),
  koranic_school: wordList('école coranique | medersa | madrassa | koranic school'),
  latrine: wordList('latrines | toilettes | douche | latrine'),
  idp_site: wordList(`
    site de déplacés | site pdi | camp de déplacés | site des déplacés | site | site de personnes déplacées | site de déplacement |
    idp site | camp
  `),
  armed_base: wordList(`
    base armée | base d'un groupe armé | camp militaire | camp d'un groupe armé | base militaire | base du groupe armé | armed base | base
  `),
  checkpoint: wordList('poste de contrôle | check point | checkpoint | barrage | barrage routier | point de contrôle'),
  detention: wordList('lieu de détention | détention | prison | cellule | detention'),
  workplace: wordList("lieu de travail | travail | bureau | atelier | chez l'employeur | site d'orpaillage | mine | workplace"),
  transport: wordList('véhicule | pirogue | car | bus | transport | vehicle'),
  hotel_bar: wordList('hôtel | bar | maquis | hôtel / bar | hotel'),
  health_facility: wordList('structure de santé | cscom | centre de santé | csref | hôpital | health facility'),
  unfinished_house: wordList('maison inachevée | chantier | maison en construction | maison abandonnée | bâtiment inachevé'),
  other: wordList('autre | autres | autre lieu | other'),
  unknown: wordList('inconnu | inconnue | ne sait pas | nsp | unknown'),
};
