import { type Instance, instanceSchema, type Protection } from '../../../shared/disclosure/instance.ts';
import { attackSystem } from './attack.ts';
import { cellName, numberName, readInstance } from '../equations/instanceSystem.ts';

/** A fault of a protection that needs no solver: a false value, a sensitive number shown, a number both shown and hidden, a zero hidden, a cell missing. */
export type Fault = {
  readonly kind: 'false' | 'sensitive' | 'split' | 'zero' | 'missing';
  readonly table: string;
  readonly key: readonly string[];
};

/** A sensitive cell that a reader narrows too far, or that could not be proven safe. */
export type Leak = { readonly table: string; readonly key: readonly string[]; readonly kind: 'exact' | 'tooNarrow' | 'unproven' };

export type Audit = {
  readonly faults: readonly Fault[];
  readonly leaks: readonly Leak[];
  readonly exact: number;
  readonly tooNarrow: number;
  readonly unproven: number;
};

/**
 * Attacks a protection from the outside, with its own reading of the instance; the truth serves only to know which cells are sensitive.
 * `width` is what every sensitive cell must keep (disclosure.md §3.3). Errors: when the solver fails; the caller then publishes nothing.
 */
export async function auditProtection(input: Instance, protection: Pick<Protection, 'cells' | 'cut'>, width: number): Promise<Audit> {
  const instance = instanceSchema.parse(input);
  const cut = protection.cut ?? [];
  const facts = factsOf(instance);
  const shown = new Map<string, number>();
  for (const cell of protection.cells) if ('value' in cell) shown.set(cellName(cell.table, cell.key), cell.value);
  const faults = faultsOf(instance, protection, facts);
  for (const { table, key, n, known } of instance.cells) if (known === true) shown.set(cellName(table, key), n);
  const { system, numbers, position } = readInstance(instance, shown, cut);
  const sensitive = [...facts].flatMap(([name, fact]) => {
    const [number, unknown] = [numbers.get(name), position.get(name)];
    return fact === 'sensitive' && number !== undefined && unknown !== undefined ? [{ table: number.table, key: number.key, unknown }] : [];
  });
  const { findings } = await attackSystem({ system, about: sensitive.map(({ unknown }) => unknown), width });
  const leaks = findings.flatMap((finding, at): Leak[] => {
    const cell = sensitive[at];
    if (cell === undefined || finding.kind === 'wide') return [];
    const kind = finding.kind === 'between' ? (finding.low === finding.high ? 'exact' : 'tooNarrow') : 'unproven';
    return [{ table: cell.table, key: cell.key, kind }];
  });
  const count = (kind: Leak['kind']): number => leaks.filter((leak) => leak.kind === kind).length;
  return { faults, leaks, exact: count('exact'), tooNarrow: count('tooNarrow'), unproven: count('unproven') };
}

/** `fixed`: must be shown (structural zero, known from before, zero under « publish »); `sensitive`: must be hidden. */
type Fact = 'fixed' | 'sensitive' | 'free';

function factsOf(instance: Instance): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const published = new Set(instance.tables.filter((table) => table.role === 'publish').map((table) => table.id));
  for (const cell of instance.cells) {
    const name = numberName(instance, cell.table, cell.key);
    const isFixed = cell.structural === true || cell.known === true;
    if (isFixed) facts.set(name, 'fixed');
    if (!published.has(cell.table) || facts.get(name) === 'fixed') continue;
    if (isSensitive(instance, cell)) facts.set(name, 'sensitive');
    else if (cell.n === 0) facts.set(name, 'fixed');
    else facts.set(name, facts.get(name) ?? 'free');
  }
  return facts;
}

function isSensitive(instance: Instance, cell: Instance['cells'][number]): boolean {
  const { threshold, zero, minContributors, fewContributors } = instance.rule;
  if (cell.n === 0) return zero === 'protect';
  if (cell.n < threshold) return true;
  const given = cell.contributors ?? 0;
  if (given === 0) return false;
  if (minContributors !== undefined && given < minContributors) return true;
  return fewContributors !== undefined && cell.n < fewContributors.below && given < fewContributors.contributors;
}

function faultsOf(instance: Instance, protection: Pick<Protection, 'cells' | 'cut'>, facts: ReadonlyMap<string, Fact>): Fault[] {
  const faults: Fault[] = [];
  const printed = new Map(protection.cells.map((cell) => [cellName(cell.table, cell.key), cell]));
  const statuses = new Map<string, 'shown' | 'hidden'>();
  const published = new Set(instance.tables.filter((table) => table.role === 'publish').map((table) => table.id));
  for (const { table, key, n } of instance.cells) {
    if (!published.has(table)) continue;
    const name = numberName(instance, table, key);
    const cell = printed.get(cellName(table, key));
    const report = (kind: Fault['kind']): number => faults.push({ kind, table, key });
    if (cell === undefined) {
      report('missing');
      continue;
    }
    const status = 'value' in cell ? 'shown' : 'hidden';
    if ('value' in cell && cell.value !== n) report('false');
    if (status === 'shown' && facts.get(name) === 'sensitive') report('sensitive');
    if (protection.cut?.includes(table) === true) continue;
    if (status === 'hidden' && facts.get(name) === 'fixed') report('zero');
    if ((statuses.get(name) ?? status) !== status) report('split');
    statuses.set(name, status);
  }
  return faults;
}
