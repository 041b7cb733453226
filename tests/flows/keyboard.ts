import type { Page } from 'playwright-core';
import type { Screen } from '../support/screen.ts';

const MOST_TABS = 60;

/** A person who works without a mouse: every key struck counts. */
export class Keyboard {
  readonly #page: Page;
  readonly #still: Screen['still'];
  #struck = 0;

  constructor(page: Page, still: Screen['still']) {
    this.#page = page;
    this.#still = still;
  }

  /** Keys struck so far. */
  get struck(): number {
    return this.#struck;
  }

  /** Strikes keys in turn; a combination is one. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
      this.#struck += 1;
    }
    await this.#still();
  }

  /** Types a text, letter by letter. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
    this.#struck += text.length;
    await this.#still();
  }

  /** Goes on with Tab until the control of this name or id, or the button or link that begins with this text, has the focus. */
  async tabTo(target: string | RegExp): Promise<void> {
    for (let tabs = 0; tabs <= MOST_TABS; tabs += 1) {
      const { names, text } = await this.#focused();
      if (typeof target === 'string' ? names.includes(target) : target.test(text)) return;
      await this.#page.keyboard.press('Tab');
      this.#struck += 1;
    }
    throw new Error(`the focus never comes to ${target}`);
  }

  #focused(): Promise<{ readonly names: readonly string[]; readonly text: string }> {
    return this.#page.evaluate(() => {
      const focused = document.activeElement;
      const text = focused instanceof HTMLInputElement ? '' : (focused?.textContent ?? '');
      return { names: [focused?.id ?? '', focused?.getAttribute('name') ?? ''], text };
    });
  }
}
