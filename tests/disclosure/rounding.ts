import { isDeepStrictEqual } from 'node:util';
import { attackPrinted } from '../../electron/disclosure/attack/attackPrinted.ts';
import type { Tally } from '../../electron/disclosure/attack/findings.ts';
import { protect } from '../../electron/disclosure/protect/protect.ts';
import type { Instance, Protection } from '../../shared/disclosure/instance.ts';
import { inventedMonth, inventedTables } from '../electron/disclosure/invented.ts';
import { newCampaign, type Campaign } from '../faults/campaign.ts';

/**
 * Rounds `size` invented releases, every fourth one a month of linked tables (disclosure.md §8.3). `corrupt_accepted`: a total that is not the sum of its parts in some table, a number from 1 to base − 1,
 * a zero that became something, a number of two values, a national total off by the base or more, other bytes the second time, or a count that the attacker finds.
 * `crashed`: a release that was refused or threw.
 */
export async function roundTables(size: number, firstSeed = 1): Promise<Campaign> {
  const campaign = newCampaign('small-count rounding');
  const figures = { errors: 0, cells: 0, largest: 0, exact: 0, cut: 0 };
  const national = { errors: 0, totals: 0, largest: 0, hidden: 0 };
  for (let seed = firstSeed; seed < firstSeed + size; seed += 1) {
    const instance = seed % 4 === 0 ? inventedMonth(seed, 10 + ((seed * 37) % 240)) : inventedTables(seed);
    campaign.tries += 1;
    const first = await protect(instance, { method: 'round' });
    const again = await protect(instance, { method: 'round' });
    const problems = first.rounding === undefined ? ['refused'] : [...faultsOf(instance, first), ...(await attacked(instance, first))];
    if (!isDeepStrictEqual({ ...first, elapsedMs: 0 }, { ...again, elapsedMs: 0 })) problems.push('other bytes the second time');
    if (first.rounding === undefined) campaign.crashed += 1;
    else if (problems.length > 0) campaign.corrupt_accepted += 1;
    if (problems.length > 0) campaign.notes.push(`seed ${seed}: ${problems.join(', ')}`);
    for (const error of errorsOf(instance, first)) {
      figures.errors += error;
      figures.cells += 1;
      figures.largest = Math.max(figures.largest, error);
      figures.exact += error === 0 ? 1 : 0;
    }
    figures.cut += first.cut?.length ?? 0;
    for (const error of nationalErrors(instance, first)) {
      national.errors += error ?? 0;
      national.totals += error === null ? 0 : 1;
      national.largest = Math.max(national.largest, error ?? 0);
      national.hidden += error === null ? 1 : 0;
    }
  }
  const { errors, cells, largest, exact, cut } = figures;
  campaign.notes.push(
    `mean error ${(errors / cells).toFixed(2)}, largest ${largest}, exact ${((100 * exact) / cells).toFixed(1)} % of ${cells} printed cells, ${cut} tables cut`,
    `national totals: largest error ${national.largest} (asked: 4 at most), mean ${(national.errors / Math.max(1, national.totals)).toFixed(2)}, of ${national.totals} printed; ${national.hidden} in tables that were cut`,
  );
  return campaign;
}

function printedOf({ cells }: Protection): ReadonlyMap<string, number> {
  return new Map(cells.flatMap((cell) => ('value' in cell ? [[nameOf(cell.table, cell.key), cell.value] as const] : [])));
}

function nameOf(table: string, key: readonly string[]): string {
  return [table, ...key].join('|');
}

function errorsOf(instance: Instance, protection: Protection): number[] {
  const printed = printedOf(protection);
  return instance.cells.flatMap(({ table, key, n }) => {
    const value = printed.get(nameOf(table, key));
    return value === undefined ? [] : [Math.abs(value - n)];
  });
}

/** How far the total of each unit is off, everything at its root; null where every table that has it is cut. */
function nationalErrors(instance: Instance, protection: Protection): (number | null)[] {
  const printed = printedOf(protection);
  const units = Map.groupBy(instance.tables, ({ unit }) => unit);
  return [...units.values()].map((tables) => {
    const errors = tables.flatMap(({ id, dims }) => {
      const roots = dims.map((name) => instance.dims.find((dim) => dim.name === name)?.hierarchy[0]?.[0] ?? '');
      const total = instance.cells.find(({ table, key }) => table === id && key.join('|') === roots.join('|'));
      const value = printed.get(nameOf(id, roots));
      return total === undefined || value === undefined ? [] : [Math.abs(value - total.n)];
    });
    return errors.length === 0 ? null : Math.max(...errors);
  });
}

/** What is wrong in a rounded release, read from the instance by other code than the protector's and the auditor's. */
function faultsOf(instance: Instance, protection: Protection): string[] {
  const printed = printedOf(protection);
  const base = instance.rule.threshold;
  const faults: string[] = [];
  const numbers = new Map<string, number>();
  for (const { table, key, n } of instance.cells) {
    const value = printed.get(nameOf(table, key));
    if (value === undefined) continue;
    const dims = instance.tables.find(({ id }) => id === table)?.dims ?? [];
    const codes = instance.dims.map(({ name, hierarchy }) => key[dims.indexOf(name)] ?? hierarchy[0]?.[0]);
    const number = codes.join('|');
    if ((numbers.get(number) ?? value) !== value) faults.push(`two values of ${number}`);
    numbers.set(number, value);
    if (value > 0 && value < base) faults.push(`a small number in ${table}`);
    if (n === 0 && value !== 0) faults.push(`a zero that is none in ${table}`);
    if (codes.every((code, at) => code === instance.dims[at]?.hierarchy[0]?.[0]) && Math.abs(value - n) >= base) faults.push('a far total');
    for (const [at, name] of dims.entries()) {
      for (const [parent, children] of instance.dims.find((dim) => dim.name === name)?.hierarchy ?? []) {
        const parts = children.map((code) => printed.get(nameOf(table, key.with(at, code))));
        if (parent !== key[at] || parts.some((part) => part === undefined)) continue;
        if (parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) !== value) faults.push(`a total of ${table} that is not its parts`);
      }
    }
  }
  return [...new Set(faults)];
}

async function attacked(instance: Instance, protection: Protection): Promise<string[]> {
  const tally: Tally = { quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() };
  await attackPrinted({ name: instance.id, instance, shown: attackable(protection), cut: protection.cut ?? [], isRounded: true }, tally);
  const unproven = tally.unproven > 0 ? ['a release that the reader’s bounds do not allow'] : [];
  return [...[...tally.findings.values()].map(({ kind, table }) => `${kind} in ${table}`), ...unproven];
}

function attackable({ cells }: Protection): ReadonlyMap<string, number> {
  return new Map(cells.flatMap((cell) => ('value' in cell ? [[JSON.stringify([cell.table, ...cell.key]), cell.value] as const] : [])));
}
