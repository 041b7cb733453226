import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../shared/contract.ts';
import type { OpeningStep, SealedFile, SealedShare } from '../../shared/exchange/sealed.ts';
import { SCHEMA_VERSION, type CardPayload } from '../../shared/exchange/payload.ts';
import { KIND, sealContainer, type Signer } from '../../electron/exchange/container.ts';
import { headerText, piecesOf, writeSealedFile } from '../../electron/exchange/custodianFile.ts';
import { writeKeyCard } from '../../electron/exchange/keyCards.ts';
import { randomSecret, sign, signingPublic } from '../../electron/keys/primitives.ts';
import { siteKeys } from '../../electron/keys/principals.ts';
import { committerOf } from '../../electron/sealed/commitment.ts';
import { shareBytes, shareDigest, splitVector, type Contribution, type Side } from '../../electron/sealed/shares.ts';
import { TEMPLATE } from '../../electron/sealed/template.ts';
import { onMedium, placeToken } from './medium.ts';
import { signingOf, type Installation } from './installation.ts';

/** Two desks of two organisations whose cards each has confirmed for the other, both with an open session. */
export type Custodians = { readonly a: Installation; readonly b: Installation; readonly cardOfA: string; readonly cardOfB: string };

/** A centre that exists in these tests only: its key, its card at both desks. */
export type InventedCentre = {
  readonly code: string;
  readonly structureCode: string;
  readonly region: string;
  readonly signer: Signer;
  readonly offices: readonly [SealedShare['custodian_a'], SealedShare['custodian_b']];
};

type Verdict = Output<'sealed.import'>['verdicts'][number];

let written = 0;

export async function meet(a: Installation, b: Installation): Promise<Custodians> {
  for (const desk of [a, b]) await desk.unlock('PF1');
  return { a, b, cardOfA: await confirmCard(a, b), cardOfB: await confirmCard(b, a) };
}

/** The card of one installation, read and confirmed by words at another, by the person of its session. */
export async function confirmCard(from: Installation, at: Installation): Promise<string> {
  const { fileName } = await from.ask('cards.handOver', { folder: await placeToken(from, 'Clé USB') });
  const { words } = await from.ask('cards.own', {});
  copyFileSync(join(from.medium, fileName), join(at.medium, fileName));
  const { card } = await at.ask('cards.read', { file: await onMedium(at, fileName, 'card') });
  await at.ask('cards.confirm', { cardId: card.cardId, words });
  return card.cardId;
}

/** Enters an invented centre at both desks: its line in the register, its card confirmed. */
export async function enterCentre({ a, b }: Custodians, code: string, region: string): Promise<InventedCentre> {
  const seed = randomSecret();
  const signer = { seed, publicKey: signingPublic(seed) };
  const centre: InventedCentre = { code, structureCode: `S${code}`, region, signer, offices: [officeOf(a), officeOf(b)] };
  const card: CardPayload = {
    schema_version: SCHEMA_VERSION,
    role: 'site',
    code,
    structure_code: centre.structureCode,
    region,
    type: 'ngo_national',
    recipient: recipientOf(a),
    sign_key: signer.publicKey.toString('hex'),
    valid_until: '2027-12-31',
  };
  for (const desk of [a, b]) {
    const name = nextName('carte');
    writeFileSync(join(desk.medium, name), writeKeyCard(card, signer, 'real'));
    const { card: read } = await desk.ask('cards.read', { file: await onMedium(desk, name, 'card') });
    await desk.ask('cards.confirm', { cardId: read.cardId, words: read.words });
    const line = {
      structureCode: centre.structureCode,
      siteCode: code,
      region,
      type: 'ngo_national',
      activeFrom: '2026-01',
      activeTo: null,
    };
    await desk.ask('structures.save', line);
  }
  return centre;
}

export function draw(vector: Uint32Array): Contribution {
  return splitVector(vector, committerOf(TEMPLATE.name, TEMPLATE.length));
}

/** One half as a centre would hand it over; `changes` are made before it is signed. */
export function shareOf(
  centre: InventedCentre,
  period: string,
  drawn: Contribution,
  side: Side,
  changes: Partial<SealedShare> = {},
): SealedShare {
  const digestOf = (one: Side) => shareDigest(TEMPLATE.name, period, centre.code, drawn.shares[one]).toString('hex');
  const header = {
    template: TEMPLATE.name,
    period,
    centre: centre.code,
    structure_code: centre.structureCode,
    region: centre.region,
    commitment: drawn.commitment.toString('hex'),
    digest_a: digestOf('a'),
    digest_b: digestOf('b'),
    custodian_a: centre.offices[0],
    custodian_b: centre.offices[1],
    ...changes,
  };
  return {
    schema_version: SCHEMA_VERSION,
    step: 'share',
    side,
    share: piecesOf(shareBytes(drawn.shares[side])),
    header_signature: sign(centre.signer.seed, headerText(header)).toString('hex'),
    ...header,
  };
}

