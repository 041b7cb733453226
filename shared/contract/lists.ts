import { LONGEST_WORDS, MOST_AGREED } from '../forms/lists/agreed.ts';
import { ADAPTABLE_LISTS } from '../forms/lists/inForce.ts';
import { CODE_FORM, FORBIDDEN_IN_TEXT } from '../forms/schema.ts';
import { isDate } from '../time.ts';
import { EVERYONE, FOCAL_POINT, reads, writes } from './define.ts';
import { code, isoDate } from './values.ts';
import { z } from 'zod';

/** Rank of an agreement on the lists; 0 while nothing was agreed. */
export const listsNumber = z.int().min(0).max(1_000_000);

const words = z
  .string()
  .max(LONGEST_WORDS)
  .refine((value) => value.trim() === value && value !== '' && !FORBIDDEN_IN_TEXT.test(value) && !/[\r\n\t]/.test(value));

export const listCode = z.string().regex(CODE_FORM);

export const list = z.enum(ADAPTABLE_LISTS);

/** One code as it was agreed (shared/forms/lists/inForce.ts). */
export const agreedCode = z.strictObject({
  list,
  code: listCode,
  fr: words,
  en: words,
  region: listCode.nullable(),
  countsAs: listCode.nullable(),
  retiredFrom: z.string().refine(isDate).nullable(),
});

/** Which lists are in force; `from`: the office whose card signed them, null where they were agreed on this very desk or never changed. */
const listsVersion = z.strictObject({ number: listsNumber, agreedOn: isoDate.nullable(), from: code.nullable() });

/** The coded lists in force. */
export const listsOperations = {
  'lists.read': reads(EVERYONE, z.strictObject({}), listsVersion.extend({ codes: z.array(agreedCode).max(MOST_AGREED) })),
  /** On the desk alone: a code added (`code` null), its words changed, or retired from a day on. It reaches the centres with the next directory. */
  'lists.agree': writes(FOCAL_POINT, agreedCode.extend({ code: listCode.nullable() }), listsVersion),
} as const;
