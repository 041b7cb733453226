import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './keyring.ts';

const FILE = 'throttle.json';
const FREE_TRIES = 4;
/** Delays in seconds after the fourth wrong try and each later one; the last is the ceiling (security §5.1). */
const DELAYS = [15, 30, 60, 120, 300, 900] as const;
const CEILING = 900;

const stateSchema = z.strictObject({
  v: z.literal(1),
  slots: z.record(z.string(), z.strictObject({ failures: z.int().min(0), wall: z.number(), uptime: z.number() })),
});
type State = z.infer<typeof stateSchema>;

/** Both clocks in milliseconds: the wall's, and the time since the machine started, which nobody can set. */
export type Clocks = { readonly wall: number; readonly uptime: number };

/**
 * Milliseconds to wait before another try for this person, 0 when free. The delay survives a restart; a wall clock set back restarts it,
 * set forward it does not shorten it while the machine stays on. Never destroys, never locks out for ever (security §5.1).
 */
export function waitBefore(folder: string, userId: string, clocks: Clocks): number {
  const state = readState(folder);
  const slot = state.slots[userId];
  if (slot === undefined || slot.failures < FREE_TRIES) return 0;
  const delay = delayAfter(slot.failures);
  if (clocks.wall < slot.wall) {
    writeState(folder, { ...state, slots: { ...state.slots, [userId]: { ...slot, wall: clocks.wall, uptime: clocks.uptime } } });
    return delay;
  }
  const byWall = slot.wall + delay - clocks.wall;
  const byUptime = clocks.uptime < slot.uptime ? 0 : slot.uptime + delay - clocks.uptime;
  return Math.max(0, byWall, byUptime);
}

/** Counts one wrong try, on disk before anything is answered. Gives the wait that now begins, in milliseconds. */
export function recordFailure(folder: string, userId: string, clocks: Clocks): number {
  const state = readState(folder);
  const failures = (state.slots[userId]?.failures ?? 0) + 1;
  writeState(folder, { ...state, slots: { ...state.slots, [userId]: { failures, wall: clocks.wall, uptime: clocks.uptime } } });
  return failures < FREE_TRIES ? 0 : delayAfter(failures);
}

/** Forgets the wrong tries after a right one and gives their number, for the journal. */
export function clearFailures(folder: string, userId: string): number {
  const { slots } = readState(folder);
  const failures = slots[userId]?.failures ?? 0;
  if (failures > 0) writeState(folder, { v: 1, slots: Object.fromEntries(Object.entries(slots).filter(([id]) => id !== userId)) });
  return failures;
}

function delayAfter(failures: number): number {
  return (DELAYS[failures - FREE_TRIES] ?? CEILING) * 1000;
}

function readState(folder: string): State {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    return { v: 1, slots: {} };
  }
}

function writeState(folder: string, state: State): void {
  writeWhole(folder, FILE, JSON.stringify(state));
}
