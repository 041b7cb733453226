import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { SCHEMA_VERSION, cardPayload, type CardPayload } from '../../../shared/exchange/payload.ts';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';
import type { Space } from '../../../shared/exchange/space.ts';
import { Refused } from '../../../shared/failure.ts';
import { daysBetween, monthOf } from '../../../shared/time.ts';
import { FileRefused, KIND, fileLimit, type Signer } from '../../exchange/container.ts';
import { cardFingerprint, keysBehind, readKeyCard, withRenewals, writeKeyCard } from '../../exchange/keyCards.ts';
import { randomFileName } from '../../files/files.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import { siteKeys, type OpenedPrincipal } from '../../keys/principals.ts';
import { eightWords } from '../../keys/words.ts';
import {
  cardByDigest,
  confirmCard,
  insertCard,
  isRevokedKey,
  renewCardBytes,
  revokeKey,
  signRevocation,
} from '../../store/exchange/cards.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { markUnconfirmed } from '../../store/exchange/packages.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import type { CardRow } from '../../store/base/adminTables.ts';
import { cardStates, confirmationsNeeded, type CardState } from './cardTrust.ts';
import { folderOf, writeExport } from './exportFile.ts';
import { refusalOf } from './openSealedFile.ts';

type Card = Output<'cards.list'>['cards'][number];

const HANDED_OVER = 'card.handedOver';
const handedOver = z.strictObject({ key: z.string(), validUntil: z.string() });
/** A card is renewed yearly: made anew in the last half-year of the former one, asked for in its last two months. */
const RENEWED_FROM_DAYS = 183;
const ASKED_FROM_DAYS = 60;
/** A card made here lasts to the end of next year; a card that lasts more than a year beyond would let a stolen key live on its own word. */
const LONGEST_YEARS = 2;

/** The words of one's own card, to be read aloud. */
export function ownCard(host: Host): Output<'cards.own'> {
  const session = requireSession(host);
  const card = ownPayload(session, today(host));
  const due = cardDue(session, today(host));
  return { code: card.code, words: [...eightWords(cardFingerprint(card))], validUntil: card.valid_until, due };
}

/** Writes one's own card to a medium, signed by the former keys of this office too; it holds public keys only. Remembers which one was given. */
export function handOverCard(input: Input<'cards.handOver'>, host: Host): Output<'cards.handOver'> {
  const session = requireSession(host);
  const { stores } = session;
  const signer = stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signer === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const former = stores.formerPrincipals
    .filter(({ principal }) => principal.kind === 'signing')
    .toSorted((left, right) => right.principal.epoch - left.principal.epoch);
  const card = withRenewals(ownPayload(session, today(host)), former.map(signerOf));
  const bytes = writeKeyCard(card, signerOf(signer), stores.roster.space);
  const fileName = randomFileName('.carte');
  writeExport(folderOf(host, input.folder), fileName, bytes, monthOf(today(host)));
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    writeSetting(db, HANDED_OVER, { key: card.sign_key, validUntil: card.valid_until }, stores.user.userId, at);
    appendJournal(db, stores.actor, { kind: 'card.handOver', detail: { digest: cardFingerprint(card).toString('base64url') } }, at);
  });
  return { fileName };
}

/** Whether the other offices are still to be given this one's card: its key changed since, or the card that was given soon ends (security §7.2). */
export function cardDue(session: OpenSession, day: string): 'changed' | 'ending' | null {
  const { stores } = session;
  const own = [...stores.roster.principals.values()].find(({ kind }) => kind === 'signing');
  const given = readSetting(stores.admin, HANDED_OVER, handedOver);
  if (own === undefined) return null;
  if (given?.key !== own.publicKey.toString('hex')) return given !== undefined || own.epoch > 1 ? 'changed' : null;
  return daysBetween(day, given.validUntil) < ASKED_FROM_DAYS ? 'ending' : null;
}

export function listKeyCards(host: Host): Output<'cards.list'> {
  const session = requireSession(host);
  return { cards: cardStates(session, today(host)).map((state) => shownCard(session, state)) };
}

