import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryPayload } from '../../../../shared/exchange/directory.ts';
import { REFUSALS } from '../../../../shared/exchange/refusals.ts';
import { DEFAULT_POLICY } from '../../../../shared/rules/months/protectionPolicy.ts';
import { KIND, openSealedContainer, sealContainer, type Signer } from '../../../../electron/exchange/container.ts';
import { readKeyCard, withRenewals, writeKeyCard } from '../../../../electron/exchange/keyCards.ts';
import { randomSecret, signingPublic } from '../../../../electron/keys/primitives.ts';
import { siteKeys } from '../../../../electron/keys/principals.ts';
import { PEOPLE, TODAY, newCentre, newDesk, type Installation, signingOf } from '../../../support/installation.ts';
import { DIRECTORY_FILE, exchangeCards, giveDirectory } from '../../../support/seedExchanges.ts';
import { onMedium, placeToken } from '../../../support/medium.ts';

let desk: Installation;
let centre: Installation;
let focal: Signer;
let recipient: string;

beforeAll(async () => {
  desk = await newDesk();
  centre = await newCentre();
  await exchangeCards(centre, desk);
  await handOverMonth();
  await giveDirectory(desk, centre);
  const signing = signingOf(desk);
  focal = { seed: Buffer.from(siteKeys(signing).signingSeed), publicKey: signing.principal.publicKey };
  recipient = signingOf(centre).principal.recipient ?? '';
});

afterAll(() => {
  desk.remove();
  centre.remove();
});

/** A month without anybody, frozen, handed over and received. */
async function handOverMonth(): Promise<void> {
  const month = '2026-10';
  const statement = { comment: '', secureDatabase: 'no' as const, harmonisedTools: 'yes' as const, serviceGaps: [] };
  await centre.ask('months.freeze', { month, passphrase: PEOPLE.SD1, ...statement });
  const { cards } = await centre.ask('cards.list', {});
  const folder = await placeToken(centre, 'Clé USB');
  const { fileName } = await centre.ask('months.export', { month, cardId: cards[0]?.cardId ?? '', folder });
  copyFileSync(join(centre.medium, fileName), join(desk.medium, fileName));
  const { verdicts } = await desk.ask('inbox.import', { files: [await onMedium(desk, fileName, 'package')] });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['accepted']);
}

const providersHere = async () => (await centre.ask('directory.list', {})).providers;

async function preview(name = DIRECTORY_FILE) {
  return centre.ask('directory.preview', { file: await onMedium(centre, name, 'package') });
}

async function enter(name = DIRECTORY_FILE) {
  const { digest } = await preview(name);
  return centre.ask('directory.import', { file: await onMedium(centre, name, 'package'), digest });
}

/** What the supervisor reads of a file that the focal point's own key signed, whatever it states. */
async function refusalOf(content: unknown, signer = focal, to = recipient): Promise<string> {
  const bytes = await sealContainer(KIND.directory, Buffer.from(JSON.stringify(content), 'utf8'), signer, to, 'real');
  writeFileSync(join(centre.medium, 'essai.sutura'), bytes);
  const reply = await centre.call('directory.preview', { file: await onMedium(centre, 'essai.sutura', 'package') });
  return reply.ok ? 'accepted' : reply.failure.message.fr;
}

const NO_LISTS = { number: 0, agreed_on: null, codes: [] };
const NO_RULE = { number: 0, agreed_on: null, ...DEFAULT_POLICY };
const payload = (changes: object) => ({
  schema_version: 1,
  number: 50,
  lists: NO_LISTS,
  protection: NO_RULE,
  providers: [],
  revocations: [],
  anchors: [],
  ...changes,
});

