import { describe, expect, it } from 'vitest';
import { loadSolver, type Highs } from '../../../electron/disclosure/moves.ts';
import { roundCounts, type Margin, type RoundingProblem } from '../../../electron/disclosure/rounding.ts';
import { dice } from './invented.ts';

type ModelData = NonNullable<Parameters<Highs['createModel']>[0]>;
type Model = ReturnType<Highs['createModel']>;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

/** A small table of invented counts: its lines and columns, then each cell alone or some sums twice; one unit or two. */
function invented(seed: number): RoundingProblem {
  const roll = dice(seed);
  const [rows, columns] = [2 + roll(2), 2 + roll(3)];
  const counts = Array.from({ length: rows * columns }, () => (roll(5) === 0 ? roll(12) : 1 + roll(4)));
  const all = [...counts.keys()];
  const lines = [...Array(rows).keys()].map((row) => all.filter((at) => Math.floor(at / columns) === row));
  const sets = [...lines, ...[...Array(columns).keys()].map((column) => all.filter((at) => at % columns === column))];
  if (roll(2) === 0) sets.push(...all.map((at) => [at]));
  else sets.push(all.slice(0, columns - 1), [0], [0]);
  const margins = sets.map((members, at): Margin => ({
    members: roll(2) === 0 ? members : members.toReversed(),
    value: sumOf(members.map((cell) => counts[cell] ?? 0)),
    isFinest: at % 3 !== 0,
  }));
  const totals = roll(2) === 0 ? [all] : [lines[0] ?? [], all.slice(columns)];
  return { counts, margins, totals, base: 5, lots: counts.map(() => roll(100) / 100) };
}

/** A solver whose answers one hears. */
async function heard(problem: RoundingProblem): Promise<readonly [string, string]> {
  const highs = await loadSolver();
  const found: string[] = [];
  const listening: Highs = Object.assign(Object.create(highs), {
    withModel: (data: ModelData, use: (model: Model) => readonly number[] | undefined) => {
      const answer = highs.withModel(data, use);
      found.push(answer?.join('') ?? '-');
      return answer;
    },
  });
  const values = roundCounts(listening, problem);
  return [values.join(' '), found.join(' ')];
}

/** A solver that always says the same, and how often it was asked. */
async function saying(raised: readonly number[] | undefined) {
  const asked = { times: 0 };
  const highs: Highs = Object.assign(Object.create(await loadSolver()), {
    withModel: () => {
      asked.times += 1;
      return raised;
    },
  });
  return { highs, asked };
}

