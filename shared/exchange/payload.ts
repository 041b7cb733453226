import { z } from 'zod';

/** Generation of the aggregate file. A reader that meets a later one refuses it (security §7.1). */
export const SCHEMA_VERSION = 1;
/** Version of the coded lists that the cells of a package use (reference §4: dated data). */
export const LISTS_VERSION = '2026-11';

/** No package of a centre may declare a weaker protection than this (reference §6.3). */
export const LEAST_THRESHOLD = 5;

/** How a package protects small counts: one mode for all its tables (disclosure §4, §6). */
export const PACKAGE_MODES = ['hidden', 'rounded', 'sealed'] as const;
export type PackageMode = (typeof PACKAGE_MODES)[number];

const code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9_+-]+$/);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const cellPlace = { table: code, dims: z.string().max(300), unit: code };
const cell = z.union([
  z.strictObject({ ...cellPlace, value: z.int().min(0).max(10_000_000) }),
  z.strictObject({ ...cellPlace, suppressed: z.literal(true) }),
]);
export type PackageCell = z.infer<typeof cell>;

/**
 * What one site hands over for one month (reference §6.2, security §7.1 kind 1): counts and nothing else. No person, no case,
 * no date finer than the month, no place finer than the cercle, no worker, no hour of freezing, no journal length.
 */
export const aggregatePayload = z.strictObject({
  schema_version: z.literal(SCHEMA_VERSION),
  lists_version: z.string().max(20),
  package_id: z.string().regex(/^[0-9a-f-]{36}$/),
  header: z.strictObject({
    structure_code: z.string().regex(/^[A-Z0-9]{3,6}$/),
    site_code: z.string().regex(/^[A-Z0-9]{3,5}$/),
    region: code,
    program: z.enum(['gbv']),
    period: month,
    version: z.int().min(1).max(999),
    zero_report: z.boolean(),
    secure_db: z.boolean(),
    harmonised_tools: z.boolean(),
    service_gaps: z.array(code).max(40),
    comment: z.string().max(500),
    threshold: z.int().min(LEAST_THRESHOLD).max(100),
    mode: z.enum(PACKAGE_MODES),
  }),
  /** Digest of the version this one replaces, null for the first. */
  replaces: sha256.nullable(),
  cells: z.array(cell).max(20_000),
  totals: z.array(z.strictObject({ table: code, published: z.int().min(0), hidden: z.int().min(0) })).max(200),
  /** Monthly witness of the journal (security §6.3, W2): heads only, never a count of entries. */
  witness: z.strictObject({
    anchor: z.int().min(1),
    head: sha256,
    previous_head: sha256.nullable(),
    epoch: z.int().min(0),
    restored: z.enum(['no', 'yes', 'unknown']),
  }),
});
export type AggregatePayload = z.infer<typeof aggregatePayload>;

/** A key card: what two people compare before a package can be sealed to, or accepted from, somebody (security §7.2). */
export const cardPayload = z.strictObject({
  schema_version: z.literal(SCHEMA_VERSION),
  role: z.enum(['site', 'focal_point']),
  code: z
    .string()
    .min(2)
    .max(12)
    .regex(/^[A-Z0-9-]+$/),
  structure_code: z.string().regex(/^[A-Z0-9]{3,6}$/),
  region: code,
  type: code,
  /** age recipient, `age1…`. */
  recipient: z.string().regex(/^age1[0-9a-z]{58}$/),
  /** Raw Ed25519 public key in hexadecimal. */
  sign_key: sha256,
  valid_until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Former keys of the same office that sign the words of this card: a person who relied on one of them need not compare again (security §7.2). */
  renewals: z
    .array(z.strictObject({ key: sha256, signature: z.string().regex(/^[0-9a-f]{128}$/) }))
    .max(15)
    .exactOptional(),
});
export type CardPayload = z.infer<typeof cardPayload>;
