import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../../files/files.ts';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { hk, hmac, same, sign, verify, zero } from '../../keys/primitives.ts';
import type { SessionKeys } from '../../keys/session.ts';
import { sealedCounts } from './counts.ts';
import { bytesText } from '../../../shared/bytesText.ts';

export const MANIFEST_FILE = 'manifest.json';
/** 2: counts are sealed; those of the first generation were in clear. */
const VERSION = 2;
const MOST_MANIFEST_BYTES = 64 * 1024;
/** All files of a copy together (security §8). */
export const MOST_COPY_BYTES = 8 * 1024 ** 3;

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const digest = bytesText(32);
const file = z.strictObject({
  name: z.enum(['keyring.json', 'admin.db', 'cases.db']),
  bytes: z.int().min(1).max(MOST_COPY_BYTES),
  sha256: digest,
});

const content = z.strictObject({
  v: z.literal(VERSION),
  backupId: uuid,
  stickId: uuid,
  siteId: uuid,
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  /** Its place among the copies of that month on that stick: which is the newest is seen before any key. */
  rank: z.int().min(1),
  /** Shape number of each base; null for the base of cases where there is none, or where the person who copied could not open it. */
  shapes: z.strictObject({ admin: z.int(), cases: z.int().nullable() }),
  files: z.array(file).min(2).max(3),
  /** Rows and journal head of each base, sealed under its key (`backupCounts.ts`); null like its shape. */
  counts: z.strictObject({ admin: sealedCounts, cases: sealedCounts.nullable() }),
  userId: uuid,
});

const manifestSchema = content.extend({ mac: digest, sig: bytesText(64) });
/** What a copy says of itself (security §9.1): nothing of a person, no number of anything, and no day. */
export type ManifestContent = z.infer<typeof content>;
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest with the proof of DEK-A and the acting person's signature over everything before it. */
export function sealManifest(given: ManifestContent, keys: SessionKeys): Manifest {
  const checked = content.parse(given);
  const mac = macOf(checked, keys.dekA);
  return { ...checked, mac: mac.toString('base64url'), sig: sign(keys.user.signingSeed, signedText(checked, mac)).toString('base64url') };
}

/** The manifest of a folder, bounded and of the known shape, or null: none, damaged or of another kind. Nothing is proved yet. */
export function readManifest(folder: string): Manifest | null {
  try {
    const text = readWhole(join(folder, MANIFEST_FILE), MOST_MANIFEST_BYTES).toString('utf8');
    const manifest = manifestSchema.parse(JSON.parse(text));
    const names = new Set(manifest.files.map(({ name }) => name));
    return names.size === manifest.files.length && names.has('keyring.json') && names.has('admin.db') ? manifest : null;
  } catch {
    return null;
  }
}

/** Whether a holder of this DEK-A made it. */
export function isOurs(manifest: Manifest, dekA: Uint8Array): boolean {
  return same(Buffer.from(manifest.mac, 'base64url'), macOf(unproved(manifest), dekA));
}

/** Whether this key signed it. */
export function isSignedBy(manifest: Manifest, publicKey: Uint8Array): boolean {
  const text = signedText(unproved(manifest), Buffer.from(manifest.mac, 'base64url'));
  return verify(publicKey, text, Buffer.from(manifest.sig, 'base64url'));
}

/** What a manifest says, without its proof and signature. */
export function unproved({ mac: _mac, sig: _sig, ...rest }: Manifest): ManifestContent {
  return rest;
}

function macOf(checked: ManifestContent, dekA: Uint8Array): Buffer {
  const key = hk(dekA, 'backup');
  try {
    return hmac(key, context('backup', { text: canonicalJson(checked) }));
  } finally {
    zero(key);
  }
}

function signedText(checked: ManifestContent, mac: Uint8Array): Buffer {
  return context('backup/sign', { text: canonicalJson(checked) }, { bytes: mac });
}
