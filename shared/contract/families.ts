import { FAMILY_KINDS, UNLINK_REASONS } from '../rules/cases/family.ts';
import { CASE_STAFF, writes } from './define.ts';
import { id, nothing } from './values.ts';
import { z } from 'zod';

export const kind = z.enum(FAMILY_KINDS);

/** Files of one family. */
export const familiesOperations = {
  /** Both files must be open to the person who links them. */
  'families.link': writes(CASE_STAFF, z.strictObject({ caseId: id, otherCode: z.string().max(30), kind }), nothing),
  'families.unlink': writes(CASE_STAFF, z.strictObject({ caseId: id, linkId: id, reason: z.enum(UNLINK_REASONS) }), nothing),
} as const;
