import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../shared/contract.ts';
import { LISTS_VERSION, SCHEMA_VERSION, type AggregatePayload } from '../../../shared/exchange/payload.ts';
import { KIND, sealContainer, type Signer } from '../../../electron/exchange/container.ts';
import { writeKeyCard } from '../../../electron/exchange/keyCards.ts';
import { randomSecret, sha256, signingPublic } from '../../../electron/keys/primitives.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import { evaluate } from '../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../shared/indicators/notation.ts';
import { newDesk, type Installation } from '../../support/installation.ts';

const MONTH = '2026-05';

let desk: Installation;
let recipient: string;
const sites = new Map<string, Signer>();

/** A signer of an invented centre whose card the desk has confirmed and whose line stands in the register. */
async function enterSite(code: string, confirmed: boolean): Promise<Signer> {
  const seed = randomSecret();
  const signer = { seed, publicKey: signingPublic(seed) };
  const card = writeKeyCard(
    {
      schema_version: SCHEMA_VERSION,
      role: 'site',
      code,
      structure_code: `S${code}`,
      region: 'mopti',
      type: 'ngo_national',
      recipient,
      sign_key: signer.publicKey.toString('hex'),
      valid_until: '2027-12-31',
    },
    signer,
  );
  writeFileSync(join(desk.medium, `${code}.carte`), card);
  const { card: read } = await desk.ask('cards.read', { file: await token(`${code}.carte`, 'card') });
  if (confirmed) await desk.ask('cards.confirm', { cardId: read.cardId, words: read.words });
  return signer;
}

async function token(label: string, accept: 'card' | 'package'): Promise<string> {
  const { places } = await desk.ask('files.places', {});
  const { entries } = await desk.ask('files.list', { folder: places[0]?.token ?? '', accept });
  return entries.find((entry) => entry.label === label)?.token ?? '';
}

