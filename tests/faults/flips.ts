import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyringDamaged, readKeyring } from '../../electron/keys/keyring.ts';
import { openKeys, zeroSessionKeys, type SessionKeys } from '../../electron/keys/session.ts';
import { waitBefore, recordFailure } from '../../electron/keys/throttle.ts';
import { CopyRefused, proveCopy } from '../../electron/store/backup/proveCopy.ts';
import { bringCopy, freshSide } from '../../electron/store/backup/sideProfile.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import { readSessionCheckpoint } from '../../electron/store/opened/witness.ts';
import { openInstallation, PEOPLE, type Installation } from '../support/installation.ts';
import { placeToken } from '../support/medium.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { copyOf, type Models } from './models.ts';

const PAGE = 4096;
/** How much is tried: a sample in seconds, sampled pages whole and one byte in fifty of the rest (security T4), or every byte. */
export type Extent = 'short' | 'usual' | 'all';
/** One byte in so many of a base, of a small file, of a package outside its sampled parts, and of the bases in a copy. */
const ONE_IN: Readonly<
  Record<Extent, { readonly base: number; readonly small: number; readonly packaged: number; readonly copied: number }>
> = {
  short: { base: 4_001, small: 97, packaged: 6_007, copied: 40_009 },
  usual: { base: 50, small: 1, packaged: 199, copied: 997 },
  all: { base: 1, small: 1, packaged: 1, copied: 50 },
};

/** Every byte of what lies on the disk, flipped: damage is seen, or nothing changed; and it is never said that a passphrase is wrong (security T4). */
export async function flipBytes(models: Models, extent: Extent, draw: () => number): Promise<readonly Campaign[]> {
  const folder = copyOf(models.centre);
  const keys = await openKeys(join(folder, 'profile'), 'AC1', PEOPLE.AC1);
  const campaigns = [
    flipBase(folder, keys, extent, draw),
    flipKeyring(folder, extent, draw),
    await flipInTheBase(models, draw),
    flipThrottle(folder, keys, extent, draw),
    flipWitness(folder, keys, extent, draw),
    await flipPackage(models, extent, draw),
    await flipCopy(models, extent, draw),
  ];
  rmSync(folder, { recursive: true, force: true });
  return campaigns;
}

/** Places to flip: one in `oneIn`, from a random start, and the given ranges whole. */
function places(length: number, oneIn: number, whole: readonly (readonly [number, number])[], draw: () => number): readonly number[] {
  const first = Math.floor(draw() * oneIn);
  const chosen = new Set<number>();
  for (let at = first; at < length; at += oneIn) chosen.add(at);
  for (const [from, to] of whole) for (let at = from; at < Math.min(to, length); at += 1) chosen.add(at);
  return [...chosen];
}

function flipped(bytes: Buffer, at: number, draw: () => number): Buffer {
  const altered = Buffer.from(bytes);
  altered.writeUInt8(altered.readUInt8(at) ^ (1 + Math.floor(draw() * 255)), at);
  return altered;
}

/** The same in the file itself: a base is not written anew for each of its bytes. */
function flipOne(path: string, bytes: Buffer, at: number, draw: () => number): void {
  writeAt(path, at, bytes.readUInt8(at) ^ (1 + Math.floor(draw() * 255)));
}

function putBack(path: string, bytes: Buffer, at: number): void {
  writeAt(path, at, bytes.readUInt8(at));
}

function writeAt(path: string, at: number, byte: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.of(byte), 0, 1, at);
  closeSync(file);
}

function flipBase(folder: string, { dekC }: SessionKeys, extent: Extent, draw: () => number): Campaign {
  const campaign = newCampaign('flipped bytes of a case base');
  const path = join(folder, 'profile', CASES_FILE);
  const bytes = readFileSync(path);
  const pages = bytes.length / PAGE;
  const sampled = [0, Math.floor(draw() * pages), pages - 1].map((page) => [page * PAGE, (page + 1) * PAGE] as const);
  const before = contentOf(path, dekC);
  let identical = 0;
  for (const at of places(bytes.length, ONE_IN[extent].base, extent === 'short' ? [] : sampled, draw)) {
    campaign.tries += 1;
    flipOne(path, bytes, at, draw);
    const after = contentOf(path, dekC);
    putBack(path, bytes, at);
    if (after === before) identical += 1;
    else if (after !== 'refused') {
      campaign.corrupt_accepted += 1;
      campaign.notes.push(`byte ${at} changed the content in silence`);
    }
    rmSync(`${path}-wal`, { force: true });
  }
  if (!readFileSync(path).equals(bytes)) throw new Error('reading a flipped base wrote to it');
  campaign.notes.push(`${bytes.length} bytes, ${pages} pages; ${identical} flips changed nothing`);
  return campaign;
}

