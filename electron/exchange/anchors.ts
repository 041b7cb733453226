import type { AggregatePayload } from '../../shared/exchange/payload.ts';

/** The journal's witness in a monthly package (security §6.3, W2). */
export type Anchor = Pick<AggregatePayload['witness'], 'anchor' | 'head' | 'previous_head'>;

/**
 * Compares what a site tells of its journal with what its other packages told, whatever the order in which they came: `changed` when the same anchor has
 * another head, or when a head recomputed by the site is not the one it gave at the time; `unproved` when no neighbour is here to compare with.
 */
export function compareAnchors(held: readonly Anchor[], arrived: Anchor): 'follows' | 'unproved' | 'changed' {
  const twin = held.find(({ anchor }) => anchor === arrived.anchor);
  const before = held.find(({ anchor }) => anchor === arrived.anchor - 1);
  const after = held.find(({ anchor }) => anchor === arrived.anchor + 1);
  const changed =
    (twin !== undefined && (twin.head !== arrived.head || twin.previous_head !== arrived.previous_head)) ||
    (before !== undefined && before.head !== arrived.previous_head) ||
    (after !== undefined && after.previous_head !== arrived.head);
  if (changed) return 'changed';
  return before !== undefined || after !== undefined || arrived.anchor === 1 ? 'follows' : 'unproved';
}
