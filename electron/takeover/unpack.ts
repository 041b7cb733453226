import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { UNPACK_LIMITS } from './refusals.ts';

const CHUNK = 65_536;

/** What an unpacked archive passed. */
export class PassedBounds extends Error {}

/**
 * The XML parts of an archive, unpacked as it lies, each byte counted while it comes out: what the archive says of its sizes is not believed. Throws PassedBounds; whatever fflate throws for
 * what is no archive.
 */
function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  const unzip = new Unzip((file) => {
    if (parts.size >= UNPACK_LIMITS.parts) throw new PassedBounds();
    if (!/\.(?:xml|rels)$/.test(file.name) || parts.has(file.name)) return;
    const chunks: Uint8Array[] = [];
    parts.set(file.name, new Uint8Array());
    file.ondata = (error, chunk, final) => {
      if (error !== null) throw error;
      total += chunk.length;
      if (total > UNPACK_LIMITS.bytes) throw new PassedBounds();
      chunks.push(chunk);
      if (final) parts.set(file.name, new Uint8Array(Buffer.concat(chunks)));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let place = 0; place < bytes.length; place += CHUNK) unzip.push(bytes.subarray(place, place + CHUNK), place + CHUNK >= bytes.length);
  return parts;
}

/** The same archive with its XML parts alone, stored as they are: what reads it next inflates nothing, and meets no entry that was not counted. */
export function repacked(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync(Object.fromEntries(partsOf(bytes)), { level: 0 }));
}
