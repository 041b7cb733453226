import type { Finding } from '../attack/feasibility.ts';
import { attackAlone, attackPair, type VersionFindings } from '../attack/attackVersions.ts';
import { widthOf } from '../attack/findings.ts';
import { absentCells, cellsOfMonth, numberBehind } from '../equations/packageSystem.ts';
import type { Release, ReleasedCell } from '../equations/releases.ts';

/** A cell of a month at its true value now; `sensitive`: it may not be shown (small, or under the floor of its line). */
export type TrueCell = { readonly dims: string; readonly n: number; readonly sensitive: boolean };

/** `cut`: the rules of reference §6.3 take the table out whatever it says. */
export type TrueTable = { readonly id: string; readonly cut: boolean; readonly cells: readonly TrueCell[] };

/** A month that was released, all its earlier versions oldest first, and what it truly counts now. */
export type CorrectionInput = {
  readonly former: readonly Release[];
  readonly tables: readonly TrueTable[];
  /** Tables in the order in which they are given up. */
  readonly cutOrder: readonly string[];
  /** Least width of the feasible range that was agreed; the threshold asks for its own. */
  readonly width: number;
};

/**
 * Why a table of the former version is not in the next: a shown number would move by 1 to 4, what was shown is now small, what was hidden is now 0, its lines are others,
 * a rule takes it out, or beside the former version a reader would find a hidden number.
 */
export type CutCause = 'change' | 'small' | 'zero' | 'lines' | 'rule' | 'attack';
export type Cut = { readonly table: string; readonly cause: CutCause };

/** `same`: no table that may leave says anything new. `unproved`: the attack did not end. */
export type Correction =
  | { readonly outcome: 'leaves'; readonly cells: readonly ReleasedCell[]; readonly cut: readonly Cut[] }
  | { readonly outcome: 'same' | 'unproved'; readonly cut: readonly Cut[] };

/**
 * The next version of a month that was released (disclosure.md §5): the pattern of the former one, so that what is hidden says nothing new, with the true values of now, in
 * the tables where that is possible. Each shown number stays or moves by the threshold at least. The attacker then takes every former version and this one together; a
 * table is given up until he finds nothing. Errors: when the solver fails; the caller then releases nothing.
 */
export async function correctedVersion({ former, tables, cutOrder, width: agreed }: CorrectionInput): Promise<Correction> {
  const last = former.at(-1);
  if (last === undefined) return { outcome: 'unproved', cut: [] };
  const printed = tables.filter(({ id }) => last.cells.some(({ table }) => table === id));
  const cut = printed.flatMap((table): Cut[] => {
    const cause = former.map((release) => causeOf(table, release)).find((one) => one !== null) ?? null;
    return cause === null ? [] : [{ table: table.id, cause }];
  });
  const order = [...cutOrder, ...printed.map(({ id }) => id)];
  for (;;) {
    const kept = printed.filter(({ id }) => !cut.some(({ table }) => table === id));
    const cells = kept.flatMap((table) => cellsOf(table, last));
    const moves = cells.some((cell) => cell.value !== undefined && cell.value !== valueIn(last, cell));
    if (!moves) return { outcome: 'same', cut };
    const next = { ...last, name: 'next', version: last.version + 1, cells };
    const width = Math.max(agreed, widthOf(Math.max(...former.map(({ threshold }) => threshold))));
    if (await withstands(former, next, tables, width)) return { outcome: 'leaves', cells, cut };
    const given = order.find((id) => kept.some((table) => table.id === id));
    if (given === undefined) return { outcome: 'unproved', cut };
    cut.push({ table: given, cause: 'attack' });
  }
}

function valueIn({ cells }: Release, { table, dims }: ReleasedCell): number | undefined {
  return cells.find((cell) => cell.table === table && cell.dims === dims)?.value;
}

/** Why a table cannot follow a version of it in the same pattern; null when it can. */
function causeOf(table: TrueTable, release: Release): CutCause | null {
  const before = release.cells.filter((cell) => cell.table === table.id);
  const now = new Map(table.cells.map((cell) => [cell.dims, cell]));
  if (before.length === 0 || table.cut) return 'rule';
  if (before.length !== now.size || !before.every(({ dims }) => now.has(dims))) return 'lines';
  const causes = before.map(({ dims, value }): CutCause | null => {
    const { n, sensitive } = now.get(dims) ?? { n: 0, sensitive: false };
    if (value === undefined) return n === 0 ? 'zero' : null;
    if (n !== value && Math.abs(n - value) < release.threshold) return 'change';
    return sensitive ? 'small' : null;
  });
  return (['change', 'small', 'zero'] as const).find((cause) => causes.includes(cause)) ?? null;
}

/** A table with its true values in the pattern of a version. */
function cellsOf({ id, cells }: TrueTable, pattern: Release): ReleasedCell[] {
  const hidden = new Set(pattern.cells.filter(({ table, value }) => table === id && value === undefined).map(({ dims }) => dims));
  return cells.map(({ dims, n }) => ({ table: id, dims, value: hidden.has(dims) ? undefined : n }));
}

/** Nobody narrows a small number, nor a small change, from this version alone or beside any former one. */
async function withstands(former: readonly Release[], next: Release, tables: readonly TrueTable[], width: number): Promise<boolean> {
  const all = cellsOfMonth([...former, next]);
  const sensitive = new Set(
    tables.flatMap(({ id, cells }) => cells.filter((cell) => cell.sensitive).map(({ dims }) => numberBehind({ table: id, dims }).name)),
  );
  const own = await attackAlone(next, absentCells(next, all), width);
  if ([...own.findings].some(([name, found]) => !isWide(found) && (sensitive.has(name) || !isDecided(found)))) return false;
  for (const release of former) {
    const alone = await attackAlone(release, absentCells(release, all), width);
    if (!changesAreWide(alone, own, width)) return false;
    for (const outcome of await attackPair(release, next, width)) {
      if (outcome === 'impossible') continue;
      if (!outcome.every((side) => revealsNoMore(side, side.release === next ? own : alone, next.threshold))) return false;
    }
  }
  return true;
}

function isWide({ kind }: Finding): boolean {
  return kind === 'wide';
}

function isDecided({ kind }: Finding): boolean {
  return kind === 'wide' || kind === 'between';
}

/** The change of a hidden number is the difference of two unknowns: narrow only if both are. */
function changesAreWide(before: VersionFindings, after: VersionFindings, width: number): boolean {
  return [...after.findings].every(([name, now]) => {
    const then = before.findings.get(name);
    if (then === undefined || now.kind !== 'between' || then.kind !== 'between') return true;
    return now.low === then.low && now.high === then.high ? true : now.high - now.low + then.high - then.low >= width;
  });
}

/** Beside another version, a reader narrows nothing that he did not narrow without it, but for numbers that are large anyway and zeros. */
function revealsNoMore(side: VersionFindings, alone: VersionFindings, threshold: number): boolean {
  return [...side.findings].every(([name, found]) => {
    if (isWide(found)) return true;
    if (found.kind !== 'between') return false;
    const before = alone.findings.get(name);
    const isSame = before?.kind === 'between' && before.low === found.low && before.high === found.high;
    return isSame || found.low >= threshold || found.high === 0;
  });
}
