import { describe, expect, it } from 'vitest';
import { compareAnchors, wrongAnchors } from '../../../electron/exchange/anchors.ts';

describe('witnesses of a journal kept by the focal point (security §6.3, W2)', () => {
  const kept = [
    { anchor: 1, head: 'a' },
    { anchor: 2, head: 'b' },
  ];
  it.each([
    ['the same heads', [1, 10, 'a', 2, 20, 'b'], [], []],
    ['another head', [1, 10, 'a', 2, 20, 'x'], [], [2]],
    ['an anchor that is gone', [1, 10, 'a'], [], [2]],
    ['a journal cut before the anchor', [1, 10, null, 2, 20, 'b'], [], [1]],
    ['a restore declared, then the number used again', [1, 10, 'a', 2, 40, 'x'], [30], []],
    ['a restore declared, the months after the copy gone', [1, 10, 'a'], [30], []],
    ['a restore declared after the anchor explains nothing of it', [1, 10, 'x', 2, 20, 'b'], [30], [1]],
  ] as const)('%s', (_, own, restores, wrong) => {
    const anchors = [];
    for (let at = 0; at < own.length; at += 3)
      anchors.push({ anchor: Number(own[at]), seq: Number(own[at + 1]), head: textOf(own[at + 2]) });
    expect(wrongAnchors(kept, anchors, restores)).toEqual(wrong);
  });

  it('neighbours that do not follow are changed; alone, nothing is proved', () => {
    const arrived = { anchor: 5, head: 'e', previous_head: 'd' };
    expect(compareAnchors([], arrived)).toBe('unproved');
    expect(compareAnchors([{ anchor: 4, head: 'd', previous_head: 'c' }], arrived)).toBe('follows');
    expect(compareAnchors([{ anchor: 6, head: 'f', previous_head: 'x' }], arrived)).toBe('changed');
  });
});

function textOf(value: string | number | null | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
