import { zeroUserKeys } from '../../keys/bundle.ts';
import { withRenewedSlot } from '../../keys/renewal.ts';
import { changeKeyring } from '../accounts/accounts.ts';
import { renewCases, renewMembers } from './renewal.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';
import { withRoster } from '../session/session.ts';
import { renewSessionCheckpoint } from '../opened/witness.ts';

/**
 * Everything sealed to a person's former keys moves to the present ones (security §2.5), by the person's own first session with them, exactly as a recovery
 * moves it (`renewal.ts`); then the former keys are forgotten. Own cases get a new key afterwards, a few at a time, like those of any departure
 * (`reassign.ts`). May be cut anywhere and run again. Gives the session that continues, which opens with the present keys what waited for them; nothing to do without former keys.
 */
export function resealUser(stores: OpenStores): OpenStores {
  const { folder, keys, roster, admin, cases } = stores;
  const { former } = keys;
  if (former === null) return stores;
  const renewal = { siteId: roster.siteId, userId: keys.userId, formers: [former], next: keys.user };
  transaction(admin, (db) => renewMembers(db, renewal));
  if (cases !== null) transaction(cases, (db) => renewCases(db, renewal, roster));
  renewSessionCheckpoint(folder, renewal);
  changeKeyring(folder, keys.dekA, (keyring) => withRenewedSlot(keyring, renewal, null));
  zeroUserKeys(former);
  return withRoster({ ...stores, keys: { ...keys, former: null } }, roster);
}
