import type { Buffer } from 'node:buffer';

/**
 * The rows of a ledger, oldest first: each follows its predecessor, so that a clock that was set back changes nothing. `hashOf(undefined)` is what the first
 * one names. Throws RangeError where a row is missing, altered or follows another (disclosure.md §5).
 */
export function chainOf<Row extends { readonly previous: Buffer }>(
  rows: readonly Row[],
  hashOf: (row: Row | undefined) => Buffer,
): readonly Row[] {
  const following = new Map(rows.map((row) => [row.previous.toString('hex'), row]));
  const chain: Row[] = [];
  for (let next = following.get(hashOf(undefined).toString('hex')); next !== undefined;) {
    chain.push(next);
    next = following.get(hashOf(next).toString('hex'));
  }
  if (chain.length !== rows.length) throw new RangeError('release ledger broken');
  return chain;
}
