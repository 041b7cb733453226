import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { protectInWorker } from '../../../../electron/disclosure/protect/protector.ts';
import { BadInstance } from '../../../../electron/disclosure/protect/system.ts';
import { handExample } from '../invented.ts';

const refused = { status: 'refused', counts: { published: 0, primary: 2 }, audit: { unproven: 2 } };

describe('the protector in its thread', () => {
  it('gives the same answer as without', async () => {
    const here = await protect(handExample());
    const there = await protectInWorker(handExample());
    expect({ ...there, elapsedMs: 0 }).toEqual({ ...here, elapsedMs: 0 });
  });

  it('refuses everything when the thread dies', async () => {
    expect(await protectInWorker(handExample(), {}, 30_000, () => new Worker('process.exit(3)', { eval: true }))).toMatchObject({
      ...refused,
      stoppedBy: 'fault',
    });
  });

  it('refuses everything when the thread throws', async () => {
    expect(
      await protectInWorker(handExample(), {}, 30_000, () => new Worker('throw new Error("solver missing")', { eval: true })),
    ).toMatchObject({ ...refused, stoppedBy: 'fault' });
  });

  it('refuses everything when the thread is killed while it works', async () => {
    const start = (): Worker => {
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
      worker.once('online', () => void worker.terminate());
      return worker;
    };
    expect(await protectInWorker(handExample(), {}, 30_000, start)).toMatchObject({ ...refused, stoppedBy: 'fault' });
  });

  it('refuses everything when the thread does not answer', async () => {
    expect(await protectInWorker(handExample(), {}, 50, () => new Worker('setInterval(() => {}, 1000)', { eval: true }))).toMatchObject({
      ...refused,
      stoppedBy: 'time',
    });
  });

  it('distinguishes a bad instance', async () => {
    await expect(protectInWorker({ nothing: true })).rejects.toBeInstanceOf(BadInstance);
  });
});
