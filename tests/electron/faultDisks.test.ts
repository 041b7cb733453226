import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance } from '../faults/campaign.ts';
import { CrashDisk } from '../faults/crashDisk.ts';
import { spoilDisks } from '../faults/disk.ts';
import { readDiskTrace } from '../faults/diskTrace.ts';
import { makeModels, type Models } from '../faults/models.ts';
import { replayDisk } from '../faults/replay.ts';
import { hasStrace } from '../faults/strace.ts';
import { expectNothing, SEED } from './faultCampaigns.ts';

let models: Models;
beforeAll(async () => {
  models = await makeModels();
}, 180_000);
afterAll(() => models.remove());

test.skipIf(process.getuid?.() !== 0)(
  'a full, read-only or pulled-out disk loses nothing and is reported; the lock and a draft always succeed (T2; only the administrator may mount a disk in memory)',
  { timeout: 180_000 },
  async () => {
    expectNothing(await spoilDisks(models, 3, chance(SEED)), 7);
  },
);

test('after a power cut at any call, what was confirmed before it remains (T3)', { timeout: 180_000 }, async () => {
  expectNothing(await replayDisk(models, 4, chance(SEED)), hasStrace() ? 4 : 0);
});

test('the invented disk keeps what was synced and no more: contents by their own sync, names by that of their folder', () => {
  const always = () => 0;
  const disk = new CrashDisk(new Map([['/p/a', Buffer.from('old')]]));
  disk.follow({ kind: 'write', path: '/p/a', at: 0, bytes: Buffer.from('new') });
  expect(disk.crash(always, 'nothing').get('/p/a')?.toString()).toBe('old');
  expect(disk.crash(always, 'all').get('/p/a')?.toString()).toBe('new');
  disk.follow({ kind: 'sync', path: '/p/a' });
  expect(disk.crash(always, 'nothing').get('/p/a')?.toString()).toBe('new');
  disk.follow({ kind: 'open', path: '/p/b.tmp', truncates: true });
  disk.follow({ kind: 'write', path: '/p/b.tmp', at: 0, bytes: Buffer.from('next') });
  disk.follow({ kind: 'rename', from: '/p/b.tmp', to: '/p/a' });
  expect(disk.crash(always, 'nothing').get('/p/a')?.toString()).toBe('new');
  disk.follow({ kind: 'sync', path: '/p' });
  expect([...disk.crash(always, 'nothing')].map(([path, bytes]) => [path, bytes.toString()])).toEqual([['/p/a', '']]);
  disk.follow({ kind: 'truncate', path: '/p/a', length: 2 });
  expect(disk.crash(always, 'all').get('/p/a')?.toString()).toBe('ne');
});

test('a call that the tracer writes in two lines is read like a call in one line', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '\\x$&');
  const file = `7<${hex('/p/a')}>`;
  const traceLines = `12 pwrite64(${file}, "${hex('new')}", 3, 4096) = 3\n12 ftruncate(${file}, 2) = 0`;
  const cut = `12 pwrite64(${file}, "${hex('new')}", 3, 4096 <unfinished ...>\n13 fsync(${file}) = 0\n12 <... pwrite64 resumed>) = 3\n12 ftruncate(${file}, 2 <unfinished ...>\n12 <... ftruncate resumed>) = 0`;
  const write = { kind: 'write', path: '/p/a', at: 4096, bytes: Buffer.from('new') };
  const truncate = { kind: 'truncate', path: '/p/a', length: 2 };
  expect(readDiskTrace(traceLines, '/p')).toEqual([write, truncate]);
  expect(readDiskTrace(cut, '/p').filter(({ kind }) => kind !== 'sync')).toEqual([write, truncate]);
});
