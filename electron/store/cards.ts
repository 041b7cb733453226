import { context } from '../keys/canonical.ts';
import { sign, verify } from '../keys/primitives.ts';
import { signingKeysOf, type RosterState } from '../keys/roster.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { Actor } from './journal.ts';
import { adminSql, all, one, run } from './sql.ts';
import type { CardRow } from './tables.ts';

/** A key card as it came; it can receive nothing and send nothing before it is confirmed (security §7.2). */
export function insertCard(db: WritableDb<'admin'>, card: CardRow): void {
  run(db, adminSql.insertInto('card').values(card));
}

export function readCard(db: ReadableDb<'admin'>, cardId: string): CardRow | undefined {
  return one(db, adminSql.selectFrom('card').selectAll().where('card_id', '=', cardId));
}

export function cardByDigest(db: ReadableDb<'admin'>, digest: Buffer): CardRow | undefined {
  return one(db, adminSql.selectFrom('card').selectAll().where('digest', '=', digest));
}

/** Pinned signing keys: cards of a role in the confirmed state. */
export function confirmedCards(db: ReadableDb<'admin'>, role: CardRow['role']): readonly CardRow[] {
  return all(db, adminSql.selectFrom('card').selectAll().where('role', '=', role).where('state', '=', 'confirmed').orderBy('code'));
}

export function listCards(db: ReadableDb<'admin'>): readonly CardRow[] {
  return all(db, adminSql.selectFrom('card').selectAll().orderBy('role').orderBy('code'));
}

/**
 * One person says, with a signature, that the eight words read by voice are this card's. `needed` different persons confirm it: two at a site, because a
 * false recipient is a leak. Gives those who have confirmed, whose signatures hold.
 */
export function confirmCard(
  db: WritableDb<'admin'>,
  roster: RosterState,
  actor: Actor,
  card: CardRow,
  needed: number,
  at: number,
): readonly string[] {
  const signature = sign(actor.signingSeed, confirmationText(actor.siteId, card.digest, actor.userId));
  run(db, adminSql.insertInto('card_confirmation').orReplace().values({ card_id: card.card_id, user_id: actor.userId, at, signature }));
  const confirmed = confirmersOf(db, roster, card);
  if (confirmed.length >= needed && card.state === 'received')
    run(db, adminSql.updateTable('card').set({ state: 'confirmed' }).where('card_id', '=', card.card_id));
  return confirmed;
}

/** Users whose confirmation of a card is signed by their key of the roster. */
export function confirmersOf(db: ReadableDb<'admin'>, roster: RosterState, card: CardRow): readonly string[] {
  const rows = all(db, adminSql.selectFrom('card_confirmation').selectAll().where('card_id', '=', card.card_id).orderBy('at'));
  return rows
    .filter((row) => {
      const text = confirmationText(roster.siteId, card.digest, row.user_id);
      return signingKeysOf(roster, row.user_id).some((key) => verify(key, text, row.signature));
    })
    .map((row) => row.user_id);
}

export function revokeCard(db: WritableDb<'admin'>, cardId: string): void {
  run(db, adminSql.updateTable('card').set({ state: 'revoked' }).where('card_id', '=', cardId));
}

function confirmationText(siteId: string, digest: Buffer, userId: string): Buffer {
  return context('card/confirm', { id: siteId }, { bytes: digest }, { id: userId });
}
