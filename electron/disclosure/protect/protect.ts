import type { GroupDisclosure, ProtectedCell, Protection, Suppression } from '../../../shared/disclosure/instance.ts';
import { auditProtection } from '../attack/audit.ts';
import { type Component, componentsOf, costsOf } from './component.ts';
import { gaussPattern } from './gauss.ts';
import { improvePattern } from './improve.ts';
import { type Highs, loadSolver } from './moves.ts';
import { type Proof, provePattern } from './optimal.ts';
import { groupDisclosures, type MinimumRule, perpetratorTables, type Role, rolesOf } from './primary.ts';
import { type Budget, choosePattern, costOf, createSearch, type Pattern, type Search } from './unsuppress.ts';
import { roundRelease, type Rounded } from './protectByRounding.ts';
import { readSystem, type System } from './system.ts';

export type ProtectOptions = {
  /** `component` hides whole components and shows again what it can; `optimal` (default) then looks for the cheapest pattern of all; `gauss` starts from elimination. */
  /** `round` hides nothing: small counts are rounded (disclosure.md §4). */
  readonly method?: 'optimal' | 'component' | 'gauss' | 'round';
  /** For `round`: key of the centre that decides between equally near choices. */
  readonly roundingKey?: Uint8Array;
  /** Least width of the feasible range; default: the rule's, else threshold − 2 (disclosure.md §3.3). */
  readonly width?: number;
  readonly objective?: 'count' | 'useful';
  /** Wall time for the search, in milliseconds: a safety net, `solves` ends it first. The audit ends it, and is always finished. 0: nothing is tried and nothing leaves. */
  readonly budgetMs?: number;
  /** Linear programs spent on improving the first pattern: the budget that does not depend on the machine. */
  readonly solves?: number;
  /** Linear programs of the attacker before the search for the cheapest pattern is given up. */
  readonly proofSolves?: number;
  /** Tables cut beforehand (small structures, reference 6.3). */
  readonly cut?: readonly string[];
  /** Order in which tables are given up when the audit fails; the others follow, those with most dimensions first. */
  readonly cutOrder?: readonly string[];
  /** « ≥ 10 » lines of reference 6.3. */
  readonly minimums?: readonly MinimumRule[];
  /** Tables cut when one cell gives the whole margin (disclosure.md §3.2.4). */
  readonly perpetratorTables?: readonly string[];
};

/** Of the time given, what is kept for the audit of a large release, so that the answer comes in time. */
const [AUDIT_SHARE, MOST_FOR_AUDIT_MS] = [0.1, 1_000];

type Chosen = {
  readonly statuses: readonly (Suppression | 'shown')[];
  readonly isExposed: boolean;
  readonly isComplete: boolean;
  readonly bound: number;
};
type Context = {
  readonly system: System;
  readonly roles: readonly Role[];
  readonly costs: readonly number[];
  readonly width: number;
  readonly started: number;
};

/**
 * Decides which cells of a release leave, so that every sensitive cell keeps its feasible range over whole numbers, and has the independent
 * attacker confirm it: a table that fails does not leave; when none passes the answer is `refused`. Same input, same bytes, but `elapsedMs`.
 * Errors: BadInstance. Anything else that fails gives `refused`, never an unaudited table. Source: disclosure.md §3, §7.2.
 */
export async function protect(input: unknown, options: ProtectOptions = {}): Promise<Protection> {
  const started = performance.now();
  const system = readSystem(input);
  const { rule } = system.instance;
  const width = options.width ?? rule.width ?? Math.max(1, rule.threshold - 2);
  const costs = costsOf(system, options.objective ?? 'useful');
  const groups = groupDisclosures(system, options.perpetratorTables ?? perpetratorTables);
  const cut = [...new Set([...(options.cut ?? []), ...groups.filter((group) => group.blocking).map((group) => group.table)])];
  const context = (roles: readonly Role[]): Context => ({ system, roles, costs, width, started });
  if (options.budgetMs === 0) return refuse(context(rolesOf(system, [], [])), groups, 'time');
  try {
    if (options.method === 'round') {
      const giveUp = tablesToGiveUp(system, cut, options.cutOrder ?? []);
      const rounded = await roundRelease({ system, cut, giveUp, minimums: options.minimums ?? [], width, key: options.roundingKey });
      return rounded === undefined
        ? await auditedRefusal(context(rolesOf(system, [], [])), groups)
        : roundedAnswer(system, rounded, groups, started);
    }
    const highs = await loadSolver();
    for (const next of ['', ...tablesToGiveUp(system, cut, options.cutOrder ?? [])]) {
      if (next !== '') cut.push(next);
      const roles = rolesOf(system, cut, options.minimums ?? []);
      const chosen = choose(highs, context(roles), cut, options);
      if (chosen.isExposed) break;
      const protection = answer(context(roles), cut, chosen, groups, options.method);
      const audit = await auditProtection(system.instance, protection, width);
      if (audit.faults.length + audit.leaks.length === 0) return protection;
    }
    return await auditedRefusal(context(rolesOf(system, [], [])), groups);
  } catch {
    return refuse(context(rolesOf(system, [], [])), groups, 'fault');
  }
}

