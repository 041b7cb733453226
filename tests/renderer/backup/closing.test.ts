import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope, Output } from '../../../shared/contract.ts';
import type { FixtureState } from '../fixtureBridge.ts';
import { openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const MADE: Output<'backup.make'> = {
  backupId: '00000000-0000-4000-8000-0000000000b9',
  state: 'reread',
  persons: 3,
  cases: 4,
  records: 9,
  erased: 0,
  sameDisk: false,
};

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

async function closing(state: Partial<FixtureState>): Promise<Page> {
  const page = await screen.open('#/day', { role: 'caseworker', ...state });
  await page.getByRole('button', { name: 'Votre menu' }).click();
  await page.getByRole('button', { name: 'Fermer la session' }).click();
  return page;
}

async function namesOf(page: Page): Promise<readonly string[]> {
  const calls: Envelope[] = await page.evaluate('window.sutura.calls');
  return calls.map(({ name }) => name).filter((name) => name === 'backup.make' || name === 'session.lock');
}

describe('closing a session on purpose (security §9.1)', () => {
  test('with a known stick: copied, then closed', async () => {
    const page = await closing({ answers: { 'backup.make': MADE } });
    await page.getByText('La clé 3F2A est branchée').waitFor();
    expect(await namesOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Ouvrir' }).waitFor();
    expect(await namesOf(page)).toEqual(['backup.make', 'session.lock']);
    await page.close();
  });

  test('a copy that fails leaves the session open and says so', async () => {
    const message = { fr: 'La clé est pleine.', en: 'The stick is full.' };
    const page = await closing({ failures: { 'backup.make': { kind: 'conflict', message } } });
    await page.getByRole('button', { name: 'Copier, puis fermer' }).click();
    await page.getByText('La clé est pleine.').waitFor();
    expect(await namesOf(page)).toEqual(['backup.make']);
    await page.getByRole('button', { name: 'Fermer sans copier' }).click();
    await page.getByRole('button', { name: 'Ouvrir' }).waitFor();
    expect(await namesOf(page)).toEqual(['backup.make', 'session.lock']);
    await page.close();
  });

  test('without one, or where it cannot be known, closed at once; Ctrl+L never asks', async () => {
    const states: readonly Partial<FixtureState>[] = [
      { answers: { 'backup.closingCopy': { offer: null } } },
      { failures: { 'backup.closingCopy': { kind: 'bug', message: { fr: 'Panne', en: 'Failure' } } } },
    ];
    for (const state of states) {
      const page = await closing(state);
      await page.getByRole('button', { name: 'Ouvrir' }).waitFor();
      await page.close();
    }
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.keyboard.press('Control+L');
    await page.getByRole('button', { name: 'Ouvrir' }).waitFor();
    expect(await namesOf(page)).toEqual(['session.lock']);
    await page.close();
  });
});
