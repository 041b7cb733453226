import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { randomFileName } from '../../files/files.ts';
import { contentOf, copyContent } from '../../files/copying.ts';
import { readKeyring, syncFolder, withoutOrder, writeKeyring, writeWhole } from '../../keys/keyring.ts';
import { Unreadable, same } from '../../keys/primitives.ts';
import { DEK_OF, type SessionKeys } from '../../keys/session.ts';
import { countsOf, openCounts, sealCounts, type Counts } from './counts.ts';
import { isOurs, MANIFEST_FILE, MOST_COPY_BYTES, sealManifest, type Manifest, type ManifestContent } from './manifest.ts';
import { proveCopy, PROVED_RECORDS, type Proof, type Turn } from './proveCopy.ts';
import { readBackup } from './copies.ts';
import { copyStore } from '../base/copy.ts';
import type { Base } from '../base/database.ts';
import { headAt } from '../journal/journal.ts';
import { checkWhole } from '../base/pages.ts';
import { shapeOf } from '../base/open.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { bringCopy, clearUnfinished, copiesIn, dropSide, freshSide, sendCopy, UNFINISHED, type FoundCopy } from './sideProfile.ts';

const COPIED = ['keyring.json', 'admin.db', 'cases.db'] as const;

/** On which stick a copy goes, and which one of the month it is there. */
type Place = Pick<Manifest, 'stickId' | 'rank'>;

/** A copy on a medium, proved there as far as the person may. */
export type MadeCopy = { readonly manifest: Manifest; readonly folder: string; readonly proof: Proof };

/** The last session of the base of cases was cut: a case session must open and end before anybody else copies it. */
export class CasesNotReconciled extends Error {
  constructor() {
    super('cases unsettled');
  }
}

/**
 * Copies the installation to a medium (security §9.1): both bases and the keyring are copied beside the profile in one instant, sent to `S-XXXXXXXX.part`,
 * read there again, proved, and only then given their name. Whatever stops it leaves no folder that looks whole. A person without the key of the
 * cases copies that base as it lies. Throws StoreRefused when a base here is damaged, CasesUnsettled, FileFault, CopyRefused, or what SQLite throws
 * on a full disk.
 */
export async function makeCopy(stores: OpenStores, medium: string, at: number, turn: Turn): Promise<MadeCopy> {
  clearUnfinished(medium);
  const folder = join(medium, randomFileName(''));
  const unfinished = folder + UNFINISHED;
  const side = freshSide(stores.folder);
  try {
    const manifest = await buildCopy(stores, side, placeOn(stores, medium, monthOf(at)), at, turn);
    mkdirSync(unfinished, { mode: 0o700 });
    await sendCopy(side, unfinished, manifest, turn);
    const proof = await proveCopy(side, manifest, stores.keys, PROVED_RECORDS, turn);
    dateAll(unfinished, manifest);
    renameSync(unfinished, folder);
    syncFolder(medium);
    return { manifest, folder, proof };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    dropSide(stores.folder);
  }
}

/** Reads a copy of a medium whole and proves it beside the profile, with `free` bytes left on its disk. Throws CopyRefused, and FileFault of this disk. */
export async function checkCopy(
  stores: OpenStores,
  folder: string,
  free: number,
  turn: Turn,
): Promise<{ readonly manifest: Manifest; readonly proof: Proof }> {
  const side = freshSide(stores.folder);
  try {
    const manifest = await bringCopy(folder, side, free, turn);
    return { manifest, proof: await proveCopy(side, manifest, stores.keys, PROVED_RECORDS, turn) };
  } finally {
    dropSide(stores.folder);
  }
}

/** The copies of this installation in a folder, newest first: those that a holder of its present key made, and those it remembers from before a change of keys. */
export function ownCopiesIn(stores: OpenStores, medium: string): readonly FoundCopy[] {
  return copiesIn(medium).filter(({ manifest }) => isOwnCopy(stores, manifest));
}

/** Whether a copy says that it is of this installation, by a key of it or by being remembered. */
export function isOwnCopy({ admin, keys }: OpenStores, manifest: Manifest): boolean {
  return manifest.siteId === keys.siteId && (isOurs(manifest, keys.dekA) || readBackup(admin, manifest.backupId) !== undefined);
}

