import { PEOPLE, type Installation, type StaffCode } from '../../support/installation.ts';
import { writeWork } from '../../support/workWritten.ts';
import { placeOf, type Ask } from './ask.ts';
import { afterLoss } from './copies.ts';

/** Years later, the content of a case that has ended. */
export async function destroyEnded(ask: Ask, centre: Installation): Promise<void> {
  await centre.lock();
  centre.advance(4 * 366 * 86_400_000);
  await writeWork(centre, { staffCode: 'AC1', passphrase: afterLoss('AC1') });
  await centre.unlock('SD1');
  const [ended] = (await ask('retention.list', {})).cases;
  if (ended === undefined) throw new Error('no case has ended');
  await ask('retention.destroy', { caseId: ended.caseId, passphrase: PEOPLE.SD1 });
}

/** The whole base is to be destroyed: proposed and declined once, then proposed by the other person, confirmed, its paper printed, and stopped in time. */
export async function destroyAndStop(ask: Ask, installation: Installation, own: StaffCode, other: StaffCode): Promise<void> {
  const proposal = { level: 'base' as const, written: true };
  await ask('destruction.propose', { ...proposal, passphrase: PEOPLE[own] });
  await ask('destruction.stop', {});
  await installation.unlock(other);
  await installation.ask('destruction.propose', { ...proposal, passphrase: PEOPLE[other] });
  await installation.unlock(own);
  const { proposed } = await ask('destruction.state', {});
  await ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE[own] });
  await ask('destruction.handOut', { folder: await placeOf(ask) });
  await ask('destruction.stop', {});
}
