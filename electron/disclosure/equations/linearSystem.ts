/*
 * The attacker's linear system: hidden numbers as unknowns, published sums as relations. The protector has a system of its own.
 */

/** A hidden number as the reader sees it: a name, the least it can be and, when it was printed as an interval, the most. */
export type Unknown = { readonly least: number; readonly most?: number };

/** Σ coefficient × unknown = constant, all whole. */
export type Relation = { readonly terms: readonly { readonly unknown: number; readonly times: number }[]; readonly equals: number };

export type LinearSystem = { readonly unknowns: readonly Unknown[]; readonly relations: readonly Relation[] };

/** An unknown without a printed bound is looked for up to here; counts of a release never come near. */
export const ceiling = 20_000;

/** A system taken apart where no relation links it: each unknown has its part, and its place there. */
export type Parts = { readonly systems: readonly LinearSystem[]; readonly partOf: Int32Array; readonly placeOf: Int32Array };

/** The unconnected parts of a system. A relation without terms belongs to none. */
export function split({ unknowns, relations }: LinearSystem): Parts {
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
  const systems: { readonly unknowns: Unknown[]; readonly relations: Relation[] }[] = [];
  const partOf = new Int32Array(unknowns.length).fill(-1);
  const placeOf = new Int32Array(unknowns.length);
  for (const [at, unknown] of unknowns.entries()) {
    const top = leaderOf(at);
    if (partOf[top] === -1) partOf[top] = systems.push({ unknowns: [], relations: [] }) - 1;
    partOf[at] = partOf[top] ?? -1;
    placeOf[at] = (systems[partOf[at] ?? -1]?.unknowns.push(unknown) ?? 0) - 1;
  }
  for (const { terms, equals } of relations) {
    const part = systems[partOf[terms[0]?.unknown ?? -1] ?? -1];
    part?.relations.push({ equals, terms: terms.map(({ unknown, times }) => ({ unknown: placeOf[unknown] ?? -1, times })) });
  }
  return { systems, partOf, placeOf };
}
