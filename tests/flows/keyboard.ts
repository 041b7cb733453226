import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { Screen } from '../support/screen.ts';
import { readScreenReaderView, plain } from './screenReaderView.ts';

const MOST_TABS = 60;
const MOST_MOVES = 24;
const MOST_SECTIONS = 10;

/** A person who works without a mouse: every key struck counts, and a control is only used once the focus is on it. */
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
    for (const key of keys) await this.#strike(key);
    await this.#still();
  }

  /** Types a text, letter by letter. */
  async type(text: string): Promise<void> {
    await this.#letters(text);
    await this.#still();
  }

  /** Strikes a key that leads to another page, and is there. */
  async go(key: string): Promise<void> {
    const here = this.#page.url();
    await this.#strike(key);
    await expect.poll(() => this.#page.url(), { message: `${key} leads nowhere`, timeout: 20_000 }).not.toBe(here);
    await this.#still();
  }

  /** Presses Tab until the control of that name, or the first of the question of that name, has the focus. The beginning of a name is enough. */
  async reach(name: string): Promise<void> {
    const wanted = plain(name);
    for (let tabs = 0; tabs <= MOST_TABS; tabs += 1) {
      const { names } = await readScreenReaderView(this.#page);
      if (names.some((one) => plain(one).startsWith(wanted))) return;
      await this.#strike('Tab');
    }
    throw new Error(`the focus never comes to « ${name} »`);
  }

  /** Reaches a button and strikes Enter. */
  async push(name: string): Promise<void> {
    await this.reach(name);
    await this.press('Enter');
  }

  /** Reaches a link, strikes Enter, and is on its page. */
  async open(name: string): Promise<void> {
    await this.reach(name);
    await this.go('Enter');
  }

  /** Moves from section to section of a form until this title. */
  async turnTo(section: string): Promise<void> {
    const title = this.#page.locator('#section-title');
    for (let turns = 0; turns < MOST_SECTIONS; turns += 1) {
      if (plain((await title.textContent()) ?? '') === plain(section)) return;
      await this.go('Alt+PageDown');
    }
    throw new Error(`no section is called « ${section} »`);
  }

  /** Goes to a tab of a case file, with the arrows. */
  async turnToTab(name: string): Promise<void> {
    await this.#page.getByRole('tablist').waitFor();
    for (let tabs = 0; tabs <= MOST_TABS && (await this.#role()) !== 'tab'; tabs += 1) await this.#strike('Tab');
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      const { names } = await readScreenReaderView(this.#page);
      if (names.some((one) => plain(one).startsWith(plain(name)))) return;
      await this.#strike('ArrowRight');
    }
    throw new Error(`no tab is called « ${name} »`);
  }

  /** Goes to a case by its code, from anywhere. */
  async goToCase(caseCode: string): Promise<void> {
    await this.press('Control+k');
    await this.type(caseCode);
    await this.go('Enter');
  }

  /** Reaches a box and ticks or unticks it. */
  async tick(name: string): Promise<void> {
    await this.reach(name);
    await this.#strike(' ');
  }

  /** Reaches a question and chooses its answer: by the arrows, or by typing into its list. Several answers of a question with boxes, in their order. */
  async choose(question: string, ...answers: readonly string[]): Promise<void> {
    await this.reach(question);
    for (const answer of answers) await this.#pick(plain(answer));
  }

  /** Reaches a question and writes its answer. */
  async write(question: string, text: string): Promise<void> {
    await this.reach(question);
    await this.#letters(text);
  }

  /** Reaches a date and types it, `23112026`: the boxes pass the focus on. */
  async date(question: string, day: string): Promise<void> {
    await this.write(question, day);
  }

  /** Reaches a place and types its region, then its cercle. */
  async place(question: string, region: string, cercle: string): Promise<void> {
    await this.choose(question, region);
    await this.choose('Cercle', cercle);
  }

  async #pick(answer: string): Promise<void> {
    for (let moves = 0; moves <= MOST_MOVES; moves += 1) {
      const view = await readScreenReaderView(this.#page);
      if (view.kind === 'combobox') return this.#pickFromList(answer);
      if (plain(view.choice) === answer) return view.chosen ? undefined : this.#strike(' ');
      await this.#strike('ArrowDown');
    }
    throw new Error(`no choice is called « ${answer} »`);
  }

  async #pickFromList(answer: string): Promise<void> {
    await this.#letters(answer);
    const { choice } = await readScreenReaderView(this.#page);
    if (!plain(choice).startsWith(answer)) throw new Error(`the list proposes « ${choice} » for « ${answer} »`);
    await this.#strike('Enter');
  }

  #role(): Promise<string | null> {
    return this.#page.evaluate(() => document.activeElement?.getAttribute('role') ?? null);
  }

  async #letters(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
    this.#struck += text.length;
  }

  async #strike(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    this.#struck += 1;
  }
}
