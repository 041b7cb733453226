import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { searchTraces } from '../../tools/demo/traces.ts';
import { temporaryFolder } from '../support/temporaryStore.ts';

const WORD = 'Zéphyrine Quirinalde';
const OTHERS = Array.from({ length: 50 }, (_, rank) => `${String.fromCharCode(65 + (rank % 26))}autre${rank} invention`);
const TEXT = `avant ${WORD} après`;

test('a planted word is found in every form that it may have in a file, and only there (security T7)', () => {
  const folder = temporaryFolder();
  const forms: Readonly<Record<string, Buffer>> = {
    'utf-8': Buffer.from(TEXT),
    'utf-16le': Buffer.from(TEXT, 'utf16le'),
    'utf-16be': Buffer.from(TEXT, 'utf16le').swap16(),
    latin1: Buffer.from(TEXT, 'latin1'),
    hex: Buffer.from(Buffer.from(TEXT).toString('hex')),
    'hex in capitals': Buffer.from(Buffer.from(TEXT).toString('hex').toUpperCase()),
    'base64 at 0': Buffer.from(Buffer.from(WORD).toString('base64')),
    'base64 at 1': Buffer.from(Buffer.from(`x${WORD}yz`).toString('base64')),
    'base64 at 2': Buffer.from(Buffer.from(`xx${WORD}yz`).toString('base64')),
    gzip: gzipSync(TEXT),
    'gzip inside': Buffer.concat([Buffer.from('heading'), gzipSync(TEXT), Buffer.from('tail')]),
  };
  for (const [form, bytes] of Object.entries(forms)) {
    mkdirSync(join(folder, form));
    writeFileSync(join(folder, form, 'file'), bytes);
    expect([form, searchTraces([join(folder, form)], [WORD]).hits > 0]).toEqual([form, true]);
    expect([form, searchTraces([join(folder, form)], [WORD, ...OTHERS]).hits > 0]).toEqual([form, true]);
    expect([form, searchTraces([join(folder, form)], ['Wénéfride Xanthippeau']).hits]).toEqual([form, 0]);
  }
  rmSync(folder, { recursive: true });
});
