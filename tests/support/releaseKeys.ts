import { signPlain, headerOf, KIND, type Signer } from '../../electron/exchange/container.ts';
import { sha256, signingPublic } from '../../electron/keys/primitives.ts';
import type { UpdateManifest } from '../../shared/exchange/update.ts';

/** Private halves of the invented release keys: they sign nothing but tests. */
const SEEDS = [
  '9765610d4b7ba0d5b289f7af23e43e0be785ea461a691a2cecbac6dcbe430cb1',
  'e29fd3897e3b959997578cf0f15ab7a1cbd4618e05fbab02a287feb016ac521e',
  'a6afdb3116630498fc62ef5a09e2e59523652786dae00046c6bd16ef6bfdbe1a',
];
export const RELEASERS: readonly Signer[] = SEEDS.map((seed) => signerOf(Buffer.from(seed, 'hex')));

export function signerOf(seed: Buffer): Signer {
  return { seed, publicKey: signingPublic(seed) };
}

/** An update of these files, signed by two people; `change` alters its manifest before it is signed. */
export function updateOf(
  files: Readonly<Record<string, Buffer>>,
  signers: readonly [Signer | undefined, Signer | undefined],
  change: Partial<UpdateManifest> = {},
): Buffer {
  const manifest: UpdateManifest = {
    schema_version: 1,
    release: 2,
    version: '0.2.0',
    minimum_data: { admin: 10, cases: 10 },
    notes: ['Version inventée pour les essais.'],
    files: Object.entries(files).map(([name, bytes]) => ({ name, bytes: String(bytes.length), sha256: sha256(bytes).toString('hex') })),
    ...change,
  };
  const payload = Buffer.from(JSON.stringify(manifest), 'utf8');
  const signatures = signers.map((signer) => (signer === undefined ? Buffer.alloc(64) : signPlain(KIND.update, payload, signer)));
  return Buffer.concat([headerOf(KIND.update, 'real', payload.length), payload, ...signatures, ...Object.values(files)]);
}
