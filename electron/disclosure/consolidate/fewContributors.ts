import { attackSystem } from '../attack/attack.ts';
import { consolidatedSystem, keyOfLine, type ConsolidatedSystem } from '../attack/consolidatedSystem.ts';
import type { ConsolidatedBound } from './consolidatedBound.ts';
import { readDims } from '../equations/publishedStructure.ts';

/** A consolidated line before it is known whether it may be printed; `isFew`: it comes from one or two centres. */
export type Drafted = { readonly line: ConsolidatedBound; readonly isFew: boolean };

/** Least width of the feasible range of a number of few contributors (disclosure.md §3.3). */
const width = 3;

/**
 * Hides the numbers of one or two centres in the consolidated lines of a month, with companions until the attacker leaves each a feasible range of `width` (disclosure.md
 * §3.2.3). The publisher asks the attacker for this verdict and adds nothing to it. `isWhole`: every centre is in a region that has lines, so that the country is the sum of the
 * regions. Where no companions are found, every number but the zeros is hidden. Errors: when the solver fails.
 */
export async function hideFewContributors(drafted: readonly Drafted[], isWhole: boolean): Promise<ConsolidatedBound[]> {
  const few = new Set(drafted.flatMap(({ line, isFew }) => (isFew ? [keyOfLine(line)] : [])));
  const hidden = new Set(few);
  for (;;) {
    const lines = drafted.map(({ line }) => (hidden.has(keyOfLine(line)) ? suppressed(line) : line));
    const system = consolidatedSystem(lines, () => isWhole);
    const narrow = await narrowed(system, hidden);
    if (narrow?.every((key) => !few.has(key)) === true) return lines;
    const more = narrow === undefined ? [] : companions(lines, system, narrow);
    if (more.length === 0) return drafted.map(({ line }) => (line.value === 0 ? line : suppressed(line)));
    for (const key of more) hidden.add(key);
  }
}

/** The numbers among `keys` that a reader narrows too far; undefined where no whole table fits the lines. */
async function narrowed({ system, hidden }: ConsolidatedSystem, keys: ReadonlySet<string>): Promise<readonly string[] | undefined> {
  const asked = [...keys].flatMap((key) => {
    const unknown = hidden.get(key);
    return unknown === undefined ? [] : [{ key, unknown }];
  });
  const { findings } = await attackSystem({ system, about: asked.map(({ unknown }) => unknown), width });
  if (findings.some(({ kind }) => kind === 'impossible')) return undefined;
  return asked.filter((_, at) => findings[at]?.kind !== 'wide').map(({ key }) => key);
}

/**
 * More numbers to hide for those that are too narrow: one in each sum in which such a number is the only one not printed, for there it is a subtraction; where there is no
 * such sum, one in each sum that holds one. The finest and smallest is taken.
 */
function companions(lines: readonly ConsolidatedBound[], { sums }: ConsolidatedSystem, narrow: readonly string[]): readonly string[] {
  const printed = new Map(lines.flatMap((line) => (line.status === 'published' ? [[keyOfLine(line), line]] : [])));
  const near = sums.filter((sum) => sum.some((key) => narrow.includes(key)));
  const alone = near.filter((sum) => sum.filter((key) => !printed.has(key)).length === 1);
  const chosen = new Set<string>();
  for (const sum of alone.length > 0 ? alone : near) {
    if (sum.some((key) => chosen.has(key))) continue;
    const [next] = sum
      .flatMap((key) => {
        const line = printed.get(key);
        return line === undefined || line.value === 0 ? [] : [{ key, line }];
      })
      .toSorted((a, b) => depthOf(b.line) - depthOf(a.line) || (a.line.value ?? 0) - (b.line.value ?? 0) || (a.key < b.key ? -1 : 1));
    if (next !== undefined) chosen.add(next.key);
  }
  return [...chosen];
}

function depthOf({ dims, level }: ConsolidatedBound): number {
  return 2 * readDims(dims).size + (level === 'region' ? 1 : 0);
}

function suppressed(line: ConsolidatedBound): ConsolidatedBound {
  return { ...line, status: 'suppressed', value: null, low: null, high: null, error: null };
}
