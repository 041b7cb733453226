import { Buffer } from 'node:buffer';
import type { ProtectedCell, Protection, Rounding } from '../../../shared/disclosure/instance.ts';
import { hmac } from '../../keys/primitives.ts';
import { auditRounding } from '../attack/auditRounding.ts';
import { finestJointCells, membersOf, type JointCell } from './jointCells.ts';
import { loadSolver, type Highs } from './moves.ts';
import { rolesOf, type MinimumRule } from './primary.ts';
import { roundCounts, type Margin } from './rounding.ts';
import type { System } from './system.ts';

/** What decides between equally near choices when nobody gives a key: outside the application only, where the same file always rounds the same way. */
const OPEN_KEY = Buffer.from('sutura rounding', 'utf8');

export type RoundingOrder = {
  readonly system: System;
  readonly cut: readonly string[];
  /** Tables given up one by one while the audit fails. */
  readonly giveUp: readonly string[];
  readonly minimums: readonly MinimumRule[];
  readonly width: number;
  /** Key of the centre, which never leaves (disclosure.md §4.3). */
  readonly key: Uint8Array | undefined;
};

/** What a rounding gives: everything of a `Protection` but what `protect` adds to every answer. */
export type Rounded = Pick<Protection, 'objective' | 'counts' | 'cells' | 'rounding'> & { readonly cut: readonly string[] };

/**
 * Rounds the small inner counts of a release and has the independent attacker confirm it. Undefined when nothing may leave: a cell known from an earlier release or few
 * contributors, which rounding does not hide; no joint table behind the tables; an audit that never passes. Source: disclosure.md §4.
 */
export async function roundRelease({ system, cut, giveUp, minimums, width, key }: RoundingOrder): Promise<Rounded | undefined> {
  if (system.quantities.some((quantity) => isBeyondRounding(system, quantity))) return undefined;
  const highs = await loadSolver();
  const given = [...cut];
  for (const next of ['', ...giveUp]) {
    if (next !== '') given.push(next);
    const rounded = roundOnce(highs, system, given, minimums, key ?? OPEN_KEY);
    if (rounded === undefined) continue;
    const audit = await auditRounding(system.instance, rounded, width);
    if (audit.faults.length + audit.leaks.length === 0) return rounded;
  }
  return undefined;
}

function isBeyondRounding({ instance: { rule } }: System, { known, structural, contributors }: System['quantities'][number]): boolean {
  if (known && !structural) return true;
  return rule.minContributors !== undefined && contributors !== undefined && contributors > 0 && contributors < rule.minContributors;
}

function roundOnce(
  highs: Highs,
  system: System,
  cut: readonly string[],
  minimums: readonly MinimumRule[],
  key: Uint8Array,
): Rounded | undefined {
  const { instance, quantities } = system;
  const base = instance.rule.threshold;
  const tables = instance.tables.filter(({ id }) => !cut.includes(id)).map(({ id }) => id);
  const inner = finestJointCells(highs, system, tables);
  if (inner === undefined) return undefined;
  const members = quantities.map((quantity) => (isPrinted(quantity, cut) ? membersOf(system, inner, quantity) : []));
  const values = roundCounts(highs, {
    counts: inner.map(({ n }) => n),
    margins: marginsOf(system, members, cut),
    totals: [...Map.groupBy(inner.keys(), (at) => inner[at]?.unit).values()],
    base,
    lots: inner.map((cell) => lotOf(key, instance.id, cell)),
  });
  const printed = members.map((own) => own.reduce((sum, at) => sum + (values[at] ?? 0), 0));
  return answer(system, cut, minimums, printed);
}

function isPrinted({ tables }: System['quantities'][number], cut: readonly string[]): boolean {
  return tables.some((table) => !cut.includes(table));
}