/** Reads a card; it can receive nothing and send nothing before it is confirmed, by words or by the key of a card already confirmed. */
export function readReceivedCard(input: Input<'cards.read'>, host: Host): Output<'cards.read'> {
  const session = requireSession(host);
  const { stores } = session;
  const { card, fingerprint, bytes } = readCardFile(host, input.file);
  const signingKey = Buffer.from(card.sign_key, 'hex');
  if (isRevokedKey(stores.admin, signingKey)) throw new Refused('conflict', REFUSALS.revokedCard);
  const known = cardByDigest(stores.admin, fingerprint);
  if (known !== undefined && (card.renewals === undefined || known.bytes.equals(bytes))) return { card: shownById(host, known.card_id) };
  const at = host.now().getTime();
  const row: CardRow = {
    card_id: known?.card_id ?? newId(),
    role: card.role,
    code: card.code,
    region: card.region,
    bytes,
    digest: fingerprint,
    signing_key: signingKey,
    recipient: card.recipient,
    valid_until: card.valid_until,
    state: 'received',
    received_at: at,
    revoked_since: null,
  };
  transaction(stores.admin, (db) => {
    if (known === undefined) insertCard(db, row);
    else if (hasEveryKey(card, known.bytes, stores.roster.space)) renewCardBytes(db, known.card_id, bytes);
    const detail = { digest: fingerprint.toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'card.receive', object: row.card_id, detail }, at);
  });
  return { card: shownById(host, row.card_id) };
}

/** Whether every key behind the kept card is behind this one too: a card handed over earlier takes no reliance away. */
function hasEveryKey(card: CardPayload, kept: Buffer, space: Space): boolean {
  const behind = keysBehind(card);
  return [...keysBehind(readKeyCard(kept, '0000-00-00', space).card)].every((key) => behind.has(key));
}

/** One person says that the eight words heard are those of this card. */
export function confirmKeyCard(input: Input<'cards.confirm'>, host: Host): Output<'cards.confirm'> {
  const session = requireSession(host);
  const { stores } = session;
  const { row, fingerprint, state } = cardById(host, input.cardId);
  if (eightWords(fingerprint).join(' ') !== input.words.join(' ')) throw new Refused('invalid', WORDS_DIFFER);
  if (state === 'revoked') throw new Refused('conflict', REFUSALS.revokedCard);
  if (state === 'expired') throw new Refused('conflict', REFUSALS.expiredCard);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    confirmCard(db, stores.roster, stores.actor, row, confirmationsNeeded(stores.roster), at);
    appendJournal(
      db,
      stores.actor,
      { kind: 'card.confirm', object: row.card_id, detail: { digest: fingerprint.toString('base64url') } },
      at,
    );
  });
  return { card: shownById(host, input.cardId) };
}

/**
 * One of two people says that a card is no longer to be relied on, since a day (security §7.2). With the second signature its key is ended: nothing is
 * sealed to it, its files are refused, and what came by it since that day is to be confirmed aloud. The second signs the day of the first.
 */
export function revokeKeyCard(input: Input<'cards.revoke'>, host: Host): Output<'cards.revoke'> {
  const session = requireSession(host);
  const { stores } = session;
  const { row, fingerprint, state, revokers } = cardById(host, input.cardId);
  if (state === 'revoked') throw new Refused('conflict', ALREADY_REVOKED);
  const [first] = revokers;
  if (input.since > today(host)) throw new Refused('invalid', FUTURE_DAY);
  if (first !== undefined && first.since !== input.since) throw new Refused('conflict', OTHER_DAY);
  const at = host.now().getTime();
  const detail = { digest: fingerprint.toString('base64url') };
  transaction(stores.admin, (db) => {
    signRevocation(db, stores.actor, row, input.since, at);
    const done = cardById(host, input.cardId).state === 'revoked';
    if (done) endKey(db, row.signing_key, input.since);
    appendJournal(db, stores.actor, { kind: done ? 'card.revoke' : 'card.revoke.ask', object: row.card_id, detail }, at);
  });
  return { card: shownById(host, input.cardId) };
}

/** Ends a key in the caller's transaction: its cards, and the quiet reliance on what came by them since that day. Gives how many cards. */
export function endKey(db: WritableDb<'admin'>, signingKey: Buffer, since: string): number {
  const ended = revokeKey(db, signingKey, since);
  for (const card of ended) markUnconfirmed(db, card.card_id, Date.parse(`${since}T00:00:00Z`));
  return ended.length;
}

