import { Buffer } from 'node:buffer';
import { openStoreKey, sealStoreKey, type StoreKeyName, type UserKeys } from './bundle.ts';
import type { Keyring } from './keyring.ts';
import { Unreadable, openSealed, seal, zero } from './primitives.ts';
import { DEK_OF, UnknownAccount, withSlot, type FreshBundle } from './session.ts';

/** A person who changes keys: after a recovery (security §9.4) or a leak (§2.5). Everything sealed to the former keys moves to the next ones. */
export type Renewal = { readonly siteId: string; readonly userId: string; readonly former: UserKeys; readonly next: UserKeys };

/** What was sealed to the former keys, sealed to the next ones; null when the former keys do not open it. */
export function resealed(former: UserKeys, next: UserKeys, sealed: Uint8Array, sealContext: Uint8Array): Buffer | null {
  try {
    const opened = openSealed(former.agreementSecret, sealed, sealContext, former.agreementPublic);
    const moved = seal(next.agreementPublic, opened, sealContext);
    zero(opened);
    return moved;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** The keyring with the person's slot under the new passphrase, and every store key sealed to the next keys. Throws Unreadable, UnknownAccount. */
export function withRenewedSlot(keyring: Keyring, { siteId, userId, former, next }: Renewal, fresh: FreshBundle): Keyring {
  const slot = keyring.slots.find((held) => held.userId === userId);
  if (slot === undefined) throw new UnknownAccount();
  const moved = (name: StoreKeyName, sealed: string): string => {
    const opened = openStoreKey(former, siteId, userId, name, Buffer.from(sealed, 'base64url'));
    const again = sealStoreKey(next.agreementPublic, siteId, userId, name, opened);
    zero(opened);
    return again.toString('base64url');
  };
  const movedIfThere = (name: StoreKeyName, sealed: string | null) => (sealed === null ? null : moved(name, sealed));
  const { dekA, dekC, ivk, genesis } = slot.deks;
  const deks = {
    dekA: movedIfThere('dekA', dekA),
    dekC: movedIfThere('dekC', dekC),
    ivk: movedIfThere('ivk', ivk),
    genesis: movedIfThere('genesis', genesis),
  };
  return withPendingMoved(withSlot(keyring, { ...slot, ...fresh, deks }), userId, moved);
}

/** The two keys of a store whose renewal was cut are sealed to this person as well. */
function withPendingMoved(keyring: Keyring, userId: string, moved: (name: StoreKeyName, sealed: string) => string): Keyring {
  const { pendingDek } = keyring;
  if (pendingDek === undefined) return keyring;
  const name = DEK_OF[pendingDek.store];
  const sealed = pendingDek.sealed.map((one) =>
    one.userId === userId ? { userId, old: moved(name, one.old), new: moved(name, one.new) } : one,
  );
  return { ...keyring, pendingDek: { ...pendingDek, sealed } };
}
