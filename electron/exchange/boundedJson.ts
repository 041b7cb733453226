/** Bounds of JSON that comes from outside (security §8). */
const LIMITS = { depth: 8, array: 20_000, string: 500, integer: 10_000_000 } as const;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export class MalformedJson extends Error {}

type Cursor = { readonly text: string; at: number };

/**
 * Reads JSON under strict bounds: whole numbers only, no duplicate keys, no dangerous keys, bounded depth, arrays and strings.
 * Objects have no prototype. Throws `MalformedJson` without any excerpt of the content.
 */
export function readBoundedJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const cursor: Cursor = { text, at: 0 };
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at !== text.length) throw new MalformedJson('trailing');
  return value;
}

function skipSpace(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && ' \t\n\r'.includes(cursor.text.charAt(cursor.at))) cursor.at += 1;
}

function expect(cursor: Cursor, literal: string): void {
  if (!cursor.text.startsWith(literal, cursor.at)) throw new MalformedJson('literal');
  cursor.at += literal.length;
}

function readValue(cursor: Cursor, depth: number): unknown {
  if (depth > LIMITS.depth) throw new MalformedJson('depth');
  skipSpace(cursor);
  const character = cursor.text.charAt(cursor.at);
  if (character === '{') return readObject(cursor, depth);
  if (character === '[') return readArray(cursor, depth);
  if (character === '"') return readString(cursor);
  if (character === 't') return (expect(cursor, 'true'), true);
  if (character === 'f') return (expect(cursor, 'false'), false);
  if (character === 'n') return (expect(cursor, 'null'), null);
  return readInteger(cursor);
}

function readInteger(cursor: Cursor): number {
  const digits = /^(?:0|[1-9]\d{0,8})(?![\d.eE])/.exec(cursor.text.slice(cursor.at, cursor.at + 12));
  if (digits === null) throw new MalformedJson('number');
  cursor.at += digits[0].length;
  const value = Number(digits[0]);
  if (value > LIMITS.integer) throw new MalformedJson('number');
  return value;
}

function readString(cursor: Cursor): string {
  let end = cursor.at + 1;
  while (end < cursor.text.length && cursor.text.charAt(end) !== '"') end += cursor.text.charAt(end) === '\\' ? 2 : 1;
  if (end >= cursor.text.length || end - cursor.at > LIMITS.string * 6) throw new MalformedJson('string');
  let value: unknown;
  try {
    value = JSON.parse(cursor.text.slice(cursor.at, end + 1));
  } catch {
    throw new MalformedJson('string');
  }
  if (typeof value !== 'string' || value.length > LIMITS.string || !value.isWellFormed()) throw new MalformedJson('string');
  cursor.at = end + 1;
  return value;
}

function readArray(cursor: Cursor, depth: number): unknown[] {
  const values: unknown[] = [];
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text.charAt(cursor.at) === ']') return ((cursor.at += 1), values);
  for (;;) {
    values.push(readValue(cursor, depth + 1));
    if (values.length > LIMITS.array) throw new MalformedJson('array');
    skipSpace(cursor);
    if (cursor.text.charAt(cursor.at) === ']') return ((cursor.at += 1), values);
    expect(cursor, ',');
  }
}

function readObject(cursor: Cursor, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text.charAt(cursor.at) === '}') return ((cursor.at += 1), object);
  for (;;) {
    skipSpace(cursor);
    if (cursor.text.charAt(cursor.at) !== '"') throw new MalformedJson('key');
    const key = readString(cursor);
    if (FORBIDDEN_KEYS.has(key) || key in object) throw new MalformedJson('key');
    skipSpace(cursor);
    expect(cursor, ':');
    object[key] = readValue(cursor, depth + 1);
    skipSpace(cursor);
    if (cursor.text.charAt(cursor.at) === '}') return ((cursor.at += 1), object);
    expect(cursor, ',');
  }
}
