/*
 * What a reader writes down about hidden numbers: unknowns and the sums that hold between them. The attacker's own; the chooser has none of it.
 */

/** A hidden number as the reader sees it: a name, the least it can be and, when it was printed as an interval, the most. */
export type Unknown = { readonly least: number; readonly most?: number };

/** Σ coefficient × unknown = constant, all whole. */
export type Relation = { readonly terms: readonly { readonly unknown: number; readonly times: number }[]; readonly equals: number };

export type Puzzle = { readonly unknowns: readonly Unknown[]; readonly relations: readonly Relation[] };

/** An unknown without a printed bound is looked for up to here; counts of a release never come near. */
export const ceiling = 20_000;

/** A puzzle taken apart where no relation links it: each unknown has its part, and its place there. */
export type Parts = { readonly puzzles: readonly Puzzle[]; readonly partOf: Int32Array; readonly placeOf: Int32Array };

/** The unconnected parts of a puzzle. A relation without terms belongs to none. */
export function split({ unknowns, relations }: Puzzle): Parts {
  const leader = Int32Array.from(unknowns.keys());
  const leaderOf = (at: number): number => {
    let top = at;
    while (leader[top] !== top) top = leader[top] ?? top;
    for (let walk = at; walk !== top;) [walk, leader[walk]] = [leader[walk] ?? top, top];
    return top;
  };
  for (const { terms } of relations) {
    for (const { unknown } of terms) leader[leaderOf(unknown)] = leaderOf(terms[0]?.unknown ?? unknown);
  }
  const puzzles: { readonly unknowns: Unknown[]; readonly relations: Relation[] }[] = [];
  const partOf = new Int32Array(unknowns.length).fill(-1);
  const placeOf = new Int32Array(unknowns.length);
  for (const [at, unknown] of unknowns.entries()) {
    const top = leaderOf(at);
    if (partOf[top] === -1) partOf[top] = puzzles.push({ unknowns: [], relations: [] }) - 1;
    partOf[at] = partOf[top] ?? -1;
    placeOf[at] = (puzzles[partOf[at] ?? -1]?.unknowns.push(unknown) ?? 0) - 1;
  }
  for (const { terms, equals } of relations) {
    const part = puzzles[partOf[terms[0]?.unknown ?? -1] ?? -1];
    part?.relations.push({ equals, terms: terms.map(({ unknown, times }) => ({ unknown: placeOf[unknown] ?? -1, times })) });
  }
  return { puzzles, partOf, placeOf };
}
