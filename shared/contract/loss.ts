import { AUTHORITY, SIGNERS, reads, writes } from './define.ts';
import { count, id, isoDate, nothing, passphrase, role, staffCode } from './values.ts';
import { z } from 'zod';

const account = z.strictObject({ userId: id, staffCode, role, renewed: z.boolean() });

const after = z.strictObject({
  restoredOn: isoDate.nullable(),
  /** The supervision has not said yet what became of the former machine. */
  asks: z.boolean(),
  /** Accounts that the copy opened again, until each is confirmed or removed. */
  returned: z.array(z.strictObject({ userId: id, staffCode, role })),
  /** The data of this computer before a copy was restored, kept beside. */
  previousProfiles: z.array(z.strictObject({ movedOn: isoDate, bytes: count })),
  /** The renewal after a loss, from its beginning to its end; null where none was declared. */
  loss: z
    .strictObject({
      declaredOn: isoDate,
      accounts: z.array(account),
      /** Cases of the reader's care, and those still to be sealed again; 0 of 0 for a role without cases. */
      cases: z.strictObject({ total: count, left: count }),
      /** The person whose session must be opened once so that the renewal can continue, or null. */
      waitsFor: z.enum(['administrator', 'authority']).nullable(),
      /** The focal point has not been handed the new card of the centre yet. */
      cardDue: z.boolean(),
      ended: z.boolean(),
    })
    .nullable(),
});

export type AfterRestore = z.infer<typeof after>;

/** After a lost machine, or a copy put back. */
export const lossOperations = {
  'loss.afterRestore': reads(SIGNERS, nothing, after),
  'loss.keepReturned': writes(SIGNERS, z.strictObject({ userId: id }), nothing),
  /** The former machine is neither lost nor seized. */
  'loss.deny': writes(AUTHORITY, nothing, nothing),
  /** It is: the supervision and the administration, both there, renew their own keys and close every other account until it is renewed. */
  'loss.declare': writes(
    AUTHORITY,
    z.strictObject({
      current: passphrase,
      next: passphrase,
      administrator: z.strictObject({ staffCode, current: passphrase, next: passphrase }),
    }),
    nothing,
  ),
  /** One more account, its person being there. */
  'loss.renew': writes(AUTHORITY, z.strictObject({ userId: id, current: passphrase, next: passphrase }), nothing),
  /** The focal point holds the new card of the centre. */
  'loss.announce': writes(AUTHORITY, nothing, nothing),
} as const;
