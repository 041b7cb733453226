import type { OpenedPrincipal } from '../../keys/principals.ts';
import type { RosterState, RosterUser } from '../../keys/rosterState.ts';
import type { SessionKeys } from '../../keys/session.ts';
import type { ReadableDb } from '../base/database.ts';
import type { Actor } from '../journal/journal.ts';
import type { Check, Witness } from './checkpointFormat.ts';

/** Everything an unlocked person works with; ended by `closeStores`. */
export type OpenStores = {
  readonly folder: string;
  readonly keys: SessionKeys;
  readonly roster: RosterState;
  readonly user: RosterUser;
  readonly actor: Actor;
  /** Private halves held: own teams, counting, audit, signing. */
  readonly principals: readonly OpenedPrincipal[];
  /** Those of earlier epochs, until what was sealed to them is sealed again (keys/README). */
  readonly formerPrincipals: readonly OpenedPrincipal[];
  readonly admin: ReadableDb<'admin'>;
  /** null for an administrator and on a desk. */
  readonly cases: ReadableDb<'cases'> | null;
  /** What this person's last session witnessed, or null the first time. */
  readonly witness: Witness | null;
  /** The store under renewal (`keys.renewing`) has its next key already; what is left is to write it in the keyring. */
  readonly rekeyed: boolean;
  readonly memory: SessionMemory;
  /** Readers of her cases whom a caseworker acknowledged (`readers.ts`). */
  readonly acknowledged: ReadonlySet<string>;
};

/** What the next witness will say of the journals beside their heads, up to where the last one was written, and the cases looked at. The only thing of a session that changes. */
export type SessionMemory = {
  readonly checked: { admin: Check | null; cases: Check | null };
  readonly written: { admin: number; cases: number };
  /** Cases that this session found as their last turn left them, and those it did not (`caseTurn.ts`). */
  readonly proved: Set<string>;
  readonly altered: Set<string>;
};
