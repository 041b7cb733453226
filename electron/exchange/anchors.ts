import type { AggregatePayload } from '../../shared/exchange/payload.ts';

/** The journal's witness in a monthly package (security §6.3, W2). */
export type Anchor = Pick<AggregatePayload['witness'], 'anchor' | 'head' | 'previous_head'>;

/**
 * Compares what a site shows of its journal with what its other packages showed, whatever the order in which they came: `changed` when the same anchor has
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

/** What the journal here says of one of its anchors: the place of its head, and the head as it reads now; null when it no longer has it. */
export type OwnAnchor = { readonly anchor: number; readonly seq: number; readonly head: string | null };

/**
 * Numbers of the anchors that a focal point kept and that the journal of the site contradicts: another head, or none. What a restore declared since explains is
 * left out: `restores` are the places of its entries in the journal.
 */
export function wrongAnchors(
  kept: readonly { readonly anchor: number; readonly head: string }[],
  own: readonly OwnAnchor[],
  restores: readonly number[],
): readonly number[] {
  return kept
    .filter(({ anchor, head }) => {
      const here = own.filter((one) => one.anchor === anchor);
      if (here.some((one) => one.head === head)) return false;
      return here.length === 0 ? restores.length === 0 : !restores.some((seq) => here.some((one) => seq < one.seq));
    })
    .map(({ anchor }) => anchor);
}
