import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFaultsOf } from '../access.ts';
import { inputsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(() => screen.close());

async function searchFor(typed: string): Promise<Page> {
  const page = await screen.open('#/search', { role: 'caseworker' });
  await page.getByRole('button', { name: 'Ouvrir la recherche' }).press('Enter');
  await page.getByRole('textbox').waitFor();
  await page.keyboard.type(typed);
  return page;
}

describe('search of a person', () => {
  test('a reason first, then as one types: codes with a word on how near they are, no name', async () => {
    const page = await searchFor('ex');
    await page.getByRole('table', { name: 'Dossiers trouvés' }).waitFor();
    expect(await inputsOf(page, 'search.open')).toEqual([{ reason: 'verify' }]);
    expect(await inputsOf(page, 'search.persons')).toEqual([{ typed: 'ex' }]);
    const table = await page.getByRole('table').innerText();
    expect(table).toContain('VBG-MOP1-26-0061');
    expect(table).toContain('Concorde');
    expect(table).not.toContain('Exemple');
    expect(await accessFaultsOf(page)).toEqual([]);
    expect(page.url()).not.toContain('ex=');
    await page.close();
  });

  test('names are shown one at a time, for the reason given, and masked by leaving the window', async () => {
    const page = await searchFor('exemple');
    const shown = page.locator('.revealed');
    await page.getByRole('button', { name: 'Afficher Nom, VBG-MOP1-26-0061' }).click();
    await shown.waitFor();
    await page.getByRole('button', { name: 'Afficher Nom, VBG-MOP1-26-0062' }).click();
    await page.getByRole('button', { name: 'Afficher Nom, VBG-MOP1-26-0061' }).waitFor();
    expect(await shown.allInnerTexts()).toEqual(['Exemple Invention']);
    expect(await inputsOf(page, 'identity.open')).toMatchObject([{ reason: 'verify' }, { reason: 'verify' }]);
    await page.evaluate('window.dispatchEvent(new Event("blur"))');
    await shown.waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox').inputValue()).toBe('');
    await page.getByRole('table').waitFor({ state: 'detached' });
    await page.close();
  });
});
