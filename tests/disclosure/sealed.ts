import { Buffer } from 'node:buffer';
import { committerOf, type Committer } from '../../electron/sealed/commitment.ts';
import { contributionId, mayOpen, openSums, type Group, type Header } from '../../electron/sealed/openings.ts';
import { shareDigest, splitVector, sumShares, type Contribution, type Share, type Side } from '../../electron/sealed/shares.ts';
import { TEMPLATE, vectorOf, type Template } from '../../electron/sealed/template.ts';
import { chance, newCampaign, type Campaign } from '../faults/campaign.ts';
import { randomUnits } from '../shared/indicators/units.ts';

const MONTH = '2026-05';
const REGIONS = ['mopti', 'gao', 'segou', 'tombouctou', 'kayes'];

/** How much of the catalogue is run (disclosure §8.3): the whole is 200 centres, 10,000 tampered sums and 1,000 pairs of openings. */
export type SealedCampaign = { readonly centres: number; readonly tampered: number; readonly draws: number; readonly pairs: number };

/** Exact sums, tampered sums, uniform shares and refused second openings of the sealed mode. */
export function sealedCampaigns(size: SealedCampaign, seed: number): readonly Campaign[] {
  const committer = committerOf(TEMPLATE.name, TEMPLATE.length);
  return [
    exactSums(committer, size.centres, seed),
    tamperedSums(size.tampered, seed),
    uniformShares(committer, size.draws, seed),
    secondOpenings(size.pairs, seed),
  ];
}

type Centre = { readonly header: Header; readonly vector: Uint32Array; readonly contribution: Contribution };

/** What invented centres sealed, and how their sum is opened. */
export type Opening = { readonly vectors: readonly Uint32Array[]; readonly open: () => ReturnType<typeof openSums> };

/** Sealed contributions of invented centres, before their sum is opened. */
export function invitedToOpen(committer: Committer, count: number, seed: number): Opening {
  const centres = Array.from({ length: count }, (_, rank) => centreOf(rank, vectorOf(randomUnits(seed + rank, 60), MONTH), committer));
  const group: Group = { area: null, contributions: centres.map(({ header }) => header) };
  return {
    vectors: centres.map(({ vector }) => vector),
    open: () => openSums([group], [sumOf(centres, 'a')], [sumOf(centres, 'b')], committer, TEMPLATE),
  };
}

/** `corrupt_accepted`: a count of the sum that is not that of the centres. */
function exactSums(committer: Committer, count: number, seed: number): Campaign {
  const campaign = newCampaign('sealed-exact');
  const { vectors, open } = invitedToOpen(committer, count, seed);
  const started = performance.now();
  const opened = open();
  const took = Math.round(performance.now() - started);
  const [sum] = 'sums' in opened ? opened.sums : [];
  campaign.tries = TEMPLATE.length;
  for (let rank = 0; rank < TEMPLATE.length; rank += 1)
    if (sum?.[rank] !== vectors.reduce((total, vector) => total + (vector[rank] ?? 0), 0)) campaign.corrupt_accepted += 1;
  campaign.notes.push(`seed ${seed}`, `${count} centres, ${TEMPLATE.length} numbers each, opened in ${took} ms`);
  return campaign;
}

/** A shorter template has the same checks and takes less time for each of them; every hundredth sum is one of the whole template. */
function tamperedSums(tries: number, seed: number): Campaign {
  const campaign = newCampaign('sealed-tampered');
  const random = chance(seed);
  const small: Pick<Template, 'leafCount' | 'shown'> = {
    leafCount: 20,
    shown: [{ name: 'all', leaves: Array.from({ length: 20 }, (_, leaf) => leaf) }],
  };
  const scenes = [
    sceneOf(committerOf('short', 21), small, () => Uint32Array.from({ length: 21 }, (_, rank) => (rank === 20 ? 1 : rank % 3))),
    sceneOf(committerOf(TEMPLATE.name, TEMPLATE.length), TEMPLATE, (rank) => vectorOf(randomUnits(seed + rank, 60), MONTH)),
  ];
  const kinds = new Map<string, number>();
  for (let at = 0; at < tries; at += 1) {
    const scene = scenes[at % 100 === 99 ? 1 : 0];
    if (scene === undefined) throw new RangeError('no scene');
    const [kind, own, other] = tamper(scene, random);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    campaign.tries += 1;
    const opened = openSums([scene.group], [own], [other], scene.committer, scene.template);
    if ('sums' in opened) campaign.corrupt_accepted += 1;
  }
  campaign.notes.push(`seed ${seed}`, ...[...kinds].map(([kind, count]) => `${kind}: ${count}`));
  return campaign;
}

type Scene = {
  readonly committer: Committer;
  readonly template: Pick<Template, 'leafCount' | 'shown'>;
  readonly group: Group;
  readonly centres: readonly Centre[];
};

function sceneOf(committer: Committer, template: Scene['template'], vector: (rank: number) => Uint32Array): Scene {
  const centres = Array.from({ length: 5 }, (_, rank) => centreOf(rank, vector(rank), committer));
  return { committer, template, centres, group: { area: null, contributions: centres.map(({ header }) => header) } };
}

