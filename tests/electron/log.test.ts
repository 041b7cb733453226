import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONTRACT } from '../../shared/contract.ts';
import { fileLog } from '../../electron/log.ts';
import { PEOPLE, TODAY, newCentre, type Installation } from '../support/installation.ts';
import { PERSON, registerCase } from './services/forms/savedForms.ts';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

/** What a person who opens the folder reads, without any key. */
function logged(): string {
  const file = join(centre.profile, 'app.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

test('a day with a new case, a destruction asked for, refusals and wrong answers leaves nothing in app.log', async () => {
  await centre.unlock('AC1');
  await registerCase(centre, PERSON);
  await centre.call('team.open', {});
  await centre.call('cases.list', { state: 'open', page: -1 });
  await centre.unlock('SD1');
  await centre.ask('destruction.propose', { level: 'vault', passphrase: PEOPLE.SD1, written: true });
  await centre.lock();
  await centre.call('cases.list', { state: 'open', page: 1 });
  expect(logged()).toBe('');
});

test('a fault leaves its number and its place, with the day and neither the operation nor the message', async () => {
  const fault = vi.spyOn(Sqlite.prototype, 'transaction').mockImplementation(() => {
    throw new Error('mot inventé');
  });
  const reply = await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
  fault.mockRestore();
  const reference = !reply.ok && reply.failure.kind === 'bug' ? reply.failure.reference : '';
  const [line = '', ...more] = logged().trim().split('\n');
  expect(more).toEqual([]);
  const { where, ...rest } = JSON.parse(line);
  expect(rest).toEqual({ on: TODAY, kind: 'bug', reference });
  expect(where.length).toBeGreaterThan(2);
  expect(line).not.toContain('mot inventé');
  expect(Object.keys(CONTRACT).filter((name) => line.includes(`"${name}"`))).toEqual([]);
});

test('a fault of the disk is logged without what was being written', async () => {
  await centre.unlock('AC1');
  vi.spyOn(centre.application.host.picker, 'places').mockImplementation(() => {
    throw Object.assign(new Error('mot inventé'), { code: 'ENOSPC' });
  });
  expect(await centre.call('files.places', {})).toMatchObject({ failure: { kind: 'disk' } });
  expect(logged()).toBe(`${JSON.stringify({ on: TODAY, kind: 'disk' })}\n`);
});

test('three files of 1 MB at most', () => {
  const log = fileLog(centre.profile, () => new Date(`${TODAY}T09:00:00Z`));
  const where = ['x'.repeat(400_000)];
  for (let times = 0; times < 20; times += 1) log({ kind: 'bug', reference: 'AAAA', where });
  expect(['app.log', 'app.log.1', 'app.log.2', 'app.log.3'].map((name) => existsSync(join(centre.profile, name)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
