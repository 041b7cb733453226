import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { KeyringDamaged, KeyringNewer, NEXT_KEYRING, readKeyring, syncFolder, writeWhole, type Ordered } from './keyring.ts';
import { sha256 } from './primitives.ts';
import type { Clocks } from './throttle.ts';

/** In the profile, from the second signature of a destruction until it is done or stopped (security §9.6). */
export const ORDER_FILE = 'order.json';

const orderSchema = z.strictObject({
  line: z.int().min(1),
  /** When the delay began, or began again because the wall clock was set back. */
  wall: z.number(),
  uptime: z.number(),
  /** The keyrings of the whole base are being erased: from here it can only continue. */
  begun: z.boolean(),
});
const fileSchema = z.strictObject({ v: z.literal(2), order: orderSchema, sum: z.string() });
/** What changes of a destruction that waits without anybody's key. What decides, its level and its delay, is in the keyring alone. */
type Order = z.infer<typeof orderSchema>;

/** A destruction whose delay is over, by the word of the keyring. */
export type DueOrder = Pick<Ordered, 'line' | 'level'>;

/** The delay of an order that the keyring holds runs from its clocks. */
export function armOrder(folder: string, { line, wall, uptime }: Ordered): void {
  writeOrder(folder, { line, wall, uptime, begun: false });
}

/**
 * Milliseconds before an order is carried out, 0 when its time has come, null when none waits or the keyring knows nothing of it. As for wrong passphrases
 * (`throttle.ts`): it survives a restart, a wall clock set back begins the delay again and once only, set forward it does not shorten it while the machine
 * stays on. The file beside the keyring lengthens the delay that the keyring holds, and never shortens it; removed or altered, the delay of the keyring continues
 * (security §12, F11).
 */
export function waitOfOrder(folder: string, clocks: Clocks): number | null {
  const order = readOrder(folder);
  const ordered = order === null ? null : orderedIn(folder, order);
  if (order === null || ordered === null) return null;
  if (typeof ordered === 'string') return 0;
  const { milliseconds } = ordered;
  const isSetBack = clocks.wall < ordered.wall;
  if (isSetBack && clocks.wall < order.wall) {
    writeOrder(folder, { ...order, ...clocks });
    return milliseconds;
  }
  const since = isSetBack ? order : ordered;
  const byUptime = [since, ordered].map(({ uptime }) => (clocks.uptime < uptime ? 0 : uptime + milliseconds - clocks.uptime));
  return Math.max(0, since.wall + milliseconds - clocks.wall, ...byUptime);
}

/** The order whose time has come, or null. */
export function dueOrder(folder: string, clocks: Clocks): DueOrder | null {
  const order = readOrder(folder);
  if (order === null || waitOfOrder(folder, clocks) !== 0) return null;
  const ordered = orderedIn(folder, order);
  return ordered === null ? null : { line: order.line, level: typeof ordered === 'string' ? ordered : ordered.level };
}

/** After this line a cut ends in the destruction of the whole base: no keyring may remain as evidence of the order. */
export function beginErasure(folder: string): void {
  const order = readOrder(folder);
  if (order !== null && !order.begun) writeOrder(folder, { ...order, begun: true });
}

/** Nothing waits any more. The prepared keyring is erased first: without it the file alone does nothing to the keys. */
export function dropOrder(folder: string): void {
  for (const name of [NEXT_KEYRING, ORDER_FILE]) rmSync(join(folder, name), { force: true });
  syncFolder(folder);
}

/**
 * What the keyring says of the order of that line: it waits, with its delay, or the end of that level has begun. Null: it knows nothing of it, and nothing is done on the
 * word of a file that anybody could have written.
 */
function orderedIn(folder: string, { line, begun }: Order): Ordered | Ordered['level'] | null {
  try {
    const { vault, ordered } = readKeyring(folder).keyring;
    if (vault?.line === line && vault.due) return 'vault';
    return ordered?.line === line ? ordered : null;
  } catch (error) {
    if (error instanceof KeyringDamaged) return begun ? 'base' : null;
    if (error instanceof KeyringNewer) return null;
    throw error;
  }
}

/** What the file says of an order that the keyring knows; without such a file, what the keyring says. */
function readOrder(folder: string): Order | null {
  const written = readOrderFile(folder);
  return written !== null && orderedIn(folder, written) !== null ? written : orderOfKeyring(folder);
}

function orderOfKeyring(folder: string): Order | null {
  try {
    const { ordered } = readKeyring(folder).keyring;
    return ordered === undefined ? null : { line: ordered.line, wall: ordered.wall, uptime: ordered.uptime, begun: false };
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return null;
    throw error;
  }
}

/** Null when there is no file, or when it is not what was written. */
function readOrderFile(folder: string): Order | null {
  const path = join(folder, ORDER_FILE);
  if (!existsSync(path)) return null;
  try {
    const { order, sum } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return sum === sumOf(order) ? order : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function writeOrder(folder: string, order: Order): void {
  writeWhole(folder, ORDER_FILE, JSON.stringify({ v: 2, order, sum: sumOf(order) }));
}

function sumOf(order: Order): string {
  return sha256(Buffer.from(canonicalJson(order), 'utf8')).toString('base64url');
}
