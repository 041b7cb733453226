import { AUTHORITY, SIGNERS, reads, writes } from './define.ts';
import { fileToken, id, isoDate, nothing, shortText, staffCode } from './values.ts';
import { z } from 'zod';

/** Why the other offices must receive the own card again: its key changed, or the card they have soon ends. */
export const cardDue = z.enum(['changed', 'ending']);

const card = z.strictObject({
  cardId: id,
  role: z.enum(['site', 'focal_point']),
  code: z.string(),
  structureCode: z.string(),
  region: z.string(),
  words: z.array(z.string()).length(8),
  validUntil: isoDate,
  confirmedBy: z.array(staffCode),
  /** `replaced`: a later card of the same office is relied on. */
  state: z.enum(['toConfirm', 'confirmed', 'replaced', 'expired', 'revoked']),
  /** Relied on by the signature of the office's former key, without comparing words. */
  renewed: z.boolean(),
  /** Another card claims to follow the same former key: the words are to be compared. */
  contested: z.boolean(),
  /** Withdrawn, or asked to be by the first of two; `by` is empty when a directory package said it. */
  revocation: z.strictObject({ since: isoDate, by: z.array(staffCode) }).nullable(),
});

export type Card = z.infer<typeof card>;

/** Key cards of the offices. */
export const exchangeOperations = {
  'cards.own': reads(
    ['supervisor', 'focal_point', 'administrator'],
    nothing,
    z.strictObject({ code: z.string(), words: z.array(z.string()).length(8), validUntil: isoDate, due: cardDue.nullable() }),
  ),
  'cards.handOver': writes(AUTHORITY, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: shortText })),
  'cards.list': reads(['supervisor', 'focal_point', 'administrator'], nothing, z.strictObject({ cards: z.array(card) })),
  'cards.read': writes(['supervisor', 'focal_point', 'administrator'], z.strictObject({ file: fileToken }), z.strictObject({ card })),
  'cards.confirm': writes(
    ['supervisor', 'focal_point', 'administrator'],
    z.strictObject({ cardId: id, words: z.array(z.string().max(20)).length(8) }),
    z.strictObject({ card }),
  ),
  'cards.revoke': writes(SIGNERS, z.strictObject({ cardId: id, since: isoDate }), z.strictObject({ card })),
} as const;
