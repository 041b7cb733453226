import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sizeClasses, metadataLeaksIn } from '../../../../electron/disclosure/attack/metadataLeaks.ts';
import { KIND, sealContainer } from '../../../../electron/exchange/container.ts';
import { randomSecret, signingPublic } from '../../../../electron/keys/primitives.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'traces-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEAD = '00ff'.repeat(16);
const PACKAGE = {
  schema_version: 1,
  lists_version: '2026-11',
  package_id: '0b0e7c1e-5d36-4f0e-8a5e-0d9a4c1b2a3d',
  header: {
    structure_code: 'OAAA',
    site_code: 'AAA',
    region: 'mopti',
    period: '2026-05',
    version: 1,
    service_gaps: ['legal'],
    comment: '',
  },
  replaces: HEAD,
  cells: [{ table: 'G01', dims: 'age_band=12-17', unit: 'incident', value: 12 }],
  totals: [{ table: 'G01', published: 3, hidden: 0 }],
  witness: { anchor: 5, head: HEAD, previous_head: null, epoch: 1, restored: 'no' },
};

function kindsOf(content: object): readonly string[] {
  writeFileSync(join(folder, 'AAA-2026-05-v1.json'), JSON.stringify(content));
  return metadataLeaksIn(folder).map(({ kind }) => kind);
}

describe('what a package contains beside its counts (security T26)', () => {
  it('a package made by the rules contains nothing more', () => {
    expect(kindsOf(PACKAGE)).toEqual([]);
  });

  it.each<[string, object]>([
    ['code', { ...PACKAGE, header: { ...PACKAGE.header, comment: 'voir VBG-AAA-26-0042' } }],
    ['code', { ...PACKAGE, header: { ...PACKAGE.header, comment: 'ABCDEFGH-I1' } }],
    ['code', { ...PACKAGE, lists_version: '0b0e7c1e-5d36-4f0e-8a5e-0d9a4c1b2a3e' }],
    ['date', { ...PACKAGE, header: { ...PACKAGE.header, comment: 'le 12/05/2026' } }],
    ['date', { ...PACKAGE, header: { ...PACKAGE.header, period: '2026-05-12' } }],
    ['date', { ...PACKAGE, totals: [{ table: 'G01', published: 1_779_000_000, hidden: 0 }] }],
    ['member', { ...PACKAGE, witness: { ...PACKAGE.witness, entries: 812 } }],
    ['member', { ...PACKAGE, cases: 31 }],
    ['journal', { ...PACKAGE, witness: { ...PACKAGE.witness, anchor: 8_112 } }],
  ])('%s', (kind, content) => {
    expect(kindsOf(content)).toEqual([kind]);
  });

  it('also in the consolidated table', () => {
    writeFileSync(join(folder, 'consolidated.csv'), 'table;period;dims\r\nG01;2026-05-03;\r\n');
    expect(metadataLeaksIn(folder)).toEqual([{ file: 'consolidated.csv', kind: 'date' }]);
  });

  it('the packages of a hundred sites have one size, whatever each contains', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    const seed = randomSecret();
    for (let site = 0; site < 100; site += 1) {
      const payload = Buffer.alloc(300 + site * 600, 32);
      const sealed = await sealContainer(KIND.aggregate, payload, { seed, publicKey: signingPublic(seed) }, recipient, 'real');
      writeFileSync(join(folder, `S-${site}.sutura`), sealed);
    }
    expect(sizeClasses(folder)).toBe(1);
    writeFileSync(join(folder, 'S-odd.sutura'), 'short');
    expect(sizeClasses(folder)).toBe(2);
  });
});

describe('where and how something is found', () => {
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  it.each(['ABCDEFGH-I123', 'PE-AAA-26-7', '0b0e7c1e-5d36-4f0e-8a5e-0d9a4c1b2a3e'])('a code: %s', (comment) => {
    expect(kindsOf({ ...PACKAGE, header: { ...PACKAGE.header, comment } })).toEqual(['code']);
  });

  it.each(['1/2/26', '1.2.26', '14:05', '9:30', '1779000000000', '1779000000', '2026-05-12'])('a day or an hour: %s', (comment) => {
    expect(kindsOf({ ...PACKAGE, header: { ...PACKAGE.header, comment } })).toEqual(['date']);
  });

  it('in folders within the folder, in packages and tables alone', () => {
    mkdirSync(join(folder, 'within'));
    write('within/AAA.json', JSON.stringify({ ...PACKAGE, cases: 31 }));
    write('within/sums.csv', 'table;14:05');
    write('note.json', JSON.stringify({ comment: 'VBG-AAA-26-0042' }));
    write('broken.json', '{ "header": "VBG-AAA-26-0042"');
    write('list.json', JSON.stringify([{ header: { comment: 'VBG-AAA-26-0042' } }]));
    write('note.txt', 'VBG-AAA-26-0042');
    expect(metadataLeaksIn(folder)).toEqual([
      { file: join('within', 'AAA.json'), kind: 'member' },
      { file: join('within', 'sums.csv'), kind: 'date' },
    ]);
  });

  it('anchors of forty years, not one more', () => {
    const anchored = (anchor: number | string) => kindsOf({ ...PACKAGE, witness: { ...PACKAGE.witness, anchor } });
    expect([anchored(480), anchored(481), anchored('999')]).toEqual([[], ['journal'], []]);
  });

  it('sizes of sealed packages alone, wherever they lie', () => {
    mkdirSync(join(folder, 'within'));
    expect(sizeClasses(folder)).toBe(0);
    write('a.sutura', '1234');
    write('within/b.sutura', '5678');
    write('c.json', '1');
    expect(sizeClasses(folder)).toBe(1);
    write('within/c.sutura', '56789');
    expect(sizeClasses(folder)).toBe(2);
  });
});