function roundedAnswer(system: System, { cut, ...rounded }: Rounded, groups: readonly GroupDisclosure[], started: number): Protection {
  return {
    id: system.instance.id,
    status: cut.length > 0 ? 'cut' : 'ok',
    ...(cut.length > 0 ? { cut } : {}),
    method: 'round',
    optimal: false,
    bound: 0,
    stoppedBy: 'rounds',
    elapsedMs: Math.round(performance.now() - started),
    audit: { exact: 0, tooNarrow: 0, unproven: 0 },
    groupDisclosures: groups,
    ...rounded,
  };
}

function tablesToGiveUp(system: System, cut: readonly string[], order: readonly string[]): string[] {
  const published = system.instance.tables.filter((table) => table.role === 'publish' && !cut.includes(table.id));
  const rest = published.toSorted((a, b) => b.dims.length - a.dims.length).map((table) => table.id);
  return [...new Set([...order.filter((id) => rest.includes(id)), ...rest])];
}

function choose(highs: Highs, context: Context, cut: readonly string[], options: ProtectOptions): Chosen {
  const { system, roles, costs, width, started } = context;
  const cutOnly = system.quantities.map((quantity) => quantity.tables.every((table) => cut.includes(table)));
  const given = options.budgetMs ?? 20_000;
  const deadline = started + given - Math.min(AUDIT_SHARE * given, MOST_FOR_AUDIT_MS);
  const budget: Budget = {
    secondsLeft: () => (deadline - performance.now()) / 1000,
    solves: options.solves ?? 300,
    proofSolves: options.proofSolves ?? 8_000,
  };
  const statuses = roles.map((role, at): Suppression | 'shown' => statusOf(role, cutOnly[at] === true));
  let [isExposed, bound] = [false, 0];
  for (const component of componentsOf(system, roles, costs, cutOnly)) {
    if (!component.cells.some((cell) => cell.role === 'primary')) continue;
    const search = createSearch(highs, component, width, budget);
    const { pattern, proof } = patternAndProof(highs, search, options.method);
    search.dispose();
    if (pattern.exposed.length > 0) isExposed = true;
    bound += pattern.secondary.length > 0 ? proof.bound : 0;
    for (const at of proof.secondary) {
      const quantity = component.cells[at]?.quantity;
      if (quantity !== undefined) statuses[quantity] = 'secondary';
    }
  }
  return { statuses, isExposed, isComplete: budget.secondsLeft() > 0, bound };
}

/** A safe pattern of a component, then the cheapest one as far as the budget goes, beside a proven bound. */
function patternAndProof(
  highs: Highs,
  search: Search,
  method: ProtectOptions['method'],
): { readonly pattern: Pattern; readonly proof: Proof } {
  const { component } = search;
  const pattern = choosePattern(search, method === 'gauss' ? gaussPattern(component) : undefined);
  const { secondary, exposed } = pattern;
  const bound = leastCost(component);
  if (exposed.length > 0 || costOf(component, secondary) <= bound) return { pattern, proof: { secondary, bound } };
  if (method === undefined || method === 'optimal') return { pattern, proof: provePattern(highs, search, secondary, bound) };
  return { pattern, proof: { secondary: improvePattern(search, secondary, bound), bound } };
}

function statusOf(role: Role, isCutOnly: boolean): Suppression | 'shown' {
  if (role === 'fixed' || role === 'candidate') return 'shown';
  if (isCutOnly || role === 'latent') return 'cut';
  return role;
}

/**
 * A bound that needs no solver: rows in which the only hidden cell is a primary need another one, and rows that share no candidate need one each.
 */
