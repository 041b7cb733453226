import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { readFolder, type Folder, type PrintedInstance } from '../../../../electron/disclosure/equations/releases.ts';
import { lineOf, printOf } from '../invented.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'releases-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(files: Readonly<Record<string, unknown>>): Folder {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return readFolder(folder);
}

const cells = [
  { table: 'G10', dims: '', unit: 'incident', value: 12 },
  { table: 'G10', dims: 'elapsed_class=d0_3', suppressed: true },
  { table: 'G10', dims: 'elapsed_class=d4_5', suppressed: true, value: 3 },
];

describe('what lies in a folder (commands.md)', () => {
  it('a package says whose it is in its header, or in its name', () => {
    const header = { site_code: 'BBB', region: 'gao', period: '2026-04', version: 3, threshold: 6, mode: 'rounded' };
    const { releases, unread } = read({
      'a/AAA-2026-05-v2.json': { header: {}, cells },
      'b/other.json': { header, cells: [] },
      'c.json': { header: {}, cells: [] },
    });
    expect(unread).toEqual([]);
    expect(releases).toEqual([
      {
        name: 'a/AAA-2026-05-v2.json',
        site: 'AAA',
        region: '',
        period: '2026-05',
        version: 2,
        threshold: 5,
        mode: 'hidden',
        cells: [
          { table: 'G10', dims: '', value: 12 },
          { table: 'G10', dims: 'elapsed_class=d0_3', value: undefined },
          { table: 'G10', dims: 'elapsed_class=d4_5', value: undefined },
        ],
      },
      { name: 'b/other.json', site: 'BBB', region: 'gao', period: '2026-04', version: 3, threshold: 6, mode: 'rounded', cells: [] },
      { name: 'c.json', site: 'c.json', region: '', period: '', version: 1, threshold: 5, mode: 'hidden', cells: [] },
    ]);
  });

  it.each([
    ['AAA-2026-Q3-v1.json', 'AAA', '2026-Q3', 1],
    ['A-B-2026-v12.json', 'A-B', '2026', 12],
    ['AAA-2026-Q5-v1.json', 'AAA-2026-Q5-v1.json', '', 1],
    ['AAA-2026-05.json', 'AAA-2026-05.json', '', 1],
    ['AAA-2026-05-v1.json.json', 'AAA-2026-05-v1.json.json', '', 1],
    ['-2026-05-v1.json', '-2026-05-v1.json', '', 1],
  ])('the name %s', (name, site, period, version) => {
    expect(read({ [name]: { header: {}, cells: [] } }).releases).toMatchObject([{ site, period, version }]);
  });

  it('what cannot be read is named: a sealed package, a false number, no JSON, a print without its instance; other files are let be', () => {
    const { releases, unread } = read({
      '1-sealed.json': { header: { mode: 'sealed' }, cells: [] },
      '2-negative.json': { header: {}, cells: [{ table: 'G10', dims: '', value: -1 }] },
      '3-half.json': { header: {}, cells: [{ table: 'G10', dims: '', value: 1.5 }] },
      '4-threshold.json': { header: { threshold: 0 }, cells: [] },
      '5-broken.json': '{',
      '6-print.json': { id: 'nowhere', cells: [] },
      'note.txt': 'G10',
    });
    expect(releases).toEqual([]);
    expect(unread.toSorted()).toEqual([
      '1-sealed.json',
      '2-negative.json',
      '3-half.json',
      '4-threshold.json',
      '5-broken.json',
      '6-print.json',
    ]);
  });

  it('consolidated lines, with a mark of order before them or not; a line that lacks a column is none', () => {
    const head = 'table;period;level;area;dims;value;status;low;high';
    const { consolidated } = read({
      'consolidated.csv': `\uFEFF${head}\r\nG10;2026-05;national;ML;;21;published;;\r\n\r\nG10;2026-05;region;gao;elapsed_class=d0_3;;interval;2;9\r\n`,
      'more.csv': `${head}\r\nG10;2026-06;national;ML;;0;published;;\r\n`,
      'short.csv': 'table;period;level;area;value\r\nG10;2026-05;national;ML;4\r\n',
    });
    expect(consolidated).toEqual([
      {
        table: 'G10',
        period: '2026-05',
        level: 'national',
        area: 'ML',
        dims: '',
        status: 'published',
        value: 21,
        low: undefined,
        high: undefined,
      },
      {
        table: 'G10',
        period: '2026-05',
        level: 'region',
        area: 'gao',
        dims: 'elapsed_class=d0_3',
        status: 'interval',
        value: undefined,
        low: 2,
        high: 9,
      },
      {
        table: 'G10',
        period: '2026-06',
        level: 'national',
        area: 'ML',
        dims: '',
        status: 'published',
        value: 0,
        low: undefined,
        high: undefined,
      },
    ]);
  });

  it('a print beside its instance: what is shown, never the numbers of the instance', () => {
    const instance = lineOf([3, 9]);
    const { printed } = read({
      'line.json': instance,
      'out.json': { id: 'line', method: 'optimal', cells: printOf(instance, ['c0', 'c1']) },
      'round.json': { id: 'line', method: 'round', cut: ['A'], cells: [] },
    });
    expect(printed.map(({ instance: _, shown, ...rest }) => ({ ...rest, shown: [...shown] }))).toEqual([
      { name: 'out.json', shown: [['["A","total"]', 12]], cut: [], isRounded: false },
      { name: 'round.json', shown: [], cut: ['A'], isRounded: true },
    ]);
    expect(printed[0]?.instance.id).toBe('line');
  });
});

