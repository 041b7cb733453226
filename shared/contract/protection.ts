import { PACKAGE_MODES } from '../exchange/payload.ts';
import { EVERYONE, FOCAL_POINT, reads, writes } from './define.ts';
import { listsNumber } from './lists.ts';
import { code, isoDate } from './values.ts';
import { z } from 'zod';

const values = { smallCellThreshold: z.int(), smallCellWidth: z.int(), smallStructure: z.int() };

const agreed = { mode: z.enum(PACKAGE_MODES), ...values };

/** Number, day and origin of a policy; `from`: the office whose card signed it, null where it was agreed on this very desk or never. */
const version = { number: listsNumber, agreedOn: isoDate.nullable(), from: code.nullable() };

/** What was agreed on small counts. */
export const protectionOperations = {
  /** `inForce`: what counts here, which is never weaker than what two people signed. */
  'protection.read': reads(EVERYONE, z.strictObject({}), z.strictObject({ ...version, ...agreed, inForce: z.strictObject(values) })),
  /** On the desk alone; it reaches the centres with the next directory. */
  'protection.agree': writes(FOCAL_POINT, z.strictObject(agreed), z.strictObject(version)),
} as const;
