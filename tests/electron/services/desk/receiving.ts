import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { KIND, sealContainer, type Signer } from '../../../../electron/exchange/container.ts';
import { writeKeyCard } from '../../../../electron/exchange/keyCards.ts';
import { randomSecret, sha256, signingPublic } from '../../../../electron/keys/primitives.ts';
import type { Output } from '../../../../shared/contract.ts';
import type { Card as KeyCard } from '../../../../shared/contract/exchange.ts';
import { LISTS_VERSION, SCHEMA_VERSION, type AggregatePayload, type CardPayload } from '../../../../shared/exchange/payload.ts';
import type { Space } from '../../../../shared/exchange/space.ts';
import { evaluate } from '../../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../../shared/indicators/notation.ts';
import { TABLES } from '../../../../shared/indicators/tables.ts';
import { newDesk, type Installation } from '../../../support/installation.ts';
import { onMedium, placeToken } from '../../../support/medium.ts';

const MONTH = '2026-05';

/** A desk that has the cards of three invented centres, the last of which nobody confirmed: its own recipient, and who signs for each. */
export type ReceivingDesk = Installation & { readonly recipient: string; readonly sites: Map<string, Signer> };

let written = 0;

/** The desk of the focal point, open. */
export async function newReceivingDesk(): Promise<ReceivingDesk> {
  const installation = await newDesk();
  await installation.unlock('PF1');
  const desk = { ...installation, recipient: await ownRecipient(installation), sites: new Map<string, Signer>() };
  for (const code of ['AAA', 'BBB', 'CCC']) desk.sites.set(code, await enterSite(desk, code, code !== 'CCC'));
  return desk;
}

/** The desk's own recipient, as its card states it. */
async function ownRecipient(desk: Installation): Promise<string> {
  const { fileName } = await desk.ask('cards.handOver', { folder: await placeToken(desk, 'Clé USB') });
  const text = readFileSync(join(desk.medium, fileName)).toString('latin1');
  return /age1[0-9a-z]{58}/.exec(text)?.[0] ?? '';
}

/** Somebody nobody knows yet. */
export function newSigner(): Signer {
  const seed = randomSecret();
  return { seed, publicKey: signingPublic(seed) };
}

/** The card of an invented centre, made for this desk. */
export function cardOf(desk: ReceivingDesk, code: string, signer: Signer, validUntil = '2027-12-31'): CardPayload {
  return {
    schema_version: SCHEMA_VERSION,
    role: 'site',
    code,
    structure_code: `S${code}`,
    region: 'mopti',
    type: 'ngo_national',
    recipient: desk.recipient,
    sign_key: Buffer.from(signer.publicKey).toString('hex'),
    valid_until: validUntil,
  };
}

/** Reads a card at the desk, and confirms its words when asked. */
export async function giveCard(desk: ReceivingDesk, card: CardPayload, signer: Signer, confirmed = true): Promise<KeyCard> {
  written += 1;
  writeFileSync(join(desk.medium, `c${written}.carte`), writeKeyCard(card, signer, 'real'));
  const { card: read } = await desk.ask('cards.read', { file: await onMedium(desk, `c${written}.carte`, 'card') });
  return confirmed ? (await desk.ask('cards.confirm', { cardId: read.cardId, words: read.words })).card : read;
}

/** A signer of an invented centre whose card the desk has, and whose line is in the register. */
export async function enterSite(desk: ReceivingDesk, code: string, confirmed = true): Promise<Signer> {
  const signer = newSigner();
  await giveCard(desk, cardOf(desk, code, signer), signer, confirmed);
  const line = { structureCode: `S${code}`, siteCode: code, region: 'mopti', type: 'ngo_national', activeFrom: '2026-01', activeTo: null };
  await desk.ask('structures.save', line);
  return signer;
}

/** A nil report, which every rule of coherence accepts. */
export function payload(changes: {
  readonly header?: Partial<AggregatePayload['header']>;
  readonly replaces?: string | null;
  readonly cells?: AggregatePayload['cells'];
  readonly lists?: string;
}): AggregatePayload {
  const counts = evaluate(TABLES, [], { month: MONTH, site: { region: 'mopti' } });
  const zeros = new Map(
    counts.tables
      .filter(({ table }) => table.id === 'G01' || table.id === 'G10')
      .flatMap(({ table, blocks }) =>
        blocks.flatMap((block) =>
          block.cells.map(({ key }) => ({ table: table.id, dims: writeDims(block, key), unit: table.population.unit, value: 0 })),
        ),
      )
      .map((cell) => [`${cell.table} ${cell.dims}`, cell]),
  );
  return {
    schema_version: SCHEMA_VERSION,
    lists_version: changes.lists ?? LISTS_VERSION,
    package_id: randomUUID(),
    header: {
      structure_code: 'SAAA',
      site_code: 'AAA',
      region: 'mopti',
      program: 'gbv',
      period: MONTH,
      version: 1,
      zero_report: true,
      secure_db: false,
      harmonised_tools: true,
      service_gaps: [],
      comment: '',
      threshold: 5,
      mode: 'hidden',
      ...changes.header,
    },
    replaces: changes.replaces ?? null,
    cells: changes.cells ?? [...zeros.values()],
    totals: [],
    witness: { anchor: 1, head: '0'.repeat(64), previous_head: null, epoch: 1, restored: 'no' },
  };
}

/** Brings a content, signed and sealed, and what the desk says of it. */
export async function deliver(
  desk: ReceivingDesk,
  content: unknown,
  signer: Signer,
  to = desk.recipient,
  space: Space = 'real',
): Promise<Output<'inbox.import'>['verdicts'][number]> {
  written += 1;
  writeFileSync(
    join(desk.medium, `p${written}.sutura`),
    await sealContainer(KIND.aggregate, Buffer.from(JSON.stringify(content), 'utf8'), signer, to, space),
  );
  return importNamed(desk, `p${written}.sutura`);
}

/** What the desk says of one file of the stick. */
export async function importNamed(desk: ReceivingDesk, name: string): Promise<Output<'inbox.import'>['verdicts'][number]> {
  const { verdicts } = await desk.ask('inbox.import', { files: [await onMedium(desk, name, 'package')] });
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** What the desk says of a content that a centre signed; a refusal changes nothing. */
export async function codeOf(desk: ReceivingDesk, content: unknown, site = 'AAA'): Promise<string> {
  const before = (await desk.ask('inbox.list', {})).packages;
  const verdict = await deliver(desk, content, signerAt(desk, site));
  if (verdict.verdict === 'refused' && verdict.code !== 'conflict') expect((await desk.ask('inbox.list', {})).packages).toEqual(before);
  return verdict.code;
}

/** Who signs for a centre of this desk. */
export function signerAt({ sites }: ReceivingDesk, code: string): Signer {
  const signer = sites.get(code);
  if (signer === undefined) throw new Error('unknown signer in the test');
  return signer;
}

/** The digest by which the next version names this one. */
export function digestOf(content: AggregatePayload): string {
  return sha256(Buffer.from(JSON.stringify(content), 'utf8')).toString('hex');
}
