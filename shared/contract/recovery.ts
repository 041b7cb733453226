import { ADMINISTRATOR, AUTHORITY, reads, writes } from './define.ts';
import { isoDate, isoDateTime, nothing, passphrase, staffCode } from './values.ts';
import { z } from 'zod';

/** Who keeps a share, by function. `authority`: the supervision of a centre, the focal point of a desk. Names are on the paper alone. */
const keeper = z.enum(['administration', 'authority', 'management', 'coordination', 'other']);

export type Keeper = z.infer<typeof keeper>;

const typedShare = z.string().min(1).max(200);

const typedShares = z.array(typedShare).min(1).max(3);

const signer = z.strictObject({ staffCode, passphrase });

/** Recovery shares: made, typed back, rehearsed, used (security §2.7). */
export const recoveryOperations = {
  'recovery.state': reads(
    [...AUTHORITY, ...ADMINISTRATOR],
    nothing,
    z.strictObject({
      /** `used`: the shares have served once and are to be made again. */
      set: z.strictObject({ keepers: z.array(keeper), madeOn: isoDate, used: z.boolean() }).nullable(),
      /** Accounts that the shares do not open yet: each must unlock once. */
      uncovered: z.array(staffCode),
      lastRehearsal: isoDateTime.nullable(),
      /** Administrators who may sign a new set with the person of this session. */
      administrators: z.array(staffCode),
    }),
  ),
  /** A new set, in memory only: nothing is in force before every share was typed back. */
  'recovery.prepare': writes(
    AUTHORITY,
    z.strictObject({
      administrator: signer,
      keepers: z.array(keeper).length(3),
      /** Shares of the set that is replaced, when their holders are there: accounts stay covered without a new unlock. */
      formerShares: z.array(typedShare).max(3),
    }),
    nothing,
  ),
  /** The share to be copied now; the next one only once this one was typed back. */
  'recovery.share': reads(
    AUTHORITY,
    nothing,
    z.strictObject({ rank: z.int(), total: z.int(), keeper, groups: z.array(z.string().length(4)).length(18) }),
  ),
  /** With the last share the set comes into force: the administrator who signed it is asked for the passphrase again. */
  'recovery.prove': writes(
    AUTHORITY,
    z.strictObject({ typed: typedShare, administratorPassphrase: passphrase.nullable() }),
    z.strictObject({ proved: z.int(), total: z.int() }),
  ),
  /** All of a recovery but its last steps; leaves one line in the journal. */
  'recovery.rehearse': writes([...AUTHORITY, ...ADMINISTRATOR], z.strictObject({ staffCode, shares: typedShares }), nothing),
  /** Whether these shares open this account, and who may sign their use. Writes nothing. */
  'recovery.check': reads(
    'locked',
    z.strictObject({ staffCode, shares: typedShares }),
    z.strictObject({
      /** Administration and supervision: one of them signs. */
      signers: z.array(staffCode),
      /** Anybody for the second signature; nobody where one other account is all there is. */
      others: z.array(staffCode),
    }),
  ),
  'recovery.use': writes(
    'locked',
    z.strictObject({ staffCode, shares: typedShares, signers: z.array(signer).min(1).max(2), passphrase }),
    nothing,
  ),
} as const;
