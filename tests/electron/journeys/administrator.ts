import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TODAY, type Installation } from '../../support/installation.ts';
import { onMedium, placeToken } from '../../support/medium.ts';
import { RELEASERS, updateOf } from '../../support/releaseKeys.ts';
import { makeShares } from '../../support/shares.ts';
import { changeAccount } from './accounts.ts';
import type { Ask } from './ask.ts';
import { receiveCard } from './cards.ts';
import { copyToStick, putBack } from './copies.ts';
import { destroyAndStop } from './destruction.ts';
import { handOutSecurityStatus } from './papers.ts';

/** The administrator of a centre: recovery shares tried, accounts, cards, settings. */
export async function administrator(ask: Ask, centre: Installation): Promise<void> {
  await ask('journal.verify', {});
  await handOutSecurityStatus(ask, centre);
  await centre.unlock('SD1');
  const [first = '', second = ''] = await makeShares(centre.ask);
  await centre.unlock('AD1');
  await ask('recovery.state', {});
  await ask('recovery.rehearse', { staffCode: 'AD1', shares: [first, second] });
  await ask('accounts.list', {});
  await ask('accounts.invite', {
    staffCode: 'AC9',
    name: 'Écoute inventée AC9',
    role: 'caseworker',
    programs: ['gbv'],
    supervisorCode: 'SD1',
    pledgeDate: TODAY,
  });
  await ask('cards.own', {});
  const { cards } = await ask('cards.list', {});
  const card = cards.find(({ role }) => role === 'focal_point');
  if (card === undefined) throw new Error('no card');
  await receiveCard(ask, centre, card.words);
  const { settings } = await ask('settings.read', {});
  const [setting] = settings;
  if (setting === undefined) throw new Error('no setting');
  await ask('settings.save', { key: setting.key, value: setting.value });
  await ask('mandatoryReporting.read', {});
  await ask('mandatoryReporting.saveWords', { explanation: 'Phrase inventée.', channel: 'Voie inventée.' });
  await ask('mandatoryReporting.saveBasis', { situation: 'suicide', authority: '', delayDays: null, reference: '', checkedOn: null });
  await copyToStick(ask, centre);
  await update(ask, centre);
  const userId = putBack(centre, 'AC1');
  await ask('loss.afterRestore', {});
  await ask('loss.keepReturned', { userId });
  await destroyAndStop(ask, centre, 'AD1', 'SD1');
  await changeAccount(ask, centre, 'AD1', 'SD1', 'AC2');
}

/** An update staged, once the supervisor has made the copy that it waits for. */
async function update(ask: Ask, centre: Installation): Promise<void> {
  centre.application.host.keysAreInvented = false;
  const [one, other] = RELEASERS;
  writeFileSync(join(centre.medium, 'essai.maj'), updateOf({ 'LISEZMOI.txt': Buffer.from('Inventé.') }, [one, other]));
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.unlock('AD1');
  await ask('updates.state', {});
  const file = await onMedium(centre, 'essai.maj', 'update');
  const { digest } = await ask('updates.open', { file });
  await ask('updates.stage', { file, digest, folder: await placeToken(centre, 'Clé USB') });
}
