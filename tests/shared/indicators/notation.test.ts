import { describe, expect, it } from 'vitest';
import { packageProblems, type PackageCell } from '../../../shared/indicators/check.ts';
import { codesOf, defineTable, labelOf, only, all } from '../../../shared/indicators/define.ts';
import { ageBand, elapsed, gbvType, incidentPlace, placeLeaf, regionOfPlace, sex } from '../../../shared/indicators/dimensions.ts';
import { evaluate } from '../../../shared/indicators/evaluate.ts';
import { readDims, writeDims } from '../../../shared/indicators/notation.ts';
import { incidents } from '../../../shared/indicators/populations.ts';
import { TABLES, tableOf } from '../../../shared/indicators/tables.ts';
import { incident, randomUnits, unit } from './units.ts';

const MAY = { month: '2026-05', site: { region: 'mopti' } } as const;

function named(id: string): NonNullable<ReturnType<typeof tableOf>> {
  const table = tableOf(id);
  if (table === null) throw new RangeError(id);
  return table;
}

describe('notation', () => {
  it('writes and reads every cell of every table', () => {
    const { tables } = evaluate(TABLES, randomUnits(4, 400), MAY);
    for (const { table, blocks } of tables) {
      for (const block of blocks) {
        for (const { key } of block.cells) {
          const dims = writeDims(block, key);
          const read = readDims(table, dims);
          expect(read === null ? null : writeDims(read.block, read.key)).toBe(dims);
          if (dims !== '') expect(read?.key).toEqual(key);
        }
      }
    }
  });

  it.each([
    ['G02a', ''],
    ['G02a', 'gbv_type=rape'],
    ['G02a', 'sex=female'],
    ['G02a', 'gbv_type=rape|sex=female'],
    ['G02b', 'gbv_type=psychological|age_band=0-17'],
    ['G03', 'age_band=61+|sex=male'],
    ['G01', 'age_band=0-17'],
    ['G13', 'perp_relation=civil_close|gbv_type=sexual'],
    ['G24', 'incident_geo=gao_menaka'],
    ['T01a', 'residence_geo=bamako_c3|sex=female'],
  ])('%s knows « %s »', (id, dims) => {
    expect(readDims(named(id), dims)).not.toBeNull();
  });

  it.each([
    ['G02a', 'sex=female|gbv_type=rape'],
    ['G02a', 'gbv_type=sexual'],
    ['G02a', 'gbv_type=total'],
    ['G02a', 'gbv_type=non_gbv'],
    ['G02a', 'ethnicity=x'],
    ['G02a', 'gbv_type'],
    ['G02a', 'gbv_type=rape=rape'],
    ['G02a', 'gbv_type=rape|gbv_type=rape'],
    ['G02a', '|'],
    ['G02b', 'age_band=0-11'],
    ['G03', 'age_band=0-17'],
    ['G01', 'gbv_type=sexual|age_band=0-17'],
    ['G24', 'incident_geo=paris'],
  ])('%s does not know « %s »', (id, dims) => {
    expect(readDims(named(id), dims)).toBeNull();
  });
});

describe('places', () => {
  it('takes a cercle only within its region', () => {
    expect(placeLeaf({ region: 'mopti', cercle: 'mopti_koro' })).toBe('mopti_koro');
    expect(placeLeaf({ region: 'mopti', cercle: 'gao_gao' })).toBe('mopti_unknown');
    expect(placeLeaf({ region: 'mopti', cercle: null })).toBe('mopti_unknown');
    expect(placeLeaf({ region: 'abroad', cercle: null })).toBe('abroad');
    expect(placeLeaf({ region: 'unknown', cercle: 'gao_gao' })).toBe('unknown');
    expect([regionOfPlace('mopti_unknown'), regionOfPlace('gao'), regionOfPlace('total')]).toEqual(['mopti', 'gao', null]);
  });
});

describe('defineTable', () => {
  const texts = { title: { fr: '', en: '' }, meaning: { fr: '', en: '' } };
  const define = (
    blocks: Parameters<
      typeof defineTable<(typeof incidents)['subjects'] extends (...given: never) => readonly (infer S)[] ? S : never>
    >[0]['blocks'],
    place: 'site' | 'cell' = 'site',
  ) => defineTable({ id: 'X', ...texts, population: incidents, place, blocks });

  it('refuses a third dimension, a second place, a dimension twice, a code unknown or a total that does not add up', () => {
    expect(() => define([[all(gbvType), all(sex), all(ageBand)]])).toThrow('too many dimensions');
    expect(() => define([[all(incidentPlace), all(gbvType), all(sex)]], 'cell')).not.toThrow();
    expect(() => define([[all(incidentPlace), all(incidentPlace)]], 'cell')).toThrow('too many dimensions');
    expect(() => define([[all(sex), all(sex)]])).toThrow('a dimension twice');
    expect(() => define([[all(incidentPlace)]])).toThrow('place rule');
    expect(() => define([[all(sex)]], 'cell')).toThrow('place rule');
    expect(() => define([[only(sex, ['female', 'other'])]])).toThrow('unknown code');
    expect(() => define([[only(elapsed, ['d0_3'])]])).toThrow('do not add up');
  });

  it('has words in both languages for every code of every table', () => {
    for (const { blocks, title, meaning } of TABLES) {
      for (const words of [title, meaning]) expect(words.fr !== '' && words.en !== '').toBe(true);
      for (const { dimension } of blocks.flatMap((block) => block.dimensions)) {
        for (const code of codesOf(dimension)) expect(labelOf(dimension, code).fr).not.toBe('');
      }
    }
    expect(() => labelOf(sex, 'other')).toThrow(RangeError);
  });
});

