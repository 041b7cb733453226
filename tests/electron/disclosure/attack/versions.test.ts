import { describe, expect, it } from 'vitest';
import { attackPair } from '../../../../electron/disclosure/attack/attackVersions.ts';
import { split } from '../../../../electron/disclosure/equations/linearSystem.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

const first = packageOf(cellsOf('G10', delays([20, null, null, 5, 0, 6, 0])));
const later = (cells: Release['cells']): Release => packageOf(cells, { version: 2, name: 'v2' });

/** What is found in each version, where no shown number of a sum moved, then of a table. */
async function knowledgeOf(one: Release, other: Release): Promise<readonly (readonly string[] | string)[]> {
  return (await attackPair(one, other, Infinity)).map((outcome) =>
    outcome === 'impossible'
      ? outcome
      : outcome.map(({ findings }) =>
          [...findings.values()].map((found) => ('low' in found ? `${found.low}-${found.high}` : found.kind)).join(),
        ),
  );
}

describe('two versions laid over each other', () => {
  it('what the other one shows is known, on either side', async () => {
    const shown = later(cellsOf('G10', delays([20, 2, 7, 5, 0, 6, 0])));
    expect(await knowledgeOf(first, shown)).toEqual([
      ['2-2,7-7', ''],
      ['2-2,7-7', ''],
    ]);
    expect(await knowledgeOf(shown, first)).toEqual([
      ['', '2-2,7-7'],
      ['', '2-2,7-7'],
    ]);
  });

  it('what moved in another table says nothing of this one', async () => {
    const both = packageOf([...first.cells, ...cellsOf('G13', { '': 12, 'perp_relation=community': 12 })]);
    const moved = later([...cellsOf('G10', delays([20, 2, 7, 5, 0, 6, 0])), ...cellsOf('G13', { '': 17, 'perp_relation=community': 17 })]);
    expect(await knowledgeOf(both, moved)).toEqual([
      ['2-2,7-7', ''],
      ['2-2,7-7', ''],
    ]);
  });

  it('what is hidden in both has the bounds of both', async () => {
    const crossed = (values: readonly (number | null)[]): Release['cells'] =>
      cellsOf(
        'G02a',
        Object.fromEntries([
          ...[
            '',
            'sex=female',
            'sex=male',
            'gbv_type=rape',
            'gbv_type=sexual_assault',
            'gbv_type=rape|sex=female',
            'gbv_type=rape|sex=male',
            'gbv_type=sexual_assault|sex=female',
            'gbv_type=sexual_assault|sex=male',
          ].map((dims, at) => [dims, values[at] ?? null] as const),
          ...['physical_assault', 'forced_marriage', 'denial_resources', 'psychological'].flatMap((type) =>
            ['', '|sex=female', '|sex=male'].map((sex) => [`gbv_type=${type}${sex}`, 0] as const),
          ),
        ]),
      );
    // Women of the first line: 1 to 7 then, 5 to 8 now.
    const [sums] = await knowledgeOf(packageOf(crossed([20, 8, 12, 9, 11])), later(crossed([25, 20, 5, 9, 16])));
    expect(sums).toEqual(['5-7,2-4,1-3,8-10', '5-7,2-4,13-15,1-3']);
  });
});

describe('the parts of a system', () => {
  it('hold their own relations; one without terms belongs to none', () => {
    const unknowns = [{ least: 0 }, { least: 1 }, { least: 2 }, { least: 3 }];
    const pair = (one: number, other: number, equals: number) => ({
      equals,
      terms: [one, other].map((unknown) => ({ unknown, times: 1 })),
    });
    const { systems, partOf, placeOf } = split({
      unknowns,
      relations: [pair(3, 1, 9), { terms: [], equals: 0 }, pair(2, 0, 7), { terms: [], equals: 4 }],
    });
    expect(systems).toEqual([
      { unknowns: [{ least: 0 }, { least: 2 }], relations: [pair(1, 0, 7)] },
      { unknowns: [{ least: 1 }, { least: 3 }], relations: [pair(1, 0, 9)] },
    ]);
    expect([[...partOf], [...placeOf]]).toEqual([
      [0, 1, 0, 1],
      [0, 0, 1, 1],
    ]);
    expect(split({ unknowns: [], relations: [{ terms: [], equals: 0 }] }).systems).toEqual([]);
  });
});
