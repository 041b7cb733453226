import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../shared/contract.ts';
import { aggregatePayload } from '../../shared/exchange/payload.ts';
import { isMonth, monthsOfPeriod } from '../../shared/time.ts';
import { openApplication, type Application } from '../../electron/app.ts';
import { DemoStopped, ask, as, placeToken } from './caller.ts';
import { newPassphrase, structureCode, type Centre } from './centre.ts';
import type { Clock } from './clock.ts';
import { makeShares } from './shares.ts';

const RECEIVED = 'Clé USB';
const OPENED = 'Ouvert';
const RESULTS = 'Résultats';

export type Desk = {
  readonly application: Application;
  readonly focalPoint: { readonly staffCode: string; readonly passphrase: string };
  readonly packages: string;
  readonly opened: string;
  readonly out: string;
};

type Office = { readonly structureCode: string; readonly code: string; readonly packages: string };
const FIRST_OFFICE: Office = { structureCode: 'SCVBG', code: 'DESK', packages: 'packages' };
/** The two custodians of a sealed month are of two organisations, and each has a key of its own. */
export const CUSTODIANS: readonly [Office, Office] = [
  { structureCode: 'SCVBG', code: 'DESK', packages: 'packages/first' },
  { structureCode: 'PROT', code: 'DESK2', packages: 'packages/second' },
];

/** The focal point's desk with its recovery shares: an installation without case base (reference §7, security §2.4). */
export async function createDesk(profile: string, out: string, clock: Clock, office: Office = FIRST_OFFICE): Promise<Desk> {
  const packages = join(out, office.packages);
  const opened = join(out, 'opened');
  for (const folder of [packages, opened]) mkdirSync(folder, { recursive: true });
  const application = await openApplication({
    profile,
    places: [
      { label: RECEIVED, folder: packages },
      { label: OPENED, folder: opened },
      { label: RESULTS, folder: out },
    ],
    now: clock.now,
    kdf: 'floor',
  });
  const focalPoint = { staffCode: 'PF1', passphrase: newPassphrase() };
  const administrator = { staffCode: 'AD1', passphrase: newPassphrase() };
  const { requests } = application;
  await ask(requests, 'start.create', {
    kind: 'desk',
    language: 'fr',
    structure: { code: office.structureCode, name: 'Sous-cluster de démonstration', type: 'un' },
    site: { code: office.code, name: 'Bureau du point focal', type: 'social_service', region: 'bamako', cercle: null },
    administrator: { ...administrator, name: 'Administration inventée', pledgeDate: clock.today() },
    authority: { ...focalPoint, name: 'Point focal inventé', pledgeDate: clock.today() },
  });
  await as(requests, focalPoint, () => makeShares((name, input) => ask(requests, name, input), administrator, []));
  return { application, focalPoint, packages, opened, out };
}

/** The desk's card on the key, with the words to compare. */
export async function deskCard(desk: Desk): Promise<{ readonly fileName: string; readonly words: readonly string[] }> {
  const { requests } = desk.application;
  return as(requests, desk.focalPoint, async () => {
    const { fileName } = await ask(requests, 'cards.handOver', { folder: await placeToken(requests, RECEIVED) });
    const { words } = await ask(requests, 'cards.own', {});
    return { fileName, words };
  });
}

/** Enters a centre in the register of structures and confirms its card in presence. */
export async function acceptCentre(
  desk: Desk,
  centre: Centre,
  card: { readonly fileName: string; readonly words: readonly string[] },
  month: string,
): Promise<void> {
  const { requests } = desk.application;
  const { code, region } = centre.register;
  await as(requests, desk.focalPoint, async () => {
    await ask(requests, 'structures.save', {
      structureCode: structureCode(code),
      siteCode: code,
      region,
      type: 'ngo_national',
      activeFrom: month,
      activeTo: null,
    });
    const file = await fileToken(desk, card.fileName, 'card');
    const { card: read } = await ask(requests, 'cards.read', { file });
    await ask(requests, 'cards.confirm', { cardId: read.cardId, words: [...card.words] });
  });
}

/** The focal point agrees on the mode of the packages, and hands it to the centres with the directory: one file for each, on the key. */
export async function handOutMode(
  desk: Desk,
  mode: 'rounded' | 'sealed',
  siteCode: string,
): Promise<readonly [own: string, others: readonly string[]]> {
  const { requests } = desk.application;
  return as(requests, desk.focalPoint, async () => {
    const { inForce } = await ask(requests, 'protection.read', {});
    await ask(requests, 'protection.agree', { mode, ...inForce });
    const { files } = await ask(requests, 'directory.handOut', { folder: await placeToken(requests, RECEIVED) });
    const own = files.find((file) => file.siteCode === siteCode);
    if (own === undefined) throw new DemoStopped('the directory is not for this centre');
    return [own.fileName, files.map(({ fileName }) => fileName)];
  });
}

/** Imports every package on the key. */
export async function importPackages(desk: Desk, order: 'forward' | 'backward'): Promise<Output<'inbox.import'>['verdicts']> {
  const { requests } = desk.application;
  const folder = await placeToken(requests, RECEIVED);
  const { entries } = await ask(requests, 'files.list', { folder, accept: 'package' });
  const files = entries.filter((entry) => entry.kind === 'file').map((entry) => entry.token);
  const { verdicts } = await ask(requests, 'inbox.import', { files: order === 'forward' ? files : files.toReversed() });
  return verdicts;
}

/** Publishes the consolidated tables of the months, and of the quarters and years that they make whole, as CSV, XLSX and, if a window can be drawn, PDF, under names that scripts rely on; returns them. */
export async function publish(desk: Desk, months: readonly string[]): Promise<readonly string[]> {
  const { requests, host } = desk.application;
  const listed = await ask(requests, 'tables.periods', {});
  const longer = listed.periods.filter((period) => !isMonth(period) && monthsOfPeriod(period).every((month) => months.includes(month)));
  const periods = [...months, ...longer];
  const folder = await placeToken(requests, RESULTS);
  const written: string[] = [];
  for (const format of host.printPdf !== null ? (['csv', 'xlsx', 'pdf'] as const) : (['csv', 'xlsx'] as const)) {
    const { fileName } = await ask(requests, 'tables.handOut', { periods: [...periods], format, folder });
    const name = `consolidated.${format}`;
    renameSync(join(desk.out, fileName), join(desk.out, name));
    written.push(name);
  }
  return written;
}

/** What a reader of the packages holds: their payloads, and the consolidated table beside them. */
export async function handOutOpened(desk: Desk): Promise<void> {
  const { requests } = desk.application;
  const { files } = await ask(requests, 'tables.handOutOpened', { folder: await placeToken(requests, OPENED) });
  for (const file of files) {
    const { header } = aggregatePayload.parse(JSON.parse(readFileSync(join(desk.opened, file), 'utf8')));
    renameSync(join(desk.opened, file), join(desk.opened, `${header.site_code}-${header.period}-v${header.version}.json`));
  }
  copyFileSync(join(desk.out, 'consolidated.csv'), join(desk.opened, 'consolidated.csv'));
}

export async function fileToken(desk: Desk, fileName: string, accept: 'card' | 'package'): Promise<string> {
  const { requests } = desk.application;
  const folder = await placeToken(requests, RECEIVED);
  const { entries } = await ask(requests, 'files.list', { folder, accept });
  const file = entries.find((entry) => entry.label === fileName);
  if (file === undefined) throw new DemoStopped('a file is missing on the key');
  return file.token;
}

export function packageFiles(desk: Desk): string[] {
  return readdirSync(desk.packages).filter((name) => name.endsWith('.sutura'));
}
