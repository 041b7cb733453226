import { z } from 'zod';
import { Buffer } from 'node:buffer';
import { FAULT_REASONS } from '../journal/walk.ts';
import { bytesText } from '../../../shared/bytesText.ts';

/** How far a member of the audit principal has verified a journal (security §6.1): the next check continues from there. */
export type Check = z.output<typeof checkSchema>;

/** W1: what one person's session last saw of both journals, the roster and the keyring, under that person's own key (security §6.3). */
export type Witness = z.infer<typeof witnessSchema>;

export const MOST_ACKNOWLEDGED = 500;

const head = z.strictObject({ seq: z.int().min(1), mac: bytesText(32) });

const bytes = bytesText(32).transform((text): Buffer => Buffer.from(text, 'base64url'));

const fault = z.strictObject({ firstBad: z.int(), reason: z.enum(FAULT_REASONS) });

export const checkSchema = z.strictObject({
  /** When the walk from the first entry began. */
  since: z.int(),
  /** When it last reached the end of the journal; null before it did. */
  endedAt: z.int().nullable(),
  /** The first one found by it. */
  fault: fault.nullable(),
  /** null where nothing further can be verified. */
  position: z
    .strictObject({
      seq: z.int().min(0),
      mac: bytes,
      key: bytes,
      epoch: z.int().nullable(),
      at: z.int().nullable(),
      rosterLine: z.int().min(1),
    })
    .nullable(),
});

export const witnessSchema = z.strictObject({
  v: z.literal(1),
  /** Milliseconds since 1970. */
  at: z.int(),
  admin: head.nullable(),
  cases: head.nullable(),
  rosterHead: z.string(),
  keyringSum: z.string(),
  checked: z.strictObject({ admin: checkSchema.nullable(), cases: checkSchema.nullable() }).default({ admin: null, cases: null }),
  /** Readers of her cases whom a caseworker acknowledged (security §2.4). */
  acknowledged: z.array(bytesText(32)).max(MOST_ACKNOWLEDGED).default([]),
});
