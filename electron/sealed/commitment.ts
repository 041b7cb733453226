import { Buffer } from 'node:buffer';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { interleavedMSMUnsafe } from '@noble/curves/abstract/curve.js';

const { Point } = ristretto255;
type Point = InstanceType<typeof Point>;
/** Numbers modulo the order of the group. */
const Scalars = Point.Fn;

const DOMAIN = 'sutura/1/sealed/generator';
const SCALAR_BYTES = 32;
/** Twice the order: what is left after the remainder is uniform but for 2^-250. */
const WIDE_BYTES = 64;
/** Bits of the tables of multiples that the library keeps for each generator. */
const WINDOW = 4;

/** Commits to vectors of one template, and checks commitments to them. */
export type Committer = {
  readonly template: string;
  readonly length: number;
  /** `r·H + Σ n_j·G_j`, 32 bytes. Throws RangeError on another length. */
  readonly commit: (values: Uint32Array, blind: bigint) => Buffer;
};

/**
 * Pedersen vector commitments in ristretto255 (disclosure §6.2): perfectly hiding, binding under discrete logarithm. H and the G_j are hashed to the group
 * from the name of the template and their rank, so that nobody knows a relation between them.
 */
export function committerOf(template: string, length: number): Committer {
  const known = made.get(template);
  if (known?.length === length) return known;
  const committer = makeCommitter(template, length);
  made.set(template, committer);
  return committer;
}

/** Generators take seconds to find, and are the same for ever. */
const made = new Map<string, Committer>();

function makeCommitter(template: string, length: number): Committer {
  const blinding = generator(`${template}/H`);
  const generators = Array.from({ length }, (_, rank) => generator(`${template}/G/${rank}`));
  const multiply = interleavedMSMUnsafe(Point, generators, WINDOW);
  return {
    template,
    length,
    commit: (values, blind) => {
      if (values.length !== length) throw new RangeError('another length than the template');
      const hidden = blind === 0n ? Point.ZERO : blinding.multiply(blind);
      return Buffer.from(hidden.add(multiply(Array.from(values, BigInt))).toBytes());
    },
  };
}

/** The sum of commitments. Throws on bytes that are no point of the group. */
export function sumOfCommitments(commitments: readonly Uint8Array[]): Buffer {
  return Buffer.from(commitments.reduce<Point>((sum, bytes) => sum.add(Point.fromBytes(bytes)), Point.ZERO).toBytes());
}

/** Whether these bytes are a point of the group, in its one encoding. */
export function isCommitment(bytes: Uint8Array): boolean {
  try {
    Point.fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A uniform number modulo the order of the group, from the generator of the system. */
export function randomBlind(): bigint {
  const wide = crypto.getRandomValues(Buffer.alloc(WIDE_BYTES));
  try {
    return Scalars.create(BigInt(`0x${wide.toString('hex')}`));
  } finally {
    wide.fill(0);
  }
}

export function addBlinds(blinds: readonly bigint[]): bigint {
  return blinds.reduce((sum, blind) => Scalars.add(sum, blind), 0n);
}

export function subtractBlind(whole: bigint, part: bigint): bigint {
  return Scalars.sub(whole, part);
}

/** 32 bytes, the most significant first. */
export function blindBytes(blind: bigint): Buffer {
  return Buffer.from(blind.toString(16).padStart(2 * SCALAR_BYTES, '0'), 'hex');
}

/** The number of 32 bytes; null when it is not below the order of the group. */
export function readBlind(bytes: Uint8Array): bigint | null {
  if (bytes.length !== SCALAR_BYTES) return null;
  const blind = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return Scalars.isValid(blind) ? blind : null;
}

function generator(name: string): Point {
  return ristretto255_hasher.hashToCurve(Buffer.from(name, 'utf8'), { DST: DOMAIN });
}
