import { z } from 'zod';
import { AUTHORITY, SIGNERS, reads, writes } from './define.ts';
import { stick } from './backup.ts';
import { code, fileToken, id, isoDate, isoDateTime, isoMonth, nothing, passphrase, role, staffCode } from './values.ts';

const count = z.int().min(0);

const candidate = z.strictObject({ copy: fileToken, stick, month: isoMonth, bytes: count });
/** What stood on this computer before a copy was put back, kept beside. */
const former = z.strictObject({ copy: fileToken, putAsideOn: isoDate, bytes: count });

/** Why work done since is left: what is here is damaged or wrong · a copy was put back by mistake · other. */
export const OVER_REASONS = ['damaged', 'wrong_copy', 'other'] as const;
export type OverReason = (typeof OVER_REASONS)[number];

/** Work that the copy does not hold, or files that do not open whole: the administrator types her or his passphrase beside the supervisor, and both sign the reason. */
const over = z.strictObject({ reason: z.enum(OVER_REASONS), staffCode, passphrase });

const opened = z.strictObject({
  siteCode: code,
  kind: z.enum(['centre', 'desk']),
  persons: count,
  cases: count,
  records: count,
  /** All that the copy holds was opened; false where the person has not the key of the cases. */
  whole: z.boolean(),
  /** Last act in the copy. */
  lastAt: isoDateTime,
  lastBy: staffCode.nullable(),
  /** Files stand here already; they are kept beside. */
  replaces: z.boolean(),
  /** What is here holds work that the copy has not (done after it, or on another line of work), or does not open whole. Null where one signature is enough. */
  over: z.enum(['newer', 'otherLine', 'damaged']).nullable(),
  /** Cases written in since, to be entered again from paper, as far as they can be read. */
  left: z.array(z.strictObject({ code, on: isoDate })),
  /** People whom the copy would let in again, or give a former role; null where nobody can tell who left since. */
  returns: z.array(staffCode).nullable(),
});

const account = z.strictObject({ userId: id, staffCode, role, renewed: z.boolean() });

const after = z.strictObject({
  restoredOn: isoDate.nullable(),
  /** The supervision has not said yet what became of the former machine. */
  asks: z.boolean(),
  /** Accounts that the copy opened again, until each is confirmed or removed. */
  returned: z.array(z.strictObject({ userId: id, staffCode, role })),
  /** What stood here before a copy was put back, kept beside. */
  aside: z.array(z.strictObject({ putAsideOn: isoDate, bytes: count })),
  /** The renewal after a loss, from its beginning to its end; null where none was declared. */
  loss: z
    .strictObject({
      declaredOn: isoDate,
      accounts: z.array(account),
      /** Cases of the reader's care, and those still to be sealed again; 0 of 0 for a role without cases. */
      cases: z.strictObject({ total: count, left: count }),
      /** Whose session must be opened once for the renewal to go on, or null. */
      waitsFor: z.enum(['administrator', 'authority']).nullable(),
      /** The focal point has not been handed the new card of the centre yet. */
      cardDue: z.boolean(),
      ended: z.boolean(),
    })
    .nullable(),
});
export type AfterRestore = z.infer<typeof after>;

/** What puts a copy back, and what is to be settled afterwards (security §9.3). */
export const restoreOperations = {
  /** `tooMany`: a medium holds more folders named like copies than are looked at. */
  'restore.copies': reads('locked', nothing, z.strictObject({ copies: z.array(candidate), tooMany: z.boolean(), former: z.array(former) })),
  'restore.open': writes('locked', z.strictObject({ copy: fileToken, staffCode, passphrase }), opened),
  'restore.confirm': writes('locked', z.strictObject({ staffCode, passphrase, over: over.nullable() }), nothing),
  'restore.abandon': writes('locked', nothing, nothing),
  'restore.after': reads(SIGNERS, nothing, after),
  'restore.keep': writes(SIGNERS, z.strictObject({ userId: id }), nothing),
  /** What is kept beside since a copy was put back is erased. */
  'restore.forget': writes(AUTHORITY, z.strictObject({ passphrase }), nothing),
  /** The former machine is neither lost nor seized. */
  'loss.deny': writes(AUTHORITY, nothing, nothing),
  /** It is: the supervision and the administration, both there, renew their own keys and close every other account until it is renewed. */
  'loss.declare': writes(
    AUTHORITY,
    z.strictObject({
      current: passphrase,
      next: passphrase,
      administrator: z.strictObject({ staffCode, current: passphrase, next: passphrase }),
    }),
    nothing,
  ),
  /** One more account, its person being there. */
  'loss.renew': writes(AUTHORITY, z.strictObject({ userId: id, current: passphrase, next: passphrase }), nothing),
  /** The focal point holds the new card of the centre. */
  'loss.announce': writes(AUTHORITY, nothing, nothing),
} as const;
