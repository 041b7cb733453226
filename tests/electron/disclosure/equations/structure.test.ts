import { describe, expect, it } from 'vitest';
import {
  jointTables,
  knownSums,
  leastSites,
  monthsOf,
  nationalTables,
  placeTables,
  readDims,
  regionOf,
  unitOf,
} from '../../../../electron/disclosure/equations/publishedStructure.ts';
import { TOTAL } from '../../../../shared/indicators/define.ts';
import { LATENT_TABLES, TABLES } from '../../../../shared/indicators/tables.ts';

describe('what a reader knows of the tables, written by hand, is what the registry of tables says (reference §6.5)', () => {
  const readAs = (dimension: string): string => [...readDims(`${dimension}=x`).keys()][0] ?? '';

  it('every sum of every table, and no other part', () => {
    for (const { id, hierarchy } of TABLES.flatMap(({ blocks }) =>
      blocks.flatMap(({ dimensions }) => dimensions.map((one) => one.dimension)),
    ))
      for (const [parent, children] of hierarchy) {
        const sums = (knownSums[readAs(id)] ?? []).filter(({ whole }) => whole === (parent === TOTAL ? '' : parent));
        const written = sums.map(({ parts, optional = [] }) => [...parts, ...optional].toSorted().join());
        expect(written, `${id} ${parent}`).toContain(children.toSorted().join());
        const known = new Set(hierarchy.flatMap(([one, parts]) => [one, ...parts]));
        expect(sums.flatMap(({ parts, optional = [] }) => [...parts, ...optional]).filter((code) => !known.has(code))).toEqual([]);
      }
    expect(Object.keys(knownSums).toSorted()).toEqual(
      ['age_band', 'elapsed_class', 'excluded_reason', 'gbv_type', 'occupation_group', 'perp_relation', 'place', 'sex'].toSorted(),
    );
  });

  it('what is unknown, abroad or an aid worker may be lacking; every other part is needed', () => {
    const optional = Object.values(knownSums).flatMap((sums) => sums.flatMap((sum) => sum.optional ?? []));
    expect(optional.filter((code) => !code.endsWith('unknown')).toSorted()).toEqual(['abroad', 'aid']);
    const needed = Object.values(knownSums).flatMap((sums) => sums.flatMap(({ parts }) => parts));
    expect(needed.filter((code) => code.endsWith('_unknown'))).toEqual(['none_unknown', 'other_unknown']);
    expect(knownSums['occupation_group']?.[0]?.parts).toEqual([
      'armed_state',
      'armed_nonstate',
      'armed_international',
      'authority',
      'school_health',
      'civilian_work',
      'other_unknown',
    ]);
    expect(knownSums['age_band']?.slice(0, 2).map(({ parts, optional: lacking }) => [parts.length, lacking])).toEqual([
      [2, ['unknown']],
      [6, ['unknown']],
    ]);
  });

  it('what each table counts, where its places are, and which units its crossings count', () => {
    for (const { id, population, place } of TABLES) {
      const same = TABLES.filter((other) => other.population.id === population.id).map((other) => unitOf(other.id));
      expect(new Set(same).size, id).toBe(1);
      expect(TABLES.filter((other) => other.population.id !== population.id).map((other) => unitOf(other.id))).not.toContain(unitOf(id));
      expect(placeTables.includes(id), id).toBe(place === 'cell');
      if (place === 'national') expect(nationalTables).toContain(id);
    }
    expect(['G01', 'G13', 'T01a', 'G25', 'X'].map(unitOf)).toEqual(['incident', 'perpetrator', 'person', 'G25', 'X']);
    expect([placeTables.includes('T01'), nationalTables.includes('G23'), nationalTables.includes('G01')]).toEqual([true, true, false]);
    expect(LATENT_TABLES.map(({ block }) => block.dimensions.map(({ dimension }) => dimension.id))).toEqual([jointTables['incident']]);
    expect(leastSites).toBe(3);
  });

  it('other names of the same dimension and code; of a region and its cercle, the cercle', () => {
    expect(
      ['type_group', 'perpetrator_group', 'perp_occupation_group', 'region', 'cercle', 'incident_geo', 'residence_geo', 'sex'].map(readAs),
    ).toEqual(['gbv_type', 'perp_relation', 'occupation_group', 'place', 'place', 'place', 'place', 'sex']);
    expect([...readDims('type_group=nonsexual|sex=male')]).toEqual([
      ['gbv_type', 'non_sexual'],
      ['sex', 'male'],
    ]);
    expect([...readDims('')]).toEqual([]);
    expect(readDims('region=mopti|cercle=mopti_koro').get('place')).toBe('mopti_koro');
    expect(readDims('cercle=mopti_koro|region=mopti').get('place')).toBe('mopti_koro');
    expect(['mopti', 'mopti_koro', 'mopti_unknown', 'abroad', 'unknown', ''].map(regionOf)).toEqual([
      'mopti',
      'mopti',
      'mopti',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('the months of a month, a quarter, a year', () => {
    expect(monthsOf('2026-05')).toEqual(['2026-05']);
    expect(monthsOf('2026-Q1')).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
    expect([monthsOf('2026').length, monthsOf('2026')[0], monthsOf('2026').at(-1)]).toEqual([12, '2026-01', '2026-12']);
  });
});
