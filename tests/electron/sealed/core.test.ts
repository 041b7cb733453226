import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { addBlinds, blindBytes, committerOf, isCommitment, randomBlind, readBlind } from '../../../electron/sealed/commitment.ts';
import { commonSet, mayOpen, openSums, setDigest, valuesHash, type ListLine } from '../../../electron/sealed/openings.ts';
import { readShare, receiptWords, shareBytes, splitVector, sumShares } from '../../../electron/sealed/shares.ts';
import { latentNumberOf, numberOf, TEMPLATE, vectorOf } from '../../../electron/sealed/template.ts';
import { evaluate } from '../../../shared/indicators/evaluate.ts';
import { LATENT_TABLES, TABLES } from '../../../shared/indicators/tables.ts';
import { sealedCampaigns } from '../../disclosure/sealed.ts';
import { failuresOf } from '../../faults/campaign.ts';
import { randomUnits } from '../../shared/indicators/units.ts';

const MONTH = '2026-05';
const SHORT = committerOf('short', 3);
const SHORT_TEMPLATE = { leafCount: 2, shown: [{ name: 'all', leaves: [0, 1] }] };

function line(centre: string, region: string, side: 'a' | 'b' = 'a', commitment = `c-${centre}`): ListLine {
  return { centre, region, side, commitment, digestA: `a-${centre}`, digestB: `b-${centre}` };
}

function listed(regions: Readonly<Record<string, string>>, side: 'a' | 'b' = 'a'): readonly ListLine[] {
  return Object.entries(regions).map(([centre, region]) => line(centre, region, side));
}

function groupsOf(regions: Readonly<Record<string, string>>) {
  return commonSet(listed(regions), listed(regions, 'b')).groups;
}

describe('the template (disclosure §6.2)', () => {
  it('has the same length and order whatever was counted, and its name tells both', () => {
    expect(vectorOf([], MONTH)).toHaveLength(TEMPLATE.length);
    expect(vectorOf([], MONTH).every((value) => value === 0)).toBe(true);
    expect(TEMPLATE.length).toBe(TEMPLATE.leafCount + TEMPLATE.shown.length);
    expect(TEMPLATE.name).toMatch(/^sutura-1-[0-9-]+-[0-9a-f]{16}$/);
  });

  it('gives every number of the tables back, as the evaluator counts them', () => {
    for (const seed of [3, 4, 5]) {
      const units = randomUnits(seed, 120);
      const vector = vectorOf(units, MONTH);
      const counts = evaluate(TABLES, units, { month: MONTH, site: { region: 'mopti' } });
      for (const { table, blocks } of counts.tables)
        for (const block of blocks)
          for (const { key, n } of block.cells)
            expect(numberOf(vector, table.population.id, block, key)).toEqual({ n, contributors: n > 0 ? 1 : 0 });
      for (const { population, block } of counts.latent)
        for (const { key, n } of block.cells) expect(latentNumberOf(vector, population.id, block, key)).toBe(n);
    }
    expect(LATENT_TABLES).toHaveLength(1);
  });
});

describe('shares and commitments', () => {
  it('give the vector back together, and have one length each', () => {
    const vector = Uint32Array.from([0, 7, 1]);
    const { shares, commitment } = splitVector(vector, SHORT);
    const whole = sumShares([shares.a, shares.b]);
    expect([...whole.values]).toEqual([0, 7, 1]);
    expect(SHORT.commit(whole.values, whole.blind).equals(commitment)).toBe(true);
    expect(shareBytes(shares.a)).toHaveLength(3 * 4 + 32);
    expect(readShare(shareBytes(shares.b), 3)).toEqual(shares.b);
    expect(readShare(shareBytes(shares.b).subarray(1), 3)).toBeNull();
    expect(readShare(Buffer.alloc(3 * 4 + 32, 0xff), 3)).toBeNull();
    expect(readBlind(blindBytes(addBlinds([randomBlind(), 5n])))).not.toBeNull();
  });

  it('differ at each draw of the same month', () => {
    const vector = Uint32Array.from([0, 7, 1]);
    const [first, second] = [splitVector(vector, SHORT), splitVector(vector, SHORT)];
    expect(first.commitment.equals(second.commitment)).toBe(false);
    expect(shareBytes(first.shares.a).equals(shareBytes(second.shares.a))).toBe(false);
    expect(receiptWords(MONTH, first.commitment)).toHaveLength(12);
    expect(receiptWords(MONTH, first.commitment)).not.toEqual(receiptWords('2026-06', first.commitment));
  });

  it('refuse what is no point of the group and another length', () => {
    expect(isCommitment(Buffer.alloc(32, 0xff))).toBe(false);
    expect(isCommitment(SHORT.commit(Uint32Array.from([1, 2, 3]), 4n))).toBe(true);
    expect(() => SHORT.commit(Uint32Array.from([1]), 4n)).toThrow(RangeError);
  });
});

