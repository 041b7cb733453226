import { describe, expect, it } from 'vitest';
import { correctedVersion, type CorrectionInput, type TrueTable } from '../../../../electron/disclosure/correct/correction.ts';
import { correctInWorker } from '../../../../electron/disclosure/correct/corrector.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

type Numbers = Readonly<Record<string, number>>;

/** What is truly counted now; small numbers may not be shown. */
function truth(id: string, numbers: Numbers): TrueTable {
  return { id, cut: false, cells: Object.entries(numbers).map(([dims, n]) => ({ dims, n, sensitive: n > 0 && n < 5 })) };
}

const numbers = (values: readonly number[]): Numbers =>
  Object.fromEntries(Object.entries(delays(values)).map(([dims, n]) => [dims, n ?? 0]));

const next = (former: readonly Release[], tables: readonly TrueTable[], width = 3) =>
  correctedVersion({ former, tables, cutOrder: [], width });

/** 18 in two parts that are hidden. */
const hidden = packageOf(cellsOf('G10', delays([29, null, null, 5, 0, 6, 0])));

describe('a next version, judged by hand (disclosure §5)', () => {
  it('two numbers hidden before and after: their spreads together must reach the width, unless nothing moved between them', async () => {
    // 1 to 17 before, 1 to 22 after: 16 and 21.
    const moved = [truth('G10', numbers([34, 14, 9, 5, 0, 6, 0]))];
    expect((await next([hidden], moved, 37)).outcome).toBe('leaves');
    expect(await next([hidden], moved, 38)).toEqual({ outcome: 'same', cut: [{ table: 'G10', cause: 'attack' }] });
    expect((await next([hidden], [truth('G10', numbers([34, 9, 9, 10, 0, 6, 0]))], 100)).outcome).toBe('leaves');
  });

  it('beside the former one a small number is narrowed: what did not move in a line is the same in both', async () => {
    const crossed = (values: readonly (number | null)[]) =>
      Object.fromEntries(
        [
          '',
          'sex=female',
          'sex=male',
          'gbv_type=rape',
          'gbv_type=sexual_assault',
          'rape f',
          'rape m',
          'sexual_assault f',
          'sexual_assault m',
        ]
          .map((name) =>
            name
              .replace(/^(rape|sexual_assault) f$/, 'gbv_type=$1|sex=female')
              .replace(/^(rape|sexual_assault) m$/, 'gbv_type=$1|sex=male'),
          )
          .map((dims, at) => [dims, values[at] ?? null]),
      );
    const others = Object.fromEntries(
      ['physical_assault', 'forced_marriage', 'denial_resources', 'psychological'].flatMap((type) =>
        ['', '|sex=female', '|sex=male'].map((sex) => [`gbv_type=${type}${sex}`, 0]),
      ),
    );
    const former = packageOf(cellsOf('G02a', { ...crossed([20, 8, 12, 9, 11]), ...others }));
    const now = (values: readonly number[]) => [truth('G02a', { ...numbersOf(crossed(values)), ...others })];
    // Rape: 1 to 7 women then, 5 to 8 now, so 5 to 7 in both; and 2 to 4 men.
    expect(await next([former], now([25, 20, 5, 9, 16, 6, 3, 14, 2]))).toEqual({
      outcome: 'same',
      cut: [{ table: 'G02a', cause: 'attack' }],
    });
    // 1 to 8 now: nothing that was not known.
    expect((await next([former], now([45, 25, 20, 9, 36, 6, 3, 19, 17]))).outcome).toBe('leaves');
  });

  it('the highest threshold of the former versions says what is wide', async () => {
    const nine = packageOf(cellsOf('G10', delays([20, null, null, 5, 0, 6, 0])));
    const now = [truth('G10', numbers([30, 4, 5, 5, 0, 16, 0]))];
    const before = (threshold: number) => [{ ...nine, version: 0, threshold }, nine];
    expect((await next(before(9), now)).outcome).toBe('leaves');
    expect((await next(before(10), now)).outcome).toBe('same');
  });

  it('two tables with lines of one name are two', async () => {
    const both = packageOf([
      ...cellsOf('G10', delays([29, null, null, 5, 0, 6, 0])),
      ...cellsOf('G13', { '': 12, 'perp_relation=community': 12 }),
    ]);
    const perpetrators = truth('G13', { '': 12, 'perp_relation=community': 12 });
    expect(await next([both], [truth('G10', numbers([29, 9, 9, 5, 0, 6, 0])), perpetrators])).toEqual({ outcome: 'same', cut: [] });
    const unsaid = packageOf([...hidden.cells, ...cellsOf('G13', { '': null, 'perp_relation=community': null })]);
    const reply = await next([unsaid], [truth('G10', numbers([34, 14, 9, 5, 0, 6, 0])), perpetrators]);
    expect(
      reply.outcome === 'leaves' ? reply.cells.filter(({ dims }) => dims === '').map(({ table, value }) => [table, value]) : reply,
    ).toEqual([
      ['G10', 34],
      ['G13', undefined],
    ]);
  });

  it('a table that an earlier version left out stays out; a table that has a line more too', async () => {
    const without = { ...hidden, cells: cellsOf('G13', { '': 12 }), version: 0 };
    const now = truth('G10', numbers([34, 14, 9, 5, 0, 6, 0]));
    expect((await next([without, hidden], [now])).cut).toEqual([{ table: 'G10', cause: 'rule' }]);
    const more = truth('G10', { ...numbers([34, 14, 9, 5, 0, 6, 0]), 'elapsed_class=never': 0 });
    expect((await next([hidden], [more])).cut).toEqual([{ table: 'G10', cause: 'lines' }]);
  });

  it('is the same in a thread of its own', async () => {
    const input: CorrectionInput = { former: [hidden], tables: [truth('G10', numbers([34, 14, 9, 5, 0, 6, 0]))], cutOrder: [], width: 3 };
    const there = await correctInWorker(input);
    expect(there).toEqual(await correctedVersion(input));
    expect(there.outcome).toBe('leaves');
  });
});

function numbersOf(values: Readonly<Record<string, number | null>>): Numbers {
  return Object.fromEntries(Object.entries(values).map(([dims, n]) => [dims, n ?? 0]));
}
