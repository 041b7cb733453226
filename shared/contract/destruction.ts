import { CASEWORKER, SIGNERS, SUPERVISOR, reads, writes } from './define.ts';
import { fileToken, id, isoDate, isoDateTime, nothing, passphrase, staffCode } from './values.ts';
import { z } from 'zod';

const level = z.enum(['vault', 'base']);

export type DestructionLevel = z.infer<typeof level>;

const stick = z.strictObject({ stick: z.string().regex(/^[0-9A-F]{4}$/), copies: z.int(), lastOn: isoDate });

const minutes = z.int().min(0).max(60);

/** What is destroyed, by whom; cases whose time of keeping is over. */
export const destructionOperations = {
  /** Asked by the caseworker, decided by the supervisor like any request: the identity is destroyed, the rest stays by code (security §9.6). */
  'retention.askIdentityDestruction': writes(CASEWORKER, z.strictObject({ caseId: id }), nothing),
  /** Cases of the team whose time of keeping is over (reference §5.9), on the day that the work written by others vouches for. */
  'retention.list': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({
      cases: z.array(z.strictObject({ caseId: id, code: z.string(), endedOn: isoDate, until: isoDate })),
      /** null where nobody else ever wrote here. */
      countedOn: isoDate.nullable(),
    }),
  ),
  'retention.destroy': writes(SUPERVISOR, z.strictObject({ caseId: id, passphrase }), nothing),
  'destruction.state': reads(
    SIGNERS,
    nothing,
    z.strictObject({
      /** What this installation holds: a desk has no identities. */
      levels: z.array(level),
      /** Minutes that a destruction proposed now would wait. */
      minutes,
      /** Waits for the second signature. */
      proposed: z.strictObject({ proposalId: id, level, minutes, by: staffCode, at: isoDateTime, mayConfirm: z.boolean() }).nullable(),
      /** Signed by two, and will be done. */
      ordered: z.strictObject({ level, minutes, by: z.array(staffCode) }).nullable(),
      /** The last time identities were destroyed here. */
      doneOn: isoDate.nullable(),
      /** Sticks on which copies were made: they keep what is destroyed here, and are destroyed by hand. */
      sticks: z.array(stick),
    }),
  ),
  /** First signature; `written`: for the whole base, the reason is on paper, signed. */
  'destruction.propose': writes(SIGNERS, z.strictObject({ level, passphrase, written: z.boolean() }), nothing),
  /** Second signature, under another account and of the other role: the delay runs. */
  'destruction.confirm': writes(SIGNERS, z.strictObject({ proposalId: id, passphrase }), nothing),
  /** Either person declines a proposal, or stops what two people ordered. */
  'destruction.stop': writes(SIGNERS, nothing, nothing),
  /** The list of sticks on paper: four letters each, and nothing of what they are. */
  'destruction.handOut': writes(SIGNERS, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: z.string(), bytes: z.int() })),
} as const;