/** Digest of every line of every table, or `refused`. Throws what is neither. */
function contentOf(path: string, key: Buffer | null): string {
  if (key === null) throw new Error('this person holds the key of the cases');
  try {
    const db = openStore('cases', path, key, 'existing');
    try {
      checkWhole(db);
      const hash = createHash('sha256');
      const tables = db.connection.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
      for (const { name } of tables)
        for (const row of db.connection
          .prepare(`SELECT * FROM "${name}"`)
          .raw()
          .all()
          .map((one) => JSON.stringify(one))
          .toSorted())
          hash.update(row);
      return hash.digest('hex');
    } finally {
      closeStore(db);
    }
  } catch (error) {
    if (error instanceof StoreRefused) return 'refused';
    throw error;
  }
}

/** In both files: damaged. In one of them: the other answers. Never another content, never a wrong passphrase, which is only said of a keyring that is read. */
function flipKeyring(folder: string, extent: Extent, draw: () => number): Campaign {
  const campaign = newCampaign('flipped bytes of the keyring');
  const profile = join(folder, 'profile');
  const [first = '', second = ''] = ['keyring.json', 'keyring.copy'].map((name) => join(profile, name));
  const bytes = readFileSync(first);
  const before = JSON.stringify(readKeyring(profile));
  for (const at of places(bytes.length, ONE_IN[extent].small, [], draw)) {
    const altered = flipped(bytes, at, draw);
    for (const files of [[first, second], [first], [second]]) {
      campaign.tries += 1;
      for (const file of files) writeFileSync(file, altered);
      const after = keyringOf(profile);
      if (after !== before && (after !== 'damaged' || files.length === 1)) {
        campaign.corrupt_accepted += 1;
        campaign.notes.push(`byte ${at} in ${files.length} file(s): ${after === 'damaged' ? 'the whole file was not used' : 'accepted'}`);
      }
      for (const file of [first, second]) writeFileSync(file, bytes);
    }
  }
  campaign.notes.push(`${bytes.length} bytes, in both files and in each`);
  return campaign;
}

function keyringOf(profile: string): string {
  try {
    return JSON.stringify(readKeyring(profile));
  } catch (error) {
    if (error instanceof KeyringDamaged) return 'damaged';
    throw error;
  }
}

/** What the person reads when a file is damaged: `conflict` and its sentence, never that her passphrase is wrong. */
async function flipInTheBase(models: Models, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('what is said of a flipped byte');
  for (const names of [['keyring.json', 'keyring.copy'], ['admin.db'], ['cases.db']]) {
    const profile = join(copyOf(models.centre), 'profile');
    for (const name of names) {
      const bytes = readFileSync(join(profile, name));
      writeFileSync(join(profile, name), flipped(bytes, Math.floor(draw() * bytes.length), draw));
    }
    const { call, remove } = await openInstallation(profile);
    const reply = await call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    campaign.tries += 1;
    if (reply.ok || reply.failure.kind !== 'conflict') {
      campaign.corrupt_accepted += 1;
      campaign.notes.push(`${names[0]}: ${reply.ok ? 'opened' : reply.failure.kind}`);
    }
    remove();
  }
  return campaign;
}

function flipThrottle(folder: string, { userId }: SessionKeys, extent: Extent, draw: () => number): Campaign {
  const campaign = newCampaign('flipped bytes of the delays');
  const profile = join(folder, 'profile');
  const file = join(profile, 'throttle.json');
  const clocks = { wall: 1_000_000, uptime: 1_000 };
  for (let tries = 0; tries < 6; tries += 1) recordFailure(profile, userId, clocks);
  const bytes = readFileSync(file);
  const before = waitBefore(profile, userId, clocks);
  for (const at of places(bytes.length, extent === 'short' ? 3 : 1, [], draw)) {
    campaign.tries += 1;
    writeFileSync(file, flipped(bytes, at, draw));
    const after = waitBefore(profile, userId, clocks);
    if (after !== before && after !== 15_000) campaign.corrupt_accepted += 1;
  }
  rmSync(file);
  return campaign;
}

