import { describe, expect, it } from 'vitest';
import { instanceSchema, type Instance, type ProtectedCell, type Protection } from '../../../shared/disclosure/instance.ts';
import { evaluate } from '../../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../../shared/indicators/linkedSystem.ts';
import { releasedTables, type ReleasedTable } from '../../../shared/indicators/release.ts';
import { CUT_ORDER, TABLES } from '../../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { incident, randomUnits, unit } from './units.ts';

const MAY = { month: '2026-05', site: { region: 'mopti' } } as const;
const RULE = { threshold: 5, zero: 'publish' } as const;

function system(units: readonly CountedUnit[]): Instance {
  return linkedSystem('MOP-2026-05', evaluate(TABLES, units, MAY), RULE);
}

/** The same quantity: same unit, same codes, a dimension absent from the table being at its root (disclosure §7.1). */
function quantities(instance: Instance): ReadonlyMap<string, readonly number[]> {
  const tables = new Map(instance.tables.map((table) => [table.id, table]));
  return new Map(
    [
      ...Map.groupBy(instance.cells, ({ table, key }) => {
        const { unit: name, dims } = tables.get(table) ?? { unit: '', dims: [] };
        const codes = dims.map((dim, rank) => `${dim}=${key[rank]}`).filter((code) => !code.endsWith('=total'));
        return [name, ...codes.toSorted()].join('|');
      }),
    ].map(([name, cells]) => [name, cells.map(({ n }) => n)]),
  );
}

/** Answers every printed cell as `answer` says; the protector itself is elsewhere. */
function protection(instance: Instance, answer: (table: string, key: readonly string[], n: number) => ProtectedCell): Protection {
  const printed = new Set(instance.tables.filter(({ role }) => role === 'publish').map(({ id }) => id));
  return {
    id: instance.id,
    status: 'ok',
    method: 'component',
    optimal: false,
    objective: 0,
    bound: 0,
    stoppedBy: 'rounds',
    elapsedMs: 0,
    counts: { cells: 0, published: 0, primary: 0, secondary: 0, withheld: 0, cut: 0 },
    groupDisclosures: [],
    audit: { exact: 0, tooNarrow: 0, unproven: 0 },
    cells: instance.cells.filter(({ table }) => printed.has(table)).map(({ table, key, n }) => answer(table, key, n)),
  };
}

const shown = (table: string, key: readonly string[], n: number): ProtectedCell => ({ table, key, value: n });

/** Shows all but the lines that leave from ten on. */
function withheld(instance: Instance, minimums: ReturnType<typeof protectionOptions>['minimums']): Protection {
  return protection(instance, (table, key, n) => {
    const rule = minimums.find((one) => one.table === table);
    const line =
      rule?.codes === undefined
        ? n
        : instance.cells.find(
            (cell) => cell.table === table && cell.key[0] === key[0] && cell.key.slice(1).every((code) => code === 'total'),
          )?.n;
    const concerned = rule !== undefined && (rule.codes?.includes(key[0] ?? '') ?? true);
    return concerned && n > 0 && (line ?? 0) < rule.minimum ? { table, key, suppressed: 'withheld' } : shown(table, key, n);
  });
}

function cellOf(tables: readonly ReleasedTable[], id: string, dims: string): unknown {
  const cell = tables.find(({ table }) => table.id === id)?.cells.find((one) => one.dims === dims);
  return cell === undefined ? undefined : (cell.hidden ?? cell.value);
}

