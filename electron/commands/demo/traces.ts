import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';

/** Bytes looked at before a needle is compared whole. */
const HEAD = 6;
const BASE = 2 ** (8 * (HEAD - 1));
const LARGEST = 512 * 1024 * 1024;
const INFLATED_LIMIT = 200 * 1024 * 1024;

export type TraceResult = { readonly tried: number; readonly files: number; readonly hits: number };

/**
 * Searches every file under `folders`, byte by byte, for every planted word in UTF-8, UTF-16 and Windows-1252, inside XLSX members and
 * PDF streams too (Done when 5 of the foundation; security T7). Counts only: neither the word nor the place of a hit is told.
 */
export function searchTraces(folders: readonly string[], words: readonly string[]): TraceResult {
  const planted = [...new Set(words.map((word) => word.trim()).filter((word) => word.length >= HEAD))];
  const needles = needlesOf(planted);
  let files = 0;
  let hits = 0;
  for (const file of folders.flatMap(filesUnder)) {
    files += 1;
    const bytes = readFileSync(file);
    for (const part of [bytes, ...inflated(bytes)]) hits += countHits(part, needles);
  }
  return { tried: planted.length, files, hits };
}

/** Every regular file below a folder; a folder that does not exist has none. */
function filesUnder(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() && statSync(path).size <= LARGEST ? [path] : [];
  });
}

type Needles = ReadonlyMap<number, readonly Buffer[]>;

function needlesOf(words: readonly string[]): Needles {
  const needles = new Map<number, Buffer[]>();
  for (const word of words) {
    for (const bytes of [
      Buffer.from(word, 'utf8'),
      Buffer.from(word, 'utf16le'),
      Buffer.from(word, 'utf16le').swap16(),
      Buffer.from(word, 'latin1'),
    ]) {
      const key = headOf(bytes);
      needles.set(key, [...(needles.get(key) ?? []), bytes]);
    }
  }
  return needles;
}

function headOf(bytes: Buffer): number {
  let key = 0;
  for (let index = 0; index < HEAD; index += 1) key = key * 256 + (bytes[index] ?? 0);
  return key;
}

function countHits(bytes: Buffer, needles: Needles): number {
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

/** The inflated members of a zip, or streams of a PDF; nothing for any other file. */
export function inflated(bytes: Buffer): Buffer[] {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return zipMembers(bytes);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return pdfStreams(bytes);
  return [];
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
