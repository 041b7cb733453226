import { Buffer } from 'node:buffer';
import { context } from '../keys/canonical.ts';
import { sha256, sign, verify } from '../keys/primitives.ts';
import { cardPayload, type CardPayload } from '../../shared/exchange/payload.ts';
import type { Space } from '../../shared/exchange/space.ts';
import { readBoundedJson } from './boundedJson.ts';
import { FileRefused, KIND, openPlainContainer, plainContainer, verifyContainer, type Signer } from './container.ts';

/** As many as a card of 8 KiB holds. */
const MOST_RENEWALS = 15;

/** The bytes of a key card, signed by the key it announces (security §7.1 kind 6). */
export function writeKeyCard(card: CardPayload, signer: Signer, space: Space): Buffer {
  return plainContainer(KIND.keyCard, Buffer.from(JSON.stringify(card), 'utf8'), signer, space);
}

/**
 * Reads a key card. Its own signature only proves that its maker holds the key: it is trusted once two people have compared the
 * words of its fingerprint. Throws FileRefused.
 */
export function readKeyCard(file: Uint8Array, today: string, space: Space): { readonly card: CardPayload; readonly fingerprint: Buffer } {
  const container = openPlainContainer(KIND.keyCard, file, space);
  const card = parseCard(container.payload);
  if (!verifyContainer(container, Buffer.from(card.sign_key, 'hex'), '')) throw new FileRefused('altered');
  if (card.valid_until < today) throw new FileRefused('expiredCard');
  return { card, fingerprint: cardFingerprint(card) };
}

/** What the eight words are taken from: every field of the card, in a fixed order. */
export function cardFingerprint(card: CardPayload): Buffer {
  const fields = [card.role, card.code, card.structure_code, card.region, card.type, card.recipient, card.sign_key, card.valid_until];
  return sha256(Buffer.from(JSON.stringify(fields), 'utf8'));
}

/** The card as a former key of the same office signs it: its words stay the same. */
export function withRenewals(card: CardPayload, former: readonly Signer[]): CardPayload {
  const text = renewalText(card);
  const renewals = former.slice(0, MOST_RENEWALS).map(({ seed, publicKey }) => ({
    key: Buffer.from(publicKey).toString('hex'),
    signature: sign(seed, text).toString('hex'),
  }));
  return renewals.length === 0 ? card : { ...card, renewals };
}

/** Keys, in hexadecimal, behind a card: its own, and the former ones whose signature holds. */
export function keysBehind(card: CardPayload): ReadonlySet<string> {
  const text = renewalText(card);
  const former = (card.renewals ?? []).filter(({ key, signature }) => verify(Buffer.from(key, 'hex'), text, Buffer.from(signature, 'hex')));
  return new Set([card.sign_key, ...former.map(({ key }) => key)]);
}

function renewalText(card: CardPayload): Buffer {
  return context('card/renew', { bytes: cardFingerprint(card) });
}

/** A card is its own signer, so its payload must be read to find the key; the bounds of JSON and of the schema come first. */
function parseCard(payload: Uint8Array): CardPayload {
  try {
    return cardPayload.parse(readBoundedJson(payload));
  } catch {
    throw new FileRefused('malformed');
  }
}
