import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { isHeading } from './headings.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe says of one page; `nodes` are selectors, never the text of the page. */
export type Axe = {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly string[] }[];
  readonly passes: number;
};

/** One page of `tour.json` (commands.md). */
export type PageRecord = {
  readonly file: string;
  readonly role: string;
  readonly route: string;
  readonly title: string;
  /** Heading that the stop expects; `…` is any code. */
  readonly heading: string;
  /** Heading of the open dialog, or of the page. */
  readonly found: string;
  readonly axe: Axe;
  readonly console_errors: number;
  readonly overflow: boolean;
  /** Texts shortened by their box: to be looked at, not a failure. */
  readonly cut: number;
};

/** Counts what the console calls an error from now on; each call gives those since the last one. */
export function countConsoleErrors(page: Page): () => readonly string[] {
  let seen: string[] = [];
  page.on('console', (message) => message.type() === 'error' && seen.push(message.text()));
  page.on('pageerror', (error) => seen.push(`${error.name}: ${error.message}`));
  return () => {
    const found = seen;
    seen = [];
    return found;
  };
}

/** Takes one picture and judges the page: accessibility, console, width. */
export async function recordPage(
  page: Page,
  folder: string,
  place: Pick<PageRecord, 'file' | 'role' | 'heading' | 'found'>,
  errors: readonly string[],
): Promise<PageRecord> {
  await page.screenshot({ path: join(folder, place.file), animations: 'disabled', caret: 'hide' });
  const { overflow, cut, title, route } = await measure(page);
  return { ...place, route, title, axe: await axeOf(page), console_errors: errors.length, overflow, cut };
}

/** Accessibility of the present page by the rules of WCAG 2.2 AA. The usual mode opens a second page, which the window closes as a stranger. */
export async function axeOf(page: Page): Promise<Axe> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return {
    violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target }) => target.join(' ')) })),
    passes: passes.length,
  };
}

type Measure = { readonly overflow: boolean; readonly cut: number; readonly title: string; readonly route: string };

/** Longest wait for the heading of a stop, in milliseconds: a register is read in a thread of its own. */
const HEADING_MS = 20_000;
const AGAIN_MS = 100;

/** The heading of the page, or of the dialog that is open, once it is the expected one; after `HEADING_MS` the present heading. */
export async function findHeading(page: Page, expected: string, waitMs: number = HEADING_MS): Promise<string> {
  const until = performance.now() + waitMs;
  let found = await readHeading(page);
  while (!isHeading(found, expected) && performance.now() < until) {
    await page.waitForTimeout(AGAIN_MS);
    found = await readHeading(page);
  }
  return found;
}

function readHeading(page: Page): Promise<string> {
  return page.evaluate(
    () => document.querySelector('dialog[open] h2, dialog[open] h1')?.textContent ?? document.querySelector('h1')?.textContent ?? '',
  );
}

function measure(page: Page): Promise<Measure> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const main = document.getElementById('main');
    const isShortened = (element: Element) => {
      const style = getComputedStyle(element);
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
      return hides && element.clientWidth > 20 && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '';
    };
    return {
      overflow: root.scrollWidth > root.clientWidth || (main !== null && main.scrollWidth > main.clientWidth + 1),
      cut: [...document.querySelectorAll('#root *')].filter(isShortened).length,
      title: document.title,
      route: location.hash,
    };
  });
}
