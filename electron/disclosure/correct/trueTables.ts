import type { MonthCounts } from '../../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../../shared/indicators/linkedSystem.ts';
import { writeDims } from '../../../shared/indicators/notation.ts';
import type { TrueCell, TrueTable } from './correction.ts';
import { groupDisclosures, rolesOf } from '../protect/primary.ts';
import { readSystem } from '../protect/system.ts';

/** The tables of a month as they truly are, with what may not be shown of each by itself (disclosure.md §3.2, reference §6.3): what a correction starts from. */
export function trueTables(counts: MonthCounts, threshold: number): readonly TrueTable[] {
  const system = readSystem(linkedSystem(`month-${counts.month}`, counts, { threshold, zero: 'publish' }));
  const { minimums, perpetratorTables } = protectionOptions(counts);
  const roles = rolesOf(system, [], minimums);
  const blocked = new Set(groupDisclosures(system, perpetratorTables).flatMap(({ table, blocking }) => (blocking ? [table] : [])));
  const places = new Map(system.instance.cells.map(({ table, key }, at) => [JSON.stringify([table, key]), at]));
  return counts.tables.map(({ table, blocks, isCut }) => {
    const cells = new Map<string, TrueCell>();
    for (const block of blocks)
      for (const { key, n } of block.cells) {
        const dims = writeDims(block, key);
        const role = roles[system.quantityOfCell[places.get(JSON.stringify([block.id, key])) ?? -1] ?? -1];
        cells.set(dims, { dims, n, sensitive: cells.get(dims)?.sensitive === true || role === 'primary' || role === 'withheld' });
      }
    return { id: table.id, cut: isCut || blocks.some(({ id }) => blocked.has(id)), cells: [...cells.values()] };
  });
}