describe('the directory of the focal point (security §7.1 kind 5)', () => {
  it('shows what it changes, enters it whole, and is known the second time', async () => {
    const seen = await preview();
    expect(seen).toMatchObject({
      from: 'DESK',
      number: 1,
      changed: [],
      withdrawn: [],
      kept: [],
      same: 0,
      revoked: [],
      anchors: { compared: 1, wrong: 0 },
    });
    expect(seen.entered.length).toBeGreaterThan(1);
    expect(await providersHere()).toEqual([]);
    await enter();
    expect(await providersHere()).toHaveLength(seen.entered.length);
    const again = await centre.call('directory.preview', { file: await onMedium(centre, DIRECTORY_FILE, 'package') });
    expect(again).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  });

  it('the next one changes and withdraws what was not touched here, and leaves what was', async () => {
    const [first, second, third] = await providersHere();
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few providers');
    const services = first.services.map((service) => ({ ...service }));
    const mine = { ...first.answers, prov_name: 'Corrigé au centre' };
    await centre.ask('directory.save', { providerId: first.providerId, revision: first.revision, answers: mine, services });
    const there = (await desk.ask('directory.list', {})).providers;
    const next = there
      .map((one) => ({ id: one.providerId, answers: one.answers, services: [] }))
      .filter(({ id }) => id !== third.providerId);
    const changed = next.map((one) => ({ ...one, answers: { ...one.answers, prov_name: 'Revu' } }));
    const file = await sealContainer(
      KIND.directory,
      Buffer.from(JSON.stringify(payload({ number: 2, providers: changed }))),
      focal,
      recipient,
      'real',
    );
    writeFileSync(join(centre.medium, 'suivant.sutura'), file);
    const entered = await enter('suivant.sutura');
    expect(entered.kept).toEqual(['Revu']);
    expect(entered.changed).toHaveLength(changed.length - 1);
    expect(entered.withdrawn).toHaveLength(1);
    const here = await providersHere();
    expect(here.map(({ providerId }) => providerId)).not.toContain(third.providerId);
    expect(here.find(({ providerId }) => providerId === first.providerId)?.answers['prov_name']).toBe('Corrigé au centre');
    expect(here.find(({ providerId }) => providerId === second.providerId)?.answers['prov_name']).toBe('Revu');
  });

  it('an older number, another content for one number, another form, a shelter with an address: each its own sentence', async () => {
    const before = await providersHere();
    expect(await refusalOf(payload({ number: 1 }))).toBe(REFUSALS.older.fr);
    expect(await refusalOf(payload({ number: 2 }))).toBe(REFUSALS.twoDirectories.fr);
    expect(await refusalOf(payload({ schema_version: 2 }))).toBe(REFUSALS.laterFormat.fr);
    expect(await refusalOf(payload({ stranger: 1 }))).toBe(REFUSALS.malformed.fr);
    const [some] = before;
    const shelter = { ...some?.answers, prov_type: 'shelter', prov_address: 'Rue inventée' };
    const provider = { id: some?.providerId, answers: shelter, services: [] };
    expect(await refusalOf(payload({ providers: [provider] }))).toBe(REFUSALS.malformed.fr);
    expect(await refusalOf(payload({}), focal, signingOf(desk).principal.recipient ?? '')).toBe(REFUSALS.notForUs.fr);
    expect(await providersHere()).toEqual(before);
  });

  it('a witness that the focal point kept convicts the journal that contradicts it, and says so at the centre', async () => {
    expect((await centre.ask('session.state', {})).journalAltered).toBe(false);
    const kept = payload({ number: 3, anchors: [{ anchor: 1, head: 'ab'.repeat(32) }] });
    writeFileSync(
      join(centre.medium, 'temoins.sutura'),
      await sealContainer(KIND.directory, Buffer.from(JSON.stringify(kept)), focal, recipient, 'real'),
    );
    expect((await enter('temoins.sutura')).anchors).toEqual({ compared: 1, wrong: 1 });
    expect((await centre.ask('session.state', {})).journalAltered).toBe(true);
    const { chain } = await centre.ask('journal.read', { page: 1 });
    expect(chain.found[0]?.words.fr).toContain('témoin n°\u00a01 que le point focal a gardé');
  });

  it('another structure that has the code of a centre learns nothing of its journal', async () => {
    const seed = randomSecret();
    const stranger = { seed, publicKey: signingPublic(seed) };
    const rows =
      desk.application.host.session?.stores.admin.connection.prepare<[], { bytes: Buffer }>('SELECT bytes FROM card').all() ?? [];
    const [own] = rows.map(({ bytes }) => readKeyCard(bytes, '2026-01-01', 'real').card);
    if (own === undefined) throw new Error('no card of the centre');
    const card = { ...own, structure_code: 'EVIL', sign_key: stranger.publicKey.toString('hex') };
    writeFileSync(join(desk.medium, 'homonyme.carte'), writeKeyCard(card, stranger, 'real'));
    const { card: read } = await desk.ask('cards.read', { file: await onMedium(desk, 'homonyme.carte', 'card') });
    await desk.ask('cards.confirm', { cardId: read.cardId, words: read.words });
    const { files } = await desk.ask('directory.handOut', { folder: await placeToken(desk, 'Clé USB') });
    const anchorCounts: number[] = [];
    for (const { fileName } of files) {
      const file = readFileSync(join(desk.medium, fileName));
      const { payload: bytes } = await openSealedContainer(KIND.directory, file, siteKeys(signingOf(centre)).ageIdentity, 'real');
      anchorCounts.push(directoryPayload.parse(JSON.parse(bytes.toString('utf8'))).anchors.length);
    }
    expect(anchorCounts.toSorted((left, right) => left - right)).toEqual([0, 1]);
  });

  it('another file than the file that was shown is not entered', async () => {
    const digest = 'A'.repeat(43);
    const file = await sealContainer(KIND.directory, Buffer.from(JSON.stringify(payload({ number: 4 }))), focal, recipient, 'real');
    writeFileSync(join(centre.medium, 'autre.sutura'), file);
    const reply = await centre.call('directory.import', { file: await onMedium(centre, 'autre.sutura', 'package'), digest });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  });

  it('is taken from the newest card only; two people who withdraw that one give the former its place back', async () => {
    const next = { seed: randomSecret() };
    const signer = { ...next, publicKey: signingPublic(next.seed) };
    const row = centre.application.host.session?.stores.admin.connection.prepare<[], { bytes: Buffer }>('SELECT bytes FROM card').get();
    const { card } = readKeyCard(row?.bytes ?? Buffer.alloc(0), '2026-01-01', 'real');
    const renewed = withRenewals({ ...card, sign_key: signer.publicKey.toString('hex') }, [focal]);
    writeFileSync(join(centre.medium, 'suite.carte'), writeKeyCard(renewed, signer, 'real'));
    const { card: read } = await centre.ask('cards.read', { file: await onMedium(centre, 'suite.carte', 'card') });
    expect(read).toMatchObject({ state: 'confirmed', renewed: true });
    expect(await refusalOf(payload({ number: 60 }))).toBe(REFUSALS.replacedCard.fr);
    expect(await refusalOf(payload({ number: 1 }), signer)).toBe('accepted');
    for (const staffCode of ['SD1', 'AD1'] as const) {
      await centre.unlock(staffCode);
      await centre.ask('cards.revoke', { cardId: read.cardId, since: TODAY });
    }
    await centre.unlock('SD1');
    expect(await refusalOf(payload({ number: 61 }), signer)).toBe(REFUSALS.revokedCard.fr);
    expect(await refusalOf(payload({ number: 61 }))).toBe('accepted');
  });

  it('an older one does not come back behind another focal point’s, nor the keys that it ended', async () => {
    const seed = randomSecret();
    const other = { seed, publicKey: signingPublic(seed) };
    const stranger = { seed: randomSecret() };
    const key = Buffer.from(signingPublic(stranger.seed)).toString('hex');
    const bytes = centre.application.host.session?.stores.admin.connection
      .prepare<[], { bytes: Buffer }>('SELECT bytes FROM card')
      .get()?.bytes;
    const { card } = readKeyCard(bytes ?? Buffer.alloc(0), '2026-01-01', 'real');
    const second = { ...card, code: 'AUTRE', sign_key: signingPublic(seed).toString('hex') };
    writeFileSync(join(centre.medium, 'autre.carte'), writeKeyCard(second, other, 'real'));
    const { card: read } = await centre.ask('cards.read', { file: await onMedium(centre, 'autre.carte', 'card') });
    for (const staffCode of ['SD1', 'AD1'] as const) {
      await centre.unlock(staffCode);
      await centre.ask('cards.confirm', { cardId: read.cardId, words: read.words });
    }
    await centre.unlock('SD1');
    const give = async (name: string, content: unknown, signer: Signer) => {
      writeFileSync(
        join(centre.medium, name),
        await sealContainer(KIND.directory, Buffer.from(JSON.stringify(content), 'utf8'), signer, recipient, 'real'),
      );
      await enter(name);
    };
    const before = payload({ number: 61 });
    await give('un.sutura', payload({ number: 62, revocations: [{ key, since: '2026-11-20' }] }), focal);
    await give('deux.sutura', payload({ number: 1 }), other);
    expect(await refusalOf(before)).toBe(REFUSALS.older.fr);
    expect(await refusalOf(payload({ number: 1, anchors: [{ anchor: 1, head: 'ab'.repeat(32) }] }), other)).toBe(
      REFUSALS.twoDirectories.fr,
    );
    const ended = writeKeyCard({ ...card, code: 'FINI', sign_key: key }, { ...stranger, publicKey: signingPublic(stranger.seed) }, 'real');
    writeFileSync(join(centre.medium, 'fini.carte'), ended);
    const again = await centre.call('cards.read', { file: await onMedium(centre, 'fini.carte', 'card') });
    expect(again).toMatchObject({ ok: false, failure: { message: REFUSALS.revokedCard } });
  });

  it('ends a key: nothing more is sealed to its card, nothing more is taken from it, and its card is not read again', async () => {
    const key = Buffer.from(focal.publicKey).toString('hex');
    const last = payload({ number: 64, revocations: [{ key, since: '2026-11-20' }] });
    writeFileSync(
      join(centre.medium, 'fin.sutura'),
      await sealContainer(KIND.directory, Buffer.from(JSON.stringify(last)), focal, recipient, 'real'),
    );
    expect((await preview('fin.sutura')).revoked).toEqual([{ code: 'DESK', since: '2026-11-20' }]);
    await enter('fin.sutura');
    const { cards } = await centre.ask('cards.list', {});
    expect(cards.find(({ revocation }) => revocation?.by.length === 0)).toMatchObject({
      state: 'revoked',
      revocation: { since: '2026-11-20' },
    });
    expect(await refusalOf(payload({ number: 65 }))).toBe(REFUSALS.revokedCard.fr);
    const { fileName } = await desk.ask('cards.handOver', { folder: await placeToken(desk, 'Clé USB') });
    copyFileSync(join(desk.medium, fileName), join(centre.medium, fileName));
    const again = await centre.call('cards.read', { file: await onMedium(centre, fileName, 'card') });
    expect(again).toMatchObject({ ok: false, failure: { message: REFUSALS.revokedCard } });
  });
});
