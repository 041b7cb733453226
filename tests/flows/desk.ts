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
  /** No accessibility violation on the present page. */
  readonly isAccessible: () => Promise<void>;
};

/** Opens the window on an installation and a session for this person, by keyboard. */
export async function sitDown(host: HostWindow, installation: Installation, staffCode: StaffCode): Promise<Sitting> {
  const { page, still } = await joinWindow(installation.application, host);
  await unlockOn(page, staffCode, PEOPLE[staffCode]);
  await still();
  return {
    page,
    still,
    keys: new Keyboard(page, still),
    isAccessible: async () => expect((await axeOf(page)).violations).toEqual([]),
  };
}
