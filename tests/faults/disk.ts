import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeBytes, keepReserve } from '../../electron/profile/room.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import type { Reply } from '../../shared/failure.ts';
import { followUpAnswers } from '../support/caseBuilders.ts';
import { openInstallation, PEOPLE, TODAY, type Installation } from '../support/installation.ts';
import { placeToken } from '../support/medium.ts';
import { fillUntilRefused } from './fullDisk.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { MONTH, copyOf, freeze, type Models, type Place } from './models.ts';
import { NOTE_FIELD, NOTE_FORM, noteOfSave, numberOfNote } from './screenMessages.ts';

/** Room of the invented disk: more than the 200 MB below which nothing is saved. */
const DISK_MB = 260;
const DRAFT = '01900000-0000-7000-8000-00000000d15c';

/** A disk that is full, read-only or gone, as profile and as stick (security T2): small file systems in memory. Only the system's administrator may make them. */
export async function spoilDisks(models: Models, rounds: number, draw: () => number): Promise<readonly Campaign[]> {
  const disk = mountDisk(DISK_MB);
  if (disk === null) {
    const skipped = newCampaign('full, read-only and pulled-out disks');
    skipped.notes.push('skipped: only the administrator of the system may mount a disk in memory');
    return [skipped];
  }
  try {
    return [
      await fillProfile(models, disk, rounds, draw),
      await closeProfile(models, disk, rounds),
      await spoilSticks(models, rounds, draw),
    ];
  } finally {
    unmount(disk);
  }
}

function mountDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-disk-'));
  if (process.getuid?.() === 0 && done('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder)) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

function unmount(folder: string): void {
  done('umount', '-l', folder);
  rmSync(folder, { recursive: true, force: true });
}

function done(program: string, ...line: readonly string[]): boolean {
  return spawnSync(program, line, { stdio: 'ignore' }).status === 0;
}

/** Other programs fill the disk between two looks of the application: saves continue until one is refused, then a draft is kept, the session locked. */
async function fillProfile(models: Models, disk: string, rounds: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('a full disk under the profile');
  for (let round = 0; round < rounds; round += 1) {
    const folder = copyOf(models.centre, disk);
    const centre = await openInstallation(join(folder, 'profile'));
    keepReserve(centre.profile);
    centre.leave(Number.MAX_SAFE_INTEGER);
    await centre.unlock('AC1');
    const filler = join(disk, 'other-programs');
    const left = Math.floor(draw() * 600_000);
    writeFileSync(filler, Buffer.alloc(freeBytes(disk) - left, 1));
    const confirmed = await fillUntilRefused(centre, models.place, campaign);
    const draft = await centre.call('drafts.save', draftOf(models.place, confirmed));
    expectOk(campaign, draft, 'the draft');
    expectOk(campaign, await centre.call('session.lock', { reason: 'asked' }), 'the lock');
    if (readdirSync(centre.profile).includes('reserve.bin')) campaign.notes.push(`${left} bytes left: the reserve was not needed`);
    const reading = await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    expectOk(campaign, reading, 'the opening of a session on the full disk');
    rmSync(filler);
    centre.application.close();
    await expectKept(campaign, folder, models.place, confirmed, draft.ok);
    campaign.tries += 1;
    rmSync(folder, { recursive: true });
  }
  return campaign;
}

function draftOf({ caseId }: Place, number: number) {
  const content = { [NOTE_FORM]: { [NOTE_FIELD]: noteOfSave(number) } };
  const form = { form: NOTE_FORM, recordId: null, parentId: null, baseRevision: 0 };
  return { ...form, draftId: DRAFT, caseId, at: { section: 'contact', field: null }, content };
}

function expectOk(campaign: Campaign, reply: Reply<unknown>, what: string): void {
  if (reply.ok) return;
  campaign.crashed += 1;
  campaign.notes.push(`${what} was refused: ${reply.failure.kind}`);
}

/** A refusal of the disk has its own sentence; anything else is a fault of ours. */
function expectSentence(campaign: Campaign, reply: Reply<unknown>, what: string, kinds: readonly string[] = ['disk']): void {
  if (!reply.ok && kinds.includes(reply.failure.kind)) return;
  campaign.crashed += 1;
  campaign.notes.push(`${what}: ${reply.ok ? 'accepted' : reply.failure.kind}`);
}

async function expectKept(
  campaign: Campaign,
  folder: string,
  { caseId, recordId }: Place,
  confirmed: number,
  hasDraft: boolean,
): Promise<void> {
  const centre = await openInstallation(join(folder, 'profile'));
  await centre.unlock('AC1');
  const opened = await centre.ask('forms.open', { caseId, form: NOTE_FORM, recordId, parentId: null, narrative: true });
  if (numberOfNote(opened.answers[NOTE_FIELD]) < confirmed) campaign.lost_confirmed += 1;
  const { drafts } = await centre.ask('drafts.list', {});
  if (hasDraft && !drafts.some(({ draftId }) => draftId === DRAFT)) campaign.lost_confirmed += 1;
  await centre.unlock('SD1');
  const { chain } = await centre.ask('journal.read', { page: 1 });
  const stores = centre.application.host.session?.stores;
  for (const db of [stores?.admin, stores?.cases]) if (db !== undefined && db !== null) checkWhole(db);
  if (!chain.whole || !chain.verified) campaign.corrupt_accepted += 1;
  centre.application.close();
}

/** The disk becomes read-only while the application is locked: it says so, and opens again when it can be written. */
async function closeProfile(models: Models, disk: string, rounds: number): Promise<Campaign> {
  const campaign = newCampaign('a read-only disk under the profile');
  const folder = copyOf(models.centre, disk);
  const centre = await openInstallation(join(folder, 'profile'));
  for (let round = 0; round < Math.ceil(rounds / 4); round += 1) {
    await centre.unlock('AC1');
    const answers = { ...followUpAnswers(TODAY, null), [NOTE_FIELD]: noteOfSave(round) };
    const record = { caseId: models.place.caseId, form: NOTE_FORM, recordId: models.place.recordId, parentId: null };
    const { revision } = await centre.ask('forms.open', { ...record, narrative: true });
    await centre.ask('forms.save', { ...record, revision, answers, keep: [], draftId: null, finish: true });
    await centre.lock();
    if (!done('mount', '-o', 'remount,ro', disk)) throw new Error('the disk cannot be made read-only');
    expectSentence(
      campaign,
      await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 }),
      'a session on a read-only disk',
    );
    expectSentence(
      campaign,
      await centre.call('session.unlock', { staffCode: 'AC1', passphrase: 'invente pour essai fausse' }),
      'a wrong passphrase there',
      ['disk', 'invalid'],
    );
    if (!done('mount', '-o', 'remount,rw', disk)) throw new Error('the disk cannot be made writable again');
    await expectKept(campaign, folder, models.place, round, false);
    campaign.tries += 1;
  }
  centre.application.close();
  rmSync(folder, { recursive: true });
  return campaign;
}

