import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCentre, moveTo } from './createInstallations.ts';
import type { Installation } from './installation.ts';
import { inventedProviders } from './caseBuilders.ts';
import { onMedium, placeToken } from './medium.ts';
import { takeOver } from './registers.ts';
import { freeze, FROZEN_MONTH } from './seedDemoCases.ts';

/** A centre that is expected and has never reported. */
const SILENT = { structureCode: 'ODEM3', siteCode: 'DEM3', region: 'gao', type: 'ngo_national', activeFrom: '2026-09', activeTo: null };

/** The desk's card at the centre, confirmed by two; the centre's at the desk, with its line in the register of structures. */
export async function exchangeCards(centre: Installation, desk: Installation): Promise<void> {
  const { session } = desk.application.host;
  if (session?.stores.user.staffCode !== 'PF1') await desk.unlock('PF1');
  const own = await desk.ask('cards.own', {});
  const deskCard = await handOverCard(desk);
  copyFileSync(join(desk.medium, deskCard), join(centre.medium, deskCard));
  for (const staffCode of ['AD1', 'SD1'] as const) {
    await centre.unlock(staffCode);
    const { card } = await centre.ask('cards.read', { file: await onMedium(centre, deskCard, 'card') });
    await centre.ask('cards.confirm', { cardId: card.cardId, words: own.words });
  }
  const centreWords = (await centre.ask('cards.own', {})).words;
  const centreCard = await handOverCard(centre);
  copyFileSync(join(centre.medium, centreCard), join(desk.medium, centreCard));
  const state = await centre.ask('session.state', {});
  await desk.ask('structures.save', {
    structureCode: state.structureCode ?? '',
    siteCode: state.siteCode ?? '',
    region: centre.application.host.session?.site.region ?? '',
    type: 'ngo_national',
    activeFrom: '2026-09',
    activeTo: null,
  });
  const { card } = await desk.ask('cards.read', { file: await onMedium(desk, centreCard, 'card') });
  await desk.ask('cards.confirm', { cardId: card.cardId, words: centreWords });
}

async function handOverCard(installation: Installation): Promise<string> {
  return (await installation.ask('cards.handOver', { folder: await placeToken(installation, 'Clé USB') })).fileName;
}

export async function addProviders(installation: Installation): Promise<void> {
  for (const { answers, services } of inventedProviders()) {
    const lines = services.map((service) => ({ serviceId: null, answers: service }));
    await installation.ask('directory.save', { providerId: null, revision: 0, answers, services: lines });
  }
}

export async function createNeighbour(code: string): Promise<Installation> {
  const centre = await createCentre(code, mkdtempSync(join(tmpdir(), 'sutura-populated-')));
  moveTo(centre, '2026-11-04T09:00');
  await centre.unlock('SD1');
  await takeOver(centre, await onMedium(centre, `registre-${code}.csv`, 'register', 'Registres'));
  return centre;
}

export async function handOverMonth(centre: Installation, desk: Installation): Promise<void> {
  await centre.unlock('SD1');
  await freeze(centre, FROZEN_MONTH);
  copyPackages(centre, desk);
}

export function copyPackages(centre: Installation, desk: Installation): void {
  for (const name of readdirSync(centre.medium).filter((one) => one.endsWith('.sutura')))
    copyFileSync(join(centre.medium, name), join(desk.medium, name));
}

export async function importPackages(desk: Installation): Promise<void> {
  await desk.lock();
  moveTo(desk, '2026-11-07T09:00');
  await desk.unlock('PF1');
  await desk.ask('structures.save', SILENT);
  const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
  const files = entries.filter(({ kind }) => kind === 'file').map(({ token }) => token);
  const { verdicts } = await desk.ask('inbox.import', { files });
  if (verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error('an invented package was refused');
}

/** Name under which the populated centre has the directory of the focal point on its stick. */
export const DIRECTORY_FILE = 'annuaire.sutura';

/** The focal point's directory, brought to the stick of a centre under a name that is known. */
export async function giveDirectory(desk: Installation, centre: Installation): Promise<void> {
  await addProviders(desk);
  const { files } = await desk.ask('directory.handOut', { folder: await placeToken(desk, 'Clé USB') });
  for (const { siteCode, fileName } of files) {
    if (siteCode === 'ESS1') copyFileSync(join(desk.medium, fileName), join(centre.medium, DIRECTORY_FILE));
    rmSync(join(desk.medium, fileName));
  }
}

/** A place that a sub-cluster names, another cercle, and a choice that nobody uses. */
export async function agreeOnLists({ ask }: Installation): Promise<void> {
  const own = { region: null, countsAs: null, retiredFrom: null };
  const place = { fr: 'Site d’orpaillage', en: 'Gold panning site', countsAs: 'workplace' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', code: null, ...place });
  const field = { code: 'field', fr: 'Champ, jardin ou verger', en: 'Field, garden or orchard' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', ...field });
  await ask('lists.agree', {
    ...own,
    list: 'cercle',
    code: null,
    fr: 'Konna inventé',
    en: 'Invented Konna',
    region: 'mopti',
    countsAs: 'mopti_mopti',
  });
  const hotel = { code: 'hotel_bar', fr: 'Hôtel / bar', en: 'Hotel / bar' };
  await ask('lists.agree', { ...own, list: 'incident_place_type', ...hotel, retiredFrom: '2027-01-01' });
}
