import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  FileRefused,
  KIND,
  fileLimit,
  openPlainContainer,
  openSealedContainer,
  plainContainer,
  sealContainer,
  verifyContainer,
  type Signer,
} from '../../../electron/exchange/container.ts';
import { randomSecret, signingPublic } from '../../../electron/keys/primitives.ts';

const PAYLOAD = Buffer.from(JSON.stringify({ invented: true }), 'utf8');

let identity: string;
let recipient: string;
let signer: Signer;

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  const seed = randomSecret();
  signer = { seed, publicKey: signingPublic(seed) };
});

async function refusalOf(act: Promise<unknown>): Promise<string> {
  const outcome = await act.then(
    () => 'accepted',
    (error: unknown) => error,
  );
  if (outcome === 'accepted') return 'accepted';
  if (!(outcome instanceof FileRefused)) throw outcome;
  return outcome.code;
}

async function ageOf(bytes: Uint8Array): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(bytes));
}

describe('the container of packages (security §7.1)', () => {
  it('comes back whole, signed for its recipient only', async () => {
    const file = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    const opened = await openSealedContainer(KIND.aggregate, file, identity, 'real');
    expect(opened.payload.equals(PAYLOAD)).toBe(true);
    expect(verifyContainer(opened, signer.publicKey, recipient)).toBe(true);
    const other = await identityToRecipient(await generateX25519Identity());
    expect(verifyContainer(opened, signer.publicKey, other)).toBe(false);
    expect(verifyContainer(opened, signingPublic(randomSecret()), recipient)).toBe(false);
  });

  it('has one size for every payload of a step', async () => {
    const sizes = await Promise.all(
      [1, 5_000, 60_000].map(
        async (length) => (await sealContainer(KIND.aggregate, Buffer.alloc(length, 32), signer, recipient, 'real')).length,
      ),
    );
    expect(new Set(sizes).size).toBe(1);
  });

  it('refuses every flipped byte of a hundred places, and truncations', async () => {
    const file = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    for (let place = 0; place < 100; place += 1) {
      const changed = Buffer.from(file);
      const at = Math.floor((place / 100) * file.length);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
      expect(await refusalOf(openSealedContainer(KIND.aggregate, changed, identity, 'real'))).not.toBe('accepted');
    }
    for (const kept of [0, 10, 200, file.length - 1])
      expect(await refusalOf(openSealedContainer(KIND.aggregate, file.subarray(0, kept), identity, 'real'))).not.toBe('accepted');
  });

  it('names each refusal', async () => {
    const file = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    const stranger = await generateX25519Identity();
    expect(await refusalOf(openSealedContainer(KIND.aggregate, file, stranger, 'real'))).toBe('notForUs');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, Buffer.alloc(fileLimit(KIND.aggregate) + 1), identity, 'real'))).toBe(
      'tooLarge',
    );
    expect(await refusalOf(openSealedContainer(KIND.aggregate, Buffer.from('not a package at all, only words'), identity, 'real'))).toBe(
      'notAPackage',
    );
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(Buffer.alloc(2_000)), identity, 'real'))).toBe('notAPackage');
  });

  it('refuses a later format, another kind and a training mark inside the seal', async () => {
    const inner = plainContainer(KIND.keyCard, PAYLOAD, signer, 'real');
    const with1 = (at: number, value: number) => {
      const changed = Buffer.from(inner);
      changed.writeUInt8(value, at);
      return changed;
    };
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(with1(6, 0x32)), identity, 'real'))).toBe('laterFormat');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(with1(9, 2)), identity, 'real'))).toBe('laterFormat');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(with1(8, 0x81)), identity, 'real'))).toBe('training');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(inner), identity, 'real'))).toBe('wrongKind');
    const longer = Buffer.from(inner);
    longer.writeUInt8(KIND.aggregate, 8);
    longer.writeUInt32BE(4_000_000, 10);
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(longer), identity, 'real'))).toBe('altered');
  });

  it.each([
    [KIND.aggregate, 2, 64],
    [KIND.consolidated, 4, 64],
    [KIND.transfer, 64, 256],
    [KIND.receipt, 0.1875, 64],
    [KIND.directory, 8, 64],
    [KIND.share, 4, 64],
  ] as const)('kind %i: its own limit and step, one size whatever it holds, its training mark', async (kind, mebibytes, kibibytes) => {
    expect(fileLimit(kind)).toBe(mebibytes * 1024 * 1024);
    const sizes = await Promise.all(
      [1, kibibytes * 1024 - 200].map(
        async (length) => (await sealContainer(kind, Buffer.alloc(length, 32), signer, recipient, 'real')).length,
      ),
    );
    expect(new Set(sizes).size).toBe(1);
    expect(sizes[0]).toBeGreaterThan(kibibytes * 1024);
    const lesson = await sealContainer(kind, PAYLOAD, signer, recipient, 'training');
    expect(await refusalOf(openSealedContainer(kind, lesson, identity, 'real'))).toBe('training');
    const opened = await openSealedContainer(kind, lesson, identity, 'training');
    expect(verifyContainer(opened, signer.publicKey, recipient)).toBe(true);
    expect(verifyContainer({ ...opened, space: 'real' }, signer.publicKey, recipient)).toBe(false);
    const other = kind === KIND.aggregate ? KIND.directory : KIND.aggregate;
    const expected = kind === KIND.aggregate || kind === KIND.directory || kind === KIND.share ? 'wrongKind' : 'unreadKind';
    const file = await sealContainer(kind, PAYLOAD, signer, recipient, 'real');
    expect(await refusalOf(openSealedContainer(other, file, identity, 'real'))).toBe(expected);
  });

  it('makes nothing above its limit, and distinguishes a cut file from a file for another recipient', async () => {
    const heavy = sealContainer(KIND.receipt, Buffer.alloc(190 * 1024), signer, recipient, 'real');
    expect(await refusalOf(heavy)).toBe('tooLarge');
    const file = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, file.subarray(0, file.length - 1), identity, 'real'))).toBe('truncated');
    const real = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, real, identity, 'training'))).toBe('notTraining');
  });

  it('is sealed to one recipient: a longer heading is refused before it is tried', async () => {
    const inner = await sealContainer(KIND.aggregate, PAYLOAD, signer, recipient, 'real');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const bytes = await decrypter.decrypt(inner);
    const two = new Encrypter();
    two.addRecipient(recipient);
    two.addRecipient(await identityToRecipient(await generateX25519Identity()));
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await ageOf(bytes), identity, 'real'))).toBe('accepted');
    expect(await refusalOf(openSealedContainer(KIND.aggregate, await two.encrypt(bytes), identity, 'real'))).toBe('notAPackage');
  });

  it('never tries a passphrase', async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase('invente');
    encrypter.setScryptWorkFactor(10);
    const file = Buffer.from(await encrypter.encrypt(PAYLOAD));
    expect(await refusalOf(openSealedContainer(KIND.aggregate, file, identity, 'real'))).toBe('passphraseSealed');
  });

  it('keeps a key card plain and tied to its signer', () => {
    const card = openPlainContainer(KIND.keyCard, plainContainer(KIND.keyCard, PAYLOAD, signer, 'real'), 'real');
    expect(verifyContainer(card, signer.publicKey, '')).toBe(true);
    expect(verifyContainer(card, signingPublic(randomSecret()), '')).toBe(false);
  });
});
