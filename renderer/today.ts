import type { IsoDate, IsoDateTime } from '../shared/time.ts';

/** The day on this computer; Mali is at UTC+0 all year (reference §0.1). Only to prefill a date: the keyed process judges by its own clock. */
export function today(): IsoDate {
  return new Date().toISOString().slice(0, 10);
}

/** The minute on this computer. */
export function now(): IsoDateTime {
  return new Date().toISOString().slice(0, 16);
}
