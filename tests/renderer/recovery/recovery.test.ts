import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const TYPED = Array.from({ length: 18 }, (_, place) => `${place % 10}KMQ`).join(' ');

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

describe('making the shares', () => {
  test('three different keepers and the administrator’s passphrase, then one share at a time, never beside the field', async () => {
    const page = await screen.open('#/admin/shares', { role: 'supervisor' });
    const sign = page.getByRole('button', { name: 'Signer et préparer les parts' });
    await sign.press('Enter');
    expect(await inputsOf(page, 'recovery.prepare')).toEqual([]);
    await page.locator('#keeper-1').selectOption('authority');
    expect(await page.locator('#keeper-2 option[value="authority"]').count()).toBe(0);
    await page.locator('#keeper-2').selectOption('other');
    await page.locator('#keeper-3').selectOption('other');
    await sign.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('administrator-passphrase');
    await page.locator('#administrator-passphrase').fill('invente pour essai');
    await sign.click();
    await page.getByText('La part est cachée.').waitFor();
    expect(await inputsOf(page, 'recovery.prepare')).toEqual([
      { administrator: { staffCode: 'AD1', passphrase: 'invente pour essai' }, keepers: ['authority', 'other', 'other'], formerShares: [] },
    ]);
    expect(await inputsOf(page, 'recovery.share')).toEqual([]);
    await page.getByRole('button', { name: 'Montrer la part' }).click();
    await page.getByText('7KMQ').first().waitFor();
    await page.getByRole('button', { name: 'C’est recopié, vérifier' }).click();
    expect(await page.getByText('7KMQ').count()).toBe(0);
    await page.locator('#share-typed').fill(TYPED.slice(0, -1));
    await page.getByRole('button', { name: 'Vérifier', exact: true }).press('Enter');
    expect(await inputsOf(page, 'recovery.prove')).toEqual([]);
    await page.locator('#share-typed').fill(TYPED.toLowerCase());
    await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
    await page.getByText('Recopiée et vérifiée').waitFor();
    expect(await inputsOf(page, 'recovery.prove')).toEqual([{ typed: TYPED, administratorPassphrase: null }]);
    expect(await page.locator('textarea').count()).toBe(0);
    await page.close();
  });
});

describe('a forgotten passphrase', () => {
  test('each keeper types alone, the first share is gone from the screen when the second is typed', async () => {
    const page = await screen.open('#/unlock', { role: null, phase: 'installed' });
    await page.getByRole('link', { name: 'Phrase oubliée' }).click();
    const next = page.getByRole('button', { name: /^Continuer/ });
    await next.click();
    await page.locator('#share').fill(TYPED);
    await next.click();
    await page.getByLabel('La part de la deuxième personne').waitFor();
    expect(await page.locator('#share').inputValue()).toBe('');
    expect(await inputsOf(page, 'recovery.check')).toEqual([]);
    await page.locator('#share').fill(TYPED);
    await next.click();
    await page.getByText('choisit maintenant une nouvelle phrase').waitFor();
    expect(await inputsOf(page, 'recovery.check')).toMatchObject([{ shares: [TYPED, TYPED] }]);
    await page.locator('#signer').selectOption('SD1');
    await page.locator('#signer-passphrase').fill('invente pour essai supervision');
    expect(await page.locator('#second option[value="SD1"]').count()).toBe(0);
    await page.locator('#second').selectOption('AC1');
    await page.locator('#second-passphrase').fill('invente pour essai ecoute');
    for (const id of ['new-passphrase', 'new-passphrase-again']) await page.locator(`#${id}`).fill('six mots inventes pour un essai');
    await page.getByRole('button', { name: 'Signer et rouvrir le compte' }).click();
    await page.getByRole('heading', { name: 'Le compte est rouvert' }).waitFor();
    expect(await inputsOf(page, 'recovery.use')).toMatchObject([
      { shares: [TYPED, TYPED], signers: [{ staffCode: 'SD1' }, { staffCode: 'AC1' }], passphrase: 'six mots inventes pour un essai' },
    ]);
    await page.close();
  });
});

test('an administrator sees the state of the shares and rehearses, but does not make them', async () => {
  const page = await screen.open('#/admin/users', { role: 'administrator' });
  await page.getByText('À couvrir dès la prochaine ouverture').waitFor();
  expect(await page.getByRole('link', { name: 'Refaire les parts' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Faire un exercice' }).click();
  await page.locator('#rehearse-first').fill(TYPED);
  await page.locator('#rehearse-second').fill(TYPED);
  await page.getByRole('button', { name: 'Essayer' }).click();
  await page.getByText('Ces deux parts rouvrent le compte AD1.').waitFor();
  expect(await inputsOf(page, 'recovery.rehearse')).toEqual([{ staffCode: 'AD1', shares: [TYPED, TYPED] }]);
  await page.close();
});
