import { accessFaultsOf } from './access.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BridgeEvent } from '../../shared/bridge.ts';
import { TEAM } from './fixtures/team.ts';
import { callsOf, openScreen } from './screen.ts';
import type { Screen } from './screen.ts';

const CASE = '#/cases/00000000-0000-4000-8000-000000000061';

/** From the moment the neutral page is drawn, notes each time that the frame of a session or the code of a case comes into the window. */
const WATCH = `window.seen = [];
  let covered = false;
  new MutationObserver(() => {
    covered ||= document.querySelector('.calendar') !== null;
    if (covered && (document.querySelector('.frame') !== null || document.body.textContent.includes('VBG-'))) window.seen.push(location.hash);
  }).observe(document.body, { subtree: true, childList: true, characterData: true })`;

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

async function emit(page: Page, event: BridgeEvent['event']): Promise<void> {
  await page.evaluate(`window.sutura.emit(${JSON.stringify({ event })})`);
}

function hash(page: Page): string {
  return new URL(page.url()).hash;
}

describe('the neutral screen', () => {
  test('comes on two Escapes from a page, locks the session, and Entrée leads to the unlock page', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.calendar').waitFor();
    expect(await page.title()).toBe('Calendrier');
    expect(await page.getByText('MOP1').count()).toBe(0);
    await expect.poll(async () => (await callsOf(page, 'session.lock')).map((one) => one.input)).toEqual([{ reason: 'quickExit' }]);
    await page.keyboard.press('a');
    expect(await page.locator('.calendar').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
    expect(await page.title()).toBe('Sutura');
    await page.close();
  });

  test.each([CASE, '#/day', '#/cases'])('%s does not come back before the lock is answered, whatever is pressed', async (address) => {
    const page = await screen.open(address, { role: 'caseworker', held: ['session.lock'] });
    await page.evaluate(WATCH);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.calendar').waitFor();
    for (const keys of ['Enter', 'Control+k', 'Alt+Digit2', 'Control+l', 'F2', 'Enter', 'Escape', 'Escape', 'Enter'])
      await page.keyboard.press(keys);
    await page.locator('td').first().click();
    await page.evaluate("window.dispatchEvent(new Event('focus')); location.hash = '#/cases'");
    await page.clock.runFor(5_000);
    await page.keyboard.press('Enter');
    await page.clock.runFor(5_000);
    expect(await page.title()).toBe('Calendrier');
    expect(await page.locator('body > #root > :not(.calendar)').count()).toBe(0);
    await page.evaluate('window.sutura.release()');
    await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
    expect(await page.evaluate('window.seen')).toEqual([]);
    expect((await callsOf(page, 'session.lock')).map((one) => one.input)).toEqual([{ reason: 'quickExit' }]);
    await page.close();
  });

  test('what the process covered by itself does not come back on Entrée, not even while the unlock page is asked for', async () => {
    const page = await screen.open(CASE, { role: 'caseworker', held: ['start.state'] });
    await page.evaluate(WATCH);
    await emit(page, 'cover');
    await page.locator('.calendar').waitFor();
    await page.keyboard.press('Enter');
    await page.clock.runFor(5_000);
    expect(await page.locator('.calendar').count()).toBe(1);
    expect(await page.evaluate('window.seen')).toEqual([]);
    await page.close();
  });

  test('the notices of a session are not shown in the next session', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.evaluate("window.dispatchEvent(new Event('copy'))");
    await page.locator('.toast').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
    expect(await page.locator('.toast').count()).toBe(0);
    await page.close();
  });

  test('comes from inside a dialog and in the middle of a word', async () => {
    const page = await screen.open('#/admin/users', { role: 'administrator' });
    await page.getByRole('button', { name: 'Inscrire une personne' }).click();
    await page.getByLabel('Nom').fill('Compte inv');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.calendar').waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
    await page.close();
  });

  test('comes when the keyed process says so, before anything else', async () => {
    const page = await screen.open(CASE, { role: 'caseworker' });
    await emit(page, 'cover');
    await page.locator('.calendar').waitFor();
    expect(await page.title()).toBe('Calendrier');
    await page.close();
  });
});

