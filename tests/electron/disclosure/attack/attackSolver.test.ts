import { describe, expect, it } from 'vitest';
import type { Finding, Reached } from '../../../../electron/disclosure/attack/feasibility.ts';
import { attackBySolver, boundsBySolver, loadSolver, type Solver } from '../../../../electron/disclosure/attack/attackSolver.ts';
import type { LinearSystem, Relation, Unknown } from '../../../../electron/disclosure/equations/linearSystem.ts';

type Model = ReturnType<Solver['createModel']>;
type ModelData = NonNullable<Parameters<Solver['createModel']>[0]>;

const sum = (equals: number, ...times: readonly number[]): Relation => ({
  equals,
  terms: times.flatMap((by, unknown) => (by === 0 ? [] : [{ unknown, times: by }])),
});
const free: Unknown = { least: 0 };
const between = (low: number, high: number): Finding => ({ kind: 'between', low, high });
const wide: Finding = { kind: 'wide' };
/** Some unknowns of which no table was found yet. */
const unseen = (...unknowns: readonly number[]): Reached[] => unknowns.map((unknown) => ({ unknown, least: Infinity, most: -Infinity }));

/** x and y are 7 between them, each 0 at least; z is what it is. */
const seven: LinearSystem = { unknowns: [free, free, { least: 2, most: 2 }], relations: [sum(7, 1, 1)] };
/** Halves of whole numbers: 2x + 3y is 7, so that x is 2 and y is 1. */
const halves: LinearSystem = { unknowns: [free, free], relations: [sum(7, 2, 3)] };
/** x is y and something, without end. */
const endless: LinearSystem = { unknowns: [free, free], relations: [sum(5, 1, -1)] };

/** What is found, and how often the solver was asked for it: over real tables, over whole ones. */
async function asking(
  system: LinearSystem,
  about: readonly Reached[],
  width: number,
): Promise<readonly [readonly Finding[], number, number]> {
  const highs = await loadSolver();
  let [real, whole] = [0, 0];
  const solver: Solver = Object.assign(Object.create(highs), {
    createModel: (data: ModelData) => {
      const model = highs.createModel(data);
      const run = model.run.bind(model);
      model.run = () => {
        real += 1;
        return run();
      };
      return model;
    },
    withModel: (data: ModelData, operation: (model: Model) => unknown) => {
      whole += 1;
      return highs.withModel(data, operation);
    },
  });
  return [attackBySolver(solver, system, about, width), real, whole];
}

type Answer = { readonly status: number; readonly point?: readonly number[]; readonly bound?: number };

/** A solver that answers always the same over real tables, and one thing after the other over whole ones. */
async function saying(real: Answer, ...whole: readonly Answer[]): Promise<Solver> {
  let asked = 0;
  const modelOf = ({ status, point, bound = NaN }: Answer) => ({
    options: { set: () => undefined },
    changeColCost: () => undefined,
    run: () => ({ modelStatus: status }),
    getSolution: () => ({ colValue: point }),
    getObjectiveValue: () => bound,
    info: { get: (name: string) => (name === 'mip_dual_bound' ? bound : point === undefined ? 0 : 2) },
    dispose: () => undefined,
  });
  return Object.assign(Object.create(await loadSolver()), {
    createModel: () => modelOf(real),
    withModel: (_: ModelData, operation: (model: ReturnType<typeof modelOf>) => unknown) => {
      const answer = whole[asked] ?? real;
      asked += 1;
      return operation(modelOf(answer));
    },
  });
}

