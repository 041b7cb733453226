import { Buffer } from 'node:buffer';
import argon2 from 'argon2';
import { agree, agreementPublic, decryptWith, encryptWith, hkdf, hmac, same, sha256, sign, signingPublic, verify } from './primitives.ts';

/** A primitive does not give its published answer on this machine: no store may be opened. */
class SelfTestFailed extends Error {
  readonly primitive: string;

  constructor(primitive: string) {
    super('self-test failed');
    this.primitive = primitive;
  }
}

const BOB = '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Published known answers, one test a primitive: each gives the bytes computed here and the bytes expected. */
const ANSWERS: readonly { readonly primitive: string; readonly source: string; readonly run: () => readonly [Uint8Array, Uint8Array] }[] = [
  {
    primitive: 'SHA-256',
    source: 'FIPS 180-2 B.1',
    run: () => [sha256(Buffer.from('abc')), hex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')],
  },
  {
    primitive: 'HMAC-SHA-256',
    source: 'RFC 4231, case 1',
    run: () => [
      hmac(Buffer.alloc(20, 0x0b), Buffer.from('Hi There')),
      hex('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'),
    ],
  },
  {
    primitive: 'HKDF-SHA-256',
    source: 'RFC 5869, case 1',
    run: () => [
      hkdf(Buffer.alloc(22, 0x0b), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42),
      hex('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'),
    ],
  },
  {
    primitive: 'AES-256-GCM',
    source: 'GCM specification, test case 14',
    run: () => [
      encryptWith(Buffer.alloc(32), Buffer.alloc(12), Buffer.alloc(0), Buffer.alloc(16)),
      hex('cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919'),
    ],
  },
  {
    primitive: 'AES-256-GCM',
    source: 'GCM specification, test case 16, opened',
    run: () => [
      decryptWith(
        hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
        hex('cafebabefacedbaddecaf888'),
        hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
        hex(
          '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b',
        ),
      ),
      hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39'),
    ],
  },
  {
    primitive: 'X25519',
    source: 'RFC 7748, 6.1, public key',
    run: () => [agreementPublic(hex(BOB)), hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')],
  },
  {
    primitive: 'X25519',
    source: 'RFC 7748, 6.1, shared secret',
    run: () => [
      agree(hex(BOB), hex('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')),
      hex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'),
    ],
  },
  {
    primitive: 'Ed25519',
    source: 'RFC 8032, 7.1, test 2',
    run: () => [
      sign(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'), hex('72')),
      hex(
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ),
    ],
  },
];

/**
 * Runs every known answer; at each start, before a store is opened (security §2.1: a missing or different primitive must be found here).
 * Gives how many answers were compared. Throws SelfTestFailed with the name of the primitive.
 */
export async function selfTest(): Promise<number> {
  for (const answer of ANSWERS) {
    if (!holds(() => same(...answer.run()))) throw new SelfTestFailed(answer.primitive);
  }
  if (!holds(signatureIsChecked)) throw new SelfTestFailed('Ed25519');
  if (!(await argon2Holds())) throw new SelfTestFailed('Argon2id');
  return ANSWERS.length + 2;
}

function holds(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

function signatureIsChecked(): boolean {
  const seed = Buffer.alloc(32, 7);
  const signature = sign(seed, Buffer.from('said'));
  return verify(signingPublic(seed), Buffer.from('said'), signature) && !verify(signingPublic(seed), Buffer.from('unsaid'), signature);
}

/** RFC 9106, 5.3. */
async function argon2Holds(): Promise<boolean> {
  const tag = await argon2.hash(Buffer.alloc(32, 1), {
    raw: true,
    type: argon2.argon2id,
    version: 0x13,
    memoryCost: 32,
    timeCost: 3,
    parallelism: 4,
    hashLength: 32,
    salt: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
  });
  return same(tag, hex('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659'));
}