describe('linkedSystem', () => {
  it.each([1, 2, 3, 4])('is an instance with the same value for the same quantity, seed %i', (seed) => {
    const instance = system(randomUnits(seed, 300));
    expect(instanceSchema.parse(instance)).toEqual(instance);
    for (const [name, values] of quantities(instance)) expect([name, new Set(values).size]).toEqual([name, 1]);
  });

  it('holds the full product of each table’s codes, each cell once', () => {
    const instance = system(randomUnits(6, 300));
    for (const { id, dims, codes } of instance.tables) {
      const cells = instance.cells.filter(({ table }) => table === id).map(({ key }) => key.join('|'));
      expect(cells).toHaveLength(dims.reduce((size, dim) => size * (codes?.[dim]?.length ?? 0), 1));
      expect(new Set(cells).size).toBe(cells.length);
    }
  });

  it('gives each dimension one root and only codes it knows', () => {
    const instance = system(randomUnits(6, 300));
    for (const { hierarchy } of instance.dims) expect(hierarchy[0]?.[0]).toBe('total');
    for (const { dims, codes } of instance.tables) {
      for (const dim of dims) {
        const known = new Set(
          instance.dims.find(({ name }) => name === dim)?.hierarchy.flatMap(([parent, children]) => [parent, ...children]),
        );
        expect(codes?.[dim]?.filter((code) => !known.has(code))).toEqual([]);
      }
    }
  });

  it('ties the « of which » lines of G01 to the crossings through shared quantities', () => {
    const tables = new Map(system(randomUnits(2, 300)).tables.map((table) => [table.id, table]));
    expect(tables.get('G01:gbv_type')).toMatchObject({ unit: 'incident', codes: { gbv_type: ['total', 'sexual', 'non_sexual'] } });
    expect(tables.get('G01:age_band')).toMatchObject({ unit: 'incident', codes: { age_band: ['total', '0-17', '18+', 'unknown'] } });
    expect(tables.get('latent:gbv_type-sex-age_band')).toMatchObject({ unit: 'incident', role: 'latent' });
    expect(tables.get('G13')?.unit).toBe('primary_perpetrator');
    expect(tables.get('G25')?.unit).toBe('excluded_unit');
    expect(tables.get('T01a')?.unit).toBe('person');
    expect([...tables.values()].filter(({ role }) => role === 'latent')).toHaveLength(1);
  });

  it('gives the protector which tables are cut, which lines leave from ten on, and what is blocking', () => {
    const small = protectionOptions(evaluate(TABLES, [unit()], MAY));
    expect(small.cut).toEqual(['G02a', 'G02b', 'G03', 'G13']);
    expect(small.perpetratorTables).toEqual(['G13']);
    expect(small.minimums).toEqual([{ table: 'G25', minimum: 10 }]);
    const ten = Array.from({ length: 10 }, (_, rank) => unit({ personId: `p${rank}`, residence: { region: 'gao', cercle: 'gao_gao' } }));
    const large = protectionOptions(evaluate(TABLES, ten, MAY));
    expect(large.cut).toEqual([]);
    expect(large.minimums.map(({ table, dimension, codes }) => [table, dimension, codes?.length])).toEqual([
      ['G24', 'incident_geo', 9],
      ['G25', undefined, undefined],
      ['T01a', 'residence_geo', 5],
      ['T01b', 'residence_geo', 5],
    ]);
  });

  it('keeps the crossings of a small structure in the system, so that they stay protected', () => {
    expect(system([unit()]).tables.map(({ id }) => id)).toContain('G02a');
  });

  it('names every table once in the order of cuts', () => {
    expect(CUT_ORDER.toSorted()).toEqual(TABLES.map(({ id }) => id).toSorted());
  });
});

