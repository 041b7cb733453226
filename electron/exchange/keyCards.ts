import { Buffer } from 'node:buffer';
import { sha256 } from '../keys/primitives.ts';
import { cardPayload, type CardPayload } from '../../shared/exchange/payload.ts';
import { readBoundedJson } from './boundedJson.ts';
import { FileRefused, KIND, openPlainContainer, plainContainer, verifyContainer, type Signer } from './container.ts';

/** The bytes of a key card, signed by the key it announces (security §7.1 kind 6). */
export function writeKeyCard(card: CardPayload, signer: Signer): Buffer {
  return plainContainer(KIND.keyCard, Buffer.from(JSON.stringify(card), 'utf8'), signer);
}

/**
 * Reads a key card. Its own signature only proves that whoever made it holds the key: it is trusted once two people have compared the
 * words of its fingerprint. Throws FileRefused.
 */
export function readKeyCard(file: Uint8Array, today: string): { readonly card: CardPayload; readonly fingerprint: Buffer } {
  const container = openPlainContainer(KIND.keyCard, file);
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

/** A card is its own signer, so its payload must be read to find the key; the bounds of JSON and of the schema come first. */
function parseCard(payload: Uint8Array): CardPayload {
  try {
    return cardPayload.parse(readBoundedJson(payload));
  } catch {
    throw new FileRefused('malformed');
  }
}
