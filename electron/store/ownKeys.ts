import type { Session } from './session.ts';

/**
 * A session's own key pair for each epoch: the present one, and for earlier ones the keys before a change, while they are kept; without them (after a
 * recovery) everything was sealed to the present ones under its former number.
 */
export function ownKeyPairs({ user, keys }: Pick<Session, 'user' | 'keys'>) {
  return Array.from({ length: user.epoch }, (_, place) => {
    const epoch = place + 1;
    const { agreementSecret, agreementPublic } = epoch === user.epoch ? keys.user : (keys.former ?? keys.user);
    return { principalId: user.userId, epoch, secret: agreementSecret, publicKey: agreementPublic };
  });
}
