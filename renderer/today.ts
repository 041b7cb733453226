import { dayOf } from '../shared/time.ts';
import type { IsoDate, IsoDateTime } from '../shared/time.ts';

let clock = { minute: new Date().toISOString().slice(0, 16), at: performance.now() };

/** Takes the minute of the keyed process, whose clock judges; the page only counts on from it. */
export function setClock(minute: IsoDateTime): void {
  clock = { minute, at: performance.now() };
}

/** The minute of the keyed process, Mali's (UTC+0 all year, reference §0.1). */
export function now(): IsoDateTime {
  return new Date(Date.parse(`${clock.minute}:00Z`) + performance.now() - clock.at).toISOString().slice(0, 16);
}

/** The day of the keyed process. */
export function today(): IsoDate {
  return dayOf(now());
}
