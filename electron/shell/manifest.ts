import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { originOf } from './shell.ts';

/** One file of the built screen, held in memory with its type. */
export type Asset = { readonly bytes: Buffer; readonly type: string; readonly sha256: string };

/** Path without leading slash → asset. What is not in it does not exist. */
export type Manifest = ReadonlyMap<string, Asset>;

export const MANIFEST_NAME = 'manifest.json';

const listed = z.strictObject({ files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)) });

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** Type of a served file, by its ending; an ending outside the closed list is refused. */
export function contentType(path: string): string {
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
  if (type === undefined) throw new Error('a file of the build has an ending that is not served');
  return type;
}

/**
 * Reads a built screen: `manifest.json` (path → SHA-256, written by the build) and each file it names, into memory.
 * Throws if a file is missing or differs from its sum: the application then does not start (security §4.1).
 */
export function readManifest(folder: string): Manifest {
  const { files } = listed.parse(JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8')));
  return new Map(
    Object.entries(files).map(([path, sha256]) => {
      const bytes = readFileSync(join(folder, path));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error('a file of the build differs from its sum');
      return [path, { bytes, type: contentType(path), sha256 }];
    }),
  );
}

/** The asset at an address of the application, `null` for another origin or an unknown path. `/` is the first page. */
export function findAsset(manifest: Manifest, origin: string, address: string): Asset | null {
  if (originOf(address) !== origin) return null;
  const path = new URL(address).pathname.slice(1);
  return manifest.get(path === '' ? 'index.html' : path) ?? null;
}
