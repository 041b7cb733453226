import { Buffer } from 'node:buffer';
import { openStoreKey, openedBy, sealStoreKey, type StoreKeyName, type UserKeys } from './bundle.ts';
import type { Keyring, Slot } from './keyring.ts';
import { Unreadable, openSealed, seal, zero } from './primitives.ts';
import { DEK_OF, UnknownAccount, withSlot, type FreshBundle } from './session.ts';

/**
 * A person who changes keys: after a recovery (security §9.4) or a leak (security §2.5). Everything sealed to any of the former keys moves to the next ones; there are
 * two former ones when a recovery follows a leak before the person's first unlock after it.
 */
export type Renewal = {
  readonly siteId: string;
  readonly userId: string;
  readonly formers: readonly UserKeys[];
  readonly next: UserKeys;
};

/** What was sealed to former keys, sealed to the next ones; null when none of the former keys opens it. */
export function resealed({ formers, next }: Renewal, sealed: Uint8Array, sealContext: Uint8Array): Buffer | null {
  const opened = openedBy(formers, ({ agreementSecret, agreementPublic }) =>
    openSealed(agreementSecret, sealed, sealContext, agreementPublic),
  );
  if (opened === null) return null;
  const moved = seal(next.agreementPublic, opened, sealContext);
  zero(opened);
  return moved;
}

/**
 * The keyring with every store key of the person sealed to the next keys and no former keys any more; with `fresh`, the slot under a new passphrase too.
 * Throws Unreadable where neither the former nor the next keys open one, UnknownAccount.
 */
export function withRenewedSlot(keyring: Keyring, { siteId, userId, formers, next }: Renewal, fresh: FreshBundle | null): Keyring {
  const slot = withoutFormer(slotOf(keyring, userId));
  const moved = (name: StoreKeyName, sealed: string): string => {
    const opened = openedBy([...formers, next], (keys) => openStoreKey(keys, siteId, userId, name, Buffer.from(sealed, 'base64url')));
    if (opened === null) throw new Unreadable();
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

function withoutFormer({ former: _, ...slot }: Slot): Slot {
  return slot;
}

function slotOf(keyring: Keyring, userId: string): Slot {
  const slot = keyring.slots.find((held) => held.userId === userId);
  if (slot === undefined) throw new UnknownAccount();
  return slot;
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
