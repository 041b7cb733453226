import { type Instance, instanceSchema, type Protection } from '../../../shared/disclosure/instance.ts';
import { attackSystem } from './attack.ts';
import type { Audit, Fault, Leak } from './audit.ts';
import { cellName, numberName } from '../equations/instanceSystem.ts';
import { admitting, readRounded } from '../equations/roundedReading.ts';

/**
 * Attacks rounded tables from the outside (disclosure.md §4.4): no printed number between 0 and the base, every total the sum of its printed parts, a true zero printed 0, no unit's
 * total off by the base; and every true count under the threshold keeps the width of its feasible range before a reader who knows the method. Errors: when the solver fails; the
 * caller then publishes nothing.
 */
export async function auditRounding(input: Instance, protection: Pick<Protection, 'cells' | 'cut'>, width: number): Promise<Audit> {
  const instance = instanceSchema.parse(input);
  const cut = protection.cut ?? [];
  const printed = new Map(
    protection.cells.flatMap((cell) => ('value' in cell ? [[cellName(cell.table, cell.key), cell.value] as const] : [])),
  );
  const truths = new Map(instance.cells.map(({ table, key, n }) => [numberName(instance, table, key), n]));
  const { system, numbers, position } = readRounded(instance, printed, cut);
  const faults = [...faultsOf(instance, protection, cut), ...sumFaults(instance, printed, cut)];
  const sensitive = [...numbers].flatMap(([name, number]) => {
    const [truth, unknown] = [truths.get(name) ?? 0, position.get(name)];
    const isSensitive = truth < instance.rule.threshold && (truth > 0 || instance.rule.zero === 'protect');
    return number.isPublic && isSensitive && unknown !== undefined ? [{ table: number.table, key: number.key, unknown }] : [];
  });
  const truth = [...position.keys()].map((name) => truths.get(name) ?? 0);
  const { findings } = await attackSystem({ system: admitting(system, truth), about: sensitive.map(({ unknown }) => unknown), width });
  const leaks = findings.flatMap((finding, at): Leak[] => {
    const cell = sensitive[at];
    if (cell === undefined || finding.kind === 'wide') return [];
    const kind = finding.kind === 'between' ? (finding.low === finding.high ? 'exact' : 'tooNarrow') : 'unproven';
    return [{ table: cell.table, key: cell.key, kind }];
  });
  const count = (kind: Leak['kind']): number => leaks.filter((leak) => leak.kind === kind).length;
  return { faults, leaks, exact: count('exact'), tooNarrow: count('tooNarrow'), unproven: count('unproven') };
}

function faultsOf(instance: Instance, protection: Pick<Protection, 'cells'>, cut: readonly string[]): Fault[] {
  const { threshold } = instance.rule;
  const cells = new Map(protection.cells.map((cell) => [cellName(cell.table, cell.key), cell]));
  const published = new Set(instance.tables.filter((table) => table.role === 'publish').map(({ id }) => id));
  const values = new Map<string, number>();
  return instance.cells.flatMap(({ table, key, n }): Fault[] => {
    if (!published.has(table)) return [];
    const cell = cells.get(cellName(table, key));
    if (cell === undefined) return [{ kind: 'missing', table, key }];
    if (!('value' in cell)) return cut.includes(table) || n > 0 ? [] : [{ kind: 'zero', table, key }];
    const name = numberName(instance, table, key);
    const before = values.get(name) ?? cell.value;
    values.set(name, cell.value);
    if (cut.includes(table) || before !== cell.value) return [{ kind: 'split', table, key }];
    if (cell.value > 0 && cell.value < threshold) return [{ kind: 'sensitive', table, key }];
    const isFarTotal = key.every((code, at) => code === rootOf(instance, table, at)) && Math.abs(cell.value - n) >= threshold;
    return (n === 0 && cell.value !== 0) || isFarTotal ? [{ kind: 'false', table, key }] : [];
  });
}

function rootOf(instance: Instance, table: string, at: number): string | undefined {
  const name = instance.tables.find(({ id }) => id === table)?.dims[at];
  return instance.dims.find((dim) => dim.name === name)?.hierarchy[0]?.[0];
}

/** Totals that are not the sum of their printed parts. */
function sumFaults(instance: Instance, printed: ReadonlyMap<string, number>, cut: readonly string[]): Fault[] {
  return instance.tables
    .filter(({ id, role }) => role === 'publish' && !cut.includes(id))
    .flatMap(({ id, dims }) =>
      instance.cells
        .filter(({ table }) => table === id)
        .flatMap(({ table, key }): Fault[] => {
          const isSummed = dims.every((name, at) =>
            (instance.dims.find((dim) => dim.name === name)?.hierarchy ?? []).every(([parent, children]) => {
              if (parent !== key[at]) return true;
              const total = printed.get(cellName(table, key));
              const parts = children.map((code) => printed.get(cellName(table, key.with(at, code))));
              if (total === undefined || parts.some((part) => part === undefined)) return true;
              return total === parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
            }),
          );
          return isSummed ? [] : [{ kind: 'false', table, key }];
        }),
    );
}
