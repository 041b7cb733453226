import { describe, expect, it } from 'vitest';
import { componentsOf, costsOf, partOf } from '../../../../electron/disclosure/protect/component.ts';
import { gaussPattern } from '../../../../electron/disclosure/protect/gauss.ts';
import { createMover, loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { createNearMover } from '../../../../electron/disclosure/protect/nearMoves.ts';
import { groupDisclosures, rolesOf } from '../../../../electron/disclosure/protect/primary.ts';
import { readSystem, type System } from '../../../../electron/disclosure/protect/system.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { countInstance, handExample, lineOf } from '../invented.ts';

/** The hand example (disclosure.md §3.9), with some of its cells changed. */
function hand(change: (cell: Instance['cells'][number]) => Partial<Instance['cells'][number]> = () => ({})): System {
  const instance = handExample();
  return readSystem({ ...instance, cells: instance.cells.map((cell) => ({ ...cell, ...change(cell) })) });
}

function at(system: System, ...codes: string[]): number {
  return system.quantities.findIndex((quantity) => quantity.codes.join() === codes.join());
}

const none = (system: System): boolean[] => system.quantities.map(() => false);

describe('roles', () => {
  it('follow the threshold, what is known, the zeros', () => {
    const system = hand(({ key }) => (key.join() === 'T3,A1' ? { known: true } : {}));
    const roles = rolesOf(system, [], []);
    expect([roles[at(system, 'T1', 'A2')], roles[at(system, 'T2', 'A3')]]).toEqual(['primary', 'primary']);
    expect(roles[at(system, 'T3', 'A1')]).toBe('fixed');
    expect(roles.filter((role) => role === 'candidate')).toHaveLength(17);
  });

  it('of cells below five and from five on differ', () => {
    const line = (n: number, zero: 'publish' | 'protect'): System =>
      readSystem(
        countInstance(
          'line',
          [{ name: 'row', hierarchy: [['total', ['a', 'b']]] }],
          [{ id: 'A', unit: 'incident', dims: ['row'], role: 'publish' }],
          [...Array.from({ length: n }, () => ({ row: 'a' })), ...Array.from({ length: 9 }, () => ({ row: 'b' }))],
          { threshold: 5, zero },
        ),
      );
    const roleOfA = (n: number, zero: 'publish' | 'protect' = 'publish') => rolesOf(line(n, zero), [], [])[1];
    expect([0, 1, 4, 5].map((n) => roleOfA(n))).toEqual(['fixed', 'primary', 'primary', 'candidate']);
    expect(roleOfA(0, 'protect')).toBe('primary');
    expect(rolesOf(line(4, 'publish'), ['A'], [])).toEqual(['latent', 'primary', 'latent']);
    expect(rolesOf(line(0, 'publish'), ['A'], [])[1]).toBe('latent');
  });

  it('cells with one or two contributors are primary, cells with three or no stated contributor are not', () => {
    const instance = handExample();
    const cells = instance.cells.map((cell) => {
      const contributors = { 'T3,A4': 2, 'T3,A3': 3, 'T3,A2': 0, 'T3,A1': 1 }[cell.key.join()];
      return contributors === undefined ? cell : { ...cell, contributors };
    });
    const system = readSystem({ ...instance, rule: { ...instance.rule, minContributors: 3 }, cells });
    const roles = rolesOf(system, [], []);
    expect(['A4', 'A3', 'A2', 'A1'].map((age) => roles[at(system, 'T3', age)])).toEqual(['primary', 'candidate', 'candidate', 'primary']);
  });

  it('of numbers under ten that four contribute are primary where the rule says so (sealed sums)', () => {
    const role = (n: number, contributors: number) =>
      rolesOf(readSystem(lineOf([n, 40], { fewContributors: { below: 10, contributors: 5 } }, { c0: { contributors } })), [], [])[1];
    expect([role(9, 4), role(10, 4), role(9, 5), role(9, 0), role(4, 9)]).toEqual([
      'primary',
      'candidate',
      'candidate',
      'candidate',
      'primary',
    ]);
  });

  it('of a latent table are latent', () => {
    const line = lineOf([3, 9]);
    expect(rolesOf(readSystem({ ...line, tables: line.tables.map((one) => ({ ...one, role: 'latent' })) }), [], [])).toEqual([
      'latent',
      'latent',
      'latent',
    ]);
  });

  it('of lines from a minimum on go by the line of their own unit and dimension, never by the total', () => {
    const system = hand();
    const columns = rolesOf(system, [], [{ table: 'H', minimum: 38, dimension: 'age' }]);
    expect(['A1', 'A2', 'A4', 'total'].map((age) => columns[at(system, 'T3', age)])).toEqual([
      'withheld',
      'withheld',
      'candidate',
      'candidate',
    ]);
    expect(columns[at(system, 'T1', 'total')]).toBe('candidate');
    const persons = lineOf([6, 9]);
    const both: Instance = {
      ...persons,
      tables: [{ id: 'P', unit: 'person', dims: ['row'], role: 'publish' }, ...persons.tables],
      cells: [...persons.cells.map((one) => ({ ...one, table: 'P' })), ...lineOf([12, 9]).cells],
    };
    const roles = rolesOf(readSystem(both), [], [{ table: 'A', minimum: 10, dimension: 'row' }]);
    expect(roles).toEqual(['candidate', 'candidate', 'candidate', 'candidate', 'candidate', 'withheld']);
  });

  it('of lines from a minimum on: each cell alone, or by the total of its line', () => {
    const system = hand();
    const alone = rolesOf(system, [], [{ table: 'H', minimum: 9 }]);
    expect(['A1', 'A3', 'A4'].map((age) => alone[at(system, 'T1', age)])).toEqual(['candidate', 'withheld', 'withheld']);
    expect(alone[at(system, 'T2', 'A1')]).toBe('candidate');
    expect(rolesOf(system, [], [{ table: 'other', minimum: 99 }])).not.toContain('withheld');
    const lines = rolesOf(system, [], [{ table: 'H', minimum: 38, dimension: 'type' }]);
    expect(['T1', 'T2', 'total'].map((type) => lines[at(system, type, 'A1')])).toEqual(['withheld', 'candidate', 'candidate']);
    const named = rolesOf(system, [], [{ table: 'H', minimum: 99, dimension: 'type', codes: ['T3'] }]);
    expect(['T1', 'T3'].map((type) => named[at(system, type, 'A1')])).toEqual(['candidate', 'withheld']);
  });
});

describe('one cell that holds its whole margin', () => {
  const dims: Instance['dims'] = [
    { name: 'relation', hierarchy: [['total', ['close', 'known']]] },
    { name: 'type', hierarchy: [['total', ['sexual', 'other']]] },
  ];
  const table = (size: number): System =>
    readSystem(
      countInstance(
        'group',
        dims,
        [{ id: 'G13', unit: 'perpetrator', dims: ['relation', 'type'], role: 'publish' }],
        [
          ...Array.from({ length: size }, () => ({ relation: 'close', type: 'sexual' })),
          ...Array.from({ length: 20 }, (_, rank) => ({ relation: 'known', type: rank % 2 === 0 ? 'sexual' : 'other' })),
        ],
        { threshold: 5, zero: 'publish' },
      ),
    );

  it('is found from the threshold on, in both directions, and blocks tables about perpetrators', () => {
    expect(groupDisclosures(table(4))).toEqual([{ table: 'G13', margin: ['total', 'other'], cell: ['known', 'other'], blocking: true }]);
    expect(groupDisclosures(table(5), [])).toEqual([
      { table: 'G13', margin: ['total', 'other'], cell: ['known', 'other'], blocking: false },
      { table: 'G13', margin: ['close', 'total'], cell: ['close', 'sexual'], blocking: false },
    ]);
  });
});

describe('what is no margin of a table', () => {
  it('a sub-total that one code holds, and a table of one dimension, reveal no group', () => {
    const dims: Instance['dims'] = [
      { name: 'relation', hierarchy: [['total', ['close', 'known']]] },
      {
        name: 'type',
        hierarchy: [
          ['total', ['sexual', 'other']],
          ['sexual', ['rape', 'assault']],
        ],
      },
    ];
    const incidents = [
      ...Array.from({ length: 7 }, () => ({ relation: 'close', type: 'rape' })),
      ...Array.from({ length: 6 }, () => ({ relation: 'close', type: 'other' })),
      ...Array.from({ length: 9 }, () => ({ relation: 'known', type: 'other' })),
      ...Array.from({ length: 8 }, () => ({ relation: 'known', type: 'assault' })),
      ...Array.from({ length: 8 }, () => ({ relation: 'known', type: 'rape' })),
    ];
    const tables: Instance['tables'] = [
      { id: 'G13', unit: 'perpetrator', dims: ['relation', 'type'], role: 'publish' },
      { id: 'joint', unit: 'perpetrator', dims: ['relation', 'type'], role: 'latent' },
    ];
    const system = readSystem(countInstance('group', dims, tables, incidents, { threshold: 5, zero: 'publish' }));
    expect(groupDisclosures(system)).toEqual([{ table: 'G13', margin: ['total', 'assault'], cell: ['known', 'assault'], blocking: true }]);
    expect(groupDisclosures(readSystem(lineOf([9, 0])))).toEqual([]);
  });
});

describe('components', () => {
  it('leave out what cannot move, and know how far the rest may go down', () => {
    const system = hand(({ key }) => (key[0] === 'T3' || key[0] === 'total' ? { known: true } : {}));
    const roles = rolesOf(system, [], []);
    const [component, ...others] = componentsOf(system, roles, costsOf(system, 'count'), none(system));
    expect(others).toEqual([]);
    expect(component?.cells).toHaveLength(10);
    expect(component?.rows).toHaveLength(7);
    expect(component?.cells.every(({ lower }) => lower === 1)).toBe(true);
    expect(component?.blocks).toEqual([]);
    const cutOnly = componentsOf(system, roles, costsOf(system, 'count'), none(system).fill(true));
    expect(cutOnly[0]?.cells.every(({ lower }) => lower === 0)).toBe(true);
  });

  it('price a cell by what its absence costs', () => {
    const system = hand(({ key }) => (key.join() === 'T1,A1' ? { cost: 7 } : {}));
    const useful = costsOf(system, 'useful');
    expect(
      [at(system, 'T1', 'A1'), at(system, 'T1', 'A2'), at(system, 'T1', 'total'), at(system, 'total', 'total')].map((cell) => useful[cell]),
    ).toEqual([7, 10, 30, 90]);
    expect(costsOf(system, 'count')[at(system, 'T1', 'A2')]).toBe(1);
  });

  it('of a large release have blocks, whose movements are movements of the whole', async () => {
    const places = Array.from({ length: 20 }, (_, region) => `r${region}`);
    const hierarchy: [string, string[]][] = [
      ['total', places],
      ...places.map((place): [string, string[]] => [place, ['x', 'y', 'z', 'w'].map((part) => `${place}${part}`)]),
    ];
    const types = ['t1', 't2', 't3'];
    const incidents = places.flatMap((place, rank) =>
      ['x', 'y', 'z', 'w'].flatMap((part, second) =>
        types.flatMap((type, third) =>
          Array.from({ length: 1 + ((rank + 2 * second + 3 * third) % 11) }, () => ({ place: `${place}${part}`, type })),
        ),
      ),
    );
    const dims = [
      { name: 'place', hierarchy },
      { name: 'type', hierarchy: [['total', types]] satisfies [string, string[]][] },
    ];
    const tables: Instance['tables'] = [{ id: 'A', unit: 'incident', dims: ['place', 'type'], role: 'publish' }];
    const system = readSystem(countInstance('large', dims, tables, incidents, { threshold: 5, zero: 'publish' }));
    const [component] = componentsOf(system, rolesOf(system, [], []), costsOf(system, 'count'), none(system));
    if (component === undefined) throw new Error('no component');
    expect(component.cells).toHaveLength(101 * 4);
    expect(component.blocks).toHaveLength(21);
    expect(component.blocks.map((block) => block.length)).toEqual([21 * 4, ...places.map(() => 5 * 4)]);
    const part = partOf(component, component.blocks[1] ?? []);
    expect(part.rows.every((row) => row.every(({ cell }) => cell < part.cells.length))).toBe(true);
    const mover = createNearMover(await loadSolver(), component);
    const primary = component.cells.findIndex(({ role }) => role === 'primary');
    for (const isFirst of [true, false]) {
      const range = mover.feasibleRange(primary, 3, isFirst);
      expect(range?.moved.has(primary)).toBe(true);
      expect(range?.proven).toContain(primary);
    }
    for (const cell of component.cells.keys()) if (cell !== primary) mover.setHidden(cell, false);
    expect(mover.feasibleRange(primary, 3)).toBeUndefined();
    mover.dispose();
  });
});

describe('movements', () => {
  it('keep what is shown, prefer what stays hidden, and know what they prove', async () => {
    const system = hand();
    const [component] = componentsOf(system, rolesOf(system, [], []), costsOf(system, 'count'), none(system));
    if (component === undefined) throw new Error('no component');
    const place = (...codes: string[]): number => component.cells.findIndex(({ quantity }) => quantity === at(system, ...codes));
    const mover = createMover(await loadSolver(), component);
    const square = [place('T1', 'A2'), place('T1', 'A3'), place('T2', 'A2'), place('T2', 'A3')];
    const [first = -1, second = -1] = square;
    expect(mover.feasibleRange(first, 3)?.moved.size).toBe(4);
    for (const cell of component.cells.keys()) mover.setHidden(cell, square.includes(cell));
    const range = mover.feasibleRange(first, 8);
    expect(range?.moved).toEqual(new Set(square));
    expect(range?.proven.toSorted((a, b) => a - b)).toEqual(square.toSorted((a, b) => a - b));
    expect(mover.feasibleRange(first, 9)).toBeUndefined();
    mover.setHidden(second, false);
    expect(mover.feasibleRange(first, 1)).toBeUndefined();
    expect(mover.solves()).toBeGreaterThan(3);
    mover.dispose();
  });
});

describe('elimination', () => {
  it('leaves hidden what it must in the hand example, and nothing where nothing is small', () => {
    const system = hand();
    const [component] = componentsOf(system, rolesOf(system, [], []), costsOf(system, 'count'), none(system));
    if (component === undefined) throw new Error('no component');
    const hidden = [...gaussPattern(component)].map((cell) => system.quantities[component.cells[cell]?.quantity ?? -1]?.codes.join());
    expect(hidden.length).toBeGreaterThanOrEqual(2);
    expect(hidden.length).toBeLessThanOrEqual(4);
    expect(hidden).not.toContain('total,total');
    const large = hand(({ n }) => ({ n: n * 10 }));
    const [shown] = componentsOf(large, rolesOf(large, [], []), costsOf(large, 'count'), none(large));
    expect(shown === undefined ? [] : [...gaussPattern(shown)]).toEqual([]);
  });
});
