import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesIn } from '../../../electron/files/entries.ts';
import { FileFault, randomFileName, readWhole, writeLeaving } from '../../../electron/files/files.ts';
import { createPicker } from '../../../electron/files/picker.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sutura-picker-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faultOf(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
}

describe('the picker (security §8: tokens, no path, no link)', () => {
  it('lists folders and wanted files only, and reads them by token', () => {
    mkdirSync(join(folder, 'sous-dossier'));
    writeFileSync(join(folder, 'registre.csv'), 'a;b');
    writeFileSync(join(folder, 'photo.png'), 'x');
    writeFileSync(join(folder, '.cache.csv'), 'x');
    const picker = createPicker([{ label: 'Clé USB', folder }]);
    const [place] = picker.places();
    const entries = picker.list(place?.token ?? '', 'register') ?? [];
    expect(entries.map(({ label, kind }) => [label, kind])).toEqual([
      ['registre.csv', 'file'],
      ['sous-dossier', 'folder'],
    ]);
    expect(picker.read(entries[0]?.token ?? '', 100).toString()).toBe('a;b');
    expect(JSON.stringify(entries)).not.toContain(folder);
  });

  it('shows no link, not even a link to its own folder, and follows none', () => {
    writeFileSync(join(folder, 'vrai.csv'), 'x');
    symlinkSync('boucle.csv', join(folder, 'boucle.csv'));
    symlinkSync('/etc/hostname', join(folder, 'dehors.csv'));
    symlinkSync('/etc', join(folder, 'dossier'));
    const picker = createPicker([{ label: 'Clé USB', folder }]);
    const entries = picker.list(picker.places()[0]?.token ?? '', 'register') ?? [];
    expect(entries.map(({ label }) => label)).toEqual(['vrai.csv']);
    expect(faultOf(() => readWhole(join(folder, 'dehors.csv'), 1_000))).toBe('unreadable');
  });

  it('lists files whatever date they bear', () => {
    writeFileSync(join(folder, 'apres.csv'), 'x');
    writeFileSync(join(folder, 'avant.csv'), 'x');
    utimesSync(join(folder, 'apres.csv'), new Date(), new Date('+012000-01-01T00:00:00Z'));
    utimesSync(join(folder, 'avant.csv'), new Date(), new Date('1950-01-01T00:00:00Z'));
    const picker = createPicker([{ label: 'Clé USB', folder }]);
    const entries = picker.list(picker.places()[0]?.token ?? '', 'register') ?? [];
    expect(entries.map(({ label, modified }) => [label, modified])).toEqual([
      ['apres.csv', '2000-01-01'],
      ['avant.csv', '2000-01-01'],
    ]);
  });

  it('reads the names of a folder and of a look up to a bound', () => {
    for (let rank = 0; rank < 20; rank += 1) writeFileSync(join(folder, `${rank}.csv`), '');
    const look = { left: 30 };
    expect([entriesIn(folder, look)?.length, entriesIn(folder, look)?.length, look.left]).toEqual([20, 10, 0]);
    expect(entriesIn(join(folder, 'nulle-part'), look)).toBeNull();
  });

  it('does not wait on a pipe, and refuses what is too large or unknown', () => {
    execFileSync('mkfifo', [join(folder, 'tuyau.csv')]);
    writeFileSync(join(folder, 'gros.csv'), 'x'.repeat(1_000));
    expect(faultOf(() => readWhole(join(folder, 'tuyau.csv'), 1_000))).toBe('unreadable');
    expect(faultOf(() => readWhole(join(folder, 'gros.csv'), 999))).toBe('tooLarge');
    const picker = createPicker([]);
    expect(faultOf(() => picker.read('inconnu-inconnu-inconnu', 10))).toBe('unreadable');
    expect(faultOf(() => picker.folderOf('inconnu-inconnu-inconnu'))).toBe('unwritable');
    expect(picker.list('inconnu-inconnu-inconnu', 'register')).toBeNull();
  });

  it('keeps every token of a large folder alive', () => {
    for (let index = 0; index < 700; index += 1) writeFileSync(join(folder, `r${String(index).padStart(4, '0')}.csv`), String(index));
    const picker = createPicker([{ label: 'Clé USB', folder }]);
    const place = picker.places()[0]?.token ?? '';
    const entries = picker.list(place, 'register') ?? [];
    expect(entries).toHaveLength(500);
    expect(picker.read(entries[0]?.token ?? '', 10).toString()).toBe('0');
    expect(picker.list(place, 'register')).toHaveLength(500);
  });

  it('offers files that exist in memory only', () => {
    const picker = createPicker([{ label: 'Registres', files: new Map([['registre-A.csv', Buffer.from('a')]]) }]);
    const [entry] = picker.list(picker.places()[0]?.token ?? '', 'register') ?? [];
    expect(picker.read(entry?.token ?? '', 10).toString()).toBe('a');
    picker.forget();
    expect(faultOf(() => picker.read(entry?.token ?? '', 10))).toBe('unreadable');
  });
});

describe('what leaves', () => {
  it('is written whole under a name that reveals nothing, dated the first of its month', () => {
    const name = randomFileName('.sutura');
    expect(name).toMatch(/^S-[2-9A-HJKMNP-TV-Z]{8}\.sutura$/);
    writeLeaving(folder, name, Buffer.from('contenu'), '2026-11');
    expect(readFileSync(join(folder, name), 'utf8')).toBe('contenu');
    expect(statSync(join(folder, name)).mtime.toISOString()).toBe('2026-11-01T00:00:00.000Z');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('never replaces a file that is there', () => {
    const name = randomFileName('.csv');
    writeLeaving(folder, name, Buffer.from('contenu'), '2026-11');
    expect(faultOf(() => writeLeaving(folder, name, Buffer.from('autre'), '2026-11'))).toBe('unwritable');
    expect(readFileSync(join(folder, name), 'utf8')).toBe('contenu');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('leaves nothing behind when the medium is gone', () => {
    expect(faultOf(() => writeLeaving(join(folder, 'absent'), 'x', Buffer.from('x'), '2026-11'))).toBe('unwritable');
    expect(readdirSync(folder)).toEqual([]);
  });
});
