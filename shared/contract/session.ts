import { EVERYONE, reads, writes } from './define.ts';
import { code, isoDate, isoDateTime, nothing, passphrase, person, shortText, staffCode } from './values.ts';
import { z } from 'zod';

const founder = z.strictObject({ staffCode, name: shortText, pledgeDate: isoDate, passphrase });

/** First run, unlock, lock, preferences of the screen (interface 3.1, 3.2; security §5.1). */
export const sessionOperations = {
  'start.state': reads(
    'anyone',
    nothing,
    z.strictObject({
      /** network, removable, synchronised: the folder may not hold an installation. */
      phase: z.enum(['empty', 'installed', 'newer', 'damaged', 'network', 'removable', 'synchronised']),
      kind: z.enum(['centre', 'desk']).nullable(),
      siteCode: code.nullable(),
      today: isoDate,
      now: isoDateTime,
    }),
  ),
  'start.proposePassphrase': reads('anyone', nothing, z.strictObject({ words: z.string() })),
  'start.create': writes(
    'locked',
    z.strictObject({
      kind: z.enum(['centre', 'desk']),
      /** An installation for training, for ever: it and the real ones refuse each other's files. */
      training: z.boolean().default(false),
      language: z.enum(['fr', 'en']),
      structure: z.strictObject({ code, name: shortText, type: code }),
      site: z.strictObject({
        code: z.string().regex(/^[A-Z0-9]{3,5}$/),
        name: shortText,
        type: code,
        region: code,
        cercle: code.nullable(),
      }),
      administrator: founder,
      /** The first supervisor of a centre, or the focal point of a desk: signs the start with the administrator. */
      authority: founder,
    }),
    z.strictObject({ unlockMilliseconds: z.int() }),
  ),
  'session.state': reads(
    'anyone',
    nothing,
    z.strictObject({
      user: person.nullable(),
      staffCodes: z.array(staffCode),
      lastStaffCode: staffCode.nullable(),
      waitSeconds: z.int(),
      siteCode: code.nullable(),
      structureCode: code.nullable(),
      kind: z.enum(['centre', 'desk']).nullable(),
      language: z.enum(['fr', 'en']),
      theme: z.enum(['system', 'light', 'dark', 'contrast']),
      /** An installation for training, for ever (security §7.1). */
      training: z.boolean(),
      /** True until recovery shares and a verified backup exist: invented data only. */
      inventedDataOnly: z.boolean(),
      /** How strongly the person present is asked for a copy on a stick; never a focal point, who makes none. */
      backupNeed: z.enum(['none', 'remind', 'insist']),
      /** True while the disk has less than 200 MB: everything is read, only drafts are kept. */
      shortOfRoom: z.boolean(),
      /** Shown to the supervisors (the focal point on a desk): the journal was found altered, and no month has left since. */
      journalAltered: z.boolean(),
      /** Shown to the people who sign for accounts: a decision waits since a copy was restored, or a machine was lost. */
      afterRestore: z.boolean(),
      /** The identities were destroyed here and this person still has the passphrase of before (security §9.6). */
      passphraseDue: z.boolean(),
      idleMinutes: z.int(),
      /** Another number whenever the lists in force are others; 0 when they are those of the reference, or nobody is there. */
      lists: z.int(),
      /** The keyed process's minute: the screen counts on from it, never from its own clock. */
      now: isoDateTime,
    }),
  ),
  'session.unlock': writes(
    'locked',
    z.strictObject({ staffCode, passphrase }),
    z.strictObject({
      user: person,
      /** `acts`: entries of that session; `entries`: number of the last one of the journal (security §5.1). */
      lastSession: z.strictObject({ at: isoDateTime, staffCode, acts: z.int(), entries: z.int() }).nullable(),
      failedTries: z.int(),
    }),
  ),
  /** Also while an unlock is under way: it then opens nothing. */
  'session.lock': writes('anyone', z.strictObject({ reason: z.enum(['asked', 'idle', 'quickExit', 'hidden', 'suspend']) }), nothing),
  'session.touch': writes(EVERYONE, nothing, nothing),
  'session.prefer': writes(
    EVERYONE,
    z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) }),
    nothing,
  ),
} as const;
