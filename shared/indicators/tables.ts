import { all, defineLatent, defineTable, only, type LatentTable, type Table } from './define.ts';
import {
  ageBand,
  CHILD_ADULT,
  DETAIL_BANDS,
  elapsed,
  excludedReason,
  GBV_TYPES,
  gbvType,
  incidentPlace,
  perpetratorRelation,
  residencePlace,
  sex,
  SEXUAL_GROUPS,
} from './dimensions.ts';
import { excludedUnits, incidents, primaryPerpetrators, registeredPersons } from './populations.ts';

/** The monthly tables (reference §6.5, §6.8), in the order of the report. One registry for the centre, the package and the desk. */
export const TABLES: readonly Table[] = [
  defineTable({
    id: 'G01',
    title: { fr: 'Nouveaux incidents', en: 'New incidents' },
    meaning: {
      fr: 'Incidents de VBG déclarés ce mois avec consentement, dont violences sexuelles, dont personnes de moins de 18 ans ; ces lignes ne s’ajoutent pas entre elles.',
      en: 'GBV incidents reported this month with consent, of which sexual violence, of which survivors under 18; these lines do not add up to one another.',
    },
    population: incidents,
    place: 'site',
    blocks: [[only(gbvType, SEXUAL_GROUPS)], [only(ageBand, CHILD_ADULT)]],
  }),
  defineTable({
    id: 'G02a',
    title: { fr: 'Incidents par type et par sexe', en: 'Incidents by type and sex' },
    meaning: {
      fr: 'Incidents déclarés ce mois, chacun sous un seul type, selon le sexe de la personne survivante.',
      en: 'Incidents reported this month, each under one type only, by sex of the survivor.',
    },
    population: incidents,
    place: 'site',
    blocks: [[only(gbvType, GBV_TYPES), all(sex)]],
  }),
  defineTable({
    id: 'G02b',
    title: { fr: 'Incidents par type et par âge', en: 'Incidents by type and age' },
    meaning: {
      fr: 'Incidents déclarés ce mois, chacun sous un seul type, selon que la personne survivante a moins de 18 ans ou non à l’enregistrement.',
      en: 'Incidents reported this month, each under one type only, by whether the survivor is under 18 at registration.',
    },
    population: incidents,
    place: 'site',
    blocks: [[only(gbvType, GBV_TYPES), only(ageBand, CHILD_ADULT)]],
  }),
  defineTable({
    id: 'G03',
    title: { fr: 'Personnes survivantes par âge et par sexe', en: 'Survivors by age and sex' },
    meaning: {
      fr: 'Incidents déclarés ce mois selon l’âge à l’enregistrement et le sexe ; une personne qui déclare deux incidents compte deux fois.',
      en: 'Incidents reported this month by age at registration and sex; a person who reports two incidents counts twice.',
    },
    population: incidents,
    place: 'site',
    blocks: [[only(ageBand, DETAIL_BANDS), all(sex)]],
  }),
  defineTable({
    id: 'G10',
    title: { fr: 'Délai de déclaration', en: 'Reporting delay' },
    meaning: {
      fr: 'Jours entre l’incident et sa déclaration au centre ; « inconnu » quand la date est trop imprécise.',
      en: 'Days between the incident and its report to the centre; “unknown” when the date is too imprecise.',
    },
    population: incidents,
    place: 'site',
    blocks: [[all(elapsed)]],
  }),
  defineTable({
    id: 'G13',
    title: { fr: 'Lien avec l’auteur·e présumé·e principal·e', en: 'Relation to the primary alleged perpetrator' },
    meaning: {
      fr: 'Auteur·e·s présumé·e·s principaux des incidents du mois, selon leur lien avec la personne survivante ; on compte des auteur·e·s, non des incidents.',
      en: 'Primary alleged perpetrators of the month’s incidents by relation to the survivor; perpetrators are counted, not incidents.',
    },
    population: primaryPerpetrators,
    place: 'site',
    concentration: 'cut',
    blocks: [[all(perpetratorRelation), only(gbvType, SEXUAL_GROUPS)]],
  }),
  defineTable({
    id: 'G24',
    title: { fr: 'Lieu de l’incident', en: 'Place of incident' },
    meaning: {
      fr: 'Incidents déclarés ce mois selon la région où ils ont eu lieu ; le cercle n’apparaît qu’à partir de 10.',
      en: 'Incidents reported this month by the region where they happened; a cercle appears from 10 on.',
    },
    population: incidents,
    place: 'cell',
    blocks: [[all(incidentPlace)]],
  }),
  defineTable({
    id: 'G25',
    title: { fr: 'Exclus du décompte', en: 'Excluded from the count' },
    meaning: {
      fr: 'Contacts et incidents du mois qui n’entrent dans aucun autre tableau, par motif ; niveau national, à partir de 10.',
      en: 'Contacts and incidents of the month that enter no other table, by reason; national level, from 10 on.',
    },
    population: excludedUnits,
    place: 'national',
    floor: 'atLeast10',
    blocks: [[all(excludedReason)]],
  }),
  defineTable({
    id: 'T01a',
    title: { fr: 'Personnes nouvellement enregistrées, par sexe', en: 'Persons newly registered, by sex' },
    meaning: {
      fr: 'Personnes enregistrées pour la première fois ce mois, tous programmes, chacune une fois (sauf celles qu’un autre centre a envoyées et compte déjà), selon la région de résidence et le sexe.',
      en: 'Persons registered for the first time this month, all programmes, each once (but for those whom another centre sent and counts already), by region of residence and sex.',
    },
    population: registeredPersons,
    place: 'cell',
    blocks: [[all(residencePlace), all(sex)]],
  }),
  defineTable({
    id: 'T01b',
    title: { fr: 'Personnes nouvellement enregistrées, par âge', en: 'Persons newly registered, by age' },
    meaning: {
      fr: 'Personnes enregistrées pour la première fois ce mois, tous programmes, chacune une fois (sauf celles qu’un autre centre a envoyées et compte déjà), selon la région de résidence et l’âge.',
      en: 'Persons registered for the first time this month, all programmes, each once (but for those whom another centre sent and counts already), by region of residence and age.',
    },
    population: registeredPersons,
    place: 'cell',
    blocks: [[all(residencePlace), only(ageBand, CHILD_ADULT)]],
  }),
];

/**
 * The joint table behind the triangle G02a type × sex, G02b type × age, G03 age × sex (disclosure §3.8). It holds every code of the three
 * dimensions, and with them the equations that tie « of which sexual » and « under 18 » of G01 to the crossings.
 */
export const LATENT_TABLES: readonly LatentTable[] = [
  defineLatent('latent:gbv_type-sex-age_band', incidents, [all(gbvType), all(sex), all(ageBand)]),
];

/** The tables cut first when protection fails: crossings before one-way tables (disclosure §3.6). */
export const CUT_ORDER: readonly string[] = ['G13', 'T01b', 'T01a', 'G03', 'G02b', 'G02a', 'G24', 'G10', 'G25', 'G01'];

const BY_ID = new Map(TABLES.map((table) => [table.id, table]));

/** The table of an id, or null: what comes from outside may name anything. */
export function tableOf(id: string): Table | null {
  return BY_ID.get(id) ?? null;
}
