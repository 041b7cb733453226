import { Buffer } from 'node:buffer';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson, context } from './canonical.ts';
import { kdfSchema } from './passphrase.ts';
import { hk, hmac, same, sha256, zero } from './primitives.ts';
import { bytesText } from '../../shared/bytesText.ts';

const FILES = ['keyring.json', 'keyring.copy'] as const;
/** While a destruction of the identities waits (security §9.6): the keyring as it will be, so that the end needs nobody's key. */
export const NEXT_KEYRING = 'keyring.next';
/** Ending of a file that is not whole yet. */
export const TEMPORARY = '.tmp';
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_DEEP = 16;
const VERSION = 1;

const base64 = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(4096);
const digest = bytesText(32);
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const staffCode = z.string().regex(/^[A-Z0-9]{2,4}$/);

/** What the recovery key opens (security §2.2); `nextBundle` exists only while a recovery is under way. */
const ESCROWED = ['bundle', 'nextBundle', 'dekA', 'dekC', 'ivk', 'journalAdmin', 'journalCases'] as const;
export type EscrowName = (typeof ESCROWED)[number];

const slotContent = z.strictObject({
  userId: uuid,
  staffCode,
  kdf: kdfSchema,
  bundle: base64,
  /** Each sealed to this user; `dekC`, `ivk` and `genesis` come with the supervisor's admission. `dekA` null: suspended, opens nothing. */
  deks: z.strictObject({ dekA: base64.nullable(), dekC: base64.nullable(), ivk: base64.nullable(), genesis: base64.nullable() }),
  /** The keys before a change, sealed to the present ones, until nothing is sealed to them any more. Absent when there was none. */
  former: base64.exactOptional(),
});
/** New keys that wait for the second signature of `keys.change`; then they take the place of the slot's (security §2.5). */
const changeContent = z.strictObject({ userId: uuid, agreement: digest, kdf: kdfSchema, bundle: base64, former: base64 });
const enrolmentContent = z.strictObject({ userId: uuid, staffCode, kdf: kdfSchema, sealed: base64, expiry: z.int().min(0) });

const renewedContent = z.strictObject({ line: z.int().min(1), proof: digest });

const content = z.strictObject({
  v: z.literal(VERSION),
  siteId: uuid,
  rosterHead: digest,
  slots: z.array(slotContent).max(500),
  recovery: z.strictObject({ publicKey: digest, setId: uuid, n: z.int().min(2).max(5), k: z.int().min(2).max(5) }).nullable(),
  /** Sealed to a recovery key (`recovery.ts`): each person's bundle, and what belongs to nobody (`userId` null). */
  escrow: z.array(z.strictObject({ name: z.enum(ESCROWED), userId: uuid.nullable(), setId: uuid, tag: digest, sealed: base64 })).max(1100),
  enrolments: z.array(enrolmentContent).max(100),
  changes: z.array(changeContent).max(100).exactOptional(),
  /** Line of the roster up to which each store key is new, proved by that key: a person who left before it does not know it. Absent: the key of the first run. */
  renewed: z.strictObject({ admin: renewedContent.exactOptional(), cases: renewedContent.exactOptional() }).exactOptional(),
  /** The destruction that waits, until it is done or stopped: its line of the roster, and both clocks when its delay began (`order.ts`). */
  ordered: z
    .strictObject({
      line: z.int().min(1),
      level: z.enum(['vault', 'base']),
      milliseconds: z.int().min(0),
      wall: z.number(),
      uptime: z.number(),
    })
    .exactOptional(),
  /** Something was destroyed in the base of cases: its key is renewed at the next session, so that a former one opens nothing of the former content. */
  renewCases: z.literal(true).exactOptional(),
  /** The identity vault key was destroyed on the order of that line; whether a new one is still to be made, and salts of passphrases not changed since. */
  vault: z
    .strictObject({
      line: z.int().min(1),
      due: z.boolean(),
      salts: z.array(bytesText(16)).max(500),
    })
    .exactOptional(),
  /** A store key is being renewed: until it is over the base opens with one of the two (security §2.5). */
  pendingDek: z
    .strictObject({
      store: z.enum(['admin', 'cases']),
      /** What `renewed` will say of this store. */
      line: z.int().min(1),
      /** Only a holder of the present key could say which key comes next (`rotationProof`). */
      proof: digest,
      sealed: z.array(z.strictObject({ userId: uuid, old: base64, new: base64 })).max(500),
    })
    .exactOptional(),
});
/** What the keyring says (security §2.3). Sealed bytes in base64url; nothing in it opens anything without a passphrase. */
export type Keyring = z.infer<typeof content>;
export type Slot = Keyring['slots'][number];
export type Enrolment = Keyring['enrolments'][number];
export type EscrowRow = Keyring['escrow'][number];
/** A destruction that waits. */
export type Ordered = NonNullable<Keyring['ordered']>;
export type KeyChange = z.infer<typeof changeContent>;

