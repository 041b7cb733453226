import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelFormerPrints, giveToPrinter } from '../../../../electron/services/printing/queue.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';

const PRINTER = 'bureau-inventé';

let centre: Installation;
/** What the printing system of the computer still has, and whether it answers. */
let waiting: Set<string>;
let answers: boolean;
/** What happens while the queue takes the pages. */
let meanwhile: () => Promise<void>;

const printing = {
  printers: async () => [PRINTER],
  print: async (address: string) => {
    const job = `bureau-${address.length}`;
    waiting.add(job);
    await meanwhile();
    return job;
  },
  cancelPrint: async (job: string) => answers && (waiting.delete(job), true),
};
const file = () => join(centre.profile, 'prints.json');
const print = (address: string) => giveToPrinter(centre.application.host, printing, address, PRINTER);

beforeEach(async () => {
  centre = await newCentre();
  [waiting, answers, meanwhile] = [new Set(), true, async () => undefined];
  await centre.unlock('AC1');
});
afterEach(() => centre.remove());

test('pages that wait for the printer at a lock are cancelled by the process that follows, and those of others are not (F10)', async () => {
  waiting.add('bureau-99');
  await print('#/a');
  await print('#/ab');
  await centre.lock();
  expect(waiting.size).toBe(3);
  await cancelFormerPrints(centre.profile, printing);
  expect([...waiting]).toEqual(['bureau-99']);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual([]);
  await cancelFormerPrints(centre.profile, printing);
  expect([...waiting]).toEqual(['bureau-99']);
});

test('a printing system that does not answer is asked again by the next process', async () => {
  await print('#/a');
  answers = false;
  await cancelFormerPrints(centre.profile, printing);
  expect(waiting.size).toBe(1);
  answers = true;
  await cancelFormerPrints(centre.profile, printing);
  expect(waiting.size).toBe(0);
});

test('a session that ends while the queue takes the pages: they are cancelled at once', async () => {
  meanwhile = () => centre.lock();
  await print('#/a');
  expect(waiting.size).toBe(0);
});

test('what this process prints while it cancels the pages of the one before stays', async () => {
  await print('#/a');
  const cancelled = cancelFormerPrints(centre.profile, { cancelPrint: async (job) => (await print('#/ab'), printing.cancelPrint(job)) });
  await cancelled;
  expect([...waiting]).toEqual(['bureau-4']);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(['bureau-4']);
});

test.each(['{', '["-a 3"]', '["bureau-3; rm"]', '[3]', '{"bureau-3":1}'])('a forged list cancels nothing: %s', async (text) => {
  waiting.add('bureau-3');
  writeFileSync(file(), text);
  await cancelFormerPrints(centre.profile, printing);
  expect(waiting.size).toBe(1);
});

test('the list holds the names of the queue alone, for this account of the computer alone', async () => {
  expect(existsSync(file())).toBe(false);
  await print('#/a');
  expect(readFileSync(file(), 'utf8')).toBe('["bureau-3"]');
  expect(statSync(file()).mode & 0o077).toBe(0);
});
