import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openKeys, zeroSessionKeys } from '../../electron/keys/session.ts';
import type { Base } from '../../electron/store/base/database.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { closeStore, openReadOnly } from '../../electron/store/base/open.ts';
import { ADMIN_FILE, CASES_FILE } from '../../electron/store/base/fileNames.ts';
import { adminSql, all } from '../../electron/store/base/sql.ts';
import { PEOPLE, type Installation, type StaffCode } from '../support/installation.ts';
import { placeToken } from '../support/medium.ts';
import { atRequests, inSession } from './act.ts';
import { readNote, type Place } from './models.ts';
import { renewAll } from '../support/renewAll.ts';

/** What the recovery of AC1 gives her in the place of the passphrase she forgot. */
const RECOVERED = 'invente pour essai phrase apres oubli';

/** Copies the installation to its stick again and again; older copies go as new ones hold. */
export const copying = inSession({
  staff: 'SD1',
  model: 'prepared',
  repeated: true,
  work: async (centre, _place, first, report) => {
    for (let number = first; ; number += 1) {
      const folder = await placeToken(centre, 'Clé USB');
      report('begun', number);
      await centre.ask('backup.make', { folder });
      report('confirmed', number);
    }
  },
  lastKept: async (centre) => {
    const made = linesOf(centre, 'backup.make');
    await assertCopiesHold(centre);
    return made;
  },
});

/** Every folder of the stick that looks whole is; one cut in the middle is not offered. A copy that holds makes older ones go: they are listed anew. */
async function assertCopiesHold(centre: Installation): Promise<void> {
  const judged = new Set<string>();
  for (let copy = await nextCopy(centre, judged); copy !== null; copy = await nextCopy(centre, judged)) {
    const { state } = await centre.ask('backup.verify', { copy });
    if (state !== 'reread' && state !== 'verified') throw new Error(`a copy that looks whole is ${state}`);
  }
}

async function nextCopy(centre: Installation, judged: Set<string>): Promise<string | null> {
  const { copies } = await centre.ask('backup.state', {});
  const here = copies.filter(({ here: token }) => token !== null);
  if (here.length !== readdirSync(centre.medium).filter((name) => /^S-\w{8}$/.test(name)).length) throw new Error('a copy is not seen');
  const next = here.find(({ backupId }) => !judged.has(backupId));
  if (next === undefined) return null;
  judged.add(next.backupId);
  return next.here;
}

/** Confirms that AC2 left: new keys of the groups and of both bases, then every case sealed again (security §2.5). A cut departure continues at the next unlock. */
export const leaving = inSession({
  staff: 'SD1',
  model: 'prepared',
  repeated: false,
  work: async (centre, _place, _first, report) => {
    const { acts } = await centre.ask('accounts.list', {});
    report('begun', 1);
    await centre.ask('accounts.confirm', { proposalId: acts[0]?.proposalId ?? '', passphrase: PEOPLE.SD1 });
    renewAll(centre.application.host);
    report('confirmed', 1);
  },
  lastKept: async (centre, place) => {
    const gone = !(await centre.ask('accounts.list', {})).accounts.some(({ staffCode }) => staffCode === 'AC2');
    if (gone) await assertRenewed(centre);
    if ((await opens(centre, 'AC2', PEOPLE.AC2)) === gone)
      throw new Error('the one who left opens a session, or the one who stays does not');
    await centre.unlock('AC1');
    if ((await readNote(centre, place)) !== 0) throw new Error('the note is not what it was');
    await centre.lock();
    if (gone) await assertFormerKeysDead(centre);
    await centre.unlock('SD1');
    const { total } = await centre.ask('cases.list', { state: 'all', page: 1 });
    if (total !== place.before) throw new Error(`${total} cases stand of ${place.before}`);
    return gone ? 1 : 0;
  },
});

