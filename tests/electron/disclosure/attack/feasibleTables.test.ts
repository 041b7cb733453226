import { describe, expect, it } from 'vitest';
import { attackSystem, boundsOf } from '../../../../electron/disclosure/attack/attack.ts';
import type { Bounds, Finding } from '../../../../electron/disclosure/attack/feasibility.ts';
import { attackBySolver, boundsBySolver, loadSolver } from '../../../../electron/disclosure/attack/attackSolver.ts';
import { consolidationBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import { consolidatedSystem } from '../../../../electron/disclosure/attack/consolidatedSystem.ts';
import { absentCells, cellsOfMonth, systemOf } from '../../../../electron/disclosure/equations/packageSystem.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { split, type LinearSystem } from '../../../../electron/disclosure/equations/linearSystem.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { namesBehind } from '../../../../electron/disclosure/equations/roundedPackage.ts';
import { propagateBounds } from '../../../../electron/disclosure/attack/feasibleTables.ts';
import { dice, inventedMonth, once, toRelease } from '../invented.ts';

const width = 3;
const SIZES = [8, 20, 45, 70, 110, 160];

const month = once(() =>
  Promise.all(
    SIZES.map(async (incidents, at) => {
      const instance = inventedMonth(at + 1, incidents);
      const protection = await protect(instance, { method: 'component', solves: 0 });
      const release = toRelease(protection, instance, { site: `S${at}`, region: `region-${at % 2}`, period: '2026-05', version: 1 });
      /* One cuts a table whole, one rounds. */
      if (at === 1) return { ...release, cells: release.cells.filter(({ table }) => table !== 'G03') };
      return at === 2 ? roundedOf(release) : release;
    }),
  ),
);

function roundedOf(release: Release): Release {
  const cells = release.cells.map((cell) => ({ ...cell, value: cell.value === undefined || cell.value > 4 ? cell.value : 5 }));
  return { ...release, mode: 'rounded', cells };
}

/** Every hidden number of every package, and of the lines that are their sums. */
async function systems(): Promise<readonly { readonly system: LinearSystem; readonly about: readonly number[] }[]> {
  const releases: readonly Release[] = await month();
  const printed = cellsOfMonth(releases);
  const built = releases.flatMap((release) => [
    systemOf(namesBehind(release)),
    systemOf(namesBehind(release, absentCells(release, printed))),
  ]);
  const lines = consolidatedSystem(await consolidationBounds(releases), () => true);
  return [...built, lines].map(({ system, hidden }) => ({ system, about: [...hidden.values()] }));
}

/** The slow way: the solver asked about everything, part by part. */
function slowly<Answer>(
  system: LinearSystem,
  about: readonly number[],
  ask: (part: LinearSystem, places: readonly number[]) => readonly Answer[] | undefined,
): readonly (Answer | undefined)[] | undefined {
  const { systems: parts, partOf, placeOf } = split(system);
  const answers: (Answer | undefined)[] = about.map(() => undefined);
  for (const [part, asked] of Map.groupBy(about.keys(), (at) => partOf[about[at] ?? -1] ?? -1)) {
    const found = ask(
      parts[part] ?? { unknowns: [], relations: [] },
      asked.map((at) => placeOf[about[at] ?? -1] ?? -1),
    );
    if (found === undefined) return undefined;
    for (const [at, place] of asked.entries()) answers[place] = found[at];
  }
  return answers;
}

async function slowBounds(system: LinearSystem, about: readonly number[]): Promise<readonly (Bounds | undefined)[] | undefined> {
  const highs = await loadSolver();
  return slowly(system, about, (part, places) => boundsBySolver(highs, part, places));
}

async function slowFindings(
  system: LinearSystem,
  about: readonly number[],
  wanted: number,
): Promise<readonly (Finding | undefined)[] | undefined> {
  const highs = await loadSolver();
  return slowly(system, about, (part, places) =>
    attackBySolver(
      highs,
      part,
      places.map((unknown) => ({ unknown, least: Infinity, most: -Infinity })),
      wanted,
    ),
  );
}

describe('adding up before the solver is asked', () => {
  it('finds the bounds that the solver finds, of every number of invented packages and of their sums', async () => {
    for (const { system, about } of await systems()) expect(await boundsOf(system, about)).toEqual(await slowBounds(system, about));
  });

  it('finds what the attack by the solver alone finds', async () => {
    for (const { system, about } of await systems()) {
      const { findings } = await attackSystem({ system, about, width });
      expect(findings).toEqual(await slowFindings(system, about, width));
    }
  });

  it('decides nearly all of it, so that the solver is seldom asked', async () => {
    const all = (await systems())
      .slice(0, -1)
      .flatMap(({ system, about }) => propagateBounds(system, about, width)?.flatMap((piece) => piece.about) ?? []);
    const decided = all.filter(({ low, high, least, most }) => most - least >= width || (least === low && most === high));
    expect(all.length).toBeGreaterThan(400);
    expect(decided.length / all.length).toBeGreaterThan(0.95);
  });

  it('agrees with the solver on small random systems, those that no table fits among them', async () => {
    const roll = dice(5);
    const kinds = new Set<string>();
    for (let round = 0; round < 150; round += 1) {
      const unknowns = Array.from({ length: 5 }, () => ({ least: roll(2), most: 2 + roll(6) }));
      const relations = Array.from({ length: 2 + roll(3) }, () => ({
        terms: unknowns.flatMap((_, unknown) => (roll(2) === 0 ? [] : [{ unknown, times: roll(3) === 0 ? -1 : 1 }])),
        equals: roll(9),
      })).filter(({ terms }) => terms.length > 0);
      const system = { unknowns, relations };
      const { findings } = await attackSystem({ system, about: [0, 1, 2, 3, 4], width });
      expect(findings).toEqual(await slowFindings(system, [0, 1, 2, 3, 4], width));
      expect(await boundsOf(system, [0, 1, 2, 3, 4])).toEqual(await slowBounds(system, [0, 1, 2, 3, 4]));
      for (const { kind } of findings) kinds.add(kind);
    }
    expect([...kinds].toSorted()).toEqual(['between', 'impossible', 'wide']);
  });

  it('leaves to the solver sums that contradict each other only far up', async () => {
    const terms = [
      { unknown: 0, times: 1 },
      { unknown: 1, times: -1 },
    ];
    const system: LinearSystem = {
      unknowns: [{ least: 0 }, { least: 0 }],
      relations: [
        { terms, equals: 0 },
        { terms, equals: 1 },
      ],
    };
    expect(propagateBounds(system, [0], width)).toBeUndefined();
    expect((await attackSystem({ system, about: [0], width })).findings).toEqual([{ kind: 'impossible' }]);
    expect(await boundsOf(system, [0])).toBeUndefined();
  });

  it('takes no half for a whole number, and no interval that is no number for one', async () => {
    const sum = { terms: [0, 1].map((unknown) => ({ unknown, times: 1 })), equals: 6 };
    const system = (least: number, most: number): LinearSystem => ({ unknowns: [{ least, most }, { least: 0 }], relations: [sum] });
    const { findings } = await attackSystem({ system: system(1.5, 3.5), about: [0, 1], width });
    expect(findings).toEqual([
      { kind: 'between', low: 2, high: 3 },
      { kind: 'between', low: 3, high: 4 },
    ]);
    expect(propagateBounds(system(NaN, 3), [0], width)).toBeUndefined();
  });

  it('takes no piece for possible because another one is', async () => {
    const odd: LinearSystem = {
      unknowns: [{ least: 0 }, { least: 0, most: 0 }, { least: 0 }, { least: 0 }],
      relations: [
        { terms: [0, 1].map((unknown) => ({ unknown, times: 1 })), equals: 4 },
        {
          terms: [
            { unknown: 1, times: 1 },
            { unknown: 2, times: 2 },
            { unknown: 3, times: 2 },
          ],
          equals: 5,
        },
      ],
    };
    expect((await attackSystem({ system: odd, about: [0], width })).findings).toEqual([{ kind: 'impossible' }]);
    expect(await slowFindings(odd, [0], width)).toEqual([{ kind: 'impossible' }]);
  });
});