function leastCost(component: Component): number {
  const used = new Set<number>();
  let bound = 0;
  for (const row of component.rows) {
    const cells = row.map(({ cell }) => cell);
    const lone = cells.filter((cell) => component.cells[cell]?.role !== 'candidate');
    const company = cells.filter((cell) => component.cells[cell]?.role === 'candidate');
    if (lone.length !== 1 || component.cells[lone[0] ?? -1]?.role !== 'primary' || company.some((cell) => used.has(cell))) continue;
    bound += Math.min(...company.map((cell) => component.cells[cell]?.cost ?? 0));
    for (const cell of company) used.add(cell);
  }
  return bound;
}

function answer(
  context: Context,
  cut: readonly string[],
  chosen: Chosen,
  groups: readonly GroupDisclosure[],
  asked: ProtectOptions['method'],
): Protection {
  const { system, costs, started } = context;
  const secondary = chosen.statuses.keys().filter((at) => chosen.statuses[at] === 'secondary');
  const objective = secondary.reduce((sum, at) => sum + (costs[at] ?? 0), 0);
  const optimal = objective <= chosen.bound;
  return {
    id: system.instance.id,
    status: cut.length > 0 ? 'cut' : 'ok',
    ...(cut.length > 0 ? { cut } : {}),
    method: asked === 'gauss' ? 'gauss' : optimal ? 'optimal' : 'component',
    optimal,
    objective,
    bound: chosen.bound,
    stoppedBy: optimal ? 'optimal' : chosen.isComplete ? 'rounds' : 'time',
    elapsedMs: Math.round(performance.now() - started),
    counts: countsOf(system, chosen.statuses),
    audit: { exact: 0, tooNarrow: 0, unproven: 0 },
    groupDisclosures: groups,
    cells: printCells(system, cut, chosen.statuses),
  };
}

function countsOf(system: System, statuses: readonly (Suppression | 'shown')[]): Protection['counts'] {
  const published = statuses.filter((_, at) => (system.quantities[at]?.tables.length ?? 0) > 0);
  const count = (status: Suppression | 'shown'): number => published.filter((one) => one === status).length;
  return {
    cells: published.length,
    published: count('shown'),
    primary: count('primary'),
    secondary: count('secondary'),
    withheld: count('withheld'),
    cut: count('cut'),
  };
}

function printCells(system: System, cut: readonly string[], statuses: readonly (Suppression | 'shown')[]): ProtectedCell[] {
  const printed = new Set(system.instance.tables.filter((table) => table.role === 'publish').map((table) => table.id));
  return system.instance.cells.flatMap(({ table, key, n }, at): ProtectedCell[] => {
    if (!printed.has(table)) return [];
    const status = cut.includes(table) ? 'cut' : (statuses[system.quantityOfCell[at] ?? -1] ?? 'cut');
    return [status === 'shown' ? { table, key, value: n } : { table, key, suppressed: status }];
  });
}

/** The answer when nothing could be decided: every cell hidden. Errors: BadInstance. */
export function refuseEverything(input: unknown, options: ProtectOptions, stoppedBy: 'time' | 'fault'): Protection {
  const system = readSystem(input);
  const costs = costsOf(system, options.objective ?? 'useful');
  return refuse({ system, roles: rolesOf(system, [], []), costs, width: 0, started: performance.now() }, [], stoppedBy);
}

/** Every cell hidden that is not zero and not known from before: what is left when nothing can be shown. */
function refuse(context: Context, groups: readonly GroupDisclosure[], stoppedBy: 'time' | 'refused' | 'fault'): Protection {
  const { system, roles, costs, started } = context;
  const statuses = roles.map((role): Suppression | 'shown' => (role === 'candidate' ? 'secondary' : statusOf(role, false)));
  const objective = statuses.keys().reduce((sum, at) => sum + (statuses[at] === 'secondary' ? (costs[at] ?? 0) : 0), 0);
  const counts = countsOf(system, statuses);
  return {
    id: system.instance.id,
    status: 'refused',
    method: 'component',
    optimal: false,
    objective,
    bound: 0,
    stoppedBy,
    elapsedMs: Math.round(performance.now() - started),
    counts,
    audit: { exact: 0, tooNarrow: 0, unproven: counts.primary },
    groupDisclosures: groups,
    cells: printCells(system, [], statuses),
  };
}

/** A refusal that says what the attacker would still find in what was shown before. */
async function auditedRefusal(context: Context, groups: readonly GroupDisclosure[]): Promise<Protection> {
  const refusal = refuse(context, groups, 'refused');
  const { exact, tooNarrow, unproven } = await auditProtection(context.system.instance, refusal, context.width);
  return { ...refusal, audit: { exact, tooNarrow, unproven } };
}