describe('the attack on prints beside their instance', () => {
  const attack = (print: Partial<PrintedInstance>, numbers = [3, 9, 20], rule = {}) => {
    const instance = lineOf(numbers, rule);
    const one: PrintedInstance = { name: 'out.json', instance, shown: new Map(), cut: [], isRounded: false, ...print };
    return attackReleases({ releases: [], consolidated: [], printed: [one], unread: ['x'] });
  };
  const shown = (...values: readonly [code: string, value: number][]) =>
    new Map(values.map(([code, value]) => [JSON.stringify(['A', code]), value]));

  it('a subtraction is found, with its place; a number from five on is not a finding', async () => {
    const found = await attack({ shown: shown(['total', 32], ['c1', 9], ['c2', 20]) });
    expect({ ...found, elapsedMs: 0 }).toEqual({
      packages: 0,
      releases: 1,
      quantities: 4,
      equations: 1,
      hidden: 1,
      components: 1,
      exact: 1,
      tooNarrow: 0,
      doubtful: 0,
      unproven: 0,
      pairsOfVersions: 0,
      contributorsBelow3: 0,
      unread: ['x'],
      findings: [{ centre: null, period: 'line', table: 'A', key: ['c0'], releases: ['out.json'], lo: 3, hi: 3, kind: 'exact' }],
      elapsedMs: 0,
    });
    expect((await attack({ shown: shown(['total', 32], ['c0', 3], ['c2', 20]) })).findings).toEqual([]);
  });

  it('asks for the width of the rule, else of its threshold; a table cut whole is not asked about', async () => {
    const narrow = shown(['total', 24], ['c2', 20]);
    expect(await attack({ shown: narrow }, [3, 1, 20])).toMatchObject({ tooNarrow: 2, exact: 0 });
    expect(await attack({ shown: narrow }, [3, 1, 20], { width: 2 })).toMatchObject({ tooNarrow: 0, exact: 0 });
    expect(await attack({ shown: narrow }, [3, 1, 20], { threshold: 4 })).toMatchObject({ tooNarrow: 0, exact: 0 });
    expect(await attack({ shown: narrow, cut: ['A'] }, [3, 1, 20])).toMatchObject({ hidden: 0, findings: [] });
  });

  it('a rounded print is read as one: 0 is 0 to 4', async () => {
    const rounded = shown(['total', 25], ['c0', 5], ['c1', 0], ['c2', 20]);
    expect(await attack({ shown: rounded, isRounded: true }, [3, 2, 20])).toMatchObject({ hidden: 4, exact: 0, tooNarrow: 0, unproven: 0 });
    expect(await attack({ shown: rounded }, [3, 2, 20])).toMatchObject({ hidden: 0 });
  });
});
