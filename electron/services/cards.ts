import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../shared/contract.ts';
import { SCHEMA_VERSION, cardPayload, type CardPayload } from '../../shared/exchange/payload.ts';
import { REFUSALS } from '../../shared/exchange/refusals.ts';
import { Refused } from '../../shared/failure.ts';
import type { Role } from '../../shared/rights.ts';
import { monthOf } from '../../shared/time.ts';
import { FILE_LIMIT, FileRefused, KIND } from '../exchange/container.ts';
import { cardFingerprint, readKeyCard, writeKeyCard } from '../exchange/keyCards.ts';
import { FileFault, randomFileName } from '../files/files.ts';
import { openSession, today, type Host, type OpenSession } from '../host.ts';
import { newId } from '../keys/primitives.ts';
import { siteKeys } from '../keys/principals.ts';
import { eightWords } from '../keys/words.ts';
import { cardByDigest, confirmCard, confirmersOf, insertCard, listCards, readCard } from '../store/cards.ts';
import { appendJournal } from '../store/journal.ts';
import { transaction } from '../store/sql.ts';
import type { CardRow } from '../store/tables.ts';
import { folderOf, writeOr } from './leaving.ts';

type Card = Output<'cards.list'>['cards'][number];

/** At a site two people of two roles confirm a card: a false recipient is a leak (security §7.2). At a desk the focal point does. */
const CONFIRMING_ROLES = { centre: ['supervisor', 'administrator'], desk: ['focal_point'] } as const satisfies Record<
  string,
  readonly Role[]
>;

/**
 * What a stored card says, and whether it may be relied on: its own bytes are read again and give recipient and key, and active people of the
 * needed roles have signed their fingerprint. A column of the base proves nothing: whoever holds its key can write one.
 */
export function trustedCard(session: OpenSession, row: CardRow, day: string): { readonly card: CardPayload; readonly trusted: boolean } {
  const { roster, admin } = session.store;
  const { card, fingerprint } = readKeyCard(row.bytes, '0000-00-00');
  const confirmers = confirmersOf(admin, roster, { ...row, digest: fingerprint }).map((userId) => roster.users.get(userId));
  const roles = new Set(confirmers.filter((person) => person?.status === 'active').map((person) => person?.role));
  const confirmed = CONFIRMING_ROLES[roster.kind].every((role) => roles.has(role));
  return { card, trusted: confirmed && row.state !== 'revoked' && card.valid_until >= day };
}

/** The words of one's own card, to be read aloud. */
export function ownCard(host: Host): Output<'cards.own'> {
  const card = ownPayload(openSession(host), today(host));
  return { code: card.code, words: [...eightWords(cardFingerprint(card))], validUntil: card.valid_until };
}