/** One lie about a sum: one value moved by any amount, two that cancel out, another blinding number, one centre left out or counted twice, two values exchanged. */
function tamper({ centres, committer }: Scene, random: () => number): readonly [kind: string, own: Share, other: Share] {
  const own = sumOf(centres, 'a');
  const other = sumOf(centres, 'b');
  const at = Math.floor(random() * committer.length);
  const next = (at + 1) % committer.length;
  const by = 1 + Math.floor(random() * (random() < 0.5 ? 9 : 2 ** 32 - 2));
  const moved = (...changes: readonly (readonly [number, number])[]): Share => {
    const values = Uint32Array.from(own.values);
    for (const [rank, change] of changes) values[rank] = (values[rank] ?? 0) + change;
    return { values, blind: own.blind };
  };
  const kinds: readonly (readonly [string, () => Share])[] = [
    ['one value moved', () => moved([at, by])],
    ['two values that cancel out', () => moved([at, by], [next, -by])],
    ['another blinding number', () => ({ values: own.values, blind: own.blind === 0n ? 1n : own.blind - 1n })],
    ['one centre left out', () => sumOf(centres.slice(1), 'a')],
    ['one centre twice', () => sumShares([own, sumOf(centres.slice(0, 1), 'a')])],
    ['a value and the blinding number', () => ({ values: moved([at, by]).values, blind: own.blind + 1n })],
  ];
  const [kind, lie] = kinds[Math.floor(random() * kinds.length)] ?? ['none', () => own];
  return [kind, lie(), other];
}

/**
 * Chi-square of the bytes of A's and of B's half, 255 degrees of freedom: under uniform bytes above 330.5 once in a thousand. `corrupt_accepted`: a half whose
 * statistic is above 400, which uniform bytes reach once in a hundred million.
 */
function uniformShares(committer: Committer, draws: number, seed: number): Campaign {
  const campaign = newCampaign('sealed-uniform');
  const vector = vectorOf(randomUnits(seed, 60), MONTH);
  const counts = { a: new Float64Array(256), b: new Float64Array(256) };
  for (let draw = 0; draw < draws; draw += 1) {
    const { shares } = splitVector(vector, { ...committer, commit: () => Buffer.alloc(32) });
    for (const side of ['a', 'b'] as const)
      for (const byte of new Uint8Array(shares[side].values.buffer)) counts[side][byte] = (counts[side][byte] ?? 0) + 1;
  }
  for (const side of ['a', 'b'] as const) {
    const total = counts[side].reduce((sum, count) => sum + count, 0);
    const statistic = counts[side].reduce((sum, count) => sum + (count - total / 256) ** 2 / (total / 256), 0);
    campaign.tries += 1;
    if (statistic > 400) campaign.corrupt_accepted += 1;
    campaign.notes.push(`half ${side}: chi-square ${statistic.toFixed(1)} over 255 degrees of freedom, ${total} bytes`);
  }
  return campaign;
}

/** Random second openings after a first: `corrupt_accepted` when one is allowed from which adding and taking away gives one or two centres. */
function secondOpenings(pairs: number, seed: number): Campaign {
  const campaign = newCampaign('sealed-second-opening');
  const random = chance(seed);
  let refused = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const some = () => Array.from({ length: 12 }, (_, rank) => rank).filter(() => random() < 0.5);
    const [first, second] = [some(), random() < 0.3 ? some() : some().slice(0, 5)];
    if (first.length < 3) continue;
    campaign.tries += 1;
    const allowed = mayOpen([groupOfRanks(second)], [groupOfRanks(first).contributions.map(contributionId)]);
    if (!allowed) refused += 1;
    if (
      allowed &&
      [differ(first, second), differ(second, first), second, meet(first, second)].some((set) => set.length > 0 && set.length < 3)
    )
      campaign.corrupt_accepted += 1;
  }
  campaign.notes.push(`seed ${seed}`, `${refused} refused of ${campaign.tries}`);
  return campaign;
}

function differ(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.filter((rank) => !right.includes(rank));
}

function meet(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.filter((rank) => right.includes(rank));
}

function groupOfRanks(ranks: readonly number[]): Group {
  const contributions = ranks.map((rank) => {
    return { centre: `C${rank}`, month: MONTH, region: 'gao', commitment: `${rank}`, digestA: '', digestB: '' };
  });
  return { area: 'gao', contributions };
}

function centreOf(rank: number, vector: Uint32Array, committer: Committer): Centre {
  const contribution = splitVector(vector, committer);
  const centre = `C${rank}`;
  const digestOf = (side: Side) => shareDigest(committer.template, MONTH, centre, contribution.shares[side]).toString('hex');
  const header = {
    centre,
    month: MONTH,
    region: REGIONS[rank % REGIONS.length] ?? '',
    commitment: contribution.commitment.toString('hex'),
    digestA: digestOf('a'),
    digestB: digestOf('b'),
  };
  return { header, vector, contribution };
}

function sumOf(centres: readonly Centre[], side: Side): Share {
  return sumShares(centres.map(({ contribution }) => contribution.shares[side]));
}
