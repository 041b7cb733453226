import type { Page } from 'playwright-core';
import type { Installation, StaffCode } from '../support/installation.ts';
import type { Screen } from '../support/screen.ts';

/** Where the tour stands: the window, the installation behind it, and who is there. */
export type Visit = { readonly screen: Screen; readonly page: Page; readonly installation: Installation };

/** One picture: an address of the application, or what a person does from where she is; both when acts follow the address. */
export type Stop = {
  readonly name: string;
  readonly address?: string;
  readonly act?: (visit: Visit) => Promise<void>;
};

/** One part of the tour: who sits at the machine, and the stops in order; null before anybody is known. */
export type Part = { readonly staffCode: StaffCode | null; readonly role: string; readonly stops: readonly Stop[] };

/** Presses the button or link that has this name in either language; the first when there are several. */
export async function press({ page, screen }: Visit, fr: string, en: string): Promise<void> {
  const name = new RegExp(`^(${fr}|${en})`);
  await page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('tab', { name })).first().click();
  await screen.still();
}

/** Presses keys, one after the other. */
export async function strike({ page, screen }: Visit, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await screen.still();
}

/** Chooses the stick in the picker that is open. */
export async function chooseStick(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, 'Choisir ce dossier', 'Choose this folder');
}
