import { componentsOf, costsOf } from '../../electron/disclosure/protect/component.ts';
import { gaussPattern } from '../../electron/disclosure/protect/gauss.ts';
import { rolesOf } from '../../electron/disclosure/protect/primary.ts';
import { readSystem, type System } from '../../electron/disclosure/protect/system.ts';
import type { Instance, ProtectedCell } from '../../shared/disclosure/instance.ts';

/** The print of a choice: primary cells and the quantities named are hidden. */
function printOf(system: System, isPrimary: (quantity: number) => boolean, secondary: ReadonlySet<number>): ProtectedCell[] {
  const published = new Set(system.instance.tables.filter(({ role }) => role === 'publish').map(({ id }) => id));
  return system.instance.cells.flatMap(({ table, key, n }, at): ProtectedCell[] => {
    const quantity = system.quantityOfCell[at] ?? -1;
    if (!published.has(table)) return [];
    if (isPrimary(quantity)) return [{ table, key, suppressed: 'primary' }];
    return [secondary.has(quantity) ? { table, key, suppressed: 'secondary' } : { table, key, value: n }];
  });
}

/** Gauss elimination as published, without repair (disclosure §3.6). */
export function gaussCells(input: Instance): readonly ProtectedCell[] {
  const system = readSystem(input);
  const roles = rolesOf(system, [], []);
  const latent = system.quantities.map(({ tables }) => tables.length === 0);
  const secondary = new Set(
    componentsOf(system, roles, costsOf(system, 'count'), latent).flatMap((component) =>
      [...gaussPattern(component)].map((cell) => component.cells[cell]?.quantity ?? -1),
    ),
  );
  return printOf(system, (quantity) => roles[quantity] === 'primary', secondary);
}

/** The rule of before: where a hidden cell is alone in a sum, the next smallest is hidden too, until nothing changes. */
export function nextSmallestCells(input: Instance): readonly ProtectedCell[] {
  const system = readSystem(input);
  const roles = rolesOf(system, [], []);
  const secondary = new Set<number>();
  const isHidden = (quantity: number): boolean => roles[quantity] === 'primary' || secondary.has(quantity);
  for (let before = -1; before !== secondary.size;) {
    before = secondary.size;
    for (const { parent, children } of system.equations) {
      const cells = [...children, parent];
      if (cells.some((cell) => roles[cell] === 'latent') || cells.filter(isHidden).length !== 1) continue;
      const [next] = cells
        .filter((cell) => roles[cell] === 'candidate' && !isHidden(cell))
        .toSorted((a, b) => (system.quantities[a]?.value ?? 0) - (system.quantities[b]?.value ?? 0));
      if (next !== undefined) secondary.add(next);
    }
  }
  return printOf(system, (quantity) => roles[quantity] === 'primary', secondary);
}
