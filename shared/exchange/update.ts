import { z } from 'zod';

/** Rank of this version among those released; an update must have a higher one (security §7.4). */
export const RELEASE = 1;

/** Names that no system reads as anything but a file in this very folder. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}(\.[A-Za-z0-9_-]{1,20}){0,3}$/);

/** What an update says of itself, signed by two of the three release keys (security §7.4 kind 7); the files follow, in this order. Lengths are digits: no number read from outside is above ten million. */
export const updateManifest = z.strictObject({
  schema_version: z.literal(1),
  release: z.int().min(1).max(1_000_000),
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  /** Oldest shape of the bases that it can take over. */
  minimum_data: z.strictObject({ admin: z.int().min(0), cases: z.int().min(0) }),
  notes: z.array(z.string().min(1).max(500)).min(1).max(40),
  files: z
    .array(z.strictObject({ name: fileName, bytes: z.string().regex(/^[1-9]\d{0,8}$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1)
    .max(20),
});
export type UpdateManifest = z.infer<typeof updateManifest>;
