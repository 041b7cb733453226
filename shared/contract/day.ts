import { caseClocks, task } from './cases.ts';
import { CASEWORKER, reads } from './define.ts';
import { draftLine } from './drafts.ts';
import { id, isoDate, nothing, text } from './values.ts';
import { z } from 'zod';

/** What is due for a caseworker (interface 3.3). */
export const dayOperations = {
  'day.open': reads(
    CASEWORKER,
    nothing,
    z.strictObject({
      today: isoDate,
      clocks: z.array(caseClocks),
      late: z.array(task),
      dueToday: z.array(task),
      week: z.array(task),
      drafts: z.array(draftLine),
      decisions: z.array(z.strictObject({ caseId: id, caseCode: z.string(), what: text, good: z.boolean() })),
      /** As many as the list of cases shows; the caseload leaves out suspended cases. */
      openCases: z.int(),
      caseload: z.strictObject({ open: z.int(), most: z.int(), high: z.int(), medium: z.int(), low: z.int(), unknown: z.int() }),
      corrections: z.int(),
      /** Take-overs whose file or paper register is still to be destroyed or put under lock. */
      sources: z.int(),
    }),
  ),
} as const;
