import type { Component } from './component.ts';
import { byWanted } from './unsuppress.ts';

/** Arithmetic in whole numbers modulo this prime: exact, and no coefficient grows. Products stay below 2^53. */
const prime = 67_108_859;

type Vector = Map<number, number>;

/**
 * Gauss elimination (Langsrud 2024, disclosure.md §3.6): candidates are published from the most to the least wanted; a candidate that would make a primary
 * cell a linear combination of published ones stays hidden. It sees linear dependency only, neither widths nor whole numbers: its pattern needs repair.
 * Returns the candidates that stay hidden.
 */
export function gaussPattern(component: Component): ReadonlySet<number> {
  const vectors = component.cells.map((_, at): Vector => new Map([[at, 1]]));
  for (const row of component.rows) {
    const combination: Vector = new Map();
    for (const { cell, sign } of row) addMultiple(combination, vectors[cell], sign);
    eliminate(vectors, combination);
  }
  const primaries = [...component.cells.keys()].filter((at) => component.cells[at]?.role === 'primary');
  const candidates = [...component.cells.keys()]
    .filter((at) => component.cells[at]?.role === 'candidate')
    .toSorted((a, b) => byWanted(component, a, b));
  const hidden = new Set<number>();
  for (const candidate of candidates) {
    const vector = vectors[candidate];
    if (vector === undefined || vector.size === 0) continue;
    if (primaries.some((primary) => areParallel(vectors[primary], vector))) hidden.add(candidate);
    else eliminate(vectors, vector);
  }
  return hidden;
}

/** Makes `known` zero: every vector is written without its first coordinate. */
function eliminate(vectors: readonly Vector[], known: Vector): void {
  const pivot = known.entries().next().value;
  if (pivot === undefined) return;
  const [coordinate, leading] = pivot;
  const direction: Vector = new Map(known);
  const inverse = invert(leading);
  for (const vector of vectors) {
    const entry = vector.get(coordinate);
    if (entry !== undefined) addMultiple(vector, direction, -((entry * inverse) % prime));
  }
}

function addMultiple(target: Vector, source: Vector | undefined, factor: number): void {
  for (const [at, value] of source ?? []) {
    const sum = ((((target.get(at) ?? 0) + factor * value) % prime) + prime) % prime;
    if (sum === 0) target.delete(at);
    else target.set(at, sum);
  }
}

function areParallel(one: Vector | undefined, other: Vector): boolean {
  if (one === undefined || one.size !== other.size) return false;
  const pivot = other.entries().next().value;
  if (pivot === undefined) return false;
  const [coordinate, value] = pivot;
  const entry = one.get(coordinate);
  if (entry === undefined) return false;
  const factor = (entry * invert(value)) % prime;
  return [...other].every(([at, part]) => one.get(at) === (factor * part) % prime);
}

/** Inverse modulo the prime, by Fermat: value^(prime − 2). */
function invert(value: number): number {
  let [power, result] = [value, 1];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}