describe('the session', () => {
  test('the language chosen before anybody is there outlives a refused passphrase', async () => {
    const refused = { kind: 'invalid', message: { fr: 'Essai refusé.', en: 'Refused try.' } } as const;
    const page = await screen.open('#/unlock', { role: null, failures: { 'session.unlock': refused } });
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('#passphrase').fill('six mots inventés pour cet essai');
    await page.keyboard.press('Enter');
    await page.getByText('Refused try.').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('heading', { name: 'Open a session' }).count()).toBe(1);
    await page.close();
  });

  test('a locked page goes to the unlock page and comes back to its address', async () => {
    const page = await screen.open('#/cases?risk=high', { role: null });
    expect(hash(page)).toBe('#/unlock');
    await page.locator('#passphrase').fill('six mots inventés pour cet essai');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dossiers' }).waitFor();
    expect(hash(page)).toBe('#/cases?risk=high');
    await page.close();
  });

  test('the previous session is shown on a line that covers nothing, is closed by keyboard, and goes with its page', async () => {
    const page = await screen.open('#/cases', { role: null });
    async function unlock(): Promise<void> {
      await page.locator('#passphrase').fill('six mots inventés pour cet essai');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Dossiers' }).waitFor();
    }
    const line = page.getByRole('region', { name: 'Session précédente' });
    await unlock();
    await line.getByText('Session précédente\u00a0: ').waitFor();
    const [top, main] = [await line.boundingBox(), await page.locator('#main').boundingBox()];
    expect((main?.y ?? 0) + (main?.height ?? 0)).toBeLessThanOrEqual(top?.y ?? 0);
    expect(await accessFaultsOf(page, '.frame')).toEqual([]);
    await line.getByRole('button', { name: 'Fermer' }).press('Enter');
    expect(await line.count()).toBe(0);
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
    await unlock();
    await line.waitFor();
    await page.getByRole('link', { name: 'Ma journée' }).click();
    await line.waitFor({ state: 'detached' });
    await page.close();
  });

  test('Ctrl L locks', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
    expect((await callsOf(page, 'session.lock')).map((one) => one.input)).toEqual([{ reason: 'asked' }]);
    await page.close();
  });

  test('an address of another role says who may, and asks nothing', async () => {
    const page = await screen.open('#/team', { role: 'caseworker' });
    await page.getByRole('heading', { name: 'Cette page n’est pas ouverte à votre rôle' }).waitFor();
    expect(await page.getByText('Elle est ouverte à').textContent()).toContain('Supervision');
    expect(await callsOf(page, 'team.open')).toEqual([]);
    await page.close();
  });

  test('the idle warning is announced without content', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await emit(page, 'warn');
    await page.getByRole('alert').filter({ hasText: '30\u00a0secondes' }).waitFor({ state: 'attached' });
    await page.close();
  });

  test('a failed read says what happened and offers to try again', async () => {
    const failure = {
      kind: 'bug' as const,
      message: { fr: 'Une panne est survenue. Rien n’a été perdu.', en: 'A fault happened. Nothing was lost.' },
      reference: '4F2A',
    };
    const page = await screen.open('#/cases', { role: 'caseworker', failures: { 'cases.list': failure } });
    await page.getByText('Rien n’a été perdu').waitFor();
    expect(await page.getByText('4F2A').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Réessayer' }).count()).toBe(1);
    await page.close();
  });
});