const summed = { sum: digest };
const fileSchema = content.extend({
  slots: z.array(slotContent.extend(summed)).max(500),
  enrolments: z.array(enrolmentContent.extend(summed)).max(100),
  mac: digest,
  sum: digest,
});
type KeyringFile = z.infer<typeof fileSchema>;

/** Neither file is whole: restore from a backup. Nothing was deleted. Never said for a wrong passphrase. */
export class KeyringDamaged extends Error {
  constructor() {
    super('keyring damaged');
  }
}

/** Made by a newer version of the application: read nothing, write nothing. */
export class KeyringNewer extends Error {
  constructor() {
    super('keyring of a newer version');
  }
}

/** A keyring as read, with the authentication that can only be checked once DEK-A is open. */
export type ReadKeyring = { readonly keyring: Keyring; readonly mac: string };

export function keyringExists(folder: string): boolean {
  return FILES.some((name) => existsSync(join(folder, name)));
}

/**
 * The first of the two files whose sums hold (security §2.3); derivation bounds are checked here, before any derivation.
 * Throws KeyringDamaged or KeyringNewer. Changes nothing on disk.
 */
export function readKeyring(folder: string): ReadKeyring {
  let newer = false;
  for (const name of FILES) {
    const read = readOne(join(folder, name));
    if (read === 'newer') newer = true;
    else if (read !== null) return read;
  }
  throw newer ? new KeyringNewer() : new KeyringDamaged();
}

/** Whether the file was written by a holder of DEK-A; checked right after unlock. Throws KeyringDamaged. */
export function assertAuthentic(read: ReadKeyring, dekA: Uint8Array): void {
  if (!same(Buffer.from(read.mac, 'base64url'), macOf(read.keyring, dekA))) throw new KeyringDamaged();
}

/** SHA-256 of the whole content, in base64url, for the witness (security §6.3). */
export function keyringSum(keyring: Keyring): string {
  return sumOf(keyring);
}

/**
 * Writes both files, each through a temporary name, `fsync`, rename and `fsync` of the folder: at every instant one of them is whole. What follows a
 * destruction that waits is written first.
 */
export function writeKeyring(folder: string, keyring: Keyring, dekA: Uint8Array): void {
  const text = textOf(content.parse(keyring), dekA);
  const { ordered } = keyring;
  if (ordered?.level === 'vault') writeWhole(folder, NEXT_KEYRING, textOf(withoutVault(keyring, ordered.line), dekA));
  for (const name of FILES) writeWhole(folder, name, text);
}

/**
 * The keyring that waits takes the place of both files, without any key (security §9.6). True also when it has; false when there is none for that order, or
 * when the present keyring knows nothing of it. May be cut anywhere and called again.
 */
export function adoptNextKeyring(folder: string, line: number): boolean {
  const next = readOne(join(folder, NEXT_KEYRING));
  const present = FILES.map((name) => readOne(join(folder, name))).find((read) => read !== null && read !== 'newer')?.keyring;
  if (present === undefined) return false;
  if (next === null) return present.vault?.line === line;
  const isOrdered = present.ordered?.line === line || present.vault?.line === line;
  if (next === 'newer' || next.keyring.vault?.line !== line || !isOrdered) return false;
  const text = readFileSync(join(folder, NEXT_KEYRING));
  for (const name of FILES) writeWhole(folder, name, text);
  return true;
}

/** Without the destruction that waits: no copy and no restored profile carries one, whose delay would be over before anybody could stop it (security §9.6). */
export function withoutOrder({ ordered: _, ...keyring }: Keyring): Keyring {
  return keyring;
}

