import { z } from 'zod';
import { FAMILY_KINDS, UNLINK_REASONS } from '../rules/cases/family.ts';
import { CASE_STAFF, writes } from './define.ts';
import { caseState, id, nothing } from './values.ts';

const kind = z.enum(FAMILY_KINDS);

/** What a case file says of the person's family: other files by code, never a name. */
export const caseFamily = z.strictObject({
  links: z.array(
    z.strictObject({
      linkId: id,
      /** What the other person is to this one. */
      kind,
      /** Id and state only for whoever may open the other file. */
      other: z.strictObject({ caseId: id.nullable(), caseCode: z.string(), state: caseState.nullable() }),
    }),
  ),
  /** Own files that may be of the same family: received on this very day, or linked as siblings of a sibling. */
  proposed: z.array(z.strictObject({ caseCode: z.string(), why: z.enum(['sameDay', 'sibling']) })),
  /** A linked file, and an alleged perpetrator here who is of the family. */
  careful: z.boolean(),
  mayLink: z.boolean(),
});

/** Files of one family (reference §2.2, E31). */
export const familyOperations = {
  /** Both files must be open to the person who links them. */
  'family.link': writes(CASE_STAFF, z.strictObject({ caseId: id, otherCode: z.string().max(30), kind }), nothing),
  'family.unlink': writes(CASE_STAFF, z.strictObject({ caseId: id, linkId: id, reason: z.enum(UNLINK_REASONS) }), nothing),
} as const;
