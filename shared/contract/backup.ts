import { AUTHORITY, CASE_STAFF, reads, writes } from './define.ts';
import { code, count, fileToken, id, isoDate, isoDateTime, isoMonth, nothing, passphrase, staffCode, text } from './values.ts';
import { z } from 'zod';

/** Who makes, checks and tries copies: everybody of a centre, and the administrator of a desk (interface §2.2, `#/admin/backup`). */
const COPY_STAFF = ['caseworker', 'supervisor', 'administrator'] as const;

/** `unchecked` nobody has opened all of it · `reread` read back as it was written · `verified` read again after its stick was away · `bad`. */
const copyState = z.enum(['unchecked', 'reread', 'verified', 'bad']);

/** Four letters of the stick's random number: a stick has no name. */
const stick = z.string().regex(/^[0-9A-F]{4}$/);

const found = { persons: count, cases: count, records: count };

const copyLine = z.strictObject({
  backupId: id,
  stick,
  month: isoMonth,
  /** Null for a copy that this base does not remember. */
  madeAt: isoDateTime.nullable(),
  madeBy: staffCode.nullable(),
  state: copyState,
  checkedAt: isoDateTime.nullable(),
  /** The copy as it is now on a connected medium. */
  here: fileToken.nullable(),
  /** Its stick was taken out since it was written: reading it now reads the stick. */
  wasAway: z.boolean(),
});

export type CopyLine = z.infer<typeof copyLine>;

const candidate = z.strictObject({ copy: fileToken, stick, month: isoMonth, bytes: count });

/** The data of this computer before a copy was restored, kept beside. */
const former = z.strictObject({ copy: fileToken, movedOn: isoDate, bytes: count });

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
  /** Files are here already; they are kept beside. */
  replaces: z.boolean(),
  /** What is here holds work that the copy has not (done after it, or on another line of work), or does not open whole. Null where one signature is enough. */
  over: z.enum(['newer', 'otherLine', 'damaged']).nullable(),
  /** Cases written in since, to be entered again from paper, as far as they can be read. */
  left: z.array(z.strictObject({ code, on: isoDate })),
  /** People whom the copy would let in again, or give a former role; null where it is not known who left since. */
  returns: z.array(staffCode).nullable(),
});

/** Copies on a stick, and putting one back. */
export const backupOperations = {
  'backup.state': reads(
    COPY_STAFF,
    nothing,
    z.strictObject({
      need: z.enum(['none', 'remind', 'insist']),
      lastGood: z.strictObject({ on: isoDate, state: copyState }).nullable(),
      copies: z.array(copyLine),
      sticks: z.array(z.strictObject({ stick, copies: count, lastOn: isoDate, overdue: z.boolean(), here: z.boolean() })),
      /** A medium holds more folders named like copies than are looked at. */
      tooMany: z.boolean(),
      /** A copy on a connected medium holds work that the present bases do not hold. */
      ahead: z.boolean(),
      drill: z.strictObject({ lastOn: isoDate.nullable(), dueOn: isoDate }),
    }),
  ),
  /** The copy to offer before a session is closed on purpose; null: no known stick is there, or a copy was read back today. */
  'backup.closingCopy': reads(
    CASE_STAFF,
    nothing,
    z.strictObject({ offer: z.strictObject({ folder: fileToken, stick, lastOn: isoDate.nullable() }).nullable() }),
  ),
  'backup.make': writes(
    COPY_STAFF,
    z.strictObject({ folder: fileToken }),
    z.strictObject({ backupId: id, state: copyState, ...found, erased: count, sameDisk: z.boolean() }),
  ),
  'backup.verify': writes(
    COPY_STAFF,
    z.strictObject({ copy: fileToken }),
    z.strictObject({ state: copyState, ...found, erased: count, message: text }),
  ),
  /** A drill opens forms: it needs a role that holds the cases. */
  'backup.drill': writes(
    CASE_STAFF,
    z.strictObject({ copy: fileToken, passphrase }),
    z.strictObject({ ...found, seconds: count, dueOn: isoDate }),
  ),
  /** `tooMany`: a medium holds more folders named like copies than are looked at. */
  'restore.copies': reads('locked', nothing, z.strictObject({ copies: z.array(candidate), tooMany: z.boolean(), former: z.array(former) })),
  'restore.open': writes('locked', z.strictObject({ copy: fileToken, staffCode, passphrase }), opened),
  'restore.confirm': writes('locked', z.strictObject({ staffCode, passphrase, over: over.nullable() }), nothing),
  'restore.abandon': writes('locked', nothing, nothing),
  /** What is kept beside since a copy was put back is erased. */
  'previousProfile.forget': writes(AUTHORITY, z.strictObject({ passphrase }), nothing),
} as const;
