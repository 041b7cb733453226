import { CASE_STAFF, reads, writes } from './define.ts';
import { caseState, id, revealReason, staffCode } from './values.ts';
import { z } from 'zod';

/** How a case was found: its code holds what was typed, or the person’s name, telephone or place is alike or nearly so. */
const degree = z.enum(['code', 'likely', 'possible']);

const foundCase = z.strictObject({ caseId: id, caseCode: z.string(), state: caseState, ownerCode: staffCode, degree });

export type FoundCase = z.infer<typeof foundCase>;

/** A person looked for by name. */
export const searchOperations = {
  /** Opens the search for this session, with a reason kept in the journal, and reads the names. */
  'search.open': writes(CASE_STAFF, z.strictObject({ reason: revealReason }), z.strictObject({ persons: z.int() })),
  'search.persons': reads(
    CASE_STAFF,
    z.strictObject({ typed: z.string().max(100) }),
    z.strictObject({ rows: z.array(foundCase), more: z.boolean() }),
  ),
} as const;
