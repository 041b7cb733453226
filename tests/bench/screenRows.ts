import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import { processesNaming } from '../support/keyedProcesses.ts';
import { openScreen, unlockOn, type Screen } from '../support/screen.ts';
import type { LargeCentre } from './centre.ts';
import { compare, spread, type Row } from './measure.ts';

const KEYS = 150;
/** Between two keys of a fast typist. */
const BETWEEN_MS = 90;
const FIELD = '#main textarea, #main input[type="text"]';
/** A field of the browser alone, outside React, in the same page and the same minute. */
const PLAIN = 'bench-plain';

/** A key typed in the longest form, from the key to the frame that shows it, beside a bare field of the same page; and what the window holds after some pages, beside a bare start. */
export async function screenRows(centre: LargeCentre): Promise<readonly Row[]> {
  const bare = await bareMemory();
  const { caseId, section } = await longestForm(centre);
  const screen = await openScreen(centre.application);
  try {
    await unlockOn(screen.page, centre.caseworker, centre.passphrase);
    await screen.still();
    const keys = await keyRow(screen, `#/cases/${caseId}/forms/incident/new/${section}`);
    for (const address of ['#/day', '#/cases', `#/cases/${caseId}`, '#/search', '#/drafts']) await screen.go(address);
    const memory = spread('memory of the window after six pages', 'MB', [memoryOf(screen.folder)]);
    return [keys, { ...memory, reference: { name: 'Chromium on an empty page', p50: bare, p95: bare } }];
  } finally {
    await screen.close();
  }
}

/** The incident of a case of the caseworker, at its section that asks for a text. */
async function longestForm(centre: LargeCentre): Promise<{ readonly caseId: string; readonly section: string }> {
  await centre.unlock(centre.caseworker);
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  await centre.lock();
  return { caseId: rows[0]?.caseId ?? '', section: 'when' };
}

async function keyRow(screen: Screen, address: string): Promise<Row> {
  const { page } = screen;
  await screen.go(address);
  const field = page.locator(FIELD).first();
  await field.waitFor();
  await page.evaluate(watchKeys, PLAIN);
  const ours = { name: 'a key in the longest form, to its frame', run: () => typeIn(page, () => field.focus()) };
  const plain = { name: 'a key in a bare field of the same page', run: () => typeIn(page, () => page.locator(`#${PLAIN}`).focus()) };
  return compare(ours, plain, KEYS);
}

async function typeIn(page: Page, focus: () => Promise<void>): Promise<number> {
  await focus();
  await pause(BETWEEN_MS);
  await page.keyboard.press('1');
  return page.evaluate('window.benchKey');
}

/** Keeps, of the last key, the milliseconds from the system's stamp to the end of the frame that followed. Runs in the page. */
function watchKeys(plain: string): void {
  const field = document.createElement('input');
  field.id = plain;
  document.body.append(field);
  const { port1, port2 } = new MessageChannel();
  let struck = 0;
  let done: (spent: number) => void = () => undefined;
  port1.addEventListener('message', () => done(performance.now() - struck));
  port1.start();
  const watch = ({ timeStamp }: KeyboardEvent): void => {
    struck = timeStamp;
    const spent = new Promise<number>((resolve) => (done = resolve));
    Object.assign(window, { benchKey: spent });
    requestAnimationFrame(() => port2.postMessage(null));
  };
  window.addEventListener('keydown', watch, { capture: true });
}

/** Memory of Chromium on an empty page, in megabytes. */
async function bareMemory(): Promise<number> {
  const folder = makeMemoryFolder();
  const context = await chromium.launchPersistentContext(`${folder}/profile`, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    await context.pages()[0]?.goto('about:blank');
    await pause(1_000);
    return memoryOf(folder);
  } finally {
    await context.close();
    removeMemoryFolder(folder);
  }
}

/** `Pss` of the processes that name a folder and of those they started, in megabytes. */
function memoryOf(folder: string): number {
  const found = new Set(processesNaming(folder).filter((pid) => pid !== process.pid));
  return Math.round([...found].reduce((sum, pid) => sum + pssOf(pid), 0) / 1024);
}

function pssOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes);
  } catch {
    return 0;
  }
}
