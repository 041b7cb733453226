import { PEOPLE, type Installation, type StaffCode } from '../../support/installation.ts';
import { placeOf, type Ask } from './ask.ts';

/** What every role may do. */
export async function everyone(ask: Ask, installation: Installation, staffCode: StaffCode): Promise<void> {
  await ask('session.touch', {});
  await ask('session.prefer', { language: 'en', theme: 'dark' });
  await ask('files.list', { folder: await placeOf(ask), accept: 'folder' });
  await ask('directory.list', {});
  await ask('lists.read', {});
  await ask('protection.read', {});
  await ask('journal.read', { page: 1 });
  await ask('securityStatus.read', {});
  installation.application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('papers.handOutHandbook', { folder: await placeOf(ask) });
  await ask('papers.handOutProtection', { folder: await placeOf(ask) });
  const other = `${PEOPLE[staffCode]} encore`;
  await ask('accounts.changePassphrase', { current: PEOPLE[staffCode], next: other });
  await ask('accounts.changePassphrase', { current: other, next: PEOPLE[staffCode] });
  await ask('accounts.changeKeys', { current: PEOPLE[staffCode], next: other });
  await ask('session.lock', { reason: 'asked' });
  await installation.unlock(staffCode);
}