function marginsOf(system: System, members: readonly (readonly number[])[], cut: readonly string[]): Margin[] {
  const isShown = system.quantities.map((quantity) => isPrinted(quantity, cut));
  const summed = new Set(system.equations.filter(({ children }) => children.every((at) => isShown[at])).map(({ parent }) => parent));
  return system.quantities.flatMap(({ value }, at): Margin[] =>
    isShown[at] === true ? [{ members: members[at] ?? [], value, isFinest: !summed.has(at) }] : [],
  );
}

/** A number from 0 to 1 for one cell of one period, that nobody without the key can know. */
function lotOf(key: Uint8Array, id: string, { unit, codes }: JointCell): number {
  return hmac(key, Buffer.from(JSON.stringify([id, unit, ...codes]), 'utf8')).readUInt32BE(0) / 2 ** 32;
}

function answer(system: System, cut: readonly string[], minimums: readonly MinimumRule[], printed: readonly number[]): Rounded {
  const { instance, quantities, quantityOfCell } = system;
  const asPrinted = { ...system, quantities: quantities.map((quantity, at) => ({ ...quantity, value: printed[at] ?? 0 })) };
  const roles = rolesOf(asPrinted, cut, minimums);
  const published = new Set(instance.tables.filter(({ role }) => role === 'publish').map(({ id }) => id));
  const errors: { readonly table: string; readonly key: readonly string[]; readonly truth: number; readonly value: number }[] = [];
  const cells = instance.cells.flatMap(({ table, key, n }, cell): ProtectedCell[] => {
    if (!published.has(table)) return [];
    if (cut.includes(table)) return [{ table, key, suppressed: 'cut' }];
    const at = quantityOfCell[cell] ?? -1;
    const value = printed[at] ?? 0;
    if (roles[at] === 'withheld') return [{ table, key, suppressed: 'withheld' }];
    errors.push({ table, key, truth: n, value });
    return [{ table, key, value }];
  });
  const all = quantities
    .keys()
    .filter((at) => (quantities[at]?.tables.length ?? 0) > 0)
    .toArray();
  const withheld = all.filter((at) => roles[at] === 'withheld').length;
  const cutOnly = all.filter((at) => quantities[at]?.tables.every((table) => cut.includes(table))).length;
  return {
    cut,
    objective: errors.reduce((sum, { truth, value }) => sum + Math.abs(value - truth), 0),
    counts: { cells: all.length, published: all.length - withheld - cutOnly, primary: 0, secondary: 0, withheld, cut: cutOnly },
    cells,
    rounding: accuracyOf(system, errors),
  };
}

/**
 * How near the printed numbers are, for the centre alone: with the error of a cell a reader would have the cell (disclosure.md §4).
 * Hellinger utility: 1 − √(Σ(√a − √â)²) / √(2Σa).
 */
function accuracyOf(
  { instance }: System,
  errors: readonly { readonly table: string; readonly key: readonly string[]; readonly truth: number; readonly value: number }[],
): Rounding {
  const off = errors.map(({ truth, value }) => Math.abs(value - truth));
  const all = errors.reduce((sum, { truth }) => sum + truth, 0);
  const distance = errors.reduce((sum, { truth, value }) => sum + (Math.sqrt(truth) - Math.sqrt(value)) ** 2, 0);
  const roots = new Map(instance.dims.map((dim) => [dim.name, dim.hierarchy[0]?.[0]]));
  const dims = new Map(instance.tables.map((table) => [table.id, table.dims]));
  return {
    base: instance.rule.threshold,
    maxError: Math.max(0, ...off),
    meanError: off.length === 0 ? 0 : off.reduce((sum, error) => sum + error, 0) / off.length,
    exactShare: off.length === 0 ? 1 : off.filter((error) => error === 0).length / off.length,
    hellinger: all === 0 ? 1 : 1 - Math.sqrt(distance) / Math.sqrt(2 * all),
    margins: errors
      .filter(({ table, key }) => key.filter((code, at) => code !== roots.get(dims.get(table)?.[at] ?? '')).length <= 1)
      .map(({ table, key, truth, value }) => ({ table, key, error: value - truth })),
  };
}
