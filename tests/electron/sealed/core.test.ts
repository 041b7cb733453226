import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { addBlinds, blindBytes, committerOf, isCommitment, randomBlind, readBlind } from '../../../electron/sealed/commitment.ts';
import {
  commonSet,
  contributionId,
  mayOpen,
  monthsEach,
  openSums,
  setDigest,
  surelyCentres,
  valuesHash,
  type ListLine,
} from '../../../electron/sealed/openings.ts';
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

function line(centre: string, region: string, side: 'a' | 'b' = 'a', commitment = `c-${centre}`, month = MONTH): ListLine {
  return { centre, month, region, side, commitment, digestA: `a-${centre}`, digestB: `b-${centre}` };
}

/** The late months of centres of one region, as `A 04`. */
function late(names: string, region = 'gao') {
  const lines = names.split(', ').map((name) => {
    const [centre = '', month = ''] = name.split(' ');
    return line(centre, region, 'a', `c-${name}`, `2026-${month}`);
  });
  return lines;
}

function lateGroups(names: string) {
  return commonSet(
    late(names),
    late(names).map((one) => ({ ...one, side: 'b' })),
  ).groups;
}

function listed(regions: Readonly<Record<string, string>>, side: 'a' | 'b' = 'a'): readonly ListLine[] {
  return Object.entries(regions).map(([centre, region]) => line(centre, region, side));
}

function groupsOf(regions: Readonly<Record<string, string>>) {
  return commonSet(listed(regions), listed(regions, 'b')).groups;
}

describe('the template (disclosure §6.2)', () => {
  it('has the same length and order whatever was counted, and its name states both', () => {
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
    expect(found.groups.map(({ contributions }) => contributions.map(({ centre }) => centre))).toEqual([['A', 'B', 'C']]);
    expect(found.onlyHere).toEqual(['D', 'E'].map((centre) => ({ centre, month: MONTH })));
    expect(found.onlyThere).toEqual(['D', 'F'].map((centre) => ({ centre, month: MONTH })));
    expect(commonSet(own, own).groups).toEqual([]);
    expect(commonSet(other, own).groups).toEqual(found.groups);
  });

  it('never leaves one or two centres by themselves, nor by taking the regions from the country', () => {
    expect(groupsOf({ A: 'gao', B: 'gao' })).toEqual([]);
    expect(groupsOf({ A: 'gao', B: 'mopti', C: 'segou' }).map(({ area, contributions }) => [area, contributions.length])).toEqual([
      [null, 3],
    ]);
    const four = groupsOf({ A: 'gao', B: 'gao', C: 'gao', D: 'mopti', E: 'mopti', F: 'mopti', G: 'mopti', H: 'segou' });
    expect(four.map(({ area, contributions }) => [area, contributions.length])).toEqual([
      ['mopti', 4],
      [null, 4],
    ]);
  });
});

describe('which sums may be opened (disclosure §6.3)', () => {
  const first = groupsOf({ A: 'gao', B: 'gao', C: 'gao' });
  const opened = first.map(({ contributions }) => contributions.map(contributionId));

  it('refuses one late centre, two late centres, and a centre that corrected', () => {
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

describe('late halves of a quarter (disclosure §6.3)', () => {
  it('are listed by centre and month, and are divided by centres, not by months', () => {
    expect(lateGroups('A 04, A 05, A 06, B 04, B 05')).toEqual([]);
    const [group, ...others] = lateGroups('C 06, A 05, A 04, B 04');
    expect(others).toEqual([]);
    expect(group?.contributions.map(({ centre, month }) => `${centre} ${month}`)).toEqual([
      'A 2026-04',
      'A 2026-05',
      'B 2026-04',
      'C 2026-06',
    ]);
    const gao = [...late('A 04, A 05, A 06, B 04'), ...late('D 04, E 05, F 06', 'mopti')];
    const joined = commonSet(
      gao,
      gao.map((one) => ({ ...one, side: 'b' })),
    );
    expect(joined.groups.map(({ area, contributions }) => [area, contributions.length])).toEqual([[null, 7]]);
    const here = commonSet(late('A 04, A 05'), late('A 04, B 06'));
    expect([here.onlyHere, here.onlyThere]).toEqual([
      [
        { centre: 'A', month: '2026-04' },
        { centre: 'A', month: '2026-05' },
      ],
      [
        { centre: 'A', month: '2026-04' },
        { centre: 'B', month: '2026-06' },
      ],
    ]);
  });

  it('may be opened where each lot, beside the months too, is of three centres', () => {
    const groups = (names: string) => lateGroups(names).map(({ contributions }) => contributions.map(contributionId));
    const april = groups('A 04, B 04, C 04');
    expect(mayOpen(lateGroups('D 04, E 05, F 06'), april)).toBe(true);
    expect(mayOpen(lateGroups('A 05, B 05, C 06'), april)).toBe(true);
    expect(mayOpen(lateGroups('D 04, D 05, D 06'), april)).toBe(false);
    expect(mayOpen([{ area: 'gao', contributions: late('D 04, D 05, E 06') }], [])).toBe(false);
    // A month opened after the quarter shares one or two halves with it.
    expect(mayOpen(lateGroups('D 04, E 04, F 04'), groups('D 04, E 05, F 06'))).toBe(false);
    // Enough halves in each lot, of two centres.
    const [two, three] = ['A 04, A 05, B 04', 'A 04, A 05, B 04, C 04'].map((names) => [late(names).map(contributionId)]);
    expect(mayOpen(lateGroups('A 04, A 05, B 04, C 04, D 04, E 04'), two ?? [])).toBe(false);
    expect(mayOpen(lateGroups('A 04, A 05, B 04, C 04, D 04, E 04, F 06'), three ?? [])).toBe(true);
  });

  it('count the centres that surely contribute to a number', () => {
    const months = (names: string) => monthsEach(late(names));
    expect(months('A 04, B 05, A 06, C 04')).toEqual([2, 1, 1]);
    expect([0, 1, 2, 3].map((k) => surelyCentres(k, [1, 1, 1]))).toEqual([0, 1, 2, 3]);
    expect([2, 3, 4].map((k) => surelyCentres(k, [2, 1, 1]))).toEqual([1, 2, 3]);
    // With at most m months a centre, three centres surely contribute above 2·m and five above 4·m.
    const [two, three] = [Array.from({ length: 6 }, () => 2), Array.from({ length: 6 }, () => 3)];
    expect([4, 5, 8, 9].map((k) => surelyCentres(k, two))).toEqual([2, 3, 4, 5]);
    expect([6, 7, 12, 13].map((k) => surelyCentres(k, three))).toEqual([2, 3, 4, 5]);
  });
});

describe('the opening', () => {
  it('refuses a sum that does not agree with the commitments, and a sum that no counts can give', () => {
    const opened = (vectors: readonly (readonly number[])[]) => {
      const made = vectors.map((values) => splitVector(Uint32Array.from(values), SHORT));
      const contributions = made.map(({ commitment }, rank) => ({ ...line(`C${rank}`, 'gao'), commitment: commitment.toString('hex') }));
      const group = { area: 'gao', contributions };
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
      contributions: made.map(({ commitment }, rank) => ({ ...line(`C${rank}`, 'gao'), commitment: commitment.toString('hex') })),
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
