import { describe, expect, it } from 'vitest';
import { breakProtector } from '../../disclosure/broken.ts';
import { failuresOf } from '../../disclosure/campaign.ts';
import { judgePrint } from '../../disclosure/checker.ts';
import { protectRandom } from '../../disclosure/random.ts';
import { quantitiesOf, randomInstance } from '../../disclosure/randomInstances.ts';
import type { Instance, ProtectedCell } from '../../../shared/disclosure/instance.ts';
import { dice, handExample } from './invented.ts';

function seedsFrom(first: number, size: number): number[] {
  return Array.from({ length: size }, (_, at) => first + at);
}

describe('random releases, in short form', () => {
  it('leave nothing to the attacker nor to the checker', async () => {
    const campaign = await protectRandom(seedsFrom(20_261, 60));
    expect({ failures: failuresOf(campaign), notes: campaign.notes, tries: campaign.tries }).toEqual({ failures: 0, notes: [], tries: 60 });
    expect(campaign.optimal).toBeGreaterThan(30);
  });

  it('spoiled on purpose are reported by the attacker', async () => {
    const campaigns = await breakProtector(seedsFrom(7, 30));
    expect(campaigns.map(({ missed, disagreements }) => ({ missed, disagreements }))).toEqual(
      campaigns.map(() => ({ missed: 0, disagreements: 0 })),
    );
    for (const { name, tries } of campaigns) expect(tries, name).toBeGreaterThan(3);
  });

  it('have the sizes and the oddities that they should', () => {
    const instances = seedsFrom(1, 200).map(randomInstance);
    expect(instances.map(quantitiesOf).every((size) => size >= 5 && size <= 400)).toBe(true);
    const shapes: readonly ((instance: Instance) => boolean)[] = [
      ({ dims }) => dims.length === 3,
      ({ dims }) => dims.some(({ hierarchy }) => hierarchy.length > 1),
      ({ dims }) => dims.some(({ hierarchy }) => hierarchy.some(([parent]) => parent.endsWith('-over'))),
      ({ tables }) => tables.filter(({ role }) => role === 'publish').length > 1,
      ({ tables }) => tables.some(({ role }) => role === 'latent'),
      ({ rule }) => rule.zero === 'protect',
      ({ rule }) => rule.minContributors !== undefined,
      ({ cells }) => cells.some(({ known }) => known === true),
      ({ cells }) => cells.some(({ structural }) => structural === true),
    ];
    for (const shape of shapes) expect(instances.filter(shape).length, String(shape)).toBeGreaterThan(4);
  });
});

/** A line of four numbers and their total, some hidden. */
function line(
  numbers: readonly number[],
  hidden: readonly number[],
): { readonly instance: Instance; readonly cells: readonly ProtectedCell[] } {
  const codes = numbers.map((_, at) => `c${at}`);
  const total = numbers.reduce((sum, n) => sum + n, 0);
  const instance: Instance = {
    format: 'sutura-disclosure-1',
    id: 'line',
    rule: { threshold: 5, zero: 'publish' },
    dims: [{ name: 'row', hierarchy: [['total', codes]] }],
    tables: [{ id: 'A', unit: 'incident', dims: ['row'], role: 'publish' }],
    cells: [total, ...numbers].map((n, at) => ({ table: 'A', key: [at === 0 ? 'total' : (codes[at - 1] ?? '')], n })),
  };
  const cells = instance.cells.map(({ table, key, n }, at): ProtectedCell =>
    hidden.includes(at) ? { table, key, suppressed: 'primary' } : { table, key, value: n },
  );
  return { instance, cells };
}

describe('the checker', () => {
  it('agrees with counting every whole table of a line', async () => {
    const roll = dice(3);
    for (let round = 0; round < 40; round += 1) {
      const numbers = [1 + roll(6), 1 + roll(6), 1 + roll(6), roll(9)];
      const hidden = [1, 2, 3, 4].filter((at) => (numbers[at - 1] ?? 0) > 0 && ((numbers[at - 1] ?? 0) < 5 || roll(3) === 0));
      const sum = hidden.reduce((all, at) => all + (numbers[at - 1] ?? 0), 0);
      // The hidden parts are at least 1 and add up to what is left: each spreads from 1 to the rest.
      const spread = hidden.length === 0 ? Infinity : hidden.length === 1 ? 0 : sum - hidden.length;
      const sensitive = hidden.filter((at) => (numbers[at - 1] ?? 0) < 5).length;
      const { instance, cells } = line(numbers, hidden);
      expect(await judgePrint(instance, { cells }, 3)).toEqual({
        faults: [],
        exact: spread === 0 ? sensitive : 0,
        tooNarrow: spread > 0 && spread < 3 ? sensitive : 0,
        undecided: 0,
      });
    }
  });

  it('reports what needs no solver', async () => {
    const instance = handExample();
    const shown = instance.cells.map(({ table, key, n }): ProtectedCell => ({ table, key, value: n }));
    expect((await judgePrint(instance, { cells: shown }, 3)).faults).toEqual(['sensitive', 'sensitive']);
    expect((await judgePrint(instance, { cells: shown.slice(1) }, 3)).faults).toContain('missing');
    expect((await judgePrint(instance, { cells: shown.map((cell) => ({ ...cell, value: 9 })) }, 3)).faults).toContain('false');
    const { instance: zeros, cells } = line([0, 9, 9, 9], [1]);
    expect((await judgePrint(zeros, { cells }, 3)).faults).toEqual(['zero']);
  });
});
