import type { Text } from '../../text.ts';
import type { Geo } from '../answers.ts';
import { geography } from './geography.ts';
import { wordsOf, type Lists } from './inForce.ts';
import type { Options } from './option.ts';

/** Region-level values of a place that are no region of Mali (reference §4.12, rules). */
export const OUTSIDE = [
  { code: 'abroad', fr: 'Hors du Mali', en: 'Outside Mali' },
  { code: 'unknown', fr: 'Inconnu', en: 'Unknown' },
] as const satisfies Options;

/** What a person may choose as region of a place: the nine regions, then outside and unknown. */
export const REGION_CHOICES: Options = [...geography.region, ...OUTSIDE];

/** Whether a code is a region of Mali: outside and unknown have no cercles. */
export function isRegion(code: string): boolean {
  return geography.region.some((region) => region.code === code);
}

/** Whether a place of a region may have this cercle: never a cercle that the reference puts elsewhere. The lists in force give the others. */
export function mayHold(region: string, cercle: string): boolean {
  const known = geography.cercle.find(({ code }) => code === cercle);
  return isRegion(region) && (known === undefined || known.region === region);
}

/** « Mopti, Bandiagara, Kani » from the known parts of a place. An unknown code is left out. */
export function placeInWords(place: Geo, lists: Lists): Text {
  const region = REGION_CHOICES.find((one) => one.code === place.region);
  const cercle = place.cercle === undefined ? undefined : wordsOf(lists, 'cercle', place.cercle);
  const parts = [region, cercle, place.commune === undefined ? undefined : { fr: place.commune, en: place.commune }];
  const known = parts.filter((part) => part !== undefined);
  return { fr: known.map((part) => part.fr).join(', '), en: known.map((part) => part.en).join(', ') };
}
