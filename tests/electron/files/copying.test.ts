import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFolder } from '../../../electron/files/copying.ts';

let medium: string;

beforeEach(() => {
  medium = mkdtempSync(join(tmpdir(), 'sutura-folder-'));
});

afterEach(() => rmSync(medium, { recursive: true, force: true }));

describe('a folder filled file by file', () => {
  it('gets its name once every file was read back as it was written', async () => {
    const path = join(medium, 'S-ESSAI');
    const folder = newFolder(path);
    for (const [name, content] of [
      ['un', 'premier'],
      ['deux', 'second'],
    ] as const) {
      await folder.begin(name);
      for (const letter of content) await folder.take(Buffer.from(letter));
      await folder.end();
    }
    expect(readdirSync(medium)).toEqual(['S-ESSAI.part']);
    await folder.keep();
    expect(readFileSync(join(path, 'deux'), 'utf8')).toBe('second');
  });

  it.each<[string, (file: string) => void]>([
    ['longer', (file) => appendFileSync(file, 'x')],
    ['other bytes', (file) => writeFileSync(file, 'autre !')],
    ['gone', (file) => rmSync(file)],
  ])('is not kept when the medium gives back something else: %s', async (_, change) => {
    const folder = newFolder(join(medium, 'S-ESSAI'));
    await folder.begin('un');
    await folder.take(Buffer.from('premier'));
    change(join(medium, 'S-ESSAI.part', 'un'));
    await expect(folder.end()).rejects.toThrow('unwritable');
    await folder.drop();
    expect(readdirSync(medium)).toEqual([]);
  });
});
