import type { GroupDisclosure } from '../../../shared/disclosure/instance.ts';
import type { Quantity, System } from './system.ts';

/** Tables about perpetrators: when one cell gives the whole margin, naming the group names the men of a place (disclosure.md §3.2.4). */
export const perpetratorTables: readonly string[] = ['G13', 'G14', 'G14b'];

/**
 * A line that leaves only from `minimum` on (reference 6.3, « ≥ 10 »). Without `dimension` each cell is measured by itself; with it, a cell
 * is measured by the total of its line (same code there, the other dimensions at their root) and `codes` says which lines are meant.
 */
export type MinimumRule = {
  readonly table: string;
  readonly minimum: number;
  readonly dimension?: string;
  readonly codes?: readonly string[];
};

/** What the chooser may do with a quantity. */
export type Role =
  /** Shown whatever happens: a zero that is published, a structural zero, a cell of an earlier release. */
  | 'fixed'
  /** Hidden because its own value is sensitive. */
  | 'primary'
  /** Hidden by a « ≥ 10 » line; a reader may compute it. */
  | 'withheld'
  /** Never printed, but a reader knows that it exists. */
  | 'latent'
  /** Shown unless a primary needs its company. */
  | 'candidate';

/**
 * The role of each quantity: threshold, zero policy, contributors, « ≥ 10 » lines, tables cut whole (disclosure.md §3.2).
 * A quantity printed only by cut tables is latent unless it is sensitive by itself.
 */
export function rolesOf(system: System, cut: readonly string[], minimums: readonly MinimumRule[]): Role[] {
  return system.quantities.map((quantity) => {
    const { rule } = system.instance;
    if (quantity.known || quantity.structural) return 'fixed';
    if (quantity.tables.length === 0) return 'latent';
    const onlyCut = quantity.tables.every((table) => cut.includes(table));
    if (quantity.value === 0 && rule.zero === 'publish') return onlyCut ? 'latent' : 'fixed';
    if (isSensitive(quantity, rule)) return 'primary';
    if (onlyCut) return 'latent';
    if (minimums.some((minimum) => isBelow(system, quantity, minimum))) return 'withheld';
    return 'candidate';
  });
}

function isSensitive(quantity: Quantity, rule: System['instance']['rule']): boolean {
  if (quantity.value < rule.threshold) return true;
  const { contributors } = quantity;
  if (contributors === undefined || contributors === 0) return false;
  const few = rule.fewContributors;
  return contributors < (rule.minContributors ?? 0) || (few !== undefined && quantity.value < few.below && contributors < few.contributors);
}

function isBelow(system: System, quantity: Quantity, rule: MinimumRule): boolean {
  if (!quantity.tables.includes(rule.table)) return false;
  if (rule.dimension === undefined) return quantity.value < rule.minimum;
  const along = system.instance.dims.findIndex((dimension) => dimension.name === rule.dimension);
  const code = quantity.codes[along];
  if (code === undefined || !(rule.codes?.includes(code) ?? code !== system.roots[along])) return false;
  const line = system.quantities.find(
    (other) => other.unit === quantity.unit && other.codes.every((one, at) => one === (at === along ? code : system.roots[at])),
  );
  return (line?.value ?? quantity.value) < rule.minimum;
}

/**
 * Every cell of a published two-way table that holds the whole of its margin: at least the threshold there, nothing elsewhere.
 * The margins are the lines and columns of the table other than its grand total.
 */
export function groupDisclosures(system: System, perpetrator: readonly string[] = perpetratorTables): GroupDisclosure[] {
  const found: GroupDisclosure[] = [];
  const { instance, quantities } = system;
  const margins = new Map(system.equations.map((equation) => [equation, quantities[equation.parent]]));
  for (const table of instance.tables.filter((one) => one.role === 'publish' && one.dims.length === 2)) {
    const places = table.dims.map((name) => instance.dims.findIndex((dimension) => dimension.name === name));
    for (const [equation, margin] of margins) {
      if (margin === undefined || !margin.tables.includes(table.id) || margin.value < instance.rule.threshold) continue;
      const children = equation.children.map((child) => quantities[child]);
      const full = children.find((child) => child?.value === margin.value);
      if (full === undefined || !children.every((child) => child?.tables.includes(table.id))) continue;
      const along = full.codes.findIndex((code, at) => code !== margin.codes[at]);
      const across = places.find((place) => place !== along);
      if (across === undefined || margin.codes[along] !== system.roots[along] || margin.codes[across] === system.roots[across]) continue;
      const key = (codes: readonly string[]): string[] => places.map((place) => codes[place] ?? '');
      found.push({ table: table.id, margin: key(margin.codes), cell: key(full.codes), blocking: perpetrator.includes(table.id) });
    }
  }
  return found;
}
