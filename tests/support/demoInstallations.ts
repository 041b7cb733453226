import { join } from 'node:path';
import {
  addProviders,
  agreeOnLists,
  copyPackages,
  exchangeCards,
  createNeighbour,
  giveDirectory,
  handOverMonth,
  importPackages,
} from './seedExchanges.ts';
import { addCaseworker, createCentre, createDesk } from './createInstallations.ts';
import { openCopy, type Installation } from './installation.ts';
import { keepUnfinished, seedDemoCases } from './seedDemoCases.ts';
import { templateOf } from './templates.ts';

/** Centres of the same region that report beside the invented centre, each with a register; three sites open the figures of a region. */
const NEIGHBOURS = ['DEM1', 'DEM2'];

/** Folders to copy, each with `profile` and `medium`. */
export type Templates = { readonly centre: string; readonly desk: string };

/** The populated centre and the desk that has its package and those of its neighbours; made once, by operations. */
export async function populatedTemplates(): Promise<Templates> {
  const both = await templateOf('populated', makeTemplates);
  return { centre: join(both, 'centre'), desk: join(both, 'desk') };
}

/** A copy of the populated centre of its own, at nine o'clock of `TODAY`. */
export async function newPopulatedCentre(): Promise<Installation> {
  return openCopy((await populatedTemplates()).centre);
}

/** A copy of the populated desk. */
export async function newPopulatedDesk(): Promise<Installation> {
  return openCopy((await populatedTemplates()).desk);
}

async function makeTemplates(folder: string): Promise<void> {
  const desk = await createDesk(join(folder, 'desk'));
  const centre = await createCentre('ESS1', join(folder, 'centre'));
  for (const staffCode of ['AC1', 'AC2'] as const) await addCaseworker(centre, staffCode);
  await exchangeCards(centre, desk);
  await centre.unlock('SD1');
  await addProviders(centre);
  await seedDemoCases(centre);
  await keepUnfinished(centre);
  for (const code of NEIGHBOURS) {
    const neighbour = await createNeighbour(code);
    await exchangeCards(neighbour, desk);
    await handOverMonth(neighbour, desk);
    neighbour.remove();
  }
  copyPackages(centre, desk);
  await importPackages(desk);
  await agreeOnLists(desk);
  await giveDirectory(desk, centre);
  for (const installation of [centre, desk]) installation.application.close();
}
