import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../electron/disclosure/attack/attackFolder.ts';
import { protect } from '../../../electron/disclosure/protect/protect.ts';
import { breakProtector } from '../../disclosure/broken.ts';
import { failuresOf } from '../../disclosure/campaign.ts';
import { judgePrint } from '../../disclosure/checker.ts';
import { protectRandom } from '../../disclosure/random.ts';
import { quantitiesOf, randomInstance } from '../../disclosure/randomInstances.ts';
import { roundTables } from '../../disclosure/rounding.ts';
import { failuresOf as failuresIn } from '../../faults/campaign.ts';
import type { Instance, ProtectedCell } from '../../../shared/disclosure/instance.ts';
import { dice, handExample, inventedMonth, lineOf, printOf, showCell, toRelease } from './invented.ts';

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

  it('rounded instead of hidden, 24 of them, six months of linked tables', { timeout: 300_000 }, async () => {
    const campaign = await roundTables(24);
    expect(failuresIn(campaign), campaign.notes.join('\n')).toBe(0);
    expect(campaign.tries).toBe(24);
  });

  it('60 of 60 months in which one needed cell is shown again are found', { timeout: 300_000 }, async () => {
    let [tried, reported] = [0, 0];
    for (let seed = 1; tried < 60; seed += 1) {
      const instance = inventedMonth(seed, 15 + (seed % 50));
      const protection = await protect(instance, { method: 'component', objective: 'count', solves: 0, budgetMs: 60_000 });
      const secondary = protection.cells.flatMap((cell, at) => ('suppressed' in cell && cell.suppressed === 'secondary' ? [at] : []));
      const again = secondary[dice(seed)(Math.max(1, secondary.length))];
      if (again === undefined) continue;
      tried += 1;
      const release = toRelease(showCell(protection, instance, again), instance, {
        site: 'AAA',
        region: 'mopti',
        period: '2026-05',
        version: 1,
      });
      const found = await attackReleases({ releases: [release], consolidated: [], printed: [], unread: [] });
      if (found.findings.length + found.doubtful > 0) reported += 1;
    }
    expect(reported).toBe(60);
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
      const instance = lineOf(numbers);
      const cells = printOf(
        instance,
        hidden.map((at) => `c${at - 1}`),
      );
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
    const zeros = lineOf([0, 9, 9, 9]);
    expect((await judgePrint(zeros, { cells: printOf(zeros, ['c0']) }, 3)).faults).toEqual(['zero']);
  });
});
