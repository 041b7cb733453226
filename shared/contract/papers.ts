import { z } from 'zod';
import { CASEWORKER, CASE_STAFF, reads, writes } from './define.ts';
import { code, fileToken, id, isoDate, isoDateTime, nothing, text } from './values.ts';

const of = z.strictObject({ caseId: id, recordId: id });

/** A printed slip (reference §3.13): the provider's half, the person's half, and the return coupon. Nothing in it names the person. */
const slip = z.strictObject({
  /** For the screen: it is on no paper. */
  caseCode: z.string(),
  number: z.string(),
  category: code,
  urgency: code,
  provider: z.strictObject({ name: z.string(), address: z.string().nullable(), hours: z.string().nullable() }),
  appointment: isoDateTime.nullable(),
  feedbackDue: isoDate.nullable(),
  lines: z.array(z.strictObject({ item: code, text })),
  /** Authorised, and told by word of mouth: a paper is found, lent, photographed. */
  spoken: z.array(code),
  /** Asked for and not authorised any more. */
  leftOut: z.array(code),
  deadline: isoDateTime.nullable(),
  printable: z.boolean(),
});
export type Slip = z.infer<typeof slip>;

export const HALVES = ['both', 'provider', 'person'] as const;
export type Half = (typeof HALVES)[number];
export const TAKERS = ['person', 'sealed', 'accompanied'] as const;
export type Taker = (typeof TAKERS)[number];

/** Papers of a case go to a printer and are never a file (security §5.4); a blank form tells nobody's story, and may be one. */
export const paperOperations = {
  'slips.open': reads(CASEWORKER, of, slip),
  'slips.print': writes(
    CASEWORKER,
    z.strictObject({ ...of.shape, halves: z.enum(HALVES), takenBy: z.enum(TAKERS), printer: z.string().min(1).max(127) }),
    nothing,
  ),
  'forms.handOutBlank': writes(
    CASE_STAFF,
    z.strictObject({ form: code, folder: fileToken }),
    z.strictObject({ fileName: z.string(), bytes: z.int() }),
  ),
  /** Printers of this computer, the usual one first. */
  'printers.list': reads(CASEWORKER, nothing, z.strictObject({ printers: z.array(z.string()) })),
} as const;