describe('the questions to the solver', () => {
  it('two corners, one against the other, settle all that is wide; the rest is asked down and up', async () => {
    expect(await asking(seven, unseen(0, 1), 3)).toEqual([[wide, wide], 2, 0]);
    expect(await asking(seven, unseen(0, 1), 7)).toEqual([[wide, wide], 2, 0]);
    // 8 is more than there is: both corners of two rounds, and then each down and up.
    expect(await asking(seven, unseen(0, 1), 8)).toEqual([[between(0, 7), between(0, 7)], 2 * 2 + 2 * 2, 0]);
    expect(await asking(seven, unseen(0, 1), Infinity)).toEqual([[between(0, 7), between(0, 7)], 4, 0]);
    expect(await asking(seven, unseen(2, 0), 3)).toEqual([[between(2, 2), wide], 2 * 2 + 2, 0]);
  });

  it('nothing is asked about what tables that were found leave wide enough', async () => {
    expect(await asking(seven, [{ unknown: 0, least: 1, most: 4 }], 3)).toEqual([[wide], 0, 0]);
    expect(await asking(seven, [{ unknown: 0, least: 1, most: 4 }], 4)).toEqual([[wide], 2, 0]);
    expect(await asking(seven, [], 3)).toEqual([[], 0, 0]);
  });

  it('where no whole table lies at a corner, whole tables are asked for', async () => {
    expect(await asking(halves, unseen(0, 1), Infinity)).toEqual([[between(2, 2), between(1, 1)], 4, 4]);
    expect(await asking(halves, unseen(0), 1)).toEqual([[between(2, 2)], 4, 2]);
    // 2x + 3y = 13: 5 and 1, or 2 and 3.
    const wider: LinearSystem = { ...halves, relations: [sum(13, 2, 3)] };
    expect(await asking(wider, unseen(0), 3)).toEqual([[wide], 4, 2]);
    expect(await asking(wider, unseen(0), 4)).toEqual([[between(2, 5)], 4, 2]);
  });

  it('nothing fits: neither whole tables nor real ones', async () => {
    expect((await asking({ unknowns: [free, free], relations: [sum(3, 2, 0)] }, unseen(0), 3))[0]).toEqual([{ kind: 'impossible' }]);
    expect((await asking({ unknowns: [{ least: 4 }, free], relations: [sum(3, 1, 1)] }, unseen(1), 3))[0]).toEqual([
      { kind: 'impossible' },
    ]);
  });

  it('an end that is no whole number is none', async () => {
    const part: LinearSystem = { unknowns: [{ least: 0.4, most: 1.6 }], relations: [] };
    expect((await asking(part, unseen(0), 1))[0]).toEqual([between(1, 1)]);
    expect((await asking({ unknowns: [{ least: 0, most: 2.6 }], relations: [] }, unseen(0), 3))[0]).toEqual([between(0, 2)]);
  });

  it('bounds over real tables: inward to whole numbers, none where nothing bounds', async () => {
    const highs = await loadSolver();
    expect(boundsBySolver(highs, seven, [1, 2, 0])).toEqual([
      { low: 0, high: 7 },
      { low: 2, high: 2 },
      { low: 0, high: 7 },
    ]);
    expect(boundsBySolver(highs, halves, [0, 1])).toEqual([
      { low: 0, high: 3 },
      { low: 0, high: 2 },
    ]);
    expect(boundsBySolver(highs, endless, [0, 1])).toEqual([
      { low: 5, high: Infinity },
      { low: 0, high: Infinity },
    ]);
    const printed = (most: number): LinearSystem => ({ unknowns: [{ least: 0, most }], relations: [] });
    expect(boundsBySolver(highs, printed(10_000), [0])).toEqual([{ low: 0, high: 10_000 }]);
    expect(boundsBySolver(highs, printed(10_001), [0])).toEqual([{ low: 0, high: Infinity }]);
    expect(boundsBySolver(highs, { unknowns: [free], relations: [sum(-1, 1)] }, [0])).toBeUndefined();
  });
});

describe('a solver that does not know', () => {
  const unknown: Answer = { status: 13 };

  it('bounds nothing', async () => {
    expect(boundsBySolver(await saying(unknown), seven, [0])).toEqual([{ low: 0, high: Infinity }]);
    expect(attackBySolver(await saying(unknown), seven, unseen(0), 3)).toEqual([{ kind: 'undecided', low: -Infinity, high: Infinity }]);
  });

  it('over real tables may know over whole ones', async () => {
    const whole = (bound: number, point?: readonly number[]): Answer => ({ status: 7, bound, ...(point && { point }) });
    const of = async (...answers: readonly Answer[]) => attackBySolver(await saying(unknown, ...answers), seven, unseen(0), 3);
    expect(await of(whole(1.5), whole(-7.5))).toEqual([{ kind: 'undecided', low: 2, high: 7 }]);
    expect(await of(whole(2, [2, 5, 2]), whole(-3, [3, 4, 2]))).toEqual([between(2, 3)]);
    expect(await of(whole(2, [2, 5, 2]), whole(-7, [4, 3, 2]))).toEqual([{ kind: 'undecided', low: 2, high: 7 }]);
    expect(await of(whole(1, [2, 5, 2]), whole(-4, [4, 3, 2]))).toEqual([{ kind: 'undecided', low: 1, high: 4 }]);
    expect(await of(whole(0, [0, 7, 2]), whole(-7, [7, 0, 2]))).toEqual([wide]);
    expect(await of(whole(0, [0, 7, 2]), { status: 8 })).toEqual([{ kind: 'impossible' }]);
    expect(await of({ status: 8 })).toEqual([{ kind: 'impossible' }]);
  });

  it('or that says what cannot be, is not believed', async () => {
    // 0 and 0 are not 7; z is 2; nothing is less than 0.
    for (const point of [
      [0, 0, 2],
      [0, 7, 3],
      [-1, 8, 2],
      [0, 7],
      [NaN, 7, 2],
    ]) {
      const liar = await saying({ status: 7, point, bound: 0 }, unknown, unknown);
      const [finding] = attackBySolver(liar, seven, unseen(0), 3);
      expect(finding?.kind, point.join()).toBe('undecided');
    }
  });
});