/** Nobody's slot and no seal of the recovery key holds the identity vault key any more. */
function withoutVault({ ordered: _, ...keyring }: Keyring, line: number): Keyring {
  return {
    ...keyring,
    slots: keyring.slots.map((slot) => ({ ...slot, deks: { ...slot.deks, ivk: null } })),
    escrow: keyring.escrow.filter(({ name }) => name !== 'ivk'),
    renewCases: true,
    vault: { line, due: true, salts: keyring.slots.map(({ kdf }) => kdf.salt) },
  };
}

function textOf(checked: Keyring, dekA: Uint8Array): string {
  const unsummed: Omit<KeyringFile, 'sum'> = {
    ...checked,
    slots: checked.slots.map((slot) => ({ ...slot, sum: sumOf(slot) })),
    enrolments: checked.enrolments.map((enrolment) => ({ ...enrolment, sum: sumOf(enrolment) })),
    mac: macOf(checked, dekA).toString('base64url'),
  };
  return canonicalJson({ ...unsummed, sum: sumOf(unsummed) });
}

/** Writes a file so that a kill or a power cut leaves the old one or the new one, never a part. */
export function writeWhole(folder: string, name: string, text: string | Uint8Array): void {
  const temporary = join(folder, name + TEMPORARY);
  const file = openSync(temporary, 'w', 0o600);
  try {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, join(folder, name));
  syncFolder(folder);
}

/** Removes what a kill may have left half written in a folder of the profile. Called once at start. */
export function removeLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.endsWith(TEMPORARY)) rmSync(join(folder, name), { force: true });
}

/** Both keyrings filled with zeros where they lie, then gone: nothing of the installation opens any more (security §9.6). */
export function eraseKeyrings(folder: string): void {
  for (const name of [...FILES, NEXT_KEYRING]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const file = openSync(path, 'r+');
    try {
      const zeros = Buffer.alloc(statSync(path).size);
      for (let written = 0; written < zeros.length;) written += writeSync(file, zeros, written, zeros.length - written, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    rmSync(path);
  }
  syncFolder(folder);
}

/** Makes renames of a folder durable; Windows does it by itself and refuses to open a folder. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readOne(path: string): ReadKeyring | 'newer' | null {
  let raw: unknown;
  try {
    if (statSync(path).size > MOST_BYTES) return null;
    const text = readFileSync(path, 'utf8');
    if (isTooDeep(text)) return null;
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (isNewer(raw)) return 'newer';
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { sum, ...unsummed } = parsed.data;
  if (sum !== sumOf(unsummed)) return null;
  const { mac, slots, enrolments, ...rest } = unsummed;
  if (![...slots, ...enrolments].every(sumHolds)) return null;
  const keyring: Keyring = {
    ...rest,
    slots: slots.map(({ sum: _, ...slot }) => slot),
    enrolments: enrolments.map(({ sum: _, ...enrolment }) => enrolment),
  };
  return { keyring, mac };
}

/** Counted before anything is made of it: the file of a found stick may be brackets by the million (security §8). */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (sign === '[' || sign === '{') depth += 1;
    if (sign === ']' || sign === '}') depth -= 1;
    if (depth > MOST_DEEP) return true;
  }
  return false;
}

function isNewer(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'v' in raw && typeof raw.v === 'number' && raw.v > VERSION && hasOwnSum(raw);
}

/** A flipped version number is damage; a newer file carries its own sum over its own content. */
function hasOwnSum(raw: object): boolean {
  if (!('sum' in raw)) return false;
  const { sum, ...unsummed } = raw;
  const parsed = z.json().safeParse(unsummed);
  return parsed.success && sum === sumOf(parsed.data);
}

function sumHolds(part: KeyringFile['slots'][number] | KeyringFile['enrolments'][number]): boolean {
  const { sum, ...unsummed } = part;
  return sum === sumOf(unsummed);
}

function sumOf(value: Parameters<typeof canonicalJson>[0]): string {
  return sha256(Buffer.from(canonicalJson(value), 'utf8')).toString('base64url');
}

function macOf(keyring: Keyring, dekA: Uint8Array): Buffer {
  const key = hk(dekA, 'keyring');
  try {
    return hmac(key, context('keyring', { text: canonicalJson(keyring) }));
  } finally {
    zero(key);
  }
}
