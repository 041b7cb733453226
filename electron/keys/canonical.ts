import { Buffer } from 'node:buffer';

/** The generation of every format written by this version; it begins each label (security §2.1). */
const GENERATION = 'sutura/1/';
/** The length before each part. */
const LENGTH_BYTES = 4;

/** A typed part of a context: text, an identifier (16 raw bytes once encoded), an unsigned integer of a fixed width, or bytes. */
export type Part =
  | { readonly text: string }
  | { readonly id: string }
  | { readonly u8: number }
  | { readonly u16: number }
  | { readonly u32: number }
  | { readonly u64: number }
  | { readonly bytes: Uint8Array };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The one encoding behind every label, every additional data and every signed or authenticated text (security §2.1):
 * `sutura/1/name`, then the parts, each preceded by its length on four bytes, so that no two meanings share an encoding.
 * Integers are big-endian. Throws RangeError on an identifier or an integer that does not fit.
 */
export function context(name: string, ...parts: readonly Part[]): Buffer {
  const encoded = [Buffer.from(GENERATION + name, 'utf8'), ...parts.map(encodePart)];
  const whole = Buffer.allocUnsafe(encoded.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  let place = 0;
  for (const part of encoded) {
    place = whole.writeUInt32BE(part.length, place);
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** The part that means "no such object": sixteen zero bytes when `id` is null. */
export function optionalId(id: string | null): Part {
  return { id: id ?? NO_ID };
}

/** The 16 raw bytes of an identifier in canonical lower-case text. */
export function idBytes(id: string): Buffer {
  if (!UUID.test(id)) throw new RangeError('not an identifier');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/**
 * JSON with sorted keys, no blank and no absent member: the same value always gives the same text.
 * Throws TypeError on a number that is not finite.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [{ key, member }]));
  members.sort((left, right) => (left.key < right.key ? -1 : 1));
  return `{${members.map(({ key, member }) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json | undefined }): value is readonly Json[] {
  return Array.isArray(value);
}

function encodePart(part: Part): Uint8Array {
  if ('text' in part) return Buffer.from(part.text, 'utf8');
  if ('id' in part) return idBytes(part.id);
  if ('bytes' in part) return part.bytes;
  const number = Buffer.alloc('u8' in part ? 1 : 'u16' in part ? 2 : 'u32' in part ? 4 : 8);
  if ('u8' in part) number.writeUInt8(part.u8);
  else if ('u16' in part) number.writeUInt16BE(part.u16);
  else if ('u32' in part) number.writeUInt32BE(part.u32);
  else number.writeBigUInt64BE(BigInt(part.u64));
  return number;
}
