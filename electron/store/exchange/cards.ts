import type { Buffer } from 'node:buffer';
import { z } from 'zod';
import { context } from '../../keys/canonical.ts';
import { sign, verify } from '../../keys/primitives.ts';
import { signingKeysOf, type RosterState } from '../../keys/rosterState.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import type { Actor } from '../journal/journal.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { CardRow } from '../base/adminTables.ts';

const NAMED_KEYS = 'exchange.revoked';
const namedKeys = z.array(z.strictObject({ key: z.string(), since: z.string() }));

/** A key card as it came; it can receive nothing and send nothing before it is confirmed (security §7.2). */
export function insertCard(db: WritableDb<'admin'>, card: CardRow): void {
  run(db, adminSql.insertInto('card').values(card));
}

export function cardByDigest(db: ReadableDb<'admin'>, digest: Buffer): CardRow | undefined {
  return one(db, adminSql.selectFrom('card').selectAll().where('digest', '=', digest));
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

/** The same card read again, with the signatures of former keys that it had not before. */
export function renewCardBytes(db: WritableDb<'admin'>, cardId: string, bytes: Buffer): void {
  run(db, adminSql.updateTable('card').set({ bytes }).where('card_id', '=', cardId));
}

/** One person says, with a signature, that a card is no longer to be relied on from a day on. */
export function signRevocation(db: WritableDb<'admin'>, actor: Actor, card: CardRow, since: string, at: number): void {
  const signature = sign(actor.signingSeed, revocationText(actor.siteId, card.digest, actor.userId, since));
  run(
    db,
    adminSql.insertInto('card_revocation').orReplace().values({ card_id: card.card_id, user_id: actor.userId, since, at, signature }),
  );
}

/** Users whose revocation of a card is signed by their key of the roster, with the day each said, first to last. */
export function revokersOf(
  db: ReadableDb<'admin'>,
  roster: RosterState,
  card: CardRow,
): readonly { readonly userId: string; readonly since: string }[] {
  const rows = all(db, adminSql.selectFrom('card_revocation').selectAll().where('card_id', '=', card.card_id).orderBy('at'));
  return rows
    .filter((row) => {
      const text = revocationText(roster.siteId, card.digest, row.user_id, row.since);
      return signingKeysOf(roster, row.user_id).some((key) => verify(key, text, row.signature));
    })
    .map((row) => ({ userId: row.user_id, since: row.since }));
}

/** Ends every card of a signing key; an earlier day already said stays. Gives the cards that were not ended before. */
export function revokeKey(db: WritableDb<'admin'>, signingKey: Buffer, since: string): readonly CardRow[] {
  const ended = all(db, adminSql.selectFrom('card').selectAll().where('signing_key', '=', signingKey).where('state', '!=', 'revoked'));
  for (const card of ended)
    run(db, adminSql.updateTable('card').set({ state: 'revoked', revoked_since: since }).where('card_id', '=', card.card_id));
  return ended;
}

/** Whether a signing key was ended here, or by a directory package, which may name one before its card is read. */
export function isRevokedKey(db: ReadableDb<'admin'>, signingKey: Buffer): boolean {
  const ended = adminSql.selectFrom('card').select('card_id').where('signing_key', '=', signingKey).where('state', '=', 'revoked');
  const named = readSetting(db, NAMED_KEYS, namedKeys) ?? [];
  return one(db, ended) !== undefined || named.some(({ key }) => key === signingKey.toString('hex'));
}

/** Keys that a directory package ends, remembered for cards still to come beside those of every earlier one: a key that was ended never comes back. */
export function rememberRevokedKeys(db: WritableDb<'admin'>, keys: z.infer<typeof namedKeys>, userId: string, at: number): void {
  const known = readSetting(db, NAMED_KEYS, namedKeys) ?? [];
  const added = keys.filter(({ key }) => !known.some((one) => one.key === key));
  writeSetting(db, NAMED_KEYS, [...known, ...added], userId, at);
}

function revocationText(siteId: string, digest: Buffer, userId: string, since: string): Buffer {
  return context('card/revoke', { id: siteId }, { bytes: digest }, { id: userId }, { text: since });
}

function confirmationText(siteId: string, digest: Buffer, userId: string): Buffer {
  return context('card/confirm', { id: siteId }, { bytes: digest }, { id: userId });
}