describe('S and its groups', () => {
  it('keeps the centres on both lists with equal headers and the two halves', () => {
    const own = [line('A', 'gao'), line('B', 'gao'), line('C', 'gao'), line('D', 'gao'), line('E', 'gao')];
    const other = [
      line('A', 'gao', 'b'),
      line('B', 'gao', 'b'),
      line('C', 'gao', 'b'),
      line('D', 'gao', 'b', 'another'),
      line('F', 'gao', 'b'),
    ];
    const found = commonSet(own, other);
    expect(found.groups.map(({ centres }) => centres.map(({ centre }) => centre))).toEqual([['A', 'B', 'C']]);
    expect(found.onlyHere).toEqual(['D', 'E']);
    expect(found.onlyThere).toEqual(['D', 'F']);
    expect(commonSet(own, own).groups).toEqual([]);
    expect(commonSet(other, own).groups).toEqual(found.groups);
  });

  it('never leaves one or two centres by themselves, nor by taking the regions from the country', () => {
    expect(groupsOf({ A: 'gao', B: 'gao' })).toEqual([]);
    expect(groupsOf({ A: 'gao', B: 'mopti', C: 'segou' }).map(({ area, centres }) => [area, centres.length])).toEqual([[null, 3]]);
    const four = groupsOf({ A: 'gao', B: 'gao', C: 'gao', D: 'mopti', E: 'mopti', F: 'mopti', G: 'mopti', H: 'segou' });
    expect(four.map(({ area, centres }) => [area, centres.length])).toEqual([
      ['mopti', 4],
      [null, 4],
    ]);
  });
});

describe('which sums may be opened (disclosure §6.3)', () => {
  const first = groupsOf({ A: 'gao', B: 'gao', C: 'gao' });
  const opened = first.map(({ centres }) => centres.map(({ centre, commitment }) => `${centre} ${commitment}`));

  it('refuses one late centre, two late centres, and one that corrected', () => {
    expect(mayOpen(first, [])).toBe(true);
    expect(mayOpen(groupsOf({ A: 'gao', B: 'gao', C: 'gao', D: 'gao' }), opened)).toBe(false);
    expect(mayOpen(groupsOf({ A: 'gao', B: 'gao', C: 'gao', D: 'gao', E: 'gao' }), opened)).toBe(false);
    const corrected = [line('A', 'gao', 'a', 'corrected'), line('B', 'gao'), line('C', 'gao')];
    expect(
      mayOpen(
        commonSet(
          corrected,
          corrected.map((one) => ({ ...one, side: 'b' })),
        ).groups,
        opened,
      ),
    ).toBe(false);
  });

  it('lets a late batch of three be opened as a set of its own, and the same set again', () => {
    expect(mayOpen(groupsOf({ D: 'gao', E: 'gao', F: 'mopti' }), opened)).toBe(true);
    expect(mayOpen(first, opened)).toBe(true);
  });
});

describe('the opening', () => {
  it('refuses a sum that does not agree with the commitments, and one that no counts can give', () => {
    const opened = (vectors: readonly (readonly number[])[]) => {
      const made = vectors.map((values) => splitVector(Uint32Array.from(values), SHORT));
      const centres = made.map(({ commitment }, rank) => ({ ...line(`C${rank}`, 'gao'), commitment: commitment.toString('hex') }));
      const group = { area: 'gao', centres };
      return openSums(
        [group],
        [sumShares(made.map(({ shares }) => shares.a))],
        [sumShares(made.map(({ shares }) => shares.b))],
        SHORT,
        SHORT_TEMPLATE,
      );
    };
    expect(
      opened([
        [1, 2, 1],
        [0, 0, 0],
        [3, 0, 1],
      ]),
    ).toEqual({ sums: [Uint32Array.from([4, 2, 2])] });
    expect(
      opened([
        [1, 20_000, 1],
        [0, 0, 0],
        [3, 0, 1],
      ]),
    ).toEqual({ failed: 'absurd' });
    expect(
      opened([
        [1, 0, 9],
        [0, 0, 0],
        [3, 0, 1],
      ]),
    ).toEqual({ failed: 'absurd' });
    expect(
      opened([
        [1, 0, 0],
        [0, 0, 0],
        [3, 0, 0],
      ]),
    ).toEqual({ failed: 'absurd' });
    const made = [1, 2, 3].map((value) => splitVector(Uint32Array.from([value, 0, 1]), SHORT));
    const group = {
      area: 'gao',
      centres: made.map(({ commitment }, rank) => ({ ...line(`C${rank}`, 'gao'), commitment: commitment.toString('hex') })),
    };
    const own = sumShares(made.map(({ shares }) => shares.a));
    expect(openSums([group], [own], [own], SHORT, SHORT_TEMPLATE)).toEqual({ failed: 'unequal' });
    expect(openSums([group], [own], [], SHORT, SHORT_TEMPLATE)).toEqual({ failed: 'unequal' });
  });

  it('binds the hash to the values, the custodian and S, and S to both lists', () => {
    const share = { values: Uint32Array.from([1, 2, 3]), blind: 4n };
    const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const hashes = [
      valuesHash(one, one, [share]),
      valuesHash(two, one, [share]),
      valuesHash(one, two, [share]),
      valuesHash(one, one, [{ ...share, blind: 5n }]),
    ];
    expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(4);
    const groups = groupsOf({ A: 'gao', B: 'gao', C: 'gao' });
    expect(setDigest('t', MONTH, [one, two], groups).equals(setDigest('t', MONTH, [two, one], groups))).toBe(true);
    expect(setDigest('t', MONTH, [one, two], groups).equals(setDigest('t', '2026-06', [one, two], groups))).toBe(false);
  });
});

it('the catalogue of disclosure §8.3 in short: exact, tampered, uniform, second openings', () => {
  for (const campaign of sealedCampaigns({ centres: 12, tampered: 120, draws: 40, pairs: 400 }, 20261129)) {
    expect(campaign.tries).toBeGreaterThan(0);
    expect([campaign.name, failuresOf(campaign), campaign.notes]).toEqual([campaign.name, 0, campaign.notes]);
  }
});