/** Writes a signed file on the medium of a desk, sealed to it, and imports it. */
export async function deliver(desk: Installation, file: SealedFile, signer: Signer): Promise<Verdict> {
  const name = nextName('sutura');
  writeFileSync(join(desk.medium, name), await sealContainer(KIND.share, writeSealedFile(file), signer, recipientOf(desk), 'real'));
  return importNamed(desk, name);
}

export async function importNamed(desk: Installation, name: string): Promise<Verdict> {
  const { verdicts } = await desk.ask('sealed.import', { files: [await onMedium(desk, name, 'package')] });
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** Both halves of a centre's month, each at its desk. */
export async function deliverBoth(
  { a, b }: Custodians,
  centre: InventedCentre,
  period: string,
  vector: Uint32Array,
): Promise<Contribution> {
  const drawn = draw(vector);
  for (const [desk, side] of [
    [a, 'a'],
    [b, 'b'],
  ] as const) {
    const { verdict, code } = await deliver(desk, shareOf(centre, period, drawn, side), centre.signer);
    if (verdict !== 'accepted') throw new Error(`a half was not accepted: ${code}`);
  }
  return drawn;
}

/** Writes the next step of one custodian and carries it to the other: the name of the file there. */
export async function carry(from: Installation, to: Installation, openingId: string, step: OpeningStep): Promise<string> {
  const { fileName } = await from.ask('sealed.handOver', { openingId, step, folder: await placeToken(from, 'Clé USB') });
  copyFileSync(join(from.medium, fileName), join(to.medium, fileName));
  return fileName;
}

/** The opening of a month that has not ended, at one desk. */
export async function openingAt(desk: Installation, period: string): Promise<Output<'sealed.list'>['openings'][number]> {
  const found = (await desk.ask('sealed.list', {})).openings.find((one) => one.period === period);
  if (found === undefined) throw new Error('no opening');
  return found;
}

/** The whole opening of a month as two custodians do it, up to the step named, which is exchanged too. */
export async function openTogether({ a, b, cardOfA, cardOfB }: Custodians, period: string, until: OpeningStep = 'table'): Promise<void> {
  const ids = new Map([
    [a, (await a.ask('sealed.begin', { period, cardId: cardOfB, part: 'all' })).openingId],
    [b, (await b.ask('sealed.begin', { period, cardId: cardOfA, part: 'all' })).openingId],
  ]);
  for (const step of ['list', 'agree', 'values', 'table'] as const) {
    if (step === 'table') for (const desk of [a, b]) await desk.ask('sealed.check', { openingId: ids.get(desk) ?? '' });
    const names = [await carry(a, b, ids.get(a) ?? '', step), await carry(b, a, ids.get(b) ?? '', step)] as const;
    for (const [desk, name] of [
      [b, names[0]],
      [a, names[1]],
    ] as const) {
      const { verdict, code } = await importNamed(desk, name);
      if (verdict !== 'accepted') throw new Error(`${step} was not accepted: ${code}`);
    }
    if (step === until) return;
  }
}

/** Three invented centres whose halves are at both desks: of one month, or of one month each. */
export async function threeCentres(
  custodians: Custodians,
  months: string | readonly [string, string, string],
  vector: (code: string) => Uint32Array,
): Promise<void> {
  for (const [rank, code] of ['INV1', 'INV2', 'INV3'].entries()) {
    const month = typeof months === 'string' ? months : (months[rank] ?? '');
    await deliverBoth(custodians, await enterCentre(custodians, code, 'mopti'), month, vector(code));
  }
}

function officeOf({ application }: Installation): SealedShare['custodian_a'] {
  const site = application.host.session?.site;
  if (site === undefined) throw new Error('no session in the test');
  return { code: site.code, structure_code: site.structureCode };
}

export function signerOf(desk: Installation): Signer {
  const signing = signingOf(desk);
  return { seed: siteKeys(signing).signingSeed, publicKey: signing.principal.publicKey };
}

function recipientOf(desk: Installation): string {
  return signingOf(desk).principal.recipient ?? '';
}

function nextName(ending: string): string {
  written += 1;
  return `i${written}.${ending}`;
}
