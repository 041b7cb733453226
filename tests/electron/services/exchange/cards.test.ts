import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonAct } from '../../../../shared/contract/accounts.ts';
import { REFUSALS } from '../../../../shared/exchange/refusals.ts';
import { PEOPLE, SECOND, addSecondSupervisor, newCentre, newDesk, type Installation } from '../../../support/installation.ts';
import { DIRECTORY_FILE, exchangeCards, giveDirectory } from '../../../support/seedExchanges.ts';
import { onMedium, placeToken } from '../../../support/medium.ts';

let desk: Installation;
let centre: Installation;

beforeAll(async () => {
  desk = await newDesk();
  centre = await newCentre();
  await exchangeCards(centre, desk);
});

afterAll(() => {
  desk.remove();
  centre.remove();
});

const due = async () => (await centre.ask('team.open', {})).cardDue;

/** The card of one office, brought to another and read there. */
async function bring(from: Installation, to: Installation) {
  const { fileName } = await from.ask('cards.handOver', { folder: await placeToken(from, 'Clé USB') });
  copyFileSync(join(from.medium, fileName), join(to.medium, fileName));
  return (await to.ask('cards.read', { file: await onMedium(to, fileName, 'card') })).card;
}

/** A second supervisor, who knows the key of the centre, comes and leaves; the two others sign the next key. */
async function secondLeaves(): Promise<void> {
  await addSecondSupervisor(centre);
  await sign({ what: 'remove', reason: 'left' });
  for (const staffCode of ['AD1', 'SD1'] as const) await centre.unlock(staffCode);
}

/** Proposed by the supervisor, confirmed by the administrator; then the supervisor's session again. */
async function sign(act: PersonAct): Promise<void> {
  const { accounts } = await centre.ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === SECOND.staffCode)?.userId ?? '';
  await centre.ask('accounts.propose', { userId, act, passphrase: PEOPLE.SD1 });
  await centre.unlock('AD1');
  const { acts } = await centre.ask('accounts.list', {});
  await centre.ask('accounts.confirm', { proposalId: acts[0]?.proposalId ?? '', passphrase: PEOPLE.AD1 });
  await centre.unlock('SD1');
}

describe('the card of an office through its years (security §7.2)', () => {
  it('a centre relies on a card once two people of two roles have compared its words', async () => {
    const other = await newCentre();
    const { words } = await desk.ask('cards.own', {});
    await other.unlock('SD1');
    const { cardId } = await bring(desk, other);
    expect((await other.ask('cards.confirm', { cardId, words })).card).toMatchObject({ state: 'toConfirm', confirmedBy: ['SD1'] });
    expect((await other.ask('cards.confirm', { cardId, words })).card.state).toBe('toConfirm');
    await other.unlock('AD1');
    expect((await other.ask('cards.confirm', { cardId, words })).card.state).toBe('confirmed');
    other.remove();
  });

  it('a departure changes it: the supervisor is informed until it is handed over, and the focal point needs no words', async () => {
    await centre.unlock('SD1');
    expect(await due()).toBeNull();
    await secondLeaves();
    expect(await due()).toBe('changed');
    const card = await bring(centre, desk);
    expect(await due()).toBeNull();
    expect(card).toMatchObject({ state: 'confirmed', renewed: true, contested: false, confirmedBy: [] });
    const states = (await desk.ask('cards.list', {})).cards.map(({ state }) => state);
    expect(states.toSorted()).toEqual(['confirmed', 'replaced']);
    await giveDirectory(desk, centre);
    expect((await centre.ask('directory.preview', { file: await onMedium(centre, DIRECTORY_FILE, 'package') })).number).toBeGreaterThan(0);
  });

  it('keeps its words until it is renewed, and asks to be before it ends', async () => {
    const { words, validUntil } = await centre.ask('cards.own', {});
    expect(validUntil).toBe('2027-12-31');
    centre.advance(200 * 86_400_000);
    await centre.unlock('SD1');
    expect((await centre.ask('cards.own', {})).words).toEqual(words);
    expect(await due()).toBeNull();
    centre.advance(150 * 86_400_000);
    desk.advance(350 * 86_400_000);
    await centre.unlock('SD1');
    await desk.unlock('PF1');
    expect(await due()).toBe('ending');
    expect(await bring(centre, desk)).toMatchObject({ validUntil: '2028-12-31', state: 'confirmed', renewed: true });
    expect(await due()).toBeNull();
  });

  it('a card that has ended is not read, with its own sentence', async () => {
    const { fileName } = await centre.ask('cards.handOver', { folder: await placeToken(centre, 'Clé USB') });
    desk.advance(500 * 86_400_000);
    copyFileSync(join(centre.medium, fileName), join(desk.medium, fileName));
    await desk.unlock('PF1');
    const reply = await desk.call('cards.read', { file: await onMedium(desk, fileName, 'card') });
    expect(reply).toMatchObject({ ok: false, failure: { message: REFUSALS.expiredCard } });
  });
});
