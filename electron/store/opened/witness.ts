import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { keyringSum, readKeyring, writeWhole } from '../../keys/keyring.ts';
import { Unreadable, decrypt, encrypt, hk, zero } from '../../keys/primitives.ts';
import type { Renewal } from '../../keys/renewal.ts';
import type { SessionKeys } from '../../keys/session.ts';
import { headOf, signedSince, type Witnessed } from '../journal/journal.ts';
import type { OpenStores } from './openStores.ts';
import { type Witness, type Check, checkSchema, witnessSchema, MOST_ACKNOWLEDGED } from './checkpointFormat.ts';

const FOLDER = 'witness';
/** Where the witnesses of a profile are. */
export function witnessFolder(folder: string): string {
  return join(folder, FOLDER);
}

const MOST_FILES = 1000;

/** Writes the person's witness anew, under a random name: at lock, every five minutes, after signed acts. */
export function writeSessionCheckpoint(stores: OpenStores, at: number): void {
  const { folder, keys } = stores;
  const { checked, written } = stores.memory;
  const witness: z.input<typeof witnessSchema> = {
    v: 1,
    at,
    admin: textOf(headOf(stores.admin)),
    cases: stores.cases === null ? null : textOf(headOf(stores.cases)),
    rosterHead: stores.roster.head,
    keyringSum: keyringSum(readKeyring(folder).keyring),
    checked: { admin: toText(checked.admin), cases: toText(checked.cases) },
    acknowledged: [...stores.acknowledged].slice(-MOST_ACKNOWLEDGED),
  };
  const former = ownOrFormer(folder, keys).map((file) => file.path);
  writeSealed(folder, keys, witness);
  for (const path of former) rmSync(path, { force: true });
  written.admin = witness.admin?.seq ?? 0;
  written.cases = witness.cases?.seq ?? 0;
}

/** After an act that was signed, in whatever base: the witness is written anew (security §6.3). */
export function witnessSignedActs(stores: OpenStores, at: number): void {
  const { admin, cases, memory } = stores;
  if (signedSince(admin, memory.written.admin) || (cases !== null && signedSince(cases, memory.written.cases)))
    writeSessionCheckpoint(stores, at);
}

/** Writes what a person's last session saw under the person's new keys; nothing when there was none. */
export function renewSessionCheckpoint(folder: string, { siteId, userId, formers, next }: Renewal): void {
  const held = formers.flatMap((user) => own(folder, { siteId, userId, user }));
  const newest = newestOf(held.map(({ witness }) => witness));
  if (newest === null) return;
  const { admin, cases } = newest.checked;
  writeSealed(folder, { siteId, userId, user: next }, { ...newest, checked: { admin: toText(admin), cases: toText(cases) } });
  for (const { path } of held) rmSync(path, { force: true });
}

/** This person's newest witness, or null. Others' do not open under this key and are left alone. */
export function readSessionCheckpoint(folder: string, keys: SessionKeys): Witness | null {
  return newestOf(ownOrFormer(folder, keys).map((file) => file.witness));
}

/** One's own witnesses, and those written before a change of keys, which still speak. */
function ownOrFormer(folder: string, { siteId, userId, user, former }: SessionKeys) {
  return [user, ...(former === null ? [] : [former])].flatMap((keys) => own(folder, { siteId, userId, user: keys }));
}

/** Whether anybody ever ended a session in this folder, before any key is known. */
export function witnessExists(folder: string): boolean {
  return names(join(folder, FOLDER)).length > 0;
}

type WitnessKeys = Pick<SessionKeys, 'siteId' | 'userId' | 'user'>;

function newestOf(witnesses: readonly Witness[]): Witness | null {
  return witnesses.toSorted((left, right) => right.at - left.at)[0] ?? null;
}

function writeSealed(folder: string, keys: WitnessKeys, witness: z.input<typeof witnessSchema>): void {
  mkdirSync(join(folder, FOLDER), { recursive: true, mode: 0o700 });
  writeWhole(
    join(folder, FOLDER),
    `${randomBytes(12).toString('hex')}.bin`,
    withKey(keys, (key) => encrypt(key, witnessContext(keys), Buffer.from(canonicalJson(witness)))),
  );
}

function own(folder: string, keys: WitnessKeys): readonly { readonly path: string; readonly witness: Witness }[] {
  return names(join(folder, FOLDER)).flatMap((name) => {
    const path = join(folder, FOLDER, name);
    const witness = openWitness(path, keys);
    return witness === null ? [] : [{ path, witness }];
  });
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[0-9a-f]{24}\.bin$/.test(name))
      .slice(0, MOST_FILES);
  } catch {
    return [];
  }
}

function openWitness(path: string, keys: WitnessKeys): Witness | null {
  try {
    const text = withKey(keys, (key) => decrypt(key, witnessContext(keys), readFileSync(path)));
    return witnessSchema.parse(JSON.parse(text.toString('utf8')));
  } catch (error) {
    if (error instanceof Unreadable || error instanceof z.ZodError || error instanceof SyntaxError || isOfFile(error)) return null;
    throw error;
  }
}

/** A file that the disk does not give is a witness that is not there: it closes the installation to nobody. */
function isOfFile(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function withKey(keys: WitnessKeys, act: (key: Buffer) => Buffer): Buffer {
  const key = hk(keys.user.userSecret, 'witness');
  try {
    return act(key);
  } finally {
    zero(key);
  }
}

function witnessContext(keys: WitnessKeys): Buffer {
  return context('witness', { id: keys.siteId }, { id: keys.userId });
}

function textOf(head: Witnessed | null) {
  return head === null ? null : { seq: head.seq, mac: Buffer.from(head.mac).toString('base64url') };
}

function toText(check: Check | null): z.input<typeof checkSchema> | null {
  if (check === null || check.position === null) return check === null ? null : { ...check, position: null };
  const { position } = check;
  return { ...check, position: { ...position, mac: position.mac.toString('base64url'), key: position.key.toString('base64url') } };
}
