import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idleWatch, type IdleWatch } from '../../electron/idle.ts';
import { newCentre, type Installation } from '../support/installation.ts';

const MINUTE = 60_000;

let centre: Installation;
let watch: IdleWatch;
const events: string[] = [];

beforeEach(async () => {
  centre = await newCentre();
  events.length = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  const { host } = centre.application;
  watch = idleWatch(host, { warn: () => events.push('warn'), lock: (reason) => events.push(reason) });
  host.onTouched = () => watch.touched();
});

afterEach(() => {
  vi.useRealTimers();
  centre.remove();
});

test('nobody for five minutes: warned half a minute before, then locked; a key starts the time again (security §5.2)', async () => {
  await centre.unlock('AC1');
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  await centre.ask('session.touch', {});
  await vi.advanceTimersByTimeAsync(4.4 * MINUTE);
  expect(events).toEqual([]);
  await vi.advanceTimersByTimeAsync(0.2 * MINUTE);
  expect(events).toEqual(['warn']);
  await vi.advanceTimersByTimeAsync(0.5 * MINUTE);
  expect(events.slice(0, 2)).toEqual(['warn', 'idle']);
});

test('what a page asks by itself is no presence', async () => {
  await centre.unlock('AC1');
  for (let minute = 0; minute < 5; minute += 1) {
    await vi.advanceTimersByTimeAsync(MINUTE);
    await centre.ask('session.state', {});
    await centre.ask('day.open', {});
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(events.slice(0, 2)).toEqual(['warn', 'idle']);
});

test('a window out of sight for half a minute, a clock that jumps either way; while nobody is open the time does not run', async () => {
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(events).toEqual([]);
  await centre.unlock('AC1');
  watch.hidden();
  await vi.advanceTimersByTimeAsync(20_000);
  watch.shown();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(events).toEqual([]);
  watch.hidden();
  await vi.advanceTimersByTimeAsync(32_000);
  expect(new Set(events)).toEqual(new Set(['hidden']));
  watch.shown();
  for (const jump of [11 * MINUTE, -11 * MINUTE]) {
    events.length = 0;
    vi.setSystemTime(Date.now() + jump);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events).toEqual(['clock']);
  }
});
