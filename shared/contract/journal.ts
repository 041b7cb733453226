import { AUDITORS, AUTHORITY, EVERYONE, reads, writes } from './define.ts';
import { code, isoDateTime, nothing, staffCode, text } from './values.ts';
import { z } from 'zod';

const journalLine = z.strictObject({
  seq: z.int(),
  at: isoDateTime,
  staffCode: staffCode.nullable(),
  kind: z.string().regex(/^[A-Za-z.]{1,60}$/),
  title: text,
  signed: z.boolean(),
});

const chain = z.strictObject({
  /** True when this person's keys open the beginning of the chain. False: `whole` covers only what this person last saw. */
  verified: z.boolean(),
  whole: z.boolean(),
  /** Last entry verified, and when the end was last reached; null before the first time. */
  upTo: z.int().nullable(),
  at: isoDateTime.nullable(),
  /** Everything that was found and reported, newest first, in words. */
  found: z.array(z.strictObject({ at: isoDateTime, words: text, caseCode: code.nullable() })),
});

/** What is copied by hand in the register of the centre (security §6.3, W4). */
const paper = z.strictObject({ number: z.int().min(1), words: z.array(z.string().max(20)).length(3), givenAt: isoDateTime });

/** The journal read and verified. */
export const journalOperations = {
  'journal.read': reads(
    EVERYONE,
    z.strictObject({ page: z.int().min(1).max(10_000) }),
    z.strictObject({
      total: z.int(),
      lines: z.array(journalLine),
      chain,
      paper: paper.nullable(),
      /** True when a week has passed since the last one was given, or none was. */
      paperDue: z.boolean(),
    }),
  ),
  /** The whole chain from its first entry, and for a supervisor every record. */
  'journal.verify': writes(
    AUDITORS,
    nothing,
    z.strictObject({
      chain,
      /** Entries that are kept, and records compared with them; null where there is no case base. */
      entries: z.int(),
      records: z.int().nullable(),
      at: isoDateTime,
    }),
  ),
  'journal.givePaper': writes(AUTHORITY, nothing, paper),
  /** `sure`: read again in the register; a difference is then recorded in the journal as tampering. */
  'journal.comparePaper': writes(
    AUTHORITY,
    z.strictObject({ number: z.int().min(1).max(100_000), words: z.string().max(200), sure: z.boolean() }),
    z.strictObject({ outcome: z.enum(['same', 'missing', 'differs']), recorded: z.boolean() }),
  ),
} as const;