/** The two who stay and keep keys end the renewal by opening their sessions; nothing more is waited for. */
async function assertRenewed(centre: Installation): Promise<void> {
  for (const staffCode of ['AD1', 'SD1'] as const) {
    await centre.unlock(staffCode);
    renewAll(centre.application.host);
  }
  const { renewal } = await centre.ask('accounts.list', {});
  if (renewal.failed || renewal.waitsFor !== null || renewal.cases.unreadable > 0) throw new Error('the renewal does not end');
}

/**
 * AC1 forgot her passphrase: two shares, signed by SD1, give her another and new keys (security §9.4). A cut one is done again with the same shares,
 * whether the forgotten passphrase still opens or not.
 */
export const recovering = atRequests({
  model: 'prepared',
  repeated: false,
  work: async (centre, place, first, report) => {
    report('ready', first);
    report('begun', 1);
    await recover(centre, place);
    report('confirmed', 1);
  },
  lastKept: async (centre, place) => {
    const lastKept = (await opens(centre, 'AC1', RECOVERED)) ? 1 : 0;
    if (lastKept === 0) {
      await recover(centre, place);
      await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: RECOVERED });
    }
    if ((await readNote(centre, place)) !== 0) throw new Error('the note is not what it was');
    if (await opens(centre, 'AC1', PEOPLE.AC1)) throw new Error('the forgotten passphrase still opens');
    return lastKept;
  },
});

async function recover({ ask }: Installation, { shares }: Place): Promise<void> {
  const signers = (['AD1', 'SD1'] as const).map((staffCode) => ({ staffCode, passphrase: PEOPLE[staffCode] }));
  await ask('recovery.use', { staffCode: 'AC1', shares: [...shares], signers, passphrase: RECOVERED });
}

/** Puts the copy of the stick over the profile, which is older: afterwards it is the one or the other, whole (security §9.3). */
export const puttingBack = atRequests({
  model: 'prepared',
  repeated: false,
  work: async (centre, _place, first, report) => {
    const person = { staffCode: 'SD1', passphrase: PEOPLE.SD1 };
    const { copies } = await centre.ask('restore.copies', {});
    await centre.ask('restore.open', { ...person, copy: copies[0]?.copy ?? '' });
    report('ready', first);
    report('begun', 1);
    await centre.ask('restore.confirm', { ...person, over: { reason: 'wrong_copy', staffCode: 'AD1', passphrase: PEOPLE.AD1 } });
    report('confirmed', 1);
  },
  lastKept: async (centre, place) => {
    await centre.unlock('AC1');
    const note = await readNote(centre, place);
    await centre.unlock('SD1');
    if (linesOf(centre, 'backup.restore') !== note) throw new Error('half of the copy was put back');
    return note;
  },
});

async function opens(centre: Installation, staffCode: StaffCode, passphrase: string): Promise<boolean> {
  if (centre.application.host.session !== null) await centre.lock();
  return (await centre.call('session.unlock', { staffCode, passphrase })).ok;
}

/** The keys of the bases that AC2 had, which the keyring of the copy still gives, open neither. */
async function assertFormerKeysDead({ profile, medium }: Installation): Promise<void> {
  const [copy = ''] = readdirSync(medium);
  const keys = await openKeys(join(medium, copy), 'AC2', PEOPLE.AC2);
  const bases = [['admin', ADMIN_FILE, keys.dekA] as const, ['cases', CASES_FILE, keys.dekC] as const];
  const opened = bases.filter(([base, file, key]) => key !== null && openStoreWith(base, join(profile, file), key));
  zeroSessionKeys(keys);
  if (opened.length > 0) throw new Error('a key that the one who left knew opens a base');
}

function openStoreWith(base: Base, path: string, key: Buffer): boolean {
  try {
    closeStore(openReadOnly(base, path, key));
    return true;
  } catch (error) {
    if (error instanceof StoreRefused && error.problem === 'key') return false;
    throw error;
  }
}

/** How many lines of a kind the journal of the open session's `admin.db` has. */
function linesOf({ application: { host } }: Installation, kind: string): number {
  if (host.session === null) throw new Error('no session');
  return all(host.session.stores.admin, adminSql.selectFrom('journal').select('seq').where('kind', '=', kind)).length;
}