describe('the choice of what is raised, step by step', () => {
  /*
   * Same month, same numbers, on every machine (disclosure §4.3): what the exchange alone gives, what the integer program finds in each round (raised cells by group), what leaves
   * of both. Whoever changes how the choice is made changes these rows.
   */
  it.each<[number, string, string, string]>([
    [1, '5 2 4 4 3 4 5 1', '1', '5 2 4 4 3 4 5 1'],
    [2, '0 4 3 3 0 4 5 4 5 3 1 1', '0 001', '0 4 3 3 0 4 5 4 5 3 1 1'],
    [3, '8 1 10 0 2 11 3 5', '01', '8 1 10 0 2 11 3 5'],
    [4, '5 0 5 5 0 5 5 0 5 5 0 0', '111001101001', '5 5 5 0 0 5 5 0 5 0 0 5'],
    [5, '5 0 5 0 5 5 0 0', '10101100', '5 0 5 0 5 5 0 0'],
    [6, '0 5 2 0 0 5', '00 01001', '0 5 2 0 0 5'],
    [7, '5 2 5 3 2 3 2 3 2', '1', '5 2 5 3 2 3 2 3 2'],
    [8, '5 0 0 0 5 0', '100010', '5 0 0 0 5 0'],
    [9, '0 6 0 11 5 5 5 5 0', '0011110', '0 6 0 11 5 5 5 5 0'],
    [10, '0 0 0 0 0 5', '001100', '0 0 5 5 0 0'],
    [11, '11 3 0 1 9 3 1 4 3', '', '11 3 0 1 9 3 1 4 3'],
    [12, '5 0 4 3 3 3 2 3 1', '10', '5 0 4 3 3 3 2 3 1'],
    [13, '0 5 5 0 5 10', '01101', '0 5 5 0 5 10'],
    [14, '8 0 5 7 0 0 0 0 5', '0100001', '8 0 5 7 0 0 0 0 5'],
    [15, '5 11 0 0 0 5', '100 10001', '5 11 0 0 0 5'],
    [16, '5 0 5 0 0 5', '010 10010 100110', '5 0 0 5 5 0'],
    [17, '0 5 5 0', '0110', '0 5 5 0'],
    [18, '0 5 5 0 9 0', '01100', '0 5 5 0 9 0'],
    [19, '7 5 9 0 0 5', '1110', '7 5 9 5 5 0'],
    [20, '5 0 0 5', '1001', '5 0 0 5'],
    [21, '0 5 0 0 5 0', '0010 01010', '0 5 0 0 5 0'],
    [22, '5 2 0 5', '101', '5 2 0 5'],
    [23, '5 0 5 0 5 0', '101010', '5 0 5 0 5 0'],
    [24, '5 3 4 4', '1', '5 3 4 4'],
  ])('invented table %i', async (seed, exchanged, found, left) => {
    const problem = invented(seed);
    expect(roundCounts((await saying(undefined)).highs, problem).join(' ')).toBe(exchanged);
    expect(await heard(problem)).toEqual([left, found]);
  });
});

describe('the integer program beside the exchange', () => {
  const alone = (counts: readonly number[], lots: readonly number[] = counts.map(() => 0.5)): RoundingProblem => {
    const all = [...counts.keys()];
    return {
      counts,
      margins: [
        { members: all, value: sumOf(counts), isFinest: false },
        ...counts.map((value, at) => ({ members: [at], value, isFinest: true })),
      ],
      totals: [all],
      base: 5,
      lots,
    };
  };
  const given = async (problem: RoundingProblem, raised: readonly number[]): Promise<string> =>
    roundCounts((await saying(raised)).highs, problem).join(' ');

  it('is asked up to four hundred small numbers, and not where there is none', async () => {
    const asked = async (counts: readonly number[]): Promise<number> => {
      const { highs, asked: count } = await saying(undefined);
      roundCounts(highs, alone(counts));
      return count.times;
    };
    expect(await asked([7, 20])).toBe(0);
    expect(await asked([7, 3])).toBe(1);
    expect(await asked(Array.from({ length: 400 }, () => 5).with(3, 4))).toBe(1);
    expect(await asked(Array.from({ length: 400 }, () => 4))).toBe(1);
    expect(await asked(Array.from({ length: 401 }, () => 4))).toBe(0);
  });

  it('is followed where it is nearer, and nowhere else', async () => {
    // 3, 2, 2, 3 is 10: two are raised, by the exchange the two threes.
    const four = alone([3, 2, 2, 3]);
    expect(await given(four, [1, 0, 0, 1])).toBe('5 0 0 5');
    expect(await given(four, [0, 1, 1, 0])).toBe('5 0 0 5');
    // Equal ones: the lots say which. The first is dearer by its lot.
    const ones = alone([1, 1, 1, 1, 1], [0.9, 0.1, 0.5, 0.3, 0.7]);
    expect(await given(ones, [0, 0, 0, 1, 0])).toBe('0 5 0 0 0');
    // Where the cheapest is worth as much, the exchange stays.
    const equal = alone([1, 1, 1, 1, 1]);
    expect(await given(equal, [0, 0, 0, 0, 1])).toBe('5 0 0 0 0');
  });

  it('never at the price of a total that is off by the base', async () => {
    // Each four is nearer to five; all five of them make the total 25 instead of 20.
    expect(await given(alone([4, 4, 4, 4, 4]), [1, 1, 1, 1, 1])).toBe('5 5 5 5 0');
  });
});
