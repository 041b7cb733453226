import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../shared/contract.ts';
import type { Card as KeyCard } from '../../../shared/contract/month.ts';
import { LISTS_VERSION, SCHEMA_VERSION, type AggregatePayload, type CardPayload } from '../../../shared/exchange/payload.ts';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';
import type { Space } from '../../../shared/exchange/space.ts';
import { KIND, sealContainer, type Signer } from '../../../electron/exchange/container.ts';
import { withRenewals, writeKeyCard } from '../../../electron/exchange/keyCards.ts';
import { randomSecret, sha256, signingPublic } from '../../../electron/keys/primitives.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import { evaluate } from '../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../shared/indicators/notation.ts';
import { openTables } from '../../../electron/services/consolidated.ts';
import { readDeskReleases } from '../../../electron/store/packages.ts';
import { newDesk, type Installation } from '../../support/installation.ts';

const MONTH = '2026-05';

let desk: Installation;
let recipient: string;
let written = 0;
const sites = new Map<string, Signer>();

function newSigner(): Signer {
  const seed = randomSecret();
  return { seed, publicKey: signingPublic(seed) };
}

function cardOf(code: string, signer: Signer, validUntil = '2027-12-31'): CardPayload {
  return {
    schema_version: SCHEMA_VERSION,
    role: 'site',
    code,
    structure_code: `S${code}`,
    region: 'mopti',
    type: 'ngo_national',
    recipient,
    sign_key: Buffer.from(signer.publicKey).toString('hex'),
    valid_until: validUntil,
  };
}

/** Reads a card at the desk, and confirms its words when asked. */
async function giveCard(card: CardPayload, signer: Signer, confirmed = true): Promise<KeyCard> {
  written += 1;
  writeFileSync(join(desk.medium, `c${written}.carte`), writeKeyCard(card, signer, 'real'));
  const { card: read } = await desk.ask('cards.read', { file: await token(`c${written}.carte`, 'card') });
  return confirmed ? (await desk.ask('cards.confirm', { cardId: read.cardId, words: read.words })).card : read;
}

