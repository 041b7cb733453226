import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EXIT, REPLACED, supervise } from '../../../electron/shell/supervise.ts';
import type { KeyedMessage, KeyedProcess } from '../../../electron/shell/supervise.ts';

/** A keyed process made of words: the test says what it says and when it ends. */
class FakeKeyed implements KeyedProcess {
  readonly received: string[] = [];
  killed = false;
  report: (message: KeyedMessage) => void = () => undefined;
  end: (code: number | null) => void = () => undefined;
  onMessage(handler: (message: KeyedMessage) => void): void {
    this.report = handler;
  }
  onExit(handler: (code: number | null) => void): void {
    this.end = handler;
  }
  send(message: string): void {
    this.received.push(message);
  }
  kill(): void {
    this.killed = true;
    this.end(null);
  }
}

let started: FakeKeyed[];
let stop: AbortController;
let result: Promise<number>;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  stop = new AbortController();
  result = supervise(
    () => {
      const keyed = new FakeKeyed();
      started.push(keyed);
      return keyed;
    },
    stop.signal,
    { lockMs: 5_000, closeMs: 1_000, deaths: 3, deathsMs: 60_000 },
  );
  return () => vi.useRealTimers();
});

describe('lock', () => {
  test('the successor is painted before the old process is asked to end', () => {
    const old = at(0);
    old.report('painted');
    old.report('locking');
    expect(started.length).toBe(2);
    expect(old.received).toEqual([]);
    at(1).report('painted');
    expect(old.received).toEqual([REPLACED]);
    expect(old.killed).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(old.killed).toBe(true);
  });

  test('the keys die within the deadline even if the successor never paints, and asking twice starts one', () => {
    at(0).report('locking');
    at(0).report('locking');
    expect(started.length).toBe(2);
    vi.advanceTimersByTime(4_999);
    expect(at(0).killed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(at(0).killed).toBe(true);
    expect(started.length).toBe(2);
  });

  test('a process that ended locked without a successor gets one', () => {
    for (let times = 0; times < 10; times += 1) at(times).end(EXIT.locked);
    expect(started.length).toBe(11);
  });
});

describe('end', () => {
  test('the person leaves', async () => {
    at(0).end(EXIT.quit);
    expect(await result).toBe(0);
    expect(started.length).toBe(1);
  });

  test('a process that cannot work here is not tried again', async () => {
    at(0).end(EXIT.unable);
    expect(await result).toBe(EXIT.unable);
  });

  test('the old process ending after its replacement ends nothing', () => {
    at(0).report('locking');
    at(1).report('painted');
    at(0).end(EXIT.locked);
    expect(started.length).toBe(2);
    at(1).end(EXIT.quit);
  });

  test('three deaths in a minute are answered by a fresh process, the fourth ends the application', async () => {
    for (let death = 0; death < 3; death += 1) at(death).end(null);
    expect(started.length).toBe(4);
    at(3).end(1);
    expect(await result).toBe(1);
  });

  test('old deaths are forgotten', () => {
    for (let death = 0; death < 12; death += 1) {
      at(death).end(null);
      vi.advanceTimersByTime(30_000);
    }
    expect(started.length).toBe(13);
  });

  test('stopped from outside: all are killed, none is started again', async () => {
    at(0).report('locking');
    stop.abort();
    expect(started.map((keyed) => keyed.killed)).toEqual([true, true]);
    expect(await result).toBe(0);
    expect(started.length).toBe(2);
  });
});

function at(index: number): FakeKeyed {
  const keyed = started[index];
  if (keyed === undefined) throw new Error('not started');
  return keyed;
}
