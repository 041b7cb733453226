import { Buffer } from 'node:buffer';
import type { CardPayload } from '../../../shared/exchange/payload.ts';
import type { RefusalCode } from '../../../shared/exchange/refusals.ts';
import { readBoundedJson } from '../../exchange/boundedJson.ts';
import { FileRefused, openSealedContainer, verifyContainer, type Container, type SealedKind } from '../../exchange/container.ts';
import { FileFault } from '../../files/files.ts';
import type { OpenSession } from '../../host.ts';
import { siteKeys } from '../../keys/principals.ts';
import { cardStates, type CardState } from './cardTrust.ts';

/**
 * Opens a sealed file addressed to this installation: age → frame → signature over raw bytes of a key pinned by a card of these roles
 * (security §7.1). The payload may be parsed then, not before. Throws FileRefused.
 */
export async function openReceived(
  session: OpenSession,
  kind: SealedKind,
  roles: readonly CardPayload['role'][],
  file: Buffer,
  day: string,
): Promise<{ readonly container: Container; readonly signer: CardState }> {
  const { container, recipient } = await openAsAddressed(session, kind, file);
  return { container, signer: signerOf(session, roles, container, recipient, day) };
}

/** JSON of a verified payload, under the bounds of security §8. Throws FileRefused. */
export function contentOf(bytes: Uint8Array): unknown {
  try {
    return readBoundedJson(bytes);
  } catch {
    throw new FileRefused('malformed');
  }
}

/** The code of what stopped a file; anything else is thrown again. */
export function refusalOf(error: unknown): RefusalCode {
  if (error instanceof FileRefused) return error.code;
  if (error instanceof FileFault) return error.message === 'tooLarge' ? 'tooLarge' : 'unreadableFile';
  throw error;
}

/** A file made with this installation's card, or with an earlier card that was in use when the key was renewed. Throws FileRefused. */
export async function openAsAddressed(
  { stores }: OpenSession,
  kind: SealedKind,
  file: Buffer,
): Promise<{ readonly container: Container; readonly recipient: string }> {
  const own = [...stores.principals, ...stores.formerPrincipals].filter(({ principal }) => principal.kind === 'signing');
  for (const key of own) {
    try {
      const container = await openSealedContainer(kind, file, siteKeys(key).ageIdentity, stores.roster.space);
      return { container, recipient: key.principal.recipient ?? '' };
    } catch (error) {
      if (!(error instanceof FileRefused) || error.code !== 'notForUs') throw error;
    }
  }
  throw new FileRefused('notForUs');
}

/** The card whose own key signed these bytes; the one most relied on goes before any other of the same key. Throws FileRefused. */
function signerOf(
  session: OpenSession,
  roles: readonly CardPayload['role'][],
  container: Container,
  recipient: string,
  day: string,
): CardState {
  const signers = cardStates(session, day).filter(
    ({ card }) => roles.includes(card.role) && verifyContainer(container, Buffer.from(card.sign_key, 'hex'), recipient),
  );
  const signer = RELIANCE.flatMap((state) => signers.filter((one) => one.state === state))[0];
  if (signer === undefined) throw new FileRefused('unknownSigner');
  const refusal = REFUSED[signer.state];
  if (refusal !== null) throw new FileRefused(refusal);
  return signer;
}

const RELIANCE = ['confirmed', 'replaced', 'revoked', 'expired', 'toConfirm'] as const satisfies readonly CardState['state'][];
const REFUSED: Readonly<Record<CardState['state'], RefusalCode | null>> = {
  confirmed: null,
  replaced: null,
  revoked: 'revokedCard',
  expired: 'expiredCard',
  toConfirm: 'unconfirmedCard',
};
