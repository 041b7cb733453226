import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { Input } from '../../../../shared/contract.ts';
import { EraseRefused, eraseSame } from '../../../../electron/files/erasing.ts';
import { contentOf } from '../../../../electron/files/copying.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';
import { verifiedCopy } from '../../../support/verifiedCopy.ts';

const DAY = 86_400_000;
const FILE = 'registre.csv';
const HEADING = 'Date accueil;Nom et prénom;Sexe;Age;Consentement prise en charge;Consentement statistiques';
const LINE = '03/11/2026;Exemplette Fiction;F;27;Oui;Oui';

// A verified copy derives keys: a while on a loaded machine.
vi.setConfig({ testTimeout: 120_000 });

let centre: Installation;
let takeoverId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('SD1');
  writeFileSync(join(centre.medium, FILE), [HEADING, LINE, ''].join('\r\n'));
  takeoverId = await takeOver(FILE);
});
afterEach(() => centre.remove());

async function takeOver(name: string): Promise<string> {
  const read = await centre.ask('takeover.read', { file: await onMedium(centre, name, 'register') });
  const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
  await centre.ask('takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
  await centre.ask('takeover.commit', { takeoverId: read.takeoverId });
  return read.takeoverId;
}

async function erasing(name = FILE): Promise<Input<'takeover.eraseSource'>> {
  return { takeoverId, file: await onMedium(centre, name, 'register'), typed: 'détruire', witness: 'AC1', otherSheetsToo: false };
}

const state = () => centre.ask('takeover.source', { takeoverId });
const inPlace = () => readFileSync(join(centre.medium, FILE), 'utf8').includes('Exemplette');

describe('the record of what became of a register (reference §5.9)', () => {
  const paper = (changes: Partial<Input<'takeover.recordSource'>> = {}) =>
    centre.call('takeover.recordSource', {
      takeoverId,
      kind: 'paper',
      method: 'burned',
      on: '2026-11-24',
      until: null,
      witness: 'AC1',
      ...changes,
    });

  test('waits until both kinds are recorded, shows on the day’s pages, and comes back when the time under lock is over', async () => {
    expect(await state()).toMatchObject({ pending: ['file', 'paper'], records: [], known: true, copied: false, otherSheets: 0 });
    expect((await centre.ask('team.open', {})).sources).toBe(1);
    expect((await centre.ask('takeover.list', {})).takeovers).toMatchObject([{ pending: ['file', 'paper'] }]);
    expect(await paper()).toMatchObject({ ok: true });
    expect(await paper({ kind: 'file', method: 'locked', until: '2026-12-24' })).toMatchObject({ ok: true });
    expect(await state()).toMatchObject({
      pending: [],
      records: [
        { kind: 'paper', fate: 'destroyed', method: 'burned', on: '2026-11-24', until: null, by: 'SD1', witness: 'AC1' },
        { kind: 'file', fate: 'kept', method: 'locked', until: '2026-12-24' },
      ],
    });
    expect((await centre.ask('team.open', {})).sources).toBe(0);
    centre.advance(31 * DAY);
    await centre.unlock('SD1');
    expect((await state()).pending).toEqual(['file']);
  });

  test.each<readonly [string, Partial<Input<'takeover.recordSource'>>]>([
    ['oneself as witness', { witness: 'SD1' }],
    ['nobody as witness', { witness: 'ZZ9' }],
    ['a day to come', { on: '2026-11-25' }],
    ['a day before the take-over', { on: '2026-11-23' }],
    ['under lock without an end', { method: 'locked' }],
    ['under lock until today', { method: 'locked', until: '2026-11-24' }],
    ['under lock for years', { method: 'locked', until: '2029-11-24' }],
    ['destroyed, with an end', { until: '2026-12-24' }],
    ['a file that was burned', { kind: 'file' }],
    ['an erasing that the application did not do', { kind: 'file', method: 'overwritten' }],
  ])('%s: refused, nothing is recorded', async (_, changes) => {
    expect(await paper(changes)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect((await state()).records).toEqual([]);
  });

  test('another caseworker’s take-over is not hers to look at nor to record; no journal line names the file', async () => {
    await paper();
    await centre.unlock('AC1');
    expect(await centre.call('takeover.source', { takeoverId })).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await paper({ witness: 'SD1' })).toMatchObject({ failure: { kind: 'notFound' } });
    const rows = centre.application.host.session?.stores.cases?.connection.prepare<[], { kind: string; detail: string }>(
      "select kind, detail from journal where kind like 'takeover.source%'",
    );
    const lines = rows?.all() ?? [];
    expect(lines.map(({ kind }) => kind)).toEqual(['takeover.source.record']);
    expect(JSON.parse(lines[0]?.detail ?? '')).toEqual({ kind: 'paper', fate: 'destroyed', method: 'burned' });
  });
});

describe('the erasing of the file that was read', () => {
  test('overwrites, deletes and records it; the take-over is then undone only by who says that she knows', async () => {
    await verifiedCopy(centre);
    expect((await state()).copied).toBe(true);
    expect(await centre.ask('takeover.eraseSource', await erasing())).toEqual({});
    expect(readdirSync(centre.medium).filter((name) => name.includes('.'))).toEqual([]);
    expect(await state()).toMatchObject({
      pending: ['paper'],
      records: [{ kind: 'file', fate: 'destroyed', method: 'overwritten', witness: 'AC1' }],
    });
    expect(await centre.call('takeover.undo', { takeoverId })).toMatchObject({ failure: { kind: 'conflict' } });
    expect((await centre.ask('cases.list', { page: 1 })).total).toBe(1);
    expect(await centre.ask('takeover.undo', { takeoverId, sourceGone: true })).toMatchObject({ removed: expect.any(Number) });
  });

  test('never before a copy made since the take-over is verified', async () => {
    expect(await centre.call('takeover.eraseSource', await erasing())).toMatchObject({ failure: { kind: 'conflict' } });
    expect(inPlace()).toBe(true);
    await verifiedCopy(centre);
    centre.advance(1_000);
    writeFileSync(join(centre.medium, 'second.csv'), [HEADING, LINE.replace('Fiction', 'Maquette'), ''].join('\r\n'));
    takeoverId = await takeOver('second.csv');
    expect(await centre.call('takeover.eraseSource', await erasing('second.csv'))).toMatchObject({ failure: { kind: 'conflict' } });
    expect(existsSync(join(centre.medium, 'second.csv'))).toBe(true);
  });

  test.each<readonly [string, () => Promise<Partial<Input<'takeover.eraseSource'>>> | Partial<Input<'takeover.eraseSource'>>]>([
    ['without the word', () => ({ typed: 'oui' })],
    ['without a witness', () => ({ witness: 'SD1' })],
    [
      'a file that changed since',
      () => {
        writeFileSync(join(centre.medium, FILE), [HEADING, LINE.replace('27', '28'), ''].join('\r\n'));
        return {};
      },
    ],
    [
      'another file of the same length',
      async () => {
        writeFileSync(join(centre.medium, 'autre.csv'), [HEADING, LINE.replace('27', '28'), ''].join('\r\n'));
        return { file: await onMedium(centre, 'autre.csv', 'register') };
      },
    ],
    [
      'a link put in its place after it was chosen',
      async () => {
        const { file } = await erasing();
        renameSync(join(centre.medium, FILE), join(centre.medium, 'ailleurs.csv'));
        symlinkSync(join(centre.medium, 'ailleurs.csv'), join(centre.medium, FILE));
        return { file };
      },
    ],
    [
      'a file that has another name',
      () => {
        linkSync(join(centre.medium, FILE), join(centre.medium, 'double.csv'));
        return {};
      },
    ],
    [
      'a folder',
      async () => {
        mkdirSync(join(centre.medium, 'dossier.csv'));
        return { file: await onMedium(centre, 'dossier.csv', 'register') };
      },
    ],
    ['a register that exists in memory only', () => ({ file: 'A'.repeat(24) })],
  ])('%s: refused with a sentence, nothing is touched', async (_, arranged) => {
    await verifiedCopy(centre);
    const input = await erasing();
    const changes = await arranged();
    const refused = await centre.call('takeover.eraseSource', { ...input, ...changes });
    expect(refused).toMatchObject({ ok: false, failure: { message: { fr: expect.stringMatching(/Rien n’a été (effacé|noté)/) } } });
    expect(inPlace()).toBe(true);
    expect((await state()).records).toEqual([]);
  });

  test('a file that is gone, and one pulled out with its stick, are said to be gone', async () => {
    await verifiedCopy(centre);
    const input = await erasing();
    rmSync(join(centre.medium, FILE));
    expect(await centre.call('takeover.eraseSource', input)).toMatchObject({ failure: { kind: 'conflict' } });
    expect((await state()).pending).toContain('file');
  });

  test('the sheets of a workbook that were not taken over are lost only knowingly', async () => {
    const cells = [HEADING, LINE.replace('Fiction', 'Maquette')].map((line) => line.split(';').map((value) => ({ value })));
    const book = [
      { sheet: 'Accueils', data: cells },
      { sheet: 'Autre année', data: cells },
    ];
    writeFileSync(join(centre.medium, 'classeur.xlsx'), await writeXlsxFile(book).toBuffer());
    takeoverId = await takeOver('classeur.xlsx');
    expect((await state()).otherSheets).toBe(1);
    await verifiedCopy(centre);
    const input = await erasing('classeur.xlsx');
    expect(await centre.call('takeover.eraseSource', input)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(existsSync(join(centre.medium, 'classeur.xlsx'))).toBe(true);
    expect(await centre.ask('takeover.eraseSource', { ...input, otherSheetsToo: true })).toEqual({});
    expect(existsSync(join(centre.medium, 'classeur.xlsx'))).toBe(false);
  });
});

describe('eraseSame', () => {
  const path = () => join(centre.medium, FILE);
  const content = () => contentOf(path(), 1_000_000);
  const refusal = async (act: Promise<void>) =>
    act.then(
      () => null,
      (error: unknown) => (error instanceof EraseRefused ? error.refusal : error),
    );

  test('a file in the folder of the bases is left alone, through a link to it as well', async () => {
    const read = await content();
    const own = join(centre.profile, FILE);
    writeFileSync(own, readFileSync(path()));
    expect(await refusal(eraseSame(own, read, centre.profile))).toBe('own');
    symlinkSync(centre.profile, join(centre.medium, 'raccourci'));
    expect(await refusal(eraseSame(join(centre.medium, 'raccourci', FILE), read, centre.profile))).toBe('own');
    expect(existsSync(own)).toBe(true);
    rmSync(own);
  });

  test.skipIf(process.getuid?.() === 0)('a medium that lets nobody write is left as it is', async () => {
    const read = await content();
    chmodSync(centre.medium, 0o500);
    expect(await refusal(eraseSame(path(), read, centre.profile))).toBe('readOnly');
    chmodSync(centre.medium, 0o700);
    chmodSync(path(), 0o400);
    expect(await refusal(eraseSame(path(), read, centre.profile))).toBe('readOnly');
    expect(readdirSync(centre.medium)).toEqual([FILE]);
    expect(inPlace()).toBe(true);
  });

  test('what is left of the content under another open handle is noise', async () => {
    const { open } = await import('node:fs/promises');
    const handle = await open(path(), 'r');
    const size = (await handle.stat()).size;
    await eraseSame(path(), await content(), centre.profile);
    const left = Buffer.alloc(size);
    await handle.read(left, 0, size, 0);
    await handle.close();
    expect(left.includes('Exemplette')).toBe(false);
    expect(readdirSync(centre.medium)).toEqual([]);
  });
});