/** Writes one's own card to a medium; it holds public keys only. */
export function handOverCard(input: Input<'cards.handOver'>, host: Host): Output<'cards.handOver'> {
  const session = openSession(host);
  const signer = session.store.principals.find(({ principal }) => principal.kind === 'signing');
  if (signer === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const bytes = writeKeyCard(ownPayload(session, today(host)), {
    seed: siteKeys(signer).signingSeed,
    publicKey: signer.principal.publicKey,
  });
  const fileName = randomFileName('.carte');
  writeOr(folderOf(host, input.folder), fileName, bytes, monthOf(today(host)));
  return { fileName };
}

export function cardsHere(host: Host): Output<'cards.list'> {
  const session = openSession(host);
  return { cards: listCards(session.store.admin).map((row) => shownCard(session, row, today(host))) };
}

/** Reads a card; it can receive nothing and send nothing before it is confirmed. */
export function receiveCard(input: Input<'cards.read'>, host: Host): Output<'cards.read'> {
  const session = openSession(host);
  const { store } = session;
  const { card, fingerprint, bytes } = readCardFile(host, input.file);
  const known = cardByDigest(store.admin, fingerprint);
  if (known !== undefined) return { card: shownCard(session, known, today(host)) };
  const at = host.now().getTime();
  const row: CardRow = {
    card_id: newId(),
    role: card.role,
    code: card.code,
    region: card.region,
    bytes,
    digest: fingerprint,
    signing_key: Buffer.from(card.sign_key, 'hex'),
    recipient: card.recipient,
    valid_until: card.valid_until,
    state: 'received',
    received_at: at,
  };
  transaction(store.admin, (db) => {
    insertCard(db, row);
    appendJournal(
      db,
      store.actor,
      { kind: 'card.receive', object: row.card_id, detail: { digest: fingerprint.toString('base64url') } },
      at,
    );
  });
  return { card: shownCard(session, row, today(host)) };
}

/** One person says that the eight words heard are those of this card. */
export function confirm(input: Input<'cards.confirm'>, host: Host): Output<'cards.confirm'> {
  const session = openSession(host);
  const { store } = session;
  const row = readCard(store.admin, input.cardId);
  if (row === undefined) throw new Refused('notFound', NO_CARD);
  if (eightWords(row.digest).join(' ') !== input.words.join(' ')) throw new Refused('invalid', WORDS_DIFFER);
  if (row.state === 'revoked' || row.valid_until < today(host)) throw new Refused('conflict', REFUSALS.expiredCard);
  const at = host.now().getTime();
  transaction(store.admin, (db) => {
    confirmCard(db, store.roster, store.actor, row, CONFIRMING_ROLES[store.roster.kind].length, at);
    appendJournal(db, store.actor, { kind: 'card.confirm', object: row.card_id, detail: { digest: row.digest.toString('base64url') } }, at);
  });
  return { card: shownCard(session, readCard(store.admin, input.cardId) ?? row, today(host)) };
}

function ownPayload(session: OpenSession, day: string): CardPayload {
  const { roster } = session.store;
  const principal = [...roster.principals.values()].find(({ kind }) => kind === 'signing');
  if (principal === undefined) throw new Refused('conflict', NO_SIGNING_KEY);
  return cardPayload.parse({
    schema_version: SCHEMA_VERSION,
    role: roster.kind === 'centre' ? 'site' : 'focal_point',
    code: session.site.code,
    structure_code: session.site.structureCode,
    region: session.site.region,
    type: session.site.structureType,
    recipient: principal.recipient,
    sign_key: principal.publicKey.toString('hex'),
    valid_until: `${Number(day.slice(0, 4)) + 1}-12-31`,
  });
}

function readCardFile(host: Host, token: string): { readonly card: CardPayload; readonly fingerprint: Buffer; readonly bytes: Buffer } {
  try {
    const bytes = host.picker.read(token, FILE_LIMIT[KIND.keyCard]);
    return { ...readKeyCard(bytes, today(host)), bytes };
  } catch (error) {
    if (error instanceof FileRefused) throw new Refused('invalid', REFUSALS[error.code]);
    if (error instanceof FileFault)
      throw new Refused('invalid', error.message === 'tooLarge' ? REFUSALS.tooLarge : REFUSALS.unreadableFile);
    throw error;
  }
}

function shownCard(session: OpenSession, row: CardRow, day: string): Card {
  const { roster, admin } = session.store;
  const { card, trusted } = trustedCard(session, row, day);
  const fingerprint = cardFingerprint(card);
  const confirmedBy = confirmersOf(admin, roster, { ...row, digest: fingerprint }).map(
    (userId) => roster.users.get(userId)?.staffCode ?? '',
  );
  const state = row.state === 'revoked' ? 'revoked' : card.valid_until < day ? 'expired' : trusted ? 'confirmed' : 'toConfirm';
  return {
    cardId: row.card_id,
    role: card.role,
    code: card.code,
    words: [...eightWords(fingerprint)],
    validUntil: card.valid_until,
    confirmedBy,
    state,
  };
}

const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas la clé de signature du centre.',
  en: 'Your account does not have the centre’s signing key.',
};
const NO_CARD = { fr: 'Cette carte n’est pas ici.', en: 'This card is not here.' };
const WORDS_DIFFER = {
  fr: 'Les huit mots ne sont pas ceux de cette carte. Ne la confirmez pas et rappelez l’envoyeur. Rien n’a été modifié.',
  en: 'The eight words are not those of this card. Do not confirm it, and call the sender again. Nothing was changed.',
};
