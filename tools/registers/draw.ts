/** Choices that look like chance and are the same at each run. */
export type Draw = {
  /** A number from 0 to 1, 1 excluded. */
  readonly next: () => number;
  /** A whole number from 0 to `bound`, `bound` excluded. */
  readonly below: (bound: number) => number;
  /** One of the items. A list of one item uses up no choice. Throws RangeError for an empty list. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** True in this share of the calls, 0 to 1. A share of 0 uses up no choice. */
  readonly chance: (share: number) => boolean;
};

/** The sequence of choices of a seed (mulberry32). */
export function drawOf(seed: number): Draw {
  let state = seed;
  const bits = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => bits() / 2 ** 32;
  const below = (bound: number): number => bits() % bound;
  const pick = <T>(items: readonly T[]): T => {
    const item = items[items.length > 1 ? below(items.length) : 0];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  return { next, below, pick, chance: (share) => share > 0 && next() < share };
}
