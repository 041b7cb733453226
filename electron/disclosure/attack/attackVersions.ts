import { attackSystem } from './attack.ts';
import type { Finding } from './feasibility.ts';
import { absentCells, cellsOfMonth, namedNumbers, systemOf, sumsOf, type Named, type PackageSystem } from '../equations/packageSystem.ts';
import type { LinearSystem, Relation } from '../equations/linearSystem.ts';
import type { Release } from '../equations/releases.ts';

/** What a reader finds about every hidden number of one version, by name. */
export type VersionFindings = {
  readonly release: Release;
  readonly built: PackageSystem;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly components: number;
};

/** How far a strong reader believes that nothing else changed: in every sum, or in every table, in which no shown number moved. */
const beliefs = ['sums', 'tables'] as const;
type Belief = (typeof beliefs)[number];

/** What a reader finds in one version by itself. */
export async function attackAlone(release: Release, absent: Release['cells'], width: number): Promise<VersionFindings> {
  const built = systemOf(namedNumbers(release.cells, absent));
  const hidden = [...built.hidden];
  const { findings, components } = await attackSystem({ system: built.system, about: hidden.map(([, at]) => at), width });
  return { release, built, components, findings: named(hidden, findings) };
}

/**
 * What a strong reader finds in two versions of a month together (disclosure.md §5): wherever no shown number moved, nothing changed, so that a hidden number is the
 * same in both and obeys what both print. He believes it of every sum first; where no whole table agrees, of every table that both print. `impossible` where nothing does.
 */
export async function attackPair(
  first: Release,
  second: Release,
  width: number,
): Promise<readonly (readonly VersionFindings[] | 'impossible')[]> {
  const both = [first, second] as const;
  const printed = cellsOfMonth(both);
  const sides = both.map((release) => systemOf(namedNumbers(release.cells, absentCells(release, printed))));
  const outcomes: (readonly VersionFindings[] | 'impossible')[] = [];
  for (const belief of beliefs) {
    const outcome = await attackBelieving(belief, both, sides, width);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function attackBelieving(
  belief: Belief,
  both: readonly Release[],
  [one, other]: readonly PackageSystem[],
  width: number,
): Promise<readonly VersionFindings[] | 'impossible'> {
  if (one === undefined || other === undefined) return 'impossible';
  const shift = one.system.unknowns.length;
  const still = unmoved(belief, both, one.names, other.names);
  const system: LinearSystem = {
    unknowns: [...one.system.unknowns, ...other.system.unknowns],
    relations: [
      ...one.system.relations,
      ...other.system.relations.map(({ terms, equals }) => ({
        equals,
        terms: terms.map(({ unknown, times }) => ({ unknown: unknown + shift, times })),
      })),
      ...[...still].flatMap((name) => sameNumber(name, one, other, shift)),
    ],
  };
  const hidden = [...one.hidden];
  const hiddenToo = [...other.hidden].map(([name, at]): [string, number] => [name, at + shift]);
  const about = [...hidden, ...hiddenToo].map(([, at]) => at);
  const { findings, components } = await attackSystem({ system, about, width });
  if (findings.some(({ kind }) => kind === 'impossible')) return 'impossible';
  return both.flatMap((release, at): VersionFindings[] => {
    const [built, asked, from] = at === 0 ? [one, hidden, 0] : [other, hiddenToo, hidden.length];
    return [{ release, built, components, findings: named(asked, findings.slice(from, from + asked.length)) }];
  });
}

function named(hidden: readonly (readonly [string, number])[], findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(hidden.map(([name], at) => [name, findings[at] ?? { kind: 'impossible' }]));
}

/** The names of numbers that this reader takes for the same in both versions. */
function unmoved(
  belief: Belief,
  both: readonly Release[],
  one: ReadonlyMap<string, Named>,
  other: ReadonlyMap<string, Named>,
): ReadonlySet<string> {
  const moved = (name: string): boolean => {
    const [before, after] = [one.get(name)?.value, other.get(name)?.value];
    return before !== undefined && after !== undefined && before !== after;
  };
  const groups = belief === 'sums' ? sumsOf(one) : tablesOf(both, one);
  return new Set(groups.filter((group) => !group.some(moved)).flat());
}

/** The numbers of each table that both versions print. */
function tablesOf(both: readonly Release[], names: ReadonlyMap<string, Named>): readonly (readonly string[])[] {
  const printed = both.map(({ cells }) => new Set(cells.map(({ table }) => table)));
  const common = printed[0]?.intersection(printed[1] ?? new Set()) ?? new Set();
  return [...common].map((table) =>
    [...names].flatMap(([name, { places }]) => (places.some((place) => place.table === table) ? [name] : [])),
  );
}

function sameNumber(name: string, one: PackageSystem, other: PackageSystem, shift: number): Relation[] {
  const [before, after] = [one.hidden.get(name), other.hidden.get(name)];
  const [shown, shownAfter] = [one.names.get(name)?.value, other.names.get(name)?.value];
  if (before !== undefined && after !== undefined)
    return [
      {
        terms: [
          { unknown: before, times: 1 },
          { unknown: after + shift, times: -1 },
        ],
        equals: 0,
      },
    ];
  if (before !== undefined && shownAfter !== undefined) return [{ terms: [{ unknown: before, times: 1 }], equals: shownAfter }];
  if (after !== undefined && shown !== undefined) return [{ terms: [{ unknown: after + shift, times: 1 }], equals: shown }];
  return [];
}
