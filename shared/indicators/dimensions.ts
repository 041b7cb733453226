import { LISTS, label, options, type CodeOf, type ListName } from '../forms/lists/all.ts';
import { OUTSIDE } from '../forms/lists/places.ts';
import { AGE_GROUPINGS, bandOf } from '../rules/incident/ages.ts';
import type { CountedPlace } from '../rules/counting/countedUnit.ts';
import type { Text } from '../text.ts';
import { TOTAL, type Block, type Dimension } from './define.ts';
import type { ExcludedSubject, IncidentSubject, PerpetratorSubject, PersonSubject } from './populations.ts';

const TOTAL_LABEL: Text = { fr: 'Total', en: 'Total' };
const UNKNOWN: Text = { fr: 'Inconnu', en: 'Unknown' };

function labels(entries: Iterable<readonly [string, Text]>): ReadonlyMap<string, Text> {
  return new Map([[TOTAL, TOTAL_LABEL], ...entries]);
}

function listLabels(list: ListName, codes: readonly string[]): readonly (readonly [string, Text])[] {
  return options(list)
    .filter(({ code }) => codes.includes(code))
    .map(({ code, fr, en }): readonly [string, Text] => [code, { fr, en }]);
}

const SEXUAL = ['rape', 'sexual_assault'] as const;
const NOT_SEXUAL = ['physical_assault', 'forced_marriage', 'denial_resources', 'psychological'] as const;
export const GBV_TYPES = [...SEXUAL, ...NOT_SEXUAL] as const;
export const SEXUAL_GROUPS = ['sexual', 'non_sexual'] as const;

/** The six types under their two groups (reference §6.4): G01's « of which sexual », G02 and G13 speak of the same codes. */
export const gbvType: Dimension<IncidentSubject> = {
  id: 'gbv_type',
  title: { fr: 'Type de VBG', en: 'GBV type' },
  hierarchy: [
    [TOTAL, SEXUAL_GROUPS],
    ['sexual', SEXUAL],
    ['non_sexual', NOT_SEXUAL],
  ],
  labels: labels([
    ['sexual', { fr: 'Violences sexuelles', en: 'Sexual violence' }],
    ['non_sexual', { fr: 'Autres violences', en: 'Other violence' }],
    ...listLabels('gbv_type', GBV_TYPES),
  ]),
  isPlace: false,
  leafOf: ({ incident }) => incident.gbvType,
};

/** Sex of the survivor; a blank one counts as unknown, so that totals stay whole. */
export const sex: Dimension<PersonSubject> = {
  id: 'sex',
  title: { fr: 'Sexe', en: 'Sex' },
  hierarchy: [[TOTAL, ['female', 'male', 'unknown']]],
  labels: labels(listLabels('sex_unknown', ['female', 'male', 'unknown'])),
  isPlace: false,
  leafOf: ({ unit }) => unit.sex ?? 'unknown',
};

const CHILD_BANDS = ['0-11', '12-17'] as const;
const ADULT_BANDS = ['18-25', '26-40', '41-60', '61+'] as const;
export const CHILD_ADULT = [...AGE_GROUPINGS.childAdult.map(([code]) => code), 'unknown'];
export const DETAIL_BANDS = [...CHILD_BANDS, ...ADULT_BANDS, 'unknown'];

function bandLabel(code: string): readonly [string, Text] {
  const bounds = code.replace('-', '–');
  const fr = code.endsWith('+') ? `${code.slice(0, -1)} ans et plus` : `${bounds} ans`;
  return [code, { fr, en: bounds }];
}

/** Age at registration; the detailed bands lie within child and adult, so G01, G02b and G03 share quantities (reference §5.10). */
export const ageBand: Dimension<PersonSubject> = {
  id: 'age_band',
  title: { fr: 'Tranche d’âge', en: 'Age band' },
  hierarchy: [
    [TOTAL, CHILD_ADULT],
    ['0-17', CHILD_BANDS],
    ['18+', ADULT_BANDS],
  ],
  labels: labels([...['0-17', '18+', ...CHILD_BANDS, ...ADULT_BANDS].map(bandLabel), ['unknown', UNKNOWN]]),
  isPlace: false,
  leafOf: ({ unit }) => bandOf('detail', unit.ageGroup),
};

const ELAPSED = LISTS.elapsed_class.map(({ code }) => code);

/** Delay between incident and report to the centre (reference §5.4.4). */
export const elapsed: Dimension<IncidentSubject> = {
  id: 'elapsed_class',
  title: { fr: 'Délai de déclaration', en: 'Reporting delay' },
  hierarchy: [[TOTAL, ELAPSED]],
  labels: labels(listLabels('elapsed_class', ELAPSED)),
  isPlace: false,
  leafOf: ({ incident }) => incident.elapsedClass,
};

type PerpetratorGroup = 'civil_close' | 'civil_known' | 'community' | 'none_unknown';

/** The four groups of relations (reference §6.4). */
const PERPETRATOR_GROUP_OF: Readonly<Record<CodeOf<'perp_relation'>, PerpetratorGroup>> = {
  intimate_partner: 'civil_close',
  primary_caregiver: 'civil_close',
  family_other: 'civil_close',
  supervisor_employer: 'civil_known',
  schoolmate: 'civil_known',
  teacher: 'civil_known',
  service_provider: 'civil_known',
  cotenant: 'civil_known',
  friend_neighbour: 'civil_known',
  other_displaced: 'community',
  other_resident: 'community',
  other: 'none_unknown',
  no_relation: 'none_unknown',
  unknown: 'none_unknown',
};

