import { z } from 'zod';
import { isDate } from '../time.ts';
import { answers } from '../contract/values.ts';
import { MOST_AGREED } from '../forms/lists/agreed.ts';
import { agreedCode, listsNumber } from '../contract/lists.ts';
import { isSoundPolicy } from '../rules/months/protectionPolicy.ts';
import { PACKAGE_MODES } from './payload.ts';

/** Generation of the directory file. A reader that meets a later one refuses it. */
export const DIRECTORY_VERSION = 1;

const day = z.string().refine(isDate);
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/**
 * The codes that the sub-cluster agreed on since the reference, whole (security §7.1 kind 5, list updates; reference part 4): dated and numbered. `number` 0: nothing was ever
 * agreed. A list is named by any word here, so that a list that may not be changed is refused by its own sentence.
 */
const lists = z.strictObject({
  number: listsNumber,
  agreed_on: day.nullable(),
  codes: z.array(agreedCode.extend({ list: z.string().min(1).max(60) })).max(MOST_AGREED),
});

/** How small counts are protected in all centres of the area, as the sub-cluster agreed (disclosure §3.2, §4): dated and numbered; `number` 0: nothing was ever agreed. */
const protection = z
  .strictObject({
    number: listsNumber,
    agreed_on: day.nullable(),
    mode: z.enum(PACKAGE_MODES),
    smallCellThreshold: z.int(),
    smallCellWidth: z.int(),
    smallStructure: z.int(),
  })
  .refine(isSoundPolicy);

/**
 * What the focal point hands to every centre (security §7.1 kind 5): the whole directory of the area, so that a provider that is no longer in it goes, and every
 * signing key that is no longer to be relied on. `number` grows with each directory that a key signs.
 */
export const directoryPayload = z.strictObject({
  schema_version: z.literal(DIRECTORY_VERSION),
  number: z.int().min(1).max(1_000_000),
  lists,
  protection,
  providers: z.array(z.strictObject({ id, answers, services: z.array(answers).max(40) })).max(20_000),
  revocations: z
    .array(z.strictObject({ key: z.string().regex(/^[0-9a-f]{64}$/), since: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }))
    .max(2_000),
  /** Heads of this centre's journal as its packages gave them, by their number: read against the journal there (security §6.3, W2). */
  anchors: z.array(z.strictObject({ anchor: z.int().min(1), head: z.string().regex(/^[0-9a-f]{64}$/) })).max(2_000),
});
export type DirectoryPayload = z.infer<typeof directoryPayload>;
