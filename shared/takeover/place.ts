import type { Geo } from '../forms/answers.ts';
import { coded, warn } from './line.ts';
import type { Line } from './line.ts';
import type { Target } from './headings.ts';
import { CERCLE_ELSEWHERE, REGION_ONLY } from './sentences.ts';

/** The place of two columns. A cercle alone gives its region; a cercle of another region is left out with a warning. */
export function placeOf(line: Line, regionTarget: Target, cercleTarget: Target): Geo | undefined {
  const region = coded(line, regionTarget, 'region');
  const cercle = coded(line, cercleTarget, 'cercle');
  const cercleRegion = cercle === undefined ? null : line.settings.lists.byCode.get('cercle')?.get(cercle)?.region;
  if (cercle === undefined || typeof cercleRegion !== 'string') return region === undefined ? undefined : { region };
  if (region === undefined || region === cercleRegion) return { region: cercleRegion, cercle };
  warn(line, cercleTarget, REGION_ONLY, CERCLE_ELSEWHERE);
  return { region };
}
