import type { Buffer } from 'node:buffer';
import type { OpenedPrincipal } from '../../keys/principals.ts';
import type { OpenStores } from './openStores.ts';

/**
 * A session's own key pair for each epoch: the present one, and for earlier ones the keys before a change, while they are kept; without them (after a
 * recovery) everything was sealed to the present ones under its former number.
 */
export function ownKeyPairs({ user, keys }: Pick<OpenStores, 'user' | 'keys'>) {
  return Array.from({ length: user.epoch }, (_, place) => {
    const epoch = place + 1;
    const { agreementSecret, agreementPublic } = epoch === user.epoch ? keys.user : (keys.former ?? keys.user);
    return { principalId: user.userId, epoch, secret: agreementSecret, publicKey: agreementPublic };
  });
}

export type HeldKey = { readonly principalId: string; readonly epoch: number; readonly secret: Buffer; readonly publicKey: Buffer };

/** Every key pair this session opens something with, by the name of its owner and epoch: its own, its groups', and those of earlier epochs whose contents are not sealed again yet. */
export function heldKeys(stores: OpenStores): ReadonlyMap<string, HeldKey> {
  const groups = sealedTo([...stores.formerPrincipals, ...stores.principals]);
  return new Map([...ownKeyPairs(stores), ...groups].map((key) => [heldName(key.principalId, key.epoch), key]));
}

export function heldName(principalId: string, epoch: number): string {
  return `${principalId} ${epoch}`;
}

/** The key pairs of those of these groups to which something is sealed: the site's signing key is none. */
export function sealedTo(principals: readonly OpenedPrincipal[]): readonly HeldKey[] {
  return principals
    .filter(({ principal }) => principal.kind !== 'signing')
    .map(({ principal: { principalId, epoch, publicKey }, secret }) => ({ principalId, epoch, publicKey, secret }));
}
