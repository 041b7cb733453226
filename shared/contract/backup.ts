import { z } from 'zod';
import { CASE_STAFF, reads, writes } from './define.ts';
import { fileToken, id, isoDate, isoDateTime, isoMonth, nothing, passphrase, staffCode, text } from './values.ts';

/** Who makes, checks and tries copies: everybody of a centre, and the administrator of a desk (interface §2.2, `#/admin/backup`). */
const COPY_STAFF = ['caseworker', 'supervisor', 'administrator'] as const;

/** `unchecked` nobody has opened all of it · `reread` read back as it was written · `verified` read again after its stick was away · `bad`. */
const copyState = z.enum(['unchecked', 'reread', 'verified', 'bad']);

/** Four letters of the stick's random number: a stick has no name. */
export const stick = z.string().regex(/^[0-9A-F]{4}$/);
const count = z.int().min(0);
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
  /** The copy as it stands on a medium that is there now. */
  here: fileToken.nullable(),
  /** Its stick was taken out since it was written: reading it now reads the stick. */
  wasAway: z.boolean(),
});
export type CopyLine = z.infer<typeof copyLine>;

/** Copies of the installation, their proof and the drill (interface 3.21; security §9.1, §9.2). */
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
      /** A copy on a medium that is there tells of work that the bases of today do not hold. */
      ahead: z.boolean(),
      drill: z.strictObject({ lastOn: isoDate.nullable(), dueOn: isoDate }),
    }),
  ),
  /** The copy to offer before a session is closed on purpose; null: no known stick is there, or a copy was read back today. */
  'backup.onClosing': reads(
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
} as const;
