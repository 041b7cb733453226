import { attackBySolver, boundsBySolver, loadSolver, type Solver } from './attackSolver.ts';
import type { Bounds, Finding } from './feasibility.ts';
import { ceiling, split, type Parts, type LinearSystem } from '../equations/linearSystem.ts';
import { propagateBounds, type BoundedUnknown } from './feasibleTables.ts';

/*
 * The attacker: what a reader who holds everything published can work out about the hidden numbers (disclosure.md §3.7).
 * It shares no code with the chooser: own systems, own solver calls, whole numbers only.
 */

export type Question = {
  readonly system: LinearSystem;
  /** Unknowns asked about. */
  readonly about: readonly number[];
  /** A spread of this size is enough; Infinity asks for the exact bounds. */
  readonly width: number;
};

export type Attack = { readonly findings: readonly Finding[]; readonly components: number };

/** Answers a question, component by component. Errors: when the solver cannot be loaded or fails. */
export async function attackSystem({ system, about, width }: Question): Promise<Attack> {
  const highs = await loadSolver();
  const parts = split(system);
  const findings = new Map<number, Finding>();
  for (const { part, asked, places } of questionsOf(parts, about)) {
    const answers = attackPart(highs, part, places, width);
    for (const [at, unknown] of asked.entries()) findings.set(unknown, answers[at] ?? { kind: 'impossible' });
  }
  return { findings: about.map((unknown) => findings.get(unknown) ?? { kind: 'impossible' }), components: parts.systems.length };
}

/** The question about each part, and its place there. */
function questionsOf(
  { systems, partOf, placeOf }: Parts,
  about: readonly number[],
): readonly { readonly part: LinearSystem; readonly asked: readonly number[]; readonly places: readonly number[] }[] {
  return [...Map.groupBy(about, (unknown) => partOf[unknown] ?? -1)].map(([at, asked]) => {
    const part = systems[at];
    if (part === undefined) throw new Error('an unknown outside the system');
    return { part, asked, places: asked.map((unknown) => placeOf[unknown] ?? -1) };
  });
}

/** Adding up first; the solver about what it leaves open, or about everything where it finds no table at all. */
function attackPart(highs: Solver, system: LinearSystem, asked: readonly number[], width: number): readonly Finding[] {
  const pieces = propagateBounds(system, asked, width);
  if (pieces === undefined)
    return attackBySolver(
      highs,
      system,
      asked.map((unknown) => ({ unknown, least: Infinity, most: -Infinity })),
      width,
    );
  const findings: Finding[] = [];
  for (const piece of pieces) {
    const open = piece.about.filter((one) => {
      const finding = proven(one, width);
      if (finding !== undefined) findings[one.asked] = finding;
      return finding === undefined;
    });
    if (open.length === 0) continue;
    const answers = attackBySolver(highs, piece.system, open, width);
    for (const [at, { asked: place }] of open.entries()) findings[place] = answers[at] ?? { kind: 'impossible' };
  }
  return findings;
}

function proven({ low, high, least, most }: BoundedUnknown, width: number): Finding | undefined {
  if (most - least >= width) return { kind: 'wide' };
  return least === low && most === high ? { kind: 'between', low, high } : undefined;
}

/**
 * Bounds of unknowns that hold for every whole table: reached by one, or those of real tables rounded inward, which perhaps are not. No upper bound: Infinity. undefined
 * when no real table fits. Errors: when the solver cannot be loaded or fails.
 */
export async function boundsOf(system: LinearSystem, about: readonly number[]): Promise<readonly Bounds[] | undefined> {
  const highs = await loadSolver();
  const bounds = new Map<number, Bounds>();
  for (const { part, asked, places } of questionsOf(split(system), about)) {
    const found = boundsOfPart(highs, part, places);
    if (found === undefined) return undefined;
    for (const [at, unknown] of asked.entries()) bounds.set(unknown, found[at] ?? { low: 0, high: Infinity });
  }
  return about.map((unknown) => bounds.get(unknown) ?? { low: 0, high: Infinity });
}

function boundsOfPart(highs: Solver, system: LinearSystem, asked: readonly number[]): readonly Bounds[] | undefined {
  const pieces = propagateBounds(system, asked, Infinity);
  if (pieces === undefined) return boundsBySolver(highs, system, asked);
  const bounds: Bounds[] = [];
  for (const piece of pieces) {
    const open = piece.about.filter((one) => {
      const isProven = one.least === one.low && (one.most === one.high || isBoundless(one.most));
      if (isProven) bounds[one.asked] = { low: one.low, high: isBoundless(one.high) ? Infinity : one.high };
      return !isProven;
    });
    if (open.length === 0) continue;
    const found = boundsBySolver(
      highs,
      piece.system,
      open.map(({ unknown }) => unknown),
    );
    if (found === undefined) return undefined;
    for (const [at, { asked: place }] of open.entries()) bounds[place] = found[at] ?? { low: 0, high: Infinity };
  }
  return bounds;
}

/** So far up that only the ceiling is above. */
function isBoundless(value: number): boolean {
  return value > ceiling / 2;
}