/** The stick on which a month leaves is full, read-only, or pulled out: a sentence, nothing that looks like a package, and the month can leave afterwards. */
async function spoilSticks(models: Models, rounds: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('a full, read-only or pulled-out stick');
  const centre = await openInstallation(join(copyOf(models.centre), 'profile'));
  const desk = await openInstallation(join(copyOf(models.desk), 'profile'));
  const cardId = await confirmedCard(centre, desk);
  await centre.unlock('SD1');
  await freeze(centre);
  const exported = (folder: string) => centre.call('months.export', { month: MONTH, cardId, folder });
  const chosen = () => placeToken(centre, 'Clé USB');
  const spoilings: readonly ((stick: string) => void)[] = [
    (stick) => writeFileSync(join(stick, 'photos'), Buffer.alloc(freeBytes(stick) - Math.floor(draw() * 60_000), 1)),
    (stick) => void done('mount', '-o', 'remount,ro', stick),
    (stick) => unmountInPlace(stick),
  ];
  for (let round = 0; round < rounds; round += 1) {
    const { medium } = centre;
    rmSync(medium, { recursive: true, force: true });
    mkdirSync(medium);
    if (!done('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', medium)) throw new Error('a stick cannot be mounted');
    const folder = await chosen();
    spoilings[round % spoilings.length]?.(medium);
    expectSentence(campaign, await exported(folder), `spoiling ${round % spoilings.length}`, ['conflict', 'disk', 'notFound', 'invalid']);
    const left = readdirSyncOr(medium).filter((name) => name.endsWith('.sutura'));
    campaign.corrupt_accepted += left.length;
    done('umount', '-l', medium);
    campaign.tries += 1;
  }
  mkdirSync(centre.medium, { recursive: true });
  expectOk(campaign, await exported(await chosen()), 'the export to a whole stick afterwards');
  for (const installation of [centre, desk]) installation.remove();
  return campaign;
}

/** Pulled out: the folder itself goes. */
function unmountInPlace(stick: string): void {
  done('umount', '-l', stick);
  rmSync(stick, { recursive: true, force: true });
}

function readdirSyncOr(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function confirmedCard(centre: Installation, desk: Installation): Promise<string> {
  await desk.unlock('PF1');
  const { words } = await desk.ask('cards.own', {});
  for (const name of readdirSync(desk.medium)) rmSync(join(desk.medium, name));
  const { fileName } = await desk.ask('cards.handOver', { folder: await placeToken(desk, 'Clé USB') });
  cpSync(join(desk.medium, fileName), join(centre.medium, fileName));
  let cardId = '';
  for (const staffCode of ['AD1', 'SD1'] as const) {
    await centre.unlock(staffCode);
    const { entries } = await centre.ask('files.list', { folder: await placeToken(centre, 'Clé USB'), accept: 'card' });
    const file = entries.find(({ label }) => label === fileName)?.token ?? '';
    ({ cardId } = (await centre.ask('cards.read', { file })).card);
    await centre.ask('cards.confirm', { cardId, words });
  }
  return cardId;
}
