import { OPENING_STEPS, SEALED_STEPS } from '../exchange/sealed.ts';
import { FOCAL_POINT, reads, writes } from './define.ts';
import { code, fileToken, id, isoDate, isoMonth, nothing, openedPeriod, shortText, text } from './values.ts';
import { z } from 'zod';

export const office = z.strictObject({ code: z.string(), structureCode: z.string() });

export const twelveWords = z.array(z.string()).length(12);

const verdict = z.strictObject({
  label: z.string(),
  verdict: z.enum(['accepted', 'already', 'replaced', 'refused']),
  code,
  message: text,
  step: z.enum(SEALED_STEPS).nullable(),
  siteCode: z.string().nullable(),
  /** The month of a half, the month or quarter of a step. */
  period: openedPeriod.nullable(),
});

export type SealedVerdict = z.infer<typeof verdict>;

/** The half of a centre, by its month. */
const half = z.strictObject({ centre: z.string(), month: isoMonth });

export type SealedHalf = z.infer<typeof half>;

const opening = z.strictObject({
  openingId: id,
  period: openedPeriod,
  partner: office,
  state: z.enum(['open', 'done', 'aborted', 'left']),
  why: z.enum(['unequal', 'absurd', 'notProved', 'tableDiffers']).nullable(),
  /** Steps that this custodian made, and steps that came from the other custodian. */
  given: z.array(z.enum(OPENING_STEPS)),
  received: z.array(z.enum(OPENING_STEPS)),
  /** The sum agreed with the commitments, and the protected table is here. */
  checked: z.boolean(),
  /** Groups of S: null before both lists are here. No number of a centre, ever. */
  set: z
    .strictObject({
      groups: z.array(z.strictObject({ area: text.nullable(), halves: z.array(half) })),
      onlyHere: z.array(half),
      onlyThere: z.array(half),
      /** By this custodian's own ledger of openings. */
      mayBeOpened: z.boolean(),
      /** Eight words of S, to be read aloud. */
      words: z.array(z.string()).length(8),
    })
    .nullable(),
  /** By which each centre finds itself in the list that was opened. */
  receipts: z.array(half.extend({ words: twelveWords })),
  endedOn: isoDate.nullable(),
});

export type SealedOpening = z.infer<typeof opening>;

/** Two custodians open the sum of sealed months. */
export const sealedOperations = {
  'sealed.list': reads(
    FOCAL_POINT,
    nothing,
    z.strictObject({
      /** Halves that wait, by other custodian and month, then the late ones of each quarter that has ended and can be opened; `opened`: halves disclosed already. */
      waiting: z.array(
        z.strictObject({ period: openedPeriod, partner: office, cardId: id.nullable(), halves: z.array(half), opened: z.int() }),
      ),
      openings: z.array(opening),
    }),
  ),
  'sealed.import': writes(
    FOCAL_POINT,
    z.strictObject({ files: z.array(fileToken).min(1).max(500) }),
    z.strictObject({ verdicts: z.array(verdict) }),
  ),
  'sealed.begin': writes(
    FOCAL_POINT,
    z.strictObject({ period: openedPeriod, cardId: id, part: z.enum(['all', 'first', 'second']) }),
    z.strictObject({ openingId: id }),
  ),
  'sealed.handOver': writes(
    FOCAL_POINT,
    z.strictObject({ openingId: id, step: z.enum(OPENING_STEPS), folder: fileToken }),
    z.strictObject({ fileName: shortText, bytes: z.int() }),
  ),
  'sealed.check': writes(
    FOCAL_POINT,
    z.strictObject({ openingId: id }),
    z.strictObject({ outcome: z.enum(['opened', 'unequal', 'absurd', 'notProved']) }),
  ),
  'sealed.leave': writes(FOCAL_POINT, z.strictObject({ openingId: id }), nothing),
} as const;
