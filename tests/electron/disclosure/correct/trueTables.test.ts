import { describe, expect, it } from 'vitest';
import { trueTables } from '../../../../electron/disclosure/correct/trueTables.ts';
import { products, type CountedTable, type MonthCounts } from '../../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../../shared/indicators/notation.ts';
import { tableOf } from '../../../../shared/indicators/tables.ts';

/** A table of the registry with these numbers, by their dims; all others are 0. */
function counted(id: string, numbers: Readonly<Record<string, number>>, isCut = false): CountedTable {
  const table = tableOf(id);
  if (table === null) throw new Error('no such table');
  const blocks = table.blocks.map((block) => ({
    ...block,
    cells: products(block.dimensions.map(({ codes }) => codes)).map((key) => ({ key, n: numbers[writeDims(block, key)] ?? 0 })),
  }));
  return { table, blocks, isCut };
}

function month(...tables: readonly CountedTable[]): MonthCounts {
  return { month: '2026-05', region: 'mopti', counted: 20, late: 0, excluded: new Map(), tables, latent: [] };
}

/** What is not 0 of each table, with a star where it may not be shown; which tables are cut. */
function contents(...tables: readonly CountedTable[]): Record<string, string> {
  return Object.fromEntries(
    trueTables(month(...tables), 5).map(({ id, cut, cells }) => [
      cut ? `${id} cut` : id,
      cells.flatMap(({ dims, n, sensitive }) => (n > 0 || sensitive ? [`${dims} ${n}${sensitive ? '*' : ''}`] : [])).join(', '),
    ]),
  );
}

describe('the tables of a month as they truly are', () => {
  it('say what may not be shown by itself: what is small, and what is under the floor of its line', () => {
    const delays = counted('G10', { '': 20, 'elapsed_class=d0_3': 3, 'elapsed_class=d6_14': 12, 'elapsed_class=unknown': 5 });
    const excluded = counted('G25', { '': 22, 'excluded_reason=no_consent': 9, 'excluded_reason=third_party': 13 });
    expect(contents(delays, excluded)).toEqual({
      G10: ' 20, elapsed_class=d0_3 3*, elapsed_class=d6_14 12, elapsed_class=unknown 5',
      G25: ' 22, excluded_reason=no_consent 9*, excluded_reason=third_party 13',
    });
    expect(trueTables(month(delays), 5)[0]?.cells).toHaveLength(7);
    expect(contents(counted('G10', { '': 4, 'elapsed_class=d0_3': 4 }))).toEqual({ G10: ' 4*, elapsed_class=d0_3 4*' });
  });

  it('hold the lines of all their blocks, each once', () => {
    const [table] = trueTables(month(counted('G01', { '': 20, 'gbv_type=sexual': 16, 'gbv_type=non_sexual': 4, 'age_band=0-17': 20 })), 5);
    expect(table?.cells.filter(({ dims }) => dims === '')).toHaveLength(1);
    expect(table?.cells.filter(({ n }) => n > 0).map(({ dims, n, sensitive }) => [dims, n, sensitive].join())).toEqual([
      ',20,false',
      'gbv_type=sexual,16,false',
      'gbv_type=non_sexual,4,true',
      'age_band=0-17,20,false',
    ]);
  });

  it('are cut by the rules, or where one group of perpetrators holds a whole line', () => {
    const perpetrators = (community: number): CountedTable =>
      counted('G13', {
        '': 20,
        'perp_relation=community': 20 - 6,
        'perp_relation=civil_known': 6,
        'gbv_type=sexual': 10,
        'gbv_type=non_sexual': 10,
        'perp_relation=community|gbv_type=sexual': community,
        'perp_relation=civil_known|gbv_type=sexual': 10 - community,
        'perp_relation=community|gbv_type=non_sexual': 14 - community,
        'perp_relation=civil_known|gbv_type=non_sexual': community - 4,
      });
    expect(Object.keys(contents(counted('G10', {}, true), perpetrators(7), counted('G02a', {})))).toEqual(['G10 cut', 'G13', 'G02a']);
    expect(Object.keys(contents(counted('G10', {}), perpetrators(10)))).toEqual(['G10', 'G13 cut']);
    // The same of a table that names nobody is no reason.
    const types = { '': 20, 'sex=female': 20, 'gbv_type=rape': 20, 'gbv_type=rape|sex=female': 20 };
    expect(Object.keys(contents(counted('G02a', types)))).toEqual(['G02a']);
  });
});