describe('by keyboard alone', () => {
  test('my day opens on its first late task, which Entrée opens', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.locator('.task-line:focus').waitFor();
    expect(await page.locator('.task-line:focus').textContent()).toContain('VBG-MOP1-26-0042');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.task-line:focus').textContent()).toContain('VBG-MOP1-26-0057');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => hash(page)).toContain('/forms/follow_up/');
    await page.close();
  });

  test('a case opens by the last four digits of its code', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('0061');
    await page.getByRole('option', { name: /VBG-MOP1-26-0061/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'VBG-MOP1-26-0061' }).waitFor();
    expect((await callsOf(page, 'cases.list')).at(-1)?.input).toMatchObject({ codeContains: '0061', state: 'all' });
    expect(hash(page)).not.toContain('0061-');
    await page.close();
  });

  test('the rail by Alt and a digit, by the place of the key', async () => {
    const page = await screen.open('#/day', { role: 'caseworker' });
    await page.keyboard.press('Alt+Digit2');
    await page.getByRole('heading', { name: 'Dossiers' }).waitFor();
    await page.close();
  });

  test.each([
    ['caseworker', CASE],
    ['caseworker', '#/day'],
    ['supervisor', '#/team'],
    ['supervisor', '#/duplicates'],
  ] as const)('no key has two meanings (%s, %s)', async (role, address) => {
    const page = await screen.open(address, { role });
    await page.keyboard.press('F2');
    const caps = await page.locator('.key-list .key-cap').allTextContents();
    expect(caps.length).toBeGreaterThan(8);
    expect(new Set(caps).size).toBe(caps.length);
    await page.close();
  });
});

describe('masked data', () => {
  test('shows for 60 seconds after a reason, then is hatched again', async () => {
    const page = await screen.open(CASE, { role: 'caseworker' });
    await page.keyboard.press('i');
    await page.getByRole('radio', { name: 'Joindre la personne' }).waitFor();
    expect(await callsOf(page, 'identity.open')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Invention').waitFor();
    expect((await callsOf(page, 'identity.open')).map((one) => one.input)).toMatchObject([{ form: 'identity', reason: 'contact' }]);
    await page.clock.runFor(58_000);
    expect(await page.getByText('Invention').count()).toBe(1);
    await page.clock.runFor(3_000);
    await page.getByText('Invention').waitFor({ state: 'detached' });
    await page.close();
  });

  test('Escape and the loss of the window mask at once', async () => {
    const page = await screen.open(CASE, { role: 'caseworker' });
    for (const hide of ['escape', 'blur']) {
      await page.keyboard.press('i');
      await page.keyboard.press('Enter');
      await page.getByText('Invention').waitFor();
      if (hide === 'escape') await page.keyboard.press('Escape');
      else await page.evaluate("window.dispatchEvent(new Event('blur'))");
      await page.getByText('Invention').waitFor({ state: 'detached' });
      await page.clock.runFor(1_000);
    }
    await page.close();
  });

  test('hatched blocks have one width, whatever they hide', async () => {
    const page = await screen.open(CASE, { role: 'caseworker' });
    const widths = await page.locator('.masked').evaluateAll((blocks) => blocks.map((block) => block.getBoundingClientRect().width));
    expect(widths.length).toBeGreaterThan(3);
    expect(new Set(widths).size).toBe(1);
    await page.close();
  });
});

test('lists hold no name, sex, age or type', async () => {
  const page = await screen.open('#/cases', { role: 'supervisor' });
  const heads = await page.locator('thead th').allTextContents();
  expect(heads).toEqual(['Code', 'Risque', 'État', 'Prochaine échéance', 'Dernier contact', 'Consentement', 'Gestionnaire']);
  await page.close();
});

test('a training installation says so on every page, for ever', async () => {
  const page = await screen.open('#/team', {
    role: 'supervisor',
    session: { training: true },
    answers: { 'team.open': { ...TEAM, cardDue: 'changed' } },
  });
  await page.getByText('Formation\u00a0: personnes et chiffres inventés.').waitFor();
  await page.getByText('La carte de ce centre a changé').waitFor();
  await page.close();
});
