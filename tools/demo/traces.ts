import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';

/** Bytes looked at before a needle is compared whole. */
const HEAD = 6;
const BASE = 2 ** (8 * (HEAD - 1));
/** Up to so many beginnings are quicker looked for one by one. */
const FEW = 40;
const LARGEST = 512 * 1024 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const INFLATED_LIMIT = 200 * 1024 * 1024;

export type TraceResult = { readonly tried: number; readonly files: number; readonly hits: number };

/**
 * Searches every file under `folders`, byte by byte, for every planted word in UTF-8, UTF-16, Windows-1252, hexadecimal and base64, inside gzip and XLSX members and
 * PDF streams too (security T7). Counts only: neither the word nor the place of a hit is printed.
 */
export function searchTraces(folders: readonly string[], words: readonly string[]): TraceResult {
  const planted = [...new Set(words.map((word) => word.trim()).filter((word) => word.length >= HEAD))];
  const needles = needlesOf(planted);
  let files = 0;
  let hits = 0;
  for (const file of folders.flatMap(filesUnder)) {
    const bytes = unlessGone(() => readFileSync(file));
    if (bytes === null) continue;
    files += 1;
    for (const part of [bytes, ...inflated(bytes)]) hits += countHits(part, needles);
  }
  return { tried: planted.length, files, hits };
}

/** Every regular file below a folder; a folder that does not exist has none. */
function filesUnder(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const entries = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() && (statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) <= LARGEST ? [path] : [];
  });
}

/** null for what another program took away from the temporary folder meanwhile: nothing of it is left behind. */
function unlessGone<Found>(look: () => Found): Found | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

type Needles = ReadonlyMap<number, readonly Buffer[]>;

function needlesOf(words: readonly string[]): Needles {
  const needles = new Map<number, Buffer[]>();
  for (const word of words) {
    for (const bytes of encodingsOf(word)) {
      const key = headOf(bytes);
      needles.set(key, [...(needles.get(key) ?? []), bytes]);
    }
  }
  return needles;
}

/** How a word may be written in bytes: two alphabets, both orders of UTF-16, hexadecimal in small and capital letters, and base64 at each of its three places. */
export function encodingsOf(word: string): readonly Buffer[] {
  const hex = Buffer.from(word, 'utf8').toString('hex');
  return [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(word, 'utf16le').swap16(),
    Buffer.from(word, 'latin1'),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    ...[0, 1, 2].map((place) => inBase64(Buffer.from(word, 'utf8'), place)).filter(({ length }) => length >= HEAD),
  ];
}

/** The letters of base64 that only the word decides, when it begins at this place of a group of three bytes. */
function inBase64(word: Buffer, place: number): Buffer {
  const first = [0, 2, 3][place] ?? 0;
  const whole = Math.floor(((place + word.length) * 8) / 6);
  return Buffer.from(
    Buffer.concat([Buffer.alloc(place), word])
      .toString('base64')
      .slice(first, whole),
    'latin1',
  );
}

function headOf(bytes: Buffer): number {
  let key = 0;
  for (let index = 0; index < HEAD; index += 1) key = key * 256 + (bytes[index] ?? 0);
  return key;
}

function countHits(bytes: Buffer, needles: Needles): number {
  return needles.size <= FEW ? countEach(bytes, [...needles.values()].flat()) : countAtOnce(bytes, needles);
}

/** One search each, done by the system. */
function countEach(bytes: Buffer, needles: readonly Buffer[]): number {
  let hits = 0;
  for (const needle of needles) for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) hits += 1;
  return hits;
}

/** All in one passage, whatever their number. */
function countAtOnce(bytes: Buffer, needles: Needles): number {
  let key = 0;
  let hits = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    key = (key % BASE) * 256 + (bytes[index] ?? 0);
    if (index < HEAD - 1) continue;
    const start = index - HEAD + 1;
    for (const needle of needles.get(key) ?? []) if (bytes.subarray(start, start + needle.length).equals(needle)) hits += 1;
  }
  return hits;
}

/** The inflated members of a zip, streams of a PDF, or members of gzip anywhere in another file. */
export function inflated(bytes: Buffer): Buffer[] {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return zipMembers(bytes);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return pdfStreams(bytes);
  return gzipMembers(bytes);
}

/** Members of a zip, read from its central directory (APPNOTE 4.3.12). */
function zipMembers(bytes: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const member = bytes.subarray(start, start + size);
    members.push(method === 8 ? inflateRawSync(member, { maxOutputLength: INFLATED_LIMIT }) : member);
  }
  return members;
}

/** Members of gzip (RFC 1952: 1f 8b 08) wherever they begin; what only looks like one is left. */
function gzipMembers(bytes: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1)) {
    try {
      members.push(inflateRawSync(bytes.subarray(startOfMember(bytes, at)), { maxOutputLength: INFLATED_LIMIT }));
    } catch {
      continue;
    }
  }
  return members;
}

/** Where the compressed bytes of a member begin, after what its flags announce (RFC 1952 §2.3). Throws RangeError past the end. */
function startOfMember(bytes: Buffer, at: number): number {
  const flags = bytes.readUInt8(at + 3);
  let start = at + 10;
  if ((flags & 4) !== 0) start += 2 + bytes.readUInt16LE(start);
  for (const text of [8, 16]) if ((flags & text) !== 0) start = bytes.indexOf(0, start) + 1;
  return start + ((flags & 2) === 0 ? 0 : 2);
}

function pdfStreams(bytes: Buffer): Buffer[] {
  const streams: Buffer[] = [];
  for (let at = bytes.indexOf('stream\n', 0, 'latin1'); at >= 0; at = bytes.indexOf('stream\n', at + 7, 'latin1')) {
    const end = bytes.indexOf('endstream', at, 'latin1');
    if (end < 0) break;
    try {
      streams.push(inflateSync(bytes.subarray(at + 7, end), { maxOutputLength: INFLATED_LIMIT }));
    } catch {
      continue;
    }
  }
  return streams;
}