/** A nil report, which every rule of coherence accepts. */
function payload(changes: {
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

let written = 0;
async function deliver(content: unknown, signer: Signer, to = recipient): Promise<Output<'inbox.import'>['verdicts'][number]> {
  written += 1;
  writeFileSync(
    join(desk.medium, `p${written}.sutura`),
    await sealContainer(KIND.aggregate, Buffer.from(JSON.stringify(content), 'utf8'), signer, to),
  );
  return importNamed(`p${written}.sutura`);
}

async function importNamed(name: string): Promise<Output<'inbox.import'>['verdicts'][number]> {
  const { verdicts } = await desk.ask('inbox.import', { files: [await token(name, 'package')] });
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

async function codeOf(content: unknown, site = 'AAA'): Promise<string> {
  const before = (await desk.ask('inbox.list', {})).packages;
  const signer = sites.get(site);
  if (signer === undefined) throw new Error('unknown signer in the test');
  const verdict = await deliver(content, signer);
  if (verdict.verdict === 'refused') expect((await desk.ask('inbox.list', {})).packages).toEqual(before);
  return verdict.code;
}

beforeAll(async () => {
  desk = await newDesk();
  await desk.unlock('PF1');
  recipient = await ownRecipient();
  for (const code of ['AAA', 'BBB']) sites.set(code, await enterSite(code, true));
  sites.set('CCC', await enterSite('CCC', false));
  for (const code of ['AAA', 'BBB'])
    await desk.ask('structures.save', {
      structureCode: `S${code}`,
      siteCode: code,
      region: 'mopti',
      type: 'ngo_national',
      activeFrom: '2026-01',
      activeTo: null,
    });
});

afterAll(() => desk.remove());

/** The desk's own recipient, as its card tells it. */
async function ownRecipient(): Promise<string> {
  const { places } = await desk.ask('files.places', {});
  const { fileName } = await desk.ask('cards.handOver', { folder: places[0]?.token ?? '' });
  const text = readFileSync(join(desk.medium, fileName)).toString('latin1');
  return /age1[0-9a-z]{58}/.exec(text)?.[0] ?? '';
}

describe('the focal point receives packages (security §7.2, reference §6.2)', () => {
  it('accepts a good one once, and says so the second time', async () => {
    const content = payload({ header: { period: '2026-01' } });
    expect(await codeOf(content)).toBe('accepted');
    expect(await codeOf(content)).toBe('already');
    expect((await desk.ask('inbox.list', {})).packages.filter(({ month }) => month === '2026-01')).toHaveLength(1);
  });

  it('lets version 2 replace version 1, and nothing else', async () => {
    const first = payload({ header: { period: '2026-02' } });
    const digest = sha256(Buffer.from(JSON.stringify(first), 'utf8')).toString('hex');
    expect(await codeOf(first)).toBe('accepted');
    expect(await codeOf(payload({ header: { period: '2026-02' } }))).toBe('conflict');
    expect(await codeOf(payload({ header: { period: '2026-02', version: 2 }, replaces: '1'.repeat(64) }))).toBe('brokenReplacement');
    expect(await codeOf(payload({ header: { period: '2026-02', version: 2 }, replaces: digest }))).toBe('replaced');
    expect(await codeOf(payload({ header: { period: '2026-02' } }))).toBe('older');
  });

  it('takes version 2 alone, whatever came first', async () => {
    expect(await codeOf(payload({ header: { period: '2026-03', version: 2 }, replaces: '2'.repeat(64) }))).toBe('accepted');
    expect(await codeOf(payload({ header: { period: '2026-03' } }))).toBe('older');
  });

  it.each<[string, () => unknown]>([
    ['monthNotEnded', () => payload({ header: { period: '2026-11' } })],
    ['monthNotEnded', () => payload({ header: { period: '2027-01' } })],
    ['listsVersion', () => payload({ lists: '1999-01' })],
    ['wrongSite', () => payload({ header: { site_code: 'BBB', structure_code: 'SBBB' } })],
    ['unknownStructure', () => payload({ header: { structure_code: 'SXXX' } })],
    ['unknownStructure', () => payload({ header: { region: 'gao' } })],
    ['unknownCode', () => payload({ cells: [{ table: 'G99', dims: '', unit: 'incident', value: 0 }] })],
    ['unknownCode', () => payload({ cells: [{ table: 'G01', dims: 'ethnicity=x', unit: 'incident', value: 0 }] })],
    ['malformed', () => ({ ...payload({}), stranger: true })],
  ])('refuses with its own sentence: %s', async (code, make) => {
    expect(await codeOf(make())).toBe(code);
  });

  it('refuses a number from 1 to 4', async () => {
    const { cells } = payload({});
    const small = cells.map((cell) =>
      cell.table === 'G01' && (cell.dims === '' || cell.dims === 'gbv_type=sexual' || cell.dims === 'age_band=18+')
        ? { ...cell, value: 3 }
        : cell,
    );
    expect(await codeOf(payload({ cells: small }))).toBe('smallCell');
  });

  it('refuses totals that do not agree', async () => {
    const { cells } = payload({});
    const wrong = cells.map((cell) => (cell.table === 'G01' && cell.dims === '' ? { ...cell, value: 40 } : cell));
    expect(await codeOf(payload({ cells: wrong }))).toBe('incoherent');
  });

  it('refuses a later format, an unconfirmed card, an unknown signer and another recipient', async () => {
    expect(await codeOf({ ...payload({}), schema_version: 2 })).toBe('laterFormat');
    expect(await codeOf(payload({}), 'CCC')).toBe('unconfirmedCard');
    const seed = randomSecret();
    expect((await deliver(payload({}), { seed, publicKey: signingPublic(seed) })).code).toBe('unknownSigner');
    const other = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
    const signer = sites.get('AAA');
    expect(signer === undefined ? '' : (await deliver(payload({}), signer, other)).code).toBe('notForUs');
  });

  it('refuses a flipped byte anywhere, and keeps what it had', async () => {
    const before = (await desk.ask('inbox.list', {})).packages;
    const name = readdirSync(desk.medium).find((file) => file.endsWith('.sutura')) ?? '';
    const whole = readFileSync(join(desk.medium, name));
    for (const at of [0, 100, 300, whole.length >> 1, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      writeFileSync(join(desk.medium, 'flipped.sutura'), changed);
      expect((await importNamed('flipped.sutura')).verdict).toBe('refused');
    }
    expect((await desk.ask('inbox.list', {})).packages).toEqual(before);
  });
});

describe('the journal of a site, as its packages tell it (security §6.3, W2)', () => {
  const head = (byte: string) => byte.repeat(32);
  const of = (period: string, witness: Partial<AggregatePayload['witness']>) => {
    const made = payload({ header: { site_code: 'BBB', structure_code: 'SBBB', period } });
    return { ...made, witness: { ...made.witness, ...witness } };
  };
  const journalOf = async (content: AggregatePayload) => {
    const signer = sites.get('BBB');
    if (signer === undefined) throw new Error('no signer');
    const { verdict } = await deliver(content, signer);
    const { packages } = await desk.ask('inbox.list', {});
    const received = packages.find(({ siteCode, month }) => siteCode === 'BBB' && month === content.header.period);
    return [verdict, received?.journal];
  };

  it('follows from month to month, in any order; a head that is not the one given at the time is marked, and the figures are received', async () => {
    expect(await journalOf(of('2026-01', { anchor: 1, head: head('a1') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-03', { anchor: 3, head: head('a3'), previous_head: head('a2') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-02', { anchor: 2, head: head('a2'), previous_head: head('a1') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-04', { anchor: 4, head: head('a4'), previous_head: head('ff') }))).toEqual([
      'accepted',
      'journal_changed',
    ]);
    expect(await journalOf(of('2025-12', { anchor: 3, head: head('b3'), previous_head: head('a2') }))).toEqual([
      'accepted',
      'journal_changed',
    ]);
  });

  it('what the site says itself is shown', async () => {
    expect(await journalOf(of('2025-11', { anchor: 9, restored: 'unknown' }))).toEqual(['accepted', 'journal_unknown']);
    expect(await journalOf(of('2025-10', { anchor: 20, restored: 'yes' }))).toEqual(['accepted', 'journal_restored']);
  });
});
