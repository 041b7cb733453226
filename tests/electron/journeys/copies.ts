import { rememberRestore } from '../../../electron/store/backup/afterRestore.ts';
import { transaction } from '../../../electron/store/base/sql.ts';
import { PEOPLE, type Installation, type StaffCode } from '../../support/installation.ts';
import { placeToken } from '../../support/medium.ts';
import type { Ask } from './ask.ts';

/** A copy on the stick, read there again. */
export async function copyToStick(ask: Ask, centre: Installation): Promise<string> {
  await ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const { copies } = await ask('backup.state', {});
  const copy = copies.find(({ here }) => here !== null)?.here ?? null;
  if (copy === null) throw new Error('no copy on the stick');
  await ask('backup.verify', { copy });
  return copy;
}

/** As after a copy put back on another machine, which opened this account again. Gives the account. */
export function putBack(installation: Installation, subject: string): string {
  const { session } = installation.application.host;
  if (session === null) throw new Error('nobody’s session is open');
  const { admin, roster, user } = session.stores;
  const userId = [...roster.users.values()].find(({ staffCode }) => staffCode === subject)?.userId ?? '';
  const at = installation.application.host.now().getTime();
  transaction(admin, (db) => rememberRestore(db, { at, line: roster.seq, returned: [userId], lost: 'unasked' }, user.userId));
  return userId;
}

/** The passphrase that a person chooses when a loss is declared. */
export function afterLoss(staffCode: string): string {
  return `invente pour essai apres la perte ${staffCode}`;
}

/** After a copy was put back: said once that nothing is lost, then that the machine is; everybody renewed, and the passphrases as they were. */
export async function completeRestore(
  ask: Ask,
  installation: Installation,
  own: StaffCode,
  subject: { readonly staffCode: string; readonly passphrase: string },
): Promise<void> {
  const userId = putBack(installation, subject.staffCode);
  await ask('loss.afterRestore', {});
  await ask('loss.keepReturned', { userId });
  await ask('previousProfile.forget', { passphrase: PEOPLE[own] });
  await ask('loss.deny', {});
  const administrator = { staffCode: 'AD1', current: PEOPLE.AD1, next: afterLoss('AD1') };
  await ask('loss.declare', { current: PEOPLE[own], next: afterLoss(own), administrator });
  await ask('loss.renew', { userId, current: subject.passphrase, next: afterLoss(subject.staffCode) });
  await ask('loss.announce', {});
  for (const staffCode of ['AD1', own] as const) {
    await ask('session.lock', { reason: 'asked' });
    await installation.ask('session.unlock', { staffCode, passphrase: afterLoss(staffCode) });
    await installation.ask('accounts.changePassphrase', { current: afterLoss(staffCode), next: PEOPLE[staffCode] });
  }
}
