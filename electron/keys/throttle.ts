import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { KeyringDamaged, KeyringNewer, keyringExists, readKeyring, writeWhole } from './keyring.ts';
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
 * set forward it does not shorten it while the machine stays on. Never destroys, never locks out for ever (security §5.1). Altered, or removed beside a
 * keyring, the file counts as the free tries of every account used up just now: each person is shown these tries, and the journal has a line of each (F11).
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

/** A new profile, where nobody or only its restorer has tried. Called before its keyring is written, beside which the file is never absent. */
export function beginThrottle(folder: string): void {
  if (!existsSync(join(folder, FILE))) writeSlots(folder, {});
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

/** The tries of everybody; of a file altered or removed, the free ones of every account, written at once so that their wait continues. */
function readSlots(folder: string, userId: string, clocks: Clocks): Slots {
  const slots = readWhole(folder);
  if (slots !== null) return slots;
  const used = { failures: FREE_TRIES, ...clocks };
  const begun = Object.fromEntries([...accountsIn(folder), userId].map((id) => [id, used]));
  writeSlots(folder, begun);
  return begun;
}

/** Those of the keyring; none of a damaged keyring, which opens nothing and says so. */
function accountsIn(folder: string): readonly string[] {
  try {
    return keyringExists(folder) ? readKeyring(folder).keyring.slots.map(({ userId }) => userId) : [];
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return [];
    throw error;
  }
}

/** What the file says; null when it is not what was written, or absent beside a keyring. */
function readWhole(folder: string): Slots | null {
  const path = join(folder, FILE);
  if (!existsSync(path)) return keyringExists(folder) ? null : {};
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
