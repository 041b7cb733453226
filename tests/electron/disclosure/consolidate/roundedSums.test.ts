import { describe, expect, it } from 'vitest';
import { roundedLines } from '../../../../electron/disclosure/consolidate/consolidateRounded.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import type { Release, ReleasedCell } from '../../../../electron/disclosure/equations/releases.ts';
import { isCercle } from '../../../../shared/indicators/dimensions.ts';
import { products } from '../../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../../shared/indicators/notation.ts';
import { tableOf } from '../../../../shared/indicators/tables.ts';
import { packageOf } from '../invented.ts';

/** All lines of a table of the registry, without cercles but those named, with these numbers; all others are 0. */
function linesOf(id: string, numbers: Readonly<Record<string, number>>, cercles: readonly string[] = []): ReleasedCell[] {
  return (tableOf(id)?.blocks ?? []).flatMap((block) =>
    products(block.dimensions.map(({ codes }) => codes.filter((code) => !isCercle(code) || cercles.includes(code)))).map((key) => {
      const dims = writeDims(block, key);
      return { table: id, dims, value: numbers[dims] ?? 0 };
    }),
  );
}

const delays = (...[total, first, second, third, fourth, fifth, unknown]: readonly number[]): Record<string, number> => ({
  '': total ?? 0,
  'elapsed_class=d0_3': first ?? 0,
  'elapsed_class=d4_5': second ?? 0,
  'elapsed_class=d6_14': third ?? 0,
  'elapsed_class=d15_30': fourth ?? 0,
  'elapsed_class=over_month': fifth ?? 0,
  'elapsed_class=unknown': unknown ?? 0,
});

const cerclesOf = (region: string): readonly string[] =>
  (tableOf('G24')?.blocks[0]?.dimensions[0]?.dimension.hierarchy ?? []).flatMap(([parent, children]) =>
    parent === region ? children : [],
  );

function site(name: string, region: string, cells: readonly ReleasedCell[], place: Partial<Release> = {}): Release {
  return packageOf(cells, { site: name, region, mode: 'rounded', ...place });
}

/** Lines that are not 0, as `level area dims value`, by table; a hidden one with a dash. */
function shownByTable(all: readonly ConsolidatedBound[]): Record<string, readonly string[]> {
  const lines = all.filter(({ value }) => value !== 0);
  return Object.fromEntries(
    [...Map.groupBy(lines, ({ table }) => table)].map(([table, own]) => [
      table,
      own.map(({ level, area, dims, value }) =>
        [level, area, dims.replaceAll(/\w+=/g, ''), value ?? '-'].filter((part) => part !== '').join(' '),
      ),
    ]),
  );
}

describe('sums of rounded packages (disclosure §4, §6.1)', () => {
  const three = [delays(35, 10, 10, 5, 10), delays(40, 15, 10, 5, 0, 10), delays(45, 10, 20, 5, 5, 5)];

  it('of the country: each table by its own places; two contributors are hidden, with those that would betray them', async () => {
    const releases = three.map((values, at) =>
      site(`S${at}`, ['gao', 'mopti', 'kayes'][at] ?? '', [
        ...linesOf('G10', values),
        // Somebody in gao at all three, and its cercles shown by all; in mopti at two; in segou at all, with a cercle that one does not show.
        ...linesOf(
          'G24',
          {
            '': values[''] ?? 0,
            'incident_geo=gao': 10,
            'incident_geo=gao_bourem': 10,
            'incident_geo=mopti': at < 2 ? 5 : 0,
            'incident_geo=segou': 20 + 5 * at + (at < 2 ? 0 : 5),
            'incident_geo=segou_san': 20 + 5 * at + (at < 2 ? 0 : 5),
          },
          [...cerclesOf('gao'), ...(at < 2 ? cerclesOf('segou') : [])],
        ),
        ...linesOf('G25', { '': 20, 'excluded_reason=no_consent': 20 }),
        ...linesOf('G13', {
          '': 30,
          'gbv_type=sexual': 30,
          'perp_relation=community': 30,
          'perp_relation=community|gbv_type=sexual': 30,
        }).map((cell) => (at === 1 && cell.dims === 'gbv_type=sexual' ? { ...cell, value: undefined } : cell)),
        { table: 'X99', dims: '', value: 40 },
        { table: 'G24', dims: 'incident_geo=atlantis', value: 40 },
      ]),
    );
    const lines = await roundedLines(releases);
    const { G10, G24, G25, G13, X99 } = shownByTable(lines);
    expect(G10).toEqual([
      'national ML 120',
      'national ML d0_3 35',
      'national ML d4_5 40',
      'national ML d6_14 15',
      'national ML d15_30 -',
      'national ML over_month -',
    ]);
    // mopti has no line, but 10 of two centres: the 80 of segou keep it company. Cercles of segou are not shown by all; atlantis is no place.
    expect(G24?.filter((one) => !one.startsWith('region segou segou_'))).toEqual([
      'national ML 120',
      'region segou segou -',
      'region gao gao 30',
      'region gao gao_bourem 30',
      'national ML atlantis -',
    ]);
    expect(G24?.filter((one) => one.startsWith('region segou segou_'))).toEqual(
      [...cerclesOf('segou')].map((cercle) => `region segou ${cercle} -`),
    );
    expect(G25).toEqual(['national ML 60', 'national ML no_consent 60']);
    expect([G13?.length, G13?.every((one) => one.endsWith(' -'))]).toEqual([15, true]);
    expect(X99).toBeUndefined();
    expect(lines.find(({ table, dims }) => table === 'G10' && dims === 'elapsed_class=d15_30')).toMatchObject({
      status: 'suppressed',
      value: null,
      error: null,
    });
    expect(lines.find(({ table, dims }) => table === 'G10' && dims === '')).toEqual({
      table: 'G10',
      period: '2026-05',
      level: 'national',
      area: 'ML',
      dims: '',
      status: 'rounded',
      value: 120,
      low: null,
      high: null,
      error: 4,
    });
  });

  it('of a region, where the country has a package that hides: tables of its sites alone', async () => {
    const releases = [
      ...three.map((values, at) =>
        site(`S${at}`, 'gao', [
          ...linesOf('G10', values),
          ...linesOf('G25', { '': 20 }),
          ...linesOf('G24', { '': values[''] ?? 0, 'incident_geo=gao': values[''] ?? 0 }),
        ]),
      ),
      site('H', 'mopti', linesOf('G10', three[0] ?? {}), { mode: 'hidden' }),
      ...three.map((values, at) =>
        site(`J${at}`, ['gao', 'gao', 'kayes'][at] ?? '', linesOf('G10', values), {
          period: '2026-06',
          ...(at === 2 && { mode: 'hidden' }),
        }),
      ),
    ];
    expect(shownByTable(await roundedLines(releases))).toEqual({
      G10: [
        'region gao 120',
        'region gao d0_3 35',
        'region gao d4_5 40',
        'region gao d6_14 15',
        'region gao d15_30 -',
        'region gao over_month -',
      ],
    });
  });

  it('of two sites are none', async () => {
    const two = three.slice(1).map((values, at) => site(`S${at}`, 'gao', linesOf('G10', values)));
    expect(await roundedLines(two)).toEqual([]);
    expect(await roundedLines([...two, ...two.map((one) => ({ ...one, period: '2026-06' }))])).toEqual([]);
  });
});
