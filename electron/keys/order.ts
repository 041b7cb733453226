import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { NEXT_KEYRING, syncFolder, writeWhole } from './keyring.ts';
import { sha256 } from './primitives.ts';
import type { Clocks } from './throttle.ts';

/** In the profile, from the second signature of a destruction until it is done or stopped (security §9.6). */
export const ORDER_FILE = 'order.json';

const orderSchema = z.strictObject({
  id: z.string().max(40),
  level: z.enum(['vault', 'base']),
  line: z.int().min(1),
  milliseconds: z.int().min(0),
  wall: z.number(),
  uptime: z.number(),
  /** The delay is over and the files are being changed: it only goes on from here. */
  begun: z.boolean(),
});
const fileSchema = z.strictObject({ v: z.literal(1), order: orderSchema, sum: z.string() });
/** A destruction that waits for its time, with both clocks as they were when it was ordered. */
export type Order = z.infer<typeof orderSchema>;

/** What the file says; null when there is none, or when it is not what was written: the next unlock writes it again. */
export function readOrder(folder: string): Order | null {
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

/** The delay runs from now; nothing when this order runs already. */
export function armOrder(folder: string, order: Pick<Order, 'id' | 'level' | 'line' | 'milliseconds'>, clocks: Clocks): void {
  if (readOrder(folder)?.id !== order.id) writeOrder(folder, { ...order, ...clocks, begun: false });
}

/**
 * Milliseconds before an order is carried out, 0 when its time has come, null when none waits. As for wrong passphrases (`throttle.ts`): it survives a restart, a
 * wall clock set back begins the delay again and once only, set forward it does not shorten it while the machine stays on.
 */
export function waitOfOrder(folder: string, clocks: Clocks): number | null {
  const order = readOrder(folder);
  if (order === null) return null;
  if (order.begun) return 0;
  const { wall, uptime, milliseconds } = order;
  if (clocks.wall < wall) {
    writeOrder(folder, { ...order, ...clocks });
    return milliseconds;
  }
  const byWall = wall + milliseconds - clocks.wall;
  const byUptime = clocks.uptime < uptime ? 0 : uptime + milliseconds - clocks.uptime;
  return Math.max(0, byWall, byUptime);
}

/** From here on a cut is followed by the end of the destruction, whatever the clocks say. */
export function beginOrder(folder: string): void {
  const order = readOrder(folder);
  if (order !== null && !order.begun) writeOrder(folder, { ...order, begun: true });
}

/** Nothing waits any more. The keyring that stood ready goes first: without it the file alone does nothing to the keys. */
export function dropOrder(folder: string): void {
  for (const name of [NEXT_KEYRING, ORDER_FILE]) rmSync(join(folder, name), { force: true });
  syncFolder(folder);
}

function writeOrder(folder: string, order: Order): void {
  writeWhole(folder, ORDER_FILE, JSON.stringify({ v: 1, order, sum: sumOf(order) }));
}

function sumOf(order: Order): string {
  return sha256(Buffer.from(canonicalJson(order), 'utf8')).toString('base64url');
}