function flipWitness(folder: string, keys: SessionKeys, extent: Extent, draw: () => number): Campaign {
  const campaign = newCampaign('flipped bytes of a witness');
  const profile = join(folder, 'profile');
  const before = JSON.stringify(readSessionCheckpoint(profile, keys));
  const path = readdirSync(join(profile, 'witness'))
    .map((name) => join(profile, 'witness', name))
    .find((candidate) => isOwn(profile, candidate, keys));
  if (path === undefined) throw new Error('AC1 has a witness');
  const bytes = readFileSync(path);
  for (const at of places(bytes.length, extent === 'short' ? 7 : 1, [], draw)) {
    campaign.tries += 1;
    writeFileSync(path, flipped(bytes, at, draw));
    const after = readSessionCheckpoint(profile, keys);
    if (after !== null && JSON.stringify(after) !== before) campaign.corrupt_accepted += 1;
  }
  writeFileSync(path, bytes);
  campaign.notes.push('a flipped witness no longer opens: it is then as if it were missing');
  return campaign;
}

function isOwn(profile: string, path: string, keys: SessionKeys): boolean {
  const bytes = readFileSync(path);
  rmSync(path);
  const isMissed = readSessionCheckpoint(profile, keys) === null;
  writeFileSync(path, bytes);
  return isMissed;
}

/** Each altered package is refused by the desk, which then holds nothing of it; the whole one is accepted afterwards. */
async function flipPackage(models: Models, extent: Extent, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('flipped bytes of a package');
  const desk = await openInstallation(join(copyOf(models.desk), 'profile'));
  await desk.unlock('PF1');
  const [name = ''] = readdirSync(desk.medium);
  const bytes = readFileSync(join(desk.medium, name));
  const scratch = join(tmpdir(), `sutura-package-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  copyFileSync(join(desk.medium, name), join(scratch, name));
  const heading: readonly (readonly [number, number])[] = extent === 'short' ? [] : [[0, 400]];
  const chosen = places(bytes.length, ONE_IN[extent].packaged, heading, draw);
  for (let from = 0; from < chosen.length; from += 100) {
    rmSync(join(desk.medium, name), { force: true });
    const some = chosen.slice(from, from + 100);
    for (const at of some) writeFileSync(join(desk.medium, `S-${at}.sutura`), flipped(bytes, at, draw));
    const verdicts = await importAll(desk);
    campaign.tries += some.length;
    campaign.corrupt_accepted += verdicts.filter((verdict) => verdict === 'accepted').length;
    campaign.lost_confirmed += some.length - verdicts.length;
    for (const at of some) rmSync(join(desk.medium, `S-${at}.sutura`));
  }
  if ((await desk.ask('inbox.list', {})).packages.length > 0) campaign.corrupt_accepted += 1;
  copyFileSync(join(scratch, name), join(desk.medium, name));
  if ((await importAll(desk))[0] !== 'accepted') campaign.lost_confirmed += 1;
  campaign.notes.push(`${bytes.length} bytes; the whole package is accepted afterwards`);
  rmSync(scratch, { recursive: true });
  desk.remove();
  return campaign;
}

/** Each altered copy is refused when it is brought here or proved; the whole one is proved afterwards. */
async function flipCopy(models: Models, extent: Extent, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('flipped bytes of a copy on a stick');
  const folder = copyOf(models.prepared);
  const [profile, medium] = [join(folder, 'profile'), join(folder, 'medium')];
  const copy = join(medium, readdirSync(medium)[0] ?? '');
  const keys = await openKeys(profile, 'SD1', PEOPLE.SD1);
  const { base, small } = { base: ONE_IN[extent].copied, small: ONE_IN[extent].small };
  for (const name of readdirSync(copy)) {
    const path = join(copy, name);
    const bytes = readFileSync(path);
    for (const at of places(bytes.length, name.endsWith('.db') ? base : small, [], draw)) {
      campaign.tries += 1;
      flipOne(path, bytes, at, draw);
      if (await holds(copy, profile, keys)) {
        campaign.corrupt_accepted += 1;
        campaign.notes.push(`byte ${at} of ${name}: the copy was called whole`);
      }
      putBack(path, bytes, at);
    }
  }
  campaign.tries += 1;
  if (!(await holds(copy, profile, keys))) campaign.lost_confirmed += 1;
  zeroSessionKeys(keys);
  rmSync(folder, { recursive: true, force: true });
  return campaign;
}

async function holds(copy: string, profile: string, keys: SessionKeys): Promise<boolean> {
  const turn = () => Promise.resolve();
  const side = freshSide(profile);
  try {
    await proveCopy(side, await bringCopy(copy, side, Number.MAX_SAFE_INTEGER, turn), keys, 1, turn);
    return true;
  } catch (error) {
    if (error instanceof CopyRefused) return false;
    throw error;
  }
}

async function importAll(desk: Installation): Promise<readonly string[]> {
  const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
  const files = entries.filter(({ kind }) => kind === 'file').map(({ token }) => token);
  return (await desk.ask('inbox.import', { files })).verdicts.map(({ verdict }) => verdict);
}
