import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { PEOPLE, type Installation, type StaffCode } from '../support/installation.ts';
import type { HostWindow } from '../support/host.ts';
import { joinWindow, unlockOn, type Screen } from '../support/screen.ts';
import { axeOf } from '../tour/record.ts';
import { Keyboard } from './keyboard.ts';

/** Somebody at the laptop: the window, the keys she strikes, and a word on each page she comes to. */
export type Sitting = {
  readonly page: Page;
  readonly still: Screen['still'];
  readonly keys: Keyboard;
  /** Locks, and opens a session of somebody else at the same laptop. */
  readonly passTo: (staffCode: StaffCode) => Promise<void>;
  /** No accessibility violation on the present page. */
  readonly isAccessible: () => Promise<void>;
};

/** Opens the window on an installation and a session for this person, by keyboard. */
export async function sitDown(host: HostWindow, installation: Installation, staffCode: StaffCode): Promise<Sitting> {
  const { page, still } = await joinWindow(installation.application, host);
  await unlockOn(page, staffCode, PEOPLE[staffCode]);
  await still();
  const keys = new Keyboard(page, still);
  return {
    page,
    still,
    keys,
    passTo: async (next) => {
      await keys.press('Control+l');
      await expect(page).toHaveTitle('Calendrier');
      await keys.press('Enter');
      await page.locator('#passphrase').waitFor();
      await keys.choose('Code', next);
      await keys.write('Phrase secrète', PEOPLE[next]);
      await keys.go('Enter');
    },
    isAccessible: async () => expect((await axeOf(page)).violations).toEqual([]),
  };
}

/** The case that the address names. */
export function caseOn(page: Page): string {
  return /#\/cases\/([^/]+)/.exec(page.url())?.[1] ?? '';
}
