import { z } from 'zod';
import { LEAST_THRESHOLD, SCHEMA_VERSION } from './payload.ts';

/** What a file of kind 9 is: the half of a centre's month, or a step of two custodians who open a sum (disclosure §6.2). */
export const SEALED_STEPS = ['share', 'list', 'agree', 'values', 'table'] as const;
export type SealedStep = (typeof SEALED_STEPS)[number];
/** The steps of custodians, in order. */
export const OPENING_STEPS = ['list', 'agree', 'values', 'table'] as const;
export type OpeningStep = (typeof OPENING_STEPS)[number];

/** Bounded JSON holds no number above ten million and no longer text: bytes travel as pieces of base64url. */
export const PIECE = 480;
const MOST_PIECES = 200;
const MOST_ENTRIES = 2_000;
const MOST_GROUPS = 20;

const bytes = z
  .array(z.string().regex(/^[A-Za-z0-9_-]{1,480}$/))
  .min(1)
  .max(MOST_PIECES);
const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const signature = z.string().regex(/^[0-9a-f]{128}$/);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** What one opening sums: the halves of a month, or the late ones of a quarter (disclosure §6.3). */
const opened = z.string().regex(/^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$/);
const side = z.enum(['a', 'b']);
const structureCode = z.string().regex(/^[A-Z0-9]{3,6}$/);
const centre = z.string().regex(/^[A-Z0-9]{3,5}$/);
const region = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9_]+$/);
const office = z.strictObject({ code: z.string().regex(/^[A-Z0-9-]{2,12}$/), structure_code: structureCode });

const common = {
  schema_version: z.literal(SCHEMA_VERSION),
  template: z.string().regex(/^[a-z0-9-]{10,80}$/),
};
const ofOpening = { ...common, period: opened };

/** Both files of a centre have the same header, signed by it: what the custodians compare. */
const shareHeader = {
  centre,
  structure_code: structureCode,
  region,
  commitment: hex32,
  digest_a: hex32,
  digest_b: hex32,
  custodian_a: office,
  custodian_b: office,
};

const sealedShare = z.strictObject({
  ...common,
  period: month,
  step: z.literal('share'),
  ...shareHeader,
  header_signature: signature,
  side,
  share: bytes,
});
export type SealedShare = z.infer<typeof sealedShare>;

const listEntry = z.strictObject({ centre, month, region, side, commitment: hex32, digest_a: hex32, digest_b: hex32 });

const sealedList = z.strictObject({
  ...ofOpening,
  step: z.literal('list'),
  /** Fresh at each list: what follows belongs to this round and no other. */
  nonce: hex32,
  threshold: z.int().min(LEAST_THRESHOLD).max(100),
  entries: z.array(listEntry).max(MOST_ENTRIES),
});
export type SealedList = z.infer<typeof sealedList>;

/** S, signed, and the hash of the values that follow. */
const sealedAgree = z.strictObject({ ...ofOpening, step: z.literal('agree'), set: hex32, set_signature: signature, hash: hex32 });
export type SealedAgree = z.infer<typeof sealedAgree>;

/** The sum of each group's halves, in the order of S. */
const sealedValues = z.strictObject({ ...ofOpening, step: z.literal('values'), set: hex32, sums: z.array(bytes).min(1).max(MOST_GROUPS) });
export type SealedValues = z.infer<typeof sealedValues>;

/** The digest of the protected table, signed. */
const sealedTable = z.strictObject({ ...ofOpening, step: z.literal('table'), set: hex32, table: hex32, table_signature: signature });
export type SealedTable = z.infer<typeof sealedTable>;

/** A file of kind 9. */
export const sealedFile = z.discriminatedUnion('step', [sealedShare, sealedList, sealedAgree, sealedValues, sealedTable]);
export type SealedFile = z.infer<typeof sealedFile>;
