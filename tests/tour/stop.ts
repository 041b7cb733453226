import type { Page } from 'playwright-core';
import type { Text } from '../../shared/text.ts';
import { BETWEEN_ESCAPES_MS } from '../../renderer/commands/doubleEscape.ts';
import type { Installation, StaffCode } from '../support/installation.ts';
import type { Screen } from '../support/screen.ts';
import type { TourRole } from './options.ts';
import { findHeading } from './record.ts';

/** Where the tour is: the window, the installation behind it, and who is there. */
export type Visit = { readonly screen: Screen; readonly page: Page; readonly installation: Installation };

/** One picture: an address of the application, or acts from the present page; with both, the acts follow. `heading`: that of the page, or of the open dialog, which must be found there. */
export type Stop = {
  readonly name: string;
  readonly heading: Text;
  readonly address?: string;
  readonly act?: (visit: Visit) => Promise<void>;
};

/** One part of the tour: who sits at the machine, and the stops in order; null before anybody is known. */
export type Part = { readonly staffCode: StaffCode | null; readonly role: TourRole; readonly stops: readonly Stop[] };

/** Goes to a stop and gives the heading found there: the expected one if it comes within `waitMs` milliseconds. */
export async function visitStop(visit: Visit, stop: Stop, expected: string, waitMs?: number): Promise<string> {
  if (stop.address !== undefined) await visit.screen.go(stop.address);
  await stop.act?.(visit);
  return findHeading(visit.page, expected, waitMs);
}

/** Presses the button or link that has this name in either language; the first when there are several. */
export async function press({ page, screen }: Visit, fr: string, en: string): Promise<void> {
  const name = new RegExp(`^(${fr}|${en})`);
  await page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('tab', { name })).first().click();
  await screen.still();
}

/** Presses keys, one after the other. After an Escape, waits until another one is no longer the second of a quick exit. */
export async function strike({ page, screen }: Visit, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    if (key === 'Escape') await page.waitForTimeout(BETWEEN_ESCAPES_MS + 1);
  }
  await screen.still();
}

/** Chooses the stick in the picker that is open. */
export async function chooseStick(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  await press(visit, 'Choisir ce dossier', 'Choose this folder');
}