function ownPayload(session: OpenSession, day: string): CardPayload {
  const { roster, admin } = session.stores;
  const principal = [...roster.principals.values()].find(({ kind }) => kind === 'signing');
  if (principal === undefined) throw new Refused('conflict', NO_SIGNING_KEY);
  const key = principal.publicKey.toString('hex');
  const given = readSetting(admin, HANDED_OVER, handedOver);
  const isSame = given?.key === key && daysBetween(day, given.validUntil) >= RENEWED_FROM_DAYS;
  return cardPayload.parse({
    schema_version: SCHEMA_VERSION,
    role: roster.kind === 'centre' ? 'site' : 'focal_point',
    code: session.site.code,
    structure_code: session.site.structureCode,
    region: session.site.region,
    type: session.site.structureType,
    recipient: principal.recipient,
    sign_key: key,
    valid_until: isSame ? given.validUntil : endOfYear(day, 1),
  });
}

function endOfYear(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}-12-31`;
}

function signerOf(opened: OpenedPrincipal): Signer {
  return { seed: siteKeys(opened).signingSeed, publicKey: opened.principal.publicKey };
}

function cardById(host: Host, cardId: string): CardState {
  const state = cardStates(requireSession(host), today(host)).find(({ row }) => row.card_id === cardId);
  if (state === undefined) throw new Refused('notFound', NO_CARD);
  return state;
}

function shownById(host: Host, cardId: string): Card {
  return shownCard(requireSession(host), cardById(host, cardId));
}

function readCardFile(host: Host, token: string): { readonly card: CardPayload; readonly fingerprint: Buffer; readonly bytes: Buffer } {
  try {
    const bytes = host.picker.read(token, fileLimit(KIND.keyCard));
    const read = readKeyCard(bytes, today(host), requireSession(host).stores.roster.space);
    if (read.card.valid_until > endOfYear(today(host), LONGEST_YEARS)) throw new FileRefused('longCard');
    return { ...read, bytes };
  } catch (error) {
    throw new Refused('invalid', REFUSALS[refusalOf(error)]);
  }
}

function shownCard(session: OpenSession, { row, card, fingerprint, confirmers, revokers, state, renewed, contested }: CardState): Card {
  const codeOf = (userId: string) => session.stores.roster.users.get(userId)?.staffCode ?? '';
  return {
    cardId: row.card_id,
    role: card.role,
    code: card.code,
    structureCode: card.structure_code,
    region: card.region,
    words: [...eightWords(fingerprint)],
    validUntil: card.valid_until,
    confirmedBy: confirmers.map(codeOf),
    state,
    renewed,
    contested,
    revocation:
      revokers.length === 0 && row.revoked_since === null
        ? null
        : { since: row.revoked_since ?? revokers[0]?.since ?? '', by: revokers.map(({ userId }) => codeOf(userId)) },
  };
}

const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas la clé de signature du centre.',
  en: 'Your account does not have the centre’s signing key.',
};
const NO_CARD = { fr: 'Cette carte n’est pas ici.', en: 'This card is not here.' };
const ALREADY_REVOKED = {
  fr: 'Cette carte est déjà retirée. Rien n’a été modifié.',
  en: 'This card is already withdrawn. Nothing was changed.',
};
const FUTURE_DAY = {
  fr: 'Le jour du retrait ne peut pas être à venir. Rien n’a été modifié.',
  en: 'The day of the withdrawal cannot be to come. Nothing was changed.',
};
const OTHER_DAY = {
  fr: 'L’autre personne a signé un autre jour. Reprenez le même jour, ou voyez avec elle. Rien n’a été modifié.',
  en: 'The other person signed another day. Take the same day, or see with them. Nothing was changed.',
};
const WORDS_DIFFER = {
  fr: 'Les huit mots ne sont pas ceux de cette carte. Ne la confirmez pas et rappelez l’envoyeur. Rien n’a été modifié.',
  en: 'The eight words are not those of this card. Do not confirm it, and call the sender again. Nothing was changed.',
};
