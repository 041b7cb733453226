import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vectorOf } from '../../../electron/sealed/template.ts';
import { writeSetting } from '../../../electron/store/settings.ts';
import { transaction } from '../../../electron/store/base/sql.ts';
import type { PackageMode } from '../../../shared/exchange/payload.ts';
import { DEFAULT_POLICY } from '../../../shared/rules/months/protectionPolicy.ts';
import { newSecondDesk, type Installation } from '../../support/installation.ts';
import { DIRECTORY_FILE } from '../../support/seedExchanges.ts';
import { onMedium, placeToken } from '../../support/medium.ts';
import { confirmCard, openingAt, openTogether, threeCentres } from '../../support/sealed.ts';
import type { Ask } from './ask.ts';
import { FREEZE } from './month.ts';

/** A month of a centre that leaves in two halves, to the desk of the sub-cluster and to one of another organisation. */
export async function sealedMonth(ask: Ask, centre: Installation): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const secondCard = await confirmCard(second, centre);
  await centre.unlock('AD1');
  await confirmCard(second, centre);
  await centre.unlock('SD1');
  second.remove();
  setMode(centre, 'sealed');
  await ask('months.freeze', { ...FREEZE, month: '2026-07' });
  await ask('months.sealed', { month: '2026-07' });
  const { cards } = await centre.ask('cards.list', {});
  const firstCard = cards.find(({ role, cardId }) => role === 'focal_point' && cardId !== secondCard)?.cardId ?? '';
  const half = { month: '2026-07', firstCard, secondCard };
  await ask('months.handOverHalf', { ...half, which: 'first', folder: await placeToken(centre, 'Clé USB') });
  const other = join(centre.medium, 'autre');
  mkdirSync(other);
  const { entries } = await centre.ask('files.list', { folder: await placeToken(centre, 'Clé USB'), accept: 'folder' });
  await ask('months.handOverHalf', { ...half, which: 'second', folder: entries.find(({ label }) => label === 'autre')?.token ?? '' });
  setMode(centre, 'hidden');
}

function setMode({ application }: Installation, mode: PackageMode): void {
  const admin = application.host.session?.stores.admin;
  if (admin === undefined) throw new Error('no session in the test');
  transaction(admin, (db) =>
    writeSetting(db, 'protection.policy', { number: 1, agreedOn: null, from: null, ...DEFAULT_POLICY, mode }, null, 0),
  );
}

/** A sum opened with another custodian as far as its agreement, and stopped; then to the check. */
export async function sealedOpening(ask: Ask, desk: Installation): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const custodians = { a: desk, b: second, cardOfA: await confirmCard(desk, second), cardOfB: await confirmCard(second, desk) };
  await threeCentres(custodians, '2026-05', () => vectorOf([], '2026-05'));
  await ask('sealed.import', { files: [await onMedium(desk, DIRECTORY_FILE, 'package').catch(() => 'no-such-file-here')] });
  const half = { period: '2026-05', cardId: custodians.cardOfB, part: 'all' as const };
  const { openingId } = await ask('sealed.begin', half);
  await ask('sealed.handOver', { openingId, step: 'list', folder: await placeToken(desk, 'Clé USB') });
  await ask('sealed.leave', { openingId });
  await openTogether(custodians, '2026-05', 'values');
  await ask('sealed.check', { openingId: (await openingAt(desk, '2026-05')).openingId });
  await ask('sealed.list', {});
  second.remove();
}