export const perpetratorRelation: Dimension<PerpetratorSubject> = {
  id: 'perp_relation',
  title: { fr: 'Lien de l’auteur·e présumé·e', en: 'Relation of the alleged perpetrator' },
  hierarchy: [[TOTAL, ['civil_close', 'civil_known', 'community', 'none_unknown']]],
  labels: labels([
    ['civil_close', { fr: 'Proche (partenaire, famille)', en: 'Close (partner, family)' }],
    [
      'civil_known',
      {
        fr: 'Connu (voisinage, école, travail, logement, prestataire)',
        en: 'Known (neighbourhood, school, work, housing, service provider)',
      },
    ],
    ['community', { fr: 'Communauté', en: 'Community' }],
    ['none_unknown', { fr: 'Aucune relation / inconnu', en: 'No relation / unknown' }],
  ]),
  isPlace: false,
  leafOf: ({ perpetrator }) => PERPETRATOR_GROUP_OF[perpetrator.relation ?? 'unknown'],
};

/** Refusal of care and refusal of statistics are one line: nothing separates the persons behind them (reference §6.5, G25). */
export const excludedReason: Dimension<ExcludedSubject> = {
  id: 'excluded_reason',
  title: { fr: 'Motif d’exclusion', en: 'Reason for exclusion' },
  hierarchy: [[TOTAL, ['no_consent', 'third_party', 'reported_elsewhere', 'non_gbv', 'incomplete_type']]],
  labels: labels([
    ['no_consent', { fr: 'Sans consentement', en: 'No consent' }],
    ['third_party', { fr: 'Déclaré par une tierce personne', en: 'Reported by a third party' }],
    ['reported_elsewhere', { fr: 'Déjà déclaré dans le système', en: 'Already reported within the system' }],
    ['non_gbv', { fr: 'Non-VBG', en: 'Non-GBV' }],
    ['incomplete_type', { fr: 'Type incomplet', en: 'Type incomplete' }],
  ]),
  isPlace: false,
  leafOf: ({ reason }) => (reason === 'no_care_consent' || reason === 'no_statistics_consent' ? 'no_consent' : reason),
};

/** The part of a region whose cercle is not known; it is listed among the cercles so that they add up to the region. */
function unknownCercle(region: string): string {
  return `${region}_unknown`;
}

const REGIONS = LISTS.region.map(({ code }) => code);
export const REGION_CODES: readonly string[] = [...REGIONS, ...OUTSIDE.map(({ code }) => code)];

/** The cercles of a region and its part without known cercle; none for outside and unknown. */
export function cercleCodes(region: string): readonly string[] {
  const cercles = LISTS.cercle.filter((cercle) => cercle.region === region).map(({ code }) => code);
  return cercles.length === 0 ? [] : [...cercles, unknownCercle(region)];
}

const CERCLE_REGION = new Map(REGIONS.flatMap((region) => cercleCodes(region).map((cercle): [string, string] => [cercle, region])));

/** The region a place code lies in: itself for a region, the region of a cercle; null for the total and for unknown codes. */
export function regionOfPlace(code: string): string | null {
  return REGION_CODES.includes(code) ? code : (CERCLE_REGION.get(code) ?? null);
}

export function isCercle(code: string): boolean {
  return CERCLE_REGION.has(code);
}

/** The cercle whose own total a cell is, all other dimensions at theirs; null for every other cell. */
export function cercleOfTotal(block: Block, key: readonly string[]): string | null {
  const rank = block.dimensions.findIndex(({ dimension }) => dimension.isPlace);
  const code = key[rank];
  if (code === undefined || !isCercle(code)) return null;
  return key.every((other, place) => place === rank || other === TOTAL) ? code : null;
}

/** Only a region of Mali can have cercles; a cercle that is not of its region counts as not known. */
export function placeLeaf(place: CountedPlace): string {
  const { region, cercle } = place;
  if (region === 'abroad' || region === 'unknown') return region;
  return cercle !== null && cercleCodes(region).includes(cercle) ? cercle : unknownCercle(region);
}

const PLACE_HIERARCHY = [[TOTAL, REGION_CODES] as const, ...REGIONS.map((region) => [region, cercleCodes(region)] as const)];
const PLACE_LABELS = labels([
  ...listLabels('region', REGIONS),
  ...OUTSIDE.map(({ code, fr, en }): readonly [string, Text] => [code, { fr, en }]),
  ...LISTS.cercle.map(({ code, fr, en }): readonly [string, Text] => [code, { fr, en }]),
  ...REGIONS.map((region): readonly [string, Text] => {
    const name = label('region', region);
    return [unknownCercle(region), { fr: `${name.fr}, cercle inconnu`, en: `${name.en}, cercle unknown` }];
  }),
]);

/** Place of the incident: never mixed with residence or with the site (reference §4.12). */
export const incidentPlace: Dimension<IncidentSubject> = {
  id: 'incident_geo',
  title: { fr: 'Lieu de l’incident', en: 'Place of incident' },
  hierarchy: PLACE_HIERARCHY,
  labels: PLACE_LABELS,
  isPlace: true,
  leafOf: ({ incident }) => placeLeaf(incident.place),
};

export const residencePlace: Dimension<PersonSubject> = {
  id: 'residence_geo',
  title: { fr: 'Lieu de résidence', en: 'Place of residence' },
  hierarchy: PLACE_HIERARCHY,
  labels: PLACE_LABELS,
  isPlace: true,
  leafOf: ({ unit }) => placeLeaf(unit.residence),
};
