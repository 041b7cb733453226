import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { protect, type ProtectOptions } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { countInstance, inventedMonth, inventedTables } from '../invented.ts';

/*
 * The same month gives the same pattern on every machine and in every version of the program (disclosure §7.2, §8.3): two patterns of one month
 * could be laid over each other. Each row is a release and what left of it, in short. A change of how a pattern is sought changes these rows,
 * and the note of the version then states that months protected again may differ.
 */

/** What leaves, but for the time it took, as sixteen letters. */
async function letters(instance: Instance, options: ProtectOptions): Promise<string> {
  const answer = await protect(instance, { budgetMs: 600_000, ...options });
  return `${answer.counts.secondary} ${createHash('sha256')
    .update(JSON.stringify({ ...answer, elapsedMs: 0 }))
    .digest('hex')
    .slice(0, 16)}`;
}

/** Eighteen regions of four places by three types: large enough to be sought block by block. */
function regions(): Instance {
  const names = Array.from({ length: 18 }, (_, at) => `r${at}`);
  const parts = ['x', 'y', 'z', 'w'];
  const types = ['t1', 't2', 't3', 't4'];
  const incidents = names.flatMap((name, rank) =>
    parts.flatMap((part, second) =>
      types.flatMap((type, third) =>
        Array.from({ length: (5 * rank + 7 * second + 3 * third) % 17 }, () => ({ place: `${name}${part}`, type })),
      ),
    ),
  );
  const hierarchy: [string, string[]][] = [
    ['total', names],
    ...names.map((name): [string, string[]] => [name, parts.map((part) => `${name}${part}`)]),
  ];
  const dims = [
    { name: 'place', hierarchy },
    { name: 'type', hierarchy: [['total', types]] satisfies [string, string[]][] },
  ];
  return countInstance('regions', dims, [{ id: 'A', unit: 'incident', dims: ['place', 'type'], role: 'publish' }], incidents, {
    threshold: 5,
    zero: 'publish',
  });
}

describe('the same release, the same bytes', () => {
  it.each<[string, () => Instance, ProtectOptions, string]>([
    ['component', () => inventedMonth(3, 40), { method: 'component', objective: 'count', solves: 80 }, '10 c1aeda8b98c92ba2'],
    ['component, useful', () => inventedMonth(5, 90), { method: 'component', solves: 200 }, '16 9a697c0636cdd5ef'],
    ['gauss', () => inventedMonth(6, 70), { method: 'gauss', objective: 'count', solves: 80 }, '14 b1ceabffc1a33323'],
    ['optimal', () => inventedTables(37), { objective: 'count', solves: 50, proofSolves: 300 }, '22 0ac6e96733307c0c'],
    ['optimal, useful, a proof cut short', () => inventedMonth(8, 110), { solves: 0, proofSolves: 300 }, '12 8746610bee8c5318'],
    ['optimal, zeros protected', () => inventedTables(29), { objective: 'count', solves: 0, proofSolves: 500 }, '10 67a25e08cb7aad73'],
    ['optimal, fractions', () => inventedTables(19), { objective: 'count', solves: 0, proofSolves: 2000 }, '3 3d249df2d46d9c73'],
    ['optimal, linked', () => inventedTables(24), { objective: 'count', solves: 30, proofSolves: 300 }, '18 98fe6f98e29b5f0d'],
    ['large', regions, { method: 'component', objective: 'count', solves: 60 }, '64 14ebf59a66bf7060'],
    ['rounded', () => inventedMonth(9, 50), { method: 'round' }, '0 baab7f050ceb9195'],
    ['rounded', () => inventedTables(21), { method: 'round', roundingKey: Buffer.alloc(32, 3) }, '0 57282999cab6ab21'],
  ])('%s', async (_, instance, options, expected) => {
    expect(await letters(instance(), options)).toBe(expected);
  });
});
