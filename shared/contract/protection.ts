import { z } from 'zod';
import { PACKAGE_MODES } from '../exchange/payload.ts';
import { EVERYONE, FOCAL_POINT, reads, writes } from './define.ts';
import { listsNumber } from './lists.ts';
import { code, fileToken, isoDate } from './values.ts';

const values = { smallCellThreshold: z.int(), smallCellWidth: z.int(), smallStructure: z.int() };
const agreed = { mode: z.enum(PACKAGE_MODES), ...values };

/** Number, day and origin of a policy; `from`: the office whose card signed it, null where it was agreed on this very desk or never. */
const version = { number: listsNumber, agreedOn: isoDate.nullable(), from: code.nullable() };

/** What a policy received would change here: what becomes stronger at once, what waits for two signatures, and the mode. */
export const protectionChange = z.strictObject({
  number: listsNumber,
  mode: z.strictObject({ was: z.enum(PACKAGE_MODES), is: z.enum(PACKAGE_MODES) }),
  stronger: z.array(z.strictObject({ key: code, was: z.int(), is: z.int() })),
  weaker: z.array(z.strictObject({ key: code, was: z.int(), is: z.int() })),
});
export type ProtectionChange = z.infer<typeof protectionChange>;

/** How small counts are protected, as the sub-cluster agreed (disclosure §3.2, §4). */
export const protectionOperations = {
  /** `inForce`: what counts here, which is never weaker than what two people signed. */
  'protection.read': reads(EVERYONE, z.strictObject({}), z.strictObject({ ...version, ...agreed, inForce: z.strictObject(values) })),
  /** On the desk alone; it reaches the centres with the next directory. */
  'protection.agree': writes(FOCAL_POINT, z.strictObject(agreed), z.strictObject(version)),
  /** The two pages on the protection of figures as a PDF: nothing of this centre or of a person. */
  'protection.handOut': writes(EVERYONE, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: z.string(), bytes: z.int() })),
};