/** Whether a copy holds work that the bases of today do not hold: they were put back to an older state (security §6.3, W3). */
export function isAhead(stores: OpenStores, manifest: Manifest): boolean {
  if (!isOurs(manifest, stores.keys.dekA)) return false;
  return [stores.admin, stores.cases].some((db) => {
    const head = db === null ? null : headIn(manifest, db.base, stores.keys);
    if (db === null || head === null) return false;
    const mac = headAt(db, head.seq);
    return mac === null || !same(mac, Buffer.from(head.mac, 'base64url'));
  });
}

/** Null where nobody counted, and where the key of that base is new since: the other base is compared. */
function headIn(manifest: Manifest, base: Base, keys: SessionKeys): Counts['head'] | null {
  const [sealed, storeKey] = [manifest.counts[base], keys[DEK_OF[base]]];
  if (sealed === null || storeKey === null) return null;
  try {
    return openCounts(sealed, base, manifest, storeKey).head;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** A stick is known by the number in the copies it already holds; one without a copy of ours gets a new number. */
function placeOn(stores: OpenStores, medium: string, month: string): Place {
  const manifests = ownCopiesIn(stores, medium).map(({ manifest }) => manifest);
  const ranks = manifests.filter((one) => one.month === month).map(({ rank }) => rank);
  return { stickId: manifests[0]?.stickId ?? randomUUID(), rank: Math.max(0, ...ranks) + 1 };
}

/** Writes both bases, the keyring and the manifest of a copy into the side folder. Throws StoreRefused, CasesUnsettled, and what SQLite throws on a full disk. */
export async function buildCopy(stores: OpenStores, side: string, place: Place, at: number, turn: Turn): Promise<Manifest> {
  const { admin, cases, keys } = stores;
  checkWhole(admin);
  if (cases !== null) checkWhole(cases);
  await turn();
  const origin = { v: 2 as const, backupId: randomUUID(), siteId: keys.siteId, userId: keys.userId, ...place };
  const content = copyAtOnce(stores, side, origin);
  const casesLie = join(stores.folder, CASES_FILE);
  const holdsCases = cases !== null || existsSync(casesLie);
  if (cases === null && holdsCases) {
    if ((statSync(`${casesLie}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw new CasesNotReconciled();
    await copyContent(casesLie, join(side, CASES_FILE), MOST_COPY_BYTES);
  }
  const files: ManifestContent['files'] = [];
  const names = holdsCases ? COPIED : COPIED.filter((name) => name !== 'cases.db');
  for (const name of names) {
    files.push({ name, ...(await contentOf(join(side, name), MOST_COPY_BYTES)) });
    await turn();
  }
  const manifest = sealManifest({ ...origin, ...content, files, month: monthOf(at) }, keys);
  writeWhole(side, MANIFEST_FILE, JSON.stringify(manifest));
  return manifest;
}

/** Both bases, their rows and heads, and the keyring, without letting any other call through: they are of one instant. */
function copyAtOnce(
  { folder, keys, admin, cases }: OpenStores,
  side: string,
  origin: Pick<ManifestContent, 'siteId' | 'backupId'>,
): Pick<ManifestContent, 'shapes' | 'counts'> {
  copyStore(admin, join(side, ADMIN_FILE));
  if (cases !== null) copyStore(cases, join(side, CASES_FILE));
  writeKeyring(side, withoutOrder(readKeyring(folder).keyring), keys.dekA);
  return {
    shapes: { admin: shapeOf(admin), cases: cases === null ? null : shapeOf(cases) },
    counts: {
      admin: sealCounts(countsOf(admin), 'admin', origin, keys.dekA),
      cases: cases === null || keys.dekC === null ? null : sealCounts(countsOf(cases), 'cases', origin, keys.dekC),
    },
  };
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** The medium shows neither hour nor day (security §5.4). */
function dateAll(folder: string, { files, month }: Manifest): void {
  const first = new Date(`${month}-01T00:00:00Z`);
  for (const name of [...files.map((file) => file.name), MANIFEST_FILE]) utimesSync(join(folder, name), first, first);
  utimesSync(folder, first, first);
}