describe('packageProblems', () => {
  const cellsOf = (seed: number): PackageCell[] =>
    evaluate(TABLES, randomUnits(seed, 400), MAY).tables.flatMap(({ table, blocks }) => {
      const cells = new Map(blocks.flatMap((block) => block.cells.map(({ key, n }): [string, number] => [writeDims(block, key), n])));
      return [...cells].map(([dims, n]): PackageCell => {
        const base = { table: table.id, dims };
        const floor = table.floor === 'atLeast10' || table.place === 'cell' ? 10 : 5;
        return n === 0 || n >= floor ? { ...base, value: n } : { ...base, suppressed: true };
      });
    });
  const whole = cellsOf(9);
  const change = (table: string, dims: string, made: (cell: PackageCell) => readonly PackageCell[]): readonly PackageCell[] =>
    whole.flatMap((cell) => (cell.table === table && cell.dims === dims ? made(cell) : [cell]));

  it('accepts what the tables really give', () => {
    expect(packageProblems(whole, 5)).toEqual([]);
    expect(packageProblems([], 5)).toEqual([]);
    expect(
      packageProblems(
        whole.filter(({ table }) => table !== 'G02a'),
        5,
      ),
    ).toEqual([]);
  });

  it.each([
    ['unknown_table', [...whole, { table: 'G99', dims: '', value: 5 }]],
    ['unknown_cell', [...whole, { table: 'G10', dims: 'religion=x', value: 5 }]],
    ['repeated_cell', [...whole, ...whole.slice(0, 1)]],
    ['missing_cell', change('G10', 'elapsed_class=d4_5', () => [])],
    ['missing_cell', change('G01', '', () => [])],
    ['bad_value', change('G25', '', ({ table, dims }) => [{ table, dims, value: 7 }])],
    ['bad_value', change('G10', 'elapsed_class=d4_5', ({ table, dims }) => [{ table, dims, value: 4 }])],
    ['bad_value', change('G10', 'elapsed_class=d4_5', ({ table, dims }) => [{ table, dims, value: -1 }])],
    ['incoherent', change('G10', '', ({ table, dims }) => [{ table, dims, value: 10_000 }])],
    ['disagreement', change('G10', '', ({ table, dims }) => [{ table, dims, suppressed: true }])],
  ] as const)('finds %s', (problem, cells) => {
    expect(packageProblems(cells, 5)).toContain(problem);
  });

  it('wants at least one behind every hidden cell', () => {
    const cells = (total: number, hidden: number): readonly PackageCell[] => [
      { table: 'G10', dims: '', value: total },
      ...['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'].map((code, rank): PackageCell => {
        const cell = { table: 'G10', dims: `elapsed_class=${code}` };
        return rank < hidden ? { ...cell, suppressed: true } : { ...cell, value: 5 };
      }),
    ];
    expect(packageProblems(cells(22, 2), 5)).toEqual([]);
    expect(packageProblems(cells(21, 2), 5)).toEqual(['incoherent']);
    expect(packageProblems(cells(30, 0), 5)).toEqual([]);
    expect(packageProblems(cells(31, 0), 5)).toEqual(['incoherent']);
  });

  it('accepts a grand total between the threshold and ten', () => {
    const cells = ['', 'gbv_type=sexual', 'gbv_type=non_sexual', 'age_band=0-17', 'age_band=18+', 'age_band=unknown'].map(
      (dims): PackageCell => ({ table: 'G01', dims, value: dims === '' || dims === 'gbv_type=sexual' || dims === 'age_band=18+' ? 7 : 0 }),
    );
    expect(packageProblems(cells, 5)).toEqual([]);
  });

  it('refuses a cercle shown under ten', () => {
    const units = Array.from({ length: 12 }, () => unit({ incident: incident({ place: { region: 'gao', cercle: 'gao_gao' } }) }));
    const block = evaluate(TABLES, units, MAY).tables.find(({ table }) => table.id === 'G24')?.blocks[0];
    const cells = (block?.cells ?? []).map(({ key, n }): PackageCell => ({
      table: 'G24',
      dims: block === undefined ? '' : writeDims(block, key),
      value: n === 12 ? 9 : n,
    }));
    expect(packageProblems(cells, 5)).toEqual(['bad_value']);
    expect(
      packageProblems(
        cells.map((cell) => ('value' in cell && cell.value === 9 ? { ...cell, value: 12 } : cell)),
        5,
      ),
    ).toEqual([]);
  });
});
