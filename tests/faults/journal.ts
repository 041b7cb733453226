import { agedPages, cutLogs, rollbacks } from '../support/tamperedFiles.ts';
import { TAMPERINGS, between, rewriteFrom, sceneOf, work } from '../support/tampering.ts';
import { temporaryCentre } from '../support/temporaryStore.ts';
import { chance, newCampaign, type Campaign } from './campaign.ts';

/** The tamperings of security §6.3 at random places (T13). `corrupt_accepted`: not convicted, or another line named. */
export async function tamperWithJournal(places: number, seed: number): Promise<readonly Campaign[]> {
  return [await alterLines(places, seed), await alterFiles(places, seed)];
}

async function alterLines(places: number, seed: number): Promise<Campaign> {
  const campaign = newCampaign('journal-lines');
  campaign.notes.push(`seed ${seed}`);
  const centre = await temporaryCentre(['AWA', 'BIN']);
  try {
    await centre.as('AWA', (session) => work(session, 6, 120));
    await centre.as('BIN', (session) => work(session, 4, 60));
    await centre.as('AWA', (session) => work(session, 2, 30));
    await centre.as('SUP', (session) => {
      const scene = sceneOf(session);
      const random = chance(seed);
      for (const [name, tampering] of Object.entries(TAMPERINGS)) {
        const attempts = Array.from({ length: places }, () => tampering(scene, random));
        const found = attempts.filter(({ convicted, named }) => convicted && named).length;
        campaign.tries += places;
        campaign.corrupt_accepted += places - found;
        campaign.notes.push(`${name}: ${found} of ${places} convicted and named`);
      }
      const rewritten = Array.from({ length: places }, () => rewriteFrom(scene, between(random, 3, scene.length)));
      const stopped = rewritten.filter(({ alone }) => !alone.whole).length;
      campaign.tries += places;
      campaign.corrupt_accepted += rewritten.filter(
        ({ alone, witnessed, firstOfOthers }) =>
          witnessed.whole || (firstOfOthers === null ? !alone.whole : alone.whole || alone.firstBad !== firstOfOthers),
      ).length;
      campaign.notes.push(
        `rewritten with an old key: ${stopped} stopped by a signature of somebody else, ${places - stopped} by a witness alone`,
      );
    });
  } finally {
    centre.remove();
  }
  return campaign;
}

async function alterFiles(places: number, seed: number): Promise<Campaign> {
  const campaign = newCampaign('journal-files');
  const rolled = await rollbacks(places, seed);
  const logs = await cutLogs(places, seed);
  const pages = await agedPages();
  campaign.tries = rolled.tries + logs.tries + pages.pages;
  const byWitness = [rolled.personal, rolled.monthly, rolled.backup, rolled.paper, rolled.afterwards];
  campaign.corrupt_accepted = rolled.tries - Math.min(...byWitness) + (logs.lost - logs.convicted) + pages.silent.length;
  campaign.notes.push(
    `seed ${seed}`,
    `older file, of ${rolled.tries}: personal ${rolled.personal}, monthly ${rolled.monthly}, backup ${rolled.backup}, paper ${rolled.paper}, once work went on ${rolled.afterwards}`,
    `damaged log, of ${logs.tries}: ${logs.lost} lost entries, ${logs.convicted} convicted`,
    `older page, of ${pages.pages}: ${pages.refused} refused, ${pages.convicted} convicted, ${pages.unchanged} without effect, ${pages.silent.length} unseen`,
  );
  return campaign;
}
