import { killBare } from './bareKills.ts';
import type { Campaign } from './campaign.ts';
import type { Models } from './models.ts';
import { killOnScreen } from './screenKills.ts';

/** One kill of so many is of a process with a real window, two at least: a window takes ten times as long. */
const ON_SCREEN = 25;

/** Kills of everything that writes, `kills` in all (security T1). The seed repeats the moments. */
export async function killWhileWorking(models: Models, kills: number, seed: number): Promise<readonly Campaign[]> {
  const onScreen = Math.min(kills, Math.max(2, Math.round(kills / ON_SCREEN)));
  return [...(await killOnScreen(onScreen, seed)), ...(await killBare(models, kills - onScreen, seed))];
}
