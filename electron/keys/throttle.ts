import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { writeWhole } from './keyring.ts';
import { sha256 } from './primitives.ts';

const FILE = 'throttle.json';
const FREE_TRIES = 4;
/** Delays in seconds after the fourth wrong try and each later one; the last is the ceiling (security §5.1). */
const DELAYS = [15, 30, 60, 120, 300, 900] as const;
const CEILING = 900;

const slotsSchema = z.record(z.string(), z.strictObject({ failures: z.int().min(0), wall: z.number(), uptime: z.number() }));
const fileSchema = z.strictObject({ v: z.literal(1), slots: slotsSchema, sum: z.string() });
type Slots = z.infer<typeof slotsSchema>;

/** Both clocks in milliseconds: the wall's, and the time since the machine started, which nobody can set. */
export type Clocks = { readonly wall: number; readonly uptime: number };

/**
 * Milliseconds to wait before another try for this person, 0 when free. The delay survives a restart; a wall clock set back restarts it,
 * set forward it does not shorten it while the machine stays on. Never destroys, never locks out for ever (security §5.1). A file that was altered
 * counts as the free tries used up just now, by the next person: altering it gains nothing, and the journal has a line about it.
 */
export function waitBefore(folder: string, userId: string, clocks: Clocks): number {
  const slots = readSlots(folder, userId, clocks);
  const slot = slots[userId];
  if (slot === undefined || slot.failures < FREE_TRIES) return 0;
  const delay = delayAfter(slot.failures);
  if (clocks.wall < slot.wall) {
    writeSlots(folder, { ...slots, [userId]: { ...slot, ...clocks } });
    return delay;
  }
  const byWall = slot.wall + delay - clocks.wall;
  const byUptime = clocks.uptime < slot.uptime ? 0 : slot.uptime + delay - clocks.uptime;
  return Math.max(0, byWall, byUptime);
}

/** Counts one wrong try, on disk before anything is answered. Gives the wait that now begins, in milliseconds. */
export function recordFailure(folder: string, userId: string, clocks: Clocks): number {
  const slots = readSlots(folder, userId, clocks);
  const failures = (slots[userId]?.failures ?? 0) + 1;
  writeSlots(folder, { ...slots, [userId]: { failures, ...clocks } });
  return failures < FREE_TRIES ? 0 : delayAfter(failures);
}

/** Forgets the wrong tries after a right one and gives their number, for the journal. */
export function clearFailures(folder: string, userId: string): number {
  const slots = readWhole(folder) ?? {};
  const failures = slots[userId]?.failures ?? 0;
  if (failures > 0) writeSlots(folder, Object.fromEntries(Object.entries(slots).filter(([id]) => id !== userId)));
  return failures;
}

function delayAfter(failures: number): number {
  return (DELAYS[failures - FREE_TRIES] ?? CEILING) * 1000;
}

/** The tries of everybody; of an altered file, the free ones of the person who comes, written at once so that their wait continues. */
function readSlots(folder: string, userId: string, clocks: Clocks): Slots {
  const slots = readWhole(folder);
  if (slots !== null) return slots;
  const begun = { [userId]: { failures: FREE_TRIES, ...clocks } };
  writeSlots(folder, begun);
  return begun;
}

/** What the file says, nothing where there is none; null when it is not what was written. */
function readWhole(folder: string): Slots | null {
  const path = join(folder, FILE);
  if (!existsSync(path)) return {};
  try {
    const { slots, sum } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return sum === sumOf(slots) ? slots : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function writeSlots(folder: string, slots: Slots): void {
  writeWhole(folder, FILE, JSON.stringify({ v: 1, slots, sum: sumOf(slots) }));
}

function sumOf(slots: Slots): string {
  return sha256(Buffer.from(canonicalJson(slots), 'utf8')).toString('base64url');
}
