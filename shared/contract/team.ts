import { renewal } from './accounts.ts';
import { SUPERVISOR, reads } from './define.ts';
import { cardDue } from './exchange.ts';
import { code, id, isoDate, isoDateTime, nothing, staffCode, text } from './values.ts';
import { z } from 'zod';

/** What waits for a supervisor (interface 3.4). */
export const teamOperations = {
  'team.open': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({
      openCases: z.int(),
      approvals: z.array(
        z.strictObject({
          approvalId: id,
          caseId: id,
          caseCode: z.string(),
          kind: code,
          title: text,
          requestedAt: isoDateTime,
          requestedBy: staffCode,
          due: isoDate,
        }),
      ),
      alerts: z.array(z.strictObject({ caseId: id.nullable(), caseCode: z.string().nullable(), what: text })),
      caseload: z.array(
        z.strictObject({
          staffCode,
          open: z.int(),
          high: z.int(),
          medium: z.int(),
          low: z.int(),
          unknown: z.int(),
          late: z.int(),
          most: z.int(),
        }),
      ),
      pendingAccounts: z.int(),
      /** The focal point is still to be given this centre's card (security §7.2). */
      cardDue: cardDue.nullable(),
      /** The witness of the week is to be copied into the register (security §6.3, W4). */
      paperDue: z.boolean(),
      /** Changes of accounts that wait for this person's signature. */
      pendingActs: z.int(),
      pendingSettings: z.int(),
      renewal,
      /** Cases whose facts are still being opened: their risks are not among the figures yet. */
      unread: z.int(),
      pendingPairs: z.int(),
      /** Cases whose caseworker left, changed team or has a conflict of interest. */
      toHandOver: z.int(),
      corrections: z.int(),
      /** Take-overs whose file or paper register is still to be destroyed or put under lock. */
      sources: z.int(),
      month: z.strictObject({ month: z.string(), state: z.enum(['open', 'frozen', 'exported']) }),
    }),
  ),
} as const;