/** A signer of an invented centre whose card the desk has, and whose line stands in the register. */
async function enterSite(code: string, confirmed = true): Promise<Signer> {
  const signer = newSigner();
  await giveCard(cardOf(code, signer), signer, confirmed);
  const line = { structureCode: `S${code}`, siteCode: code, region: 'mopti', type: 'ngo_national', activeFrom: '2026-01', activeTo: null };
  await desk.ask('structures.save', line);
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

async function deliver(
  content: unknown,
  signer: Signer,
  to = recipient,
  space: Space = 'real',
): Promise<Output<'inbox.import'>['verdicts'][number]> {
  written += 1;
  writeFileSync(
    join(desk.medium, `p${written}.sutura`),
    await sealContainer(KIND.aggregate, Buffer.from(JSON.stringify(content), 'utf8'), signer, to, space),
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
  if (verdict.verdict === 'refused' && verdict.code !== 'conflict') expect((await desk.ask('inbox.list', {})).packages).toEqual(before);
  return verdict.code;
}

beforeAll(async () => {
  desk = await newDesk();
  await desk.unlock('PF1');
  recipient = await ownRecipient();
  for (const code of ['AAA', 'BBB', 'CCC']) sites.set(code, await enterSite(code, code !== 'CCC'));
});

afterAll(() => desk.remove());

async function known(code: string): Promise<Signer> {
  const signer = sites.get(code);
  return signer ?? enterSite(code);
}

function digestOf(content: AggregatePayload): string {
  return sha256(Buffer.from(JSON.stringify(content), 'utf8')).toString('hex');
}

/** States of what was received of the first site for a month, newest first. */
async function statesOf(month: string): Promise<readonly string[]> {
  const { packages } = await desk.ask('inbox.list', {});
  return packages.filter((one) => one.siteCode === 'AAA' && one.month === month).map(({ state }) => state);
}

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

  it('lets version 2 replace version 1, and nothing older come back', async () => {
    const first = payload({ header: { period: '2026-02' } });
    expect(await codeOf(first)).toBe('accepted');
    expect(await codeOf(payload({ header: { period: '2026-02', version: 2 }, replaces: '1'.repeat(64) }))).toBe('brokenReplacement');
    expect(await codeOf(payload({ header: { period: '2026-02', version: 2 }, replaces: digestOf(first) }))).toBe('replaced');
    expect(await codeOf(payload({ header: { period: '2026-02' } }))).toBe('older');
    expect(await statesOf('2026-02')).toEqual(['current', 'replaced']);
  });

  it('ends at the same version in whatever order they come; the one whose former never came is marked', async () => {
    const orders = [
      [1, 2, 3],
      [3, 1, 2],
      [1, 3, 2],
    ];
    for (const [turn, order] of orders.entries()) {
      const period = `2025-0${turn + 1}`;
      const first = payload({ header: { period } });
      const second = payload({ header: { period, version: 2 }, replaces: digestOf(first) });
      const third = payload({ header: { period, version: 3 }, replaces: digestOf(second) });
      for (const version of order) await codeOf([first, second, third][version - 1]);
      const { packages } = await desk.ask('inbox.list', {});
      const current = packages.find(({ month, state }) => month === period && state === 'current');
      expect([current?.version, current?.gap]).toEqual([3, order.indexOf(2) > order.indexOf(3)]);
    }
  });

  it('keeps both aside when one version has two contents, until a later version settles it', async () => {
    const first = payload({ header: { period: '2026-04' } });
    const other = payload({ header: { period: '2026-04' } });
    expect(await codeOf(first)).toBe('accepted');
    expect(await codeOf(other)).toBe('conflict');
    expect(await statesOf('2026-04')).toEqual(['aside', 'aside']);
    expect([await codeOf(first), await codeOf(other)]).toEqual(['conflict', 'conflict']);
    expect(await codeOf(payload({ header: { period: '2026-04' } }))).toBe('conflict');
    expect(await statesOf('2026-04')).toEqual(['aside', 'aside', 'aside']);
    const stranger = payload({ header: { period: '2026-04', version: 2 }, replaces: '3'.repeat(64) });
    expect(await codeOf(stranger)).toBe('brokenReplacement');
    const settled = payload({ header: { period: '2026-04', version: 2 }, replaces: digestOf(other) });
    expect(await codeOf(settled)).toBe('replaced');
    expect(await codeOf(first)).toBe('older');
    expect((await statesOf('2026-04')).toSorted()).toEqual(['aside', 'aside', 'aside', 'current']);
  });

  it.each<[string, () => unknown]>([
    ['monthNotEnded', () => payload({ header: { period: '2026-11' } })],
    ['monthNotEnded', () => payload({ header: { period: '2027-01' } })],
    ['listsVersion', () => payload({ lists: '1999-01' })],
    ['wrongSite', () => payload({ header: { site_code: 'BBB', structure_code: 'SBBB' } })],
    ['wrongSite', () => payload({ header: { structure_code: 'SXXX' } })],
    ['wrongSite', () => payload({ header: { region: 'gao' } })],
    ['unknownCode', () => payload({ cells: [{ table: 'G99', dims: '', unit: 'incident', value: 0 }] })],
    ['unknownCode', () => payload({ cells: [{ table: 'G01', dims: 'ethnicity=x', unit: 'incident', value: 0 }] })],
    ['malformed', () => ({ ...payload({}), stranger: true })],
  ])('refuses with its own sentence: %s', async (code, make) => {
    expect(await codeOf(make())).toBe(code);
  });

  it('refuses a centre that is not in the register, and the confirmed card of another structure that has the code of a centre', async () => {
    const stranger = newSigner();
    await giveCard({ ...cardOf('AAA', stranger), structure_code: 'EVIL' }, stranger);
    expect((await deliver(payload({ header: { period: '2024-12' } }), stranger)).code).toBe('wrongSite');
    expect((await deliver(payload({ header: { period: '2024-12', structure_code: 'EVIL' } }), stranger)).code).toBe('unknownStructure');
    const { cards } = await desk.ask('cards.list', {});
    expect(cards.filter(({ code }) => code === 'AAA').map(({ structureCode, region }) => [structureCode, region])).toEqual(
      expect.arrayContaining([
        ['SAAA', 'mopti'],
        ['EVIL', 'mopti'],
      ]),
    );
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

describe('cards end, follow one another, and are never taken on their word (security §7.2)', () => {
  const report = (site: string, period: string) => payload({ header: { site_code: site, structure_code: `S${site}`, period } });
  const toHear = async (site: string) =>
    (await desk.ask('inbox.list', {})).packages.filter((one) => one.siteCode === site && one.toHear).map(({ month }) => month);

  it('a renewed card is relied on by its former key alone; what the former key signs is then confirmed aloud', async () => {
    const [former, next] = [await enterSite('DDD'), newSigner()];
    const card = await giveCard(withRenewals(cardOf('DDD', next), [former]), next, false);
    expect(card).toMatchObject({ state: 'confirmed', renewed: true, contested: false, confirmedBy: [] });
    expect((await desk.ask('cards.list', {})).cards.filter(({ code }) => code === 'DDD').map(({ state }) => state)).toEqual(
      expect.arrayContaining(['replaced', 'confirmed']),
    );
    expect((await deliver(report('DDD', '2026-01'), next)).code).toBe('accepted');
    const late = report('DDD', '2026-02');
    expect((await deliver(late, former)).code).toBe('accepted');
    expect(await toHear('DDD')).toEqual(['2026-02']);
    expect((await deliver(late, next)).code).toBe('already');
    expect(await toHear('DDD')).toEqual([]);
  });

  it('what the former key signs takes no place that is held, stays out of the tables, and yields to the true one of any version', async () => {
    const [former, next] = [await enterSite('KKK'), newSigner()];
    await giveCard(withRenewals(cardOf('KKK', next), [former]), next, false);
    const of = (period: string, version: number, replaces: string | null = null) =>
      payload({ header: { site_code: 'KKK', structure_code: 'SKKK', period, version }, replaces });
    const statesIn = async (period: string) =>
      (await desk.ask('inbox.list', {})).packages
        .filter(({ siteCode, month }) => siteCode === 'KKK' && month === period)
        .map(({ version, state, toHear, journal }) => [version, state, toHear, journal]);
    const first = of('2024-02', 1);
    expect((await deliver(first, next)).code).toBe('accepted');
    for (const forged of [of('2024-02', 9), of('2024-02', 2, digestOf(first)), of('2024-02', 1)])
      expect((await deliver(forged, former)).code).toBe('formerOverHeld');
    expect((await deliver(of('2024-02', 2, digestOf(first)), next)).code).toBe('replaced');
    const made = of('2024-03', 9);
    const forged = { ...made, witness: { ...made.witness, anchor: 2, head: 'f'.repeat(64) } };
    expect((await deliver(forged, former)).code).toBe('accepted');
    expect((await deliver(of('2024-03', 10, digestOf(forged)), former)).code).toBe('formerOverHeld');
    expect((await desk.ask('tables.periods', {})).periods).not.toContain('2024-03');
    expect((await desk.ask('tables.open', { period: '2024-03' })).sites).toBe(0);
    const mine = of('2024-03', 1);
    const own = { ...mine, witness: { ...mine.witness, anchor: 3, previous_head: '2'.repeat(64) } };
    expect((await deliver(own, next)).code).toBe('replaced');
    expect((await desk.ask('tables.open', { period: '2024-03' })).sites).toBe(1);
    expect(await statesIn('2024-03')).toEqual([
      [1, 'current', false, null],
      [9, 'aside', true, 'journal_changed'],
    ]);
    expect((await deliver(of('2024-03', 1), next)).code).toBe('conflict');
    expect((await deliver(of('2024-03', 2, digestOf(own)), next)).code).toBe('replaced');
    expect((await deliver(forged, former)).code).toBe('formerOverHeld');
    expect((await deliver(forged, next)).code).toBe('replaced');
    expect((await statesIn('2024-03')).filter(([, state]) => state === 'current')).toEqual([[9, 'current', false, 'journal_changed']]);
  });

  it('the same key for a year more is relied on; another key, another office or a broken signature is not', async () => {
    const signer = await enterSite('EEE');
    expect(await giveCard(cardOf('EEE', signer, '2028-12-31'), signer, false)).toMatchObject({ state: 'confirmed', renewed: true });
    const stranger = newSigner();
    expect((await giveCard(cardOf('EEE', stranger), stranger, false)).state).toBe('toConfirm');
    expect((await giveCard(withRenewals(cardOf('FFF', stranger), [signer]), stranger, false)).state).toBe('toConfirm');
    const broken = withRenewals(cardOf('EEE', stranger, '2027-06-30'), [signer]);
    const changed = { ...broken, valid_until: '2027-07-31' };
    expect((await giveCard(changed, stranger, false)).state).toBe('toConfirm');
  });

  it('a card handed over earlier takes no reliance away, and one that says to last more than two years is not read', async () => {
    const [former, second, next] = [await enterSite('LLL'), newSigner(), newSigner()];
    const card = cardOf('LLL', next);
    expect((await giveCard(withRenewals(card, [former, second]), next, false)).state).toBe('confirmed');
    expect((await giveCard(withRenewals(card, [second]), next, false)).state).toBe('confirmed');
    writeFileSync(join(desk.medium, 'long.carte'), writeKeyCard(cardOf('LLL', next, '2029-01-01'), next, 'real'));
    const long = await desk.call('cards.read', { file: await token('long.carte', 'card') });
    expect(long).toMatchObject({ ok: false, failure: { message: REFUSALS.longCard } });
  });

  it('two cards that claim the same former key are both compared by words', async () => {
    const [former, next, forger] = [await enterSite('GGG'), newSigner(), newSigner()];
    expect((await giveCard(withRenewals(cardOf('GGG', forger), [former]), forger, false)).state).toBe('confirmed');
    const second = await giveCard(withRenewals(cardOf('GGG', next), [former]), next, false);
    expect(second).toMatchObject({ state: 'toConfirm', contested: true });
    expect((await deliver(report('GGG', '2026-01'), forger)).code).toBe('unconfirmedCard');
    await desk.ask('cards.confirm', { cardId: second.cardId, words: second.words });
    expect((await deliver(report('GGG', '2026-01'), next)).code).toBe('accepted');
    expect((await deliver(report('GGG', '2026-02'), forger)).code).toBe('unconfirmedCard');
  });

  it('two people withdraw a card: refused from then on, and what came since the day is to be confirmed aloud', async () => {
    const signer = await enterSite('HHH');
    expect((await deliver(report('HHH', '2026-01'), signer)).code).toBe('accepted');
    const { cards } = await desk.ask('cards.list', {});
    const cardId = cards.find(({ code }) => code === 'HHH')?.cardId ?? '';
    const since = '2026-11-20';
    const asked = await desk.ask('cards.revoke', { cardId, since });
    expect(asked.card).toMatchObject({ state: 'confirmed', revocation: { since, by: ['PF1'] } });
    expect((await desk.ask('cards.revoke', { cardId, since })).card.state).toBe('confirmed');
    expect((await deliver(report('HHH', '2026-02'), signer)).code).toBe('accepted');
    await desk.unlock('AD1');
    expect(await desk.call('cards.revoke', { cardId, since: '2026-11-19' })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect((await desk.ask('cards.revoke', { cardId, since })).card.state).toBe('revoked');
    await desk.unlock('PF1');
    expect((await deliver(report('HHH', '2026-03'), signer)).code).toBe('revokedCard');
    expect((await toHear('HHH')).toSorted()).toEqual(['2026-01', '2026-02']);
    const next = newSigner();
    expect((await giveCard(withRenewals(cardOf('HHH', next), [signer]), next, false)).state).toBe('toConfirm');
    writeFileSync(join(desk.medium, 'again.carte'), writeKeyCard(cardOf('HHH', signer, '2028-12-31'), signer, 'real'));
    const again = await desk.call('cards.read', { file: await token('again.carte', 'card') });
    expect(again).toMatchObject({ ok: false, failure: { message: REFUSALS.revokedCard } });
  });

  it('an expired card, a training file, a file that opens by a password, a cut one: each its own sentence', async () => {
    const signer = newSigner();
    await giveCard(cardOf('III', signer, '2026-11-24'), signer);
    expect((await deliver(report('III', '2026-01'), await known('AAA'), recipient, 'training')).code).toBe('training');
    const encrypter = new Encrypter();
    encrypter.setPassphrase('invente');
    encrypter.setScryptWorkFactor(10);
    writeFileSync(join(desk.medium, 'scrypt.sutura'), await encrypter.encrypt('{}'));
    expect((await importNamed('scrypt.sutura')).code).toBe('passphraseSealed');
    const name = readdirSync(desk.medium).find((file) => /^p\d+\.sutura$/.test(file)) ?? '';
    writeFileSync(join(desk.medium, 'cut.sutura'), readFileSync(join(desk.medium, name)).subarray(0, -1));
    expect((await importNamed('cut.sutura')).code).toBe('truncated');
    writeFileSync(join(desk.medium, 'big.sutura'), Buffer.alloc(2 * 1024 * 1024 + 1));
    expect((await importNamed('big.sutura')).code).toBe('tooLarge');
    const { verdicts } = await desk.ask('inbox.import', { files: ['no-such-file-here'] });
    expect(verdicts[0]?.code).toBe('unreadableFile');
    desk.advance(24 * 3_600_000);
    expect((await deliver(report('III', '2026-02'), signer)).code).toBe('expiredCard');
  });
});

describe('consolidated tables leave once for a month, or again when three centres have changed (disclosure §5, §6.3)', () => {
  const month = '2023-05';
  const of = (site: string, version = 1, replaces: string | null = null) =>
    payload({ header: { site_code: site, structure_code: `S${site}`, period: month, version }, replaces });
  const receive = async (...codes: readonly string[]) => {
    for (const code of codes) {
      sites.set(code, await enterSite(code));
      expect((await deliver(of(code), signerAt(code))).code).toBe('accepted');
    }
  };
  const handOut = async () => {
    const { places } = await desk.ask('files.places', {});
    return desk.call('tables.handOut', { periods: [month], format: 'csv', folder: places[0]?.token ?? '' });
  };
  const written = async () => {
    const reply = await handOut();
    if (!reply.ok) throw new Error(reply.failure.message.en);
    return reply.value.fileName;
  };
  const signerAt = (site: string): Signer => {
    const signer = sites.get(site);
    if (signer === undefined) throw new Error('unknown signer in the test');
    return signer;
  };
  const ledger = () => {
    const session = desk.application.host.session;
    return session === null ? [] : readDeskReleases(session.store.admin).filter(({ period }) => period === month);
  };

  it('one or two late centres, or a corrected one, wait: the difference would be their figures', async () => {
    await receive('PAA', 'PBB', 'PCC');
    const first = await written();
    expect(first).toMatch(/^S-[2-9A-Z]{8}\.csv$/);
    expect(ledger()).toHaveLength(1);
    const again = await written();
    expect(readFileSync(join(desk.medium, again)).equals(readFileSync(join(desk.medium, first)))).toBe(true);
    expect(ledger()).toHaveLength(1);
    await receive('PDD', 'PEE');
    const before = readdirSync(desk.medium);
    const refused = await handOut();
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect(refused.ok ? '' : refused.failure.message.fr).toContain('Des tableaux de cette période (mai 2023) sont déjà partis');
    expect(readdirSync(desk.medium)).toEqual(before);
    await receive('PFF');
    await written();
    expect(ledger().map(({ version }) => version)).toEqual([1, 2]);
    const corrected = await enterSite('PGG');
    const content = of('PGG');
    await deliver(content, corrected);
    await receive('PHH', 'PII');
    await written();
    expect((await deliver(of('PGG', 2, digestOf(content)), corrected)).code).toBe('replaced');
    expect((await handOut()).ok).toBe(false);
  });

  it('a report that comes while the file is drawn stops it', async () => {
    const period = '2023-06';
    const give = (site: string) => deliver(payload({ header: { site_code: site, structure_code: `S${site}`, period } }), signerAt(site));
    for (const site of ['PAA', 'PBB', 'PCC']) await give(site);
    const folder = (await desk.ask('files.places', {})).places[0]?.token ?? '';
    const { host } = desk.application;
    host.printPdf = async () => {
      await give('PDD');
      return Buffer.from('%PDF');
    };
    const late = await desk.call('tables.handOut', { periods: [period], format: 'pdf', folder });
    expect(late.ok ? '' : late.failure.message.fr).toContain('Un rapport a été reçu entre-temps');
    expect((await desk.ask('tables.handOut', { periods: [period], format: 'csv', folder })).fileName).toMatch(/csv$/);
  });

  it('a ledger that no longer reads whole stops every hand-out, with its sentence', async () => {
    desk.application.host.session?.store.admin.connection.exec(`DELETE FROM release WHERE period = '${month}' AND version = 1`);
    const refused = await handOut();
    expect(refused.ok ? '' : refused.failure.message.fr).toContain('Le registre de ce qui est déjà parti');
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

  it('tables that are being added up when the session closes are not shown', async () => {
    const { host } = desk.application;
    const { session } = host;
    const opened = openTables({ period: MONTH }, host);
    host.session = null;
    await expect(opened).rejects.toMatchObject({ failure: { kind: 'locked' } });
    host.session = session;
    expect((await openTables({ period: MONTH }, host)).period).toBe(MONTH);
  });
});