describe('releasedTables', () => {
  const counts = evaluate(
    TABLES,
    Array.from({ length: 40 }, (_, rank) => unit({ personId: `p${rank}` })),
    MAY,
  );
  const instance = linkedSystem('x', counts, RULE);

  it('gives back every figure in the notation of packages', () => {
    const released = releasedTables(counts, protection(instance, shown));
    expect(cellOf(released, 'G02a', '')).toBe(counts.counted);
    expect(cellOf(released, 'G01', '')).toBe(counts.counted);
    expect(released.find(({ table }) => table.id === 'G01')?.cells.map(({ dims }) => dims)).toEqual([
      '',
      'gbv_type=sexual',
      'gbv_type=non_sexual',
      'age_band=0-17',
      'age_band=18+',
      'age_band=unknown',
    ]);
  });

  it('keeps the reason of what the protector hides', () => {
    const released = releasedTables(
      counts,
      protection(instance, (table, key, n) =>
        table === 'G10' && key[0] === 'd0_3' ? { table, key, suppressed: 'secondary' } : shown(table, key, n),
      ),
    );
    expect(cellOf(released, 'G10', 'elapsed_class=d0_3')).toBe('secondary');
  });

  it('hides national-only figures from 1 to 9 and shows 0 and 10', () => {
    const excluded = (count: number, gbvType: 'non_gbv' | null): readonly CountedUnit[] =>
      Array.from({ length: count }, () => unit({ incident: incident({ gbvType }) }));
    const few = evaluate(TABLES, [...excluded(9, 'non_gbv'), ...excluded(10, null)], MAY);
    const released = releasedTables(few, withheld(linkedSystem('x', few, RULE), protectionOptions(few).minimums));
    expect(cellOf(released, 'G25', 'excluded_reason=non_gbv')).toBe('below10');
    expect(cellOf(released, 'G25', 'excluded_reason=incomplete_type')).toBe(10);
    expect(cellOf(released, 'G25', 'excluded_reason=third_party')).toBe(0);
    expect(cellOf(released, 'G25', '')).toBe(19);
  });

  it('shows of a cercle under ten nothing but zeros, and of a larger one every cell', () => {
    const living = (cercle: 'mopti_djenne' | 'mopti_koro', count: number, sex: 'female' | 'male'): readonly CountedUnit[] =>
      Array.from({ length: count }, (_, rank) => unit({ personId: `${cercle}${sex}${rank}`, sex, residence: { region: 'mopti', cercle } }));
    const some = evaluate(
      TABLES,
      [...living('mopti_djenne', 5, 'female'), ...living('mopti_djenne', 5, 'male'), ...living('mopti_koro', 9, 'female')],
      MAY,
    );
    const released = releasedTables(some, withheld(linkedSystem('x', some, RULE), protectionOptions(some).minimums));
    expect(cellOf(released, 'T01a', 'residence_geo=mopti_djenne')).toBe(10);
    expect(cellOf(released, 'T01a', 'residence_geo=mopti_djenne|sex=male')).toBe(5);
    expect(cellOf(released, 'T01a', 'residence_geo=mopti_koro')).toBe('below10');
    expect(cellOf(released, 'T01a', 'residence_geo=mopti_koro|sex=female')).toBe('below10');
    expect(cellOf(released, 'T01a', 'residence_geo=mopti_koro|sex=male')).toBe(0);
    expect(cellOf(released, 'T01a', 'residence_geo=mopti')).toBe(19);
  });

  it('leaves no cell of a table cut, and says why', () => {
    const small = evaluate(TABLES, [unit()], MAY);
    const answer = protection(linkedSystem('x', small, RULE), (table, key, n) =>
      table === 'G10' ? { table, key, suppressed: 'cut' } : shown(table, key, n),
    );
    const cuts = (given: Protection): unknown =>
      releasedTables(small, given)
        .filter(({ cut }) => cut !== null)
        .map(({ table, cut, cells }) => [table.id, cut, cells.length]);
    const crossings = ['G02a', 'G02b', 'G03', 'G13'].map((id) => [id, 'small_structure', 0]);
    expect(cuts(answer)).toEqual([...crossings.slice(0, 3), ['G10', 'protection', 0], ...crossings.slice(3)]);
    const margin = { margin: [], cell: [] };
    expect(cuts({ ...answer, groupDisclosures: [{ ...margin, table: 'G10', blocking: true }] })).toContainEqual([
      'G10',
      'concentration',
      0,
    ]);
    expect(cuts({ ...answer, groupDisclosures: [{ ...margin, table: 'G10', blocking: false }] })).toContainEqual(['G10', 'protection', 0]);
  });

  it('lets no figure under ten out of a national table or a cercle', () => {
    const nine = evaluate(
      TABLES,
      Array.from({ length: 9 }, () => unit({ consentReporting: 'no' })),
      MAY,
    );
    expect(() => releasedTables(nine, protection(linkedSystem('x', nine, RULE), shown))).toThrow('under ten');
    const near = (count: number, cercle: 'gao_gao' | 'gao_bourem'): readonly CountedUnit[] =>
      Array.from({ length: count }, (_, rank) =>
        unit({ personId: `${cercle}${rank}`, incident: incident({ place: { region: 'gao', cercle } }) }),
      );
    const places = evaluate(TABLES, [...near(10, 'gao_gao'), ...near(9, 'gao_bourem')], MAY);
    expect(() => releasedTables(places, protection(linkedSystem('x', places, RULE), shown))).toThrow('under ten');
  });

  it('shows the total of G01 if one of its blocks does', () => {
    const released = releasedTables(
      counts,
      protection(instance, (table, key, n) => (table === 'G01:gbv_type' ? { table, key, suppressed: 'cut' } : shown(table, key, n))),
    );
    expect(cellOf(released, 'G01', '')).toBe(counts.counted);
    expect(cellOf(released, 'G01', 'gbv_type=sexual')).toBe('cut');
  });

  it('refuses an answer that leaves out a cell', () => {
    const answer = protection(instance, shown);
    expect(() => releasedTables(counts, { ...answer, cells: answer.cells.slice(1) })).toThrow(RangeError);
  });
});
