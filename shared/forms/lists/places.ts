import type { Text } from '../../text.ts';
import type { Geo } from '../answers.ts';
import { geography } from './geography.ts';
import type { Options, Places } from './option.ts';

/** Region-level values of a place that are no region of Mali (reference §4.12, rules). */
export const OUTSIDE = [
  { code: 'abroad', fr: 'Hors du Mali', en: 'Outside Mali' },
  { code: 'unknown', fr: 'Inconnu', en: 'Unknown' },
] as const satisfies Options;

/** What a person may choose as region of a place: the nine regions, then outside and unknown. */
export const REGION_CHOICES: Options = [...geography.region, ...OUTSIDE];

/** The cercles of a region (for Bamako its six communes); none for outside and unknown. */
export function cerclesOf(region: string): Places {
  return geography.cercle.filter((cercle) => cercle.region === region);
}

/** Whether a place names a known region and, if it names one, a cercle of that region. */
export function isPlace(place: Geo): boolean {
  if (!REGION_CHOICES.some((region) => region.code === place.region)) return false;
  return place.cercle === undefined || cerclesOf(place.region).some((cercle) => cercle.code === place.cercle);
}

/** « Mopti, Bandiagara, Kani » from the known parts of a place. An unknown code is left out. */
export function placeInWords(place: Geo): Text {
  const region = REGION_CHOICES.find((one) => one.code === place.region);
  const cercle = cerclesOf(place.region).find((one) => one.code === place.cercle);
  const parts = [region, cercle, place.commune === undefined ? undefined : { fr: place.commune, en: place.commune }];
  const known = parts.filter((part) => part !== undefined);
  return { fr: known.map((part) => part.fr).join(', '), en: known.map((part) => part.en).join(', ') };
}
