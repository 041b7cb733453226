import { addSecondTeam, PEOPLE, type Installation, type StaffCode } from '../../support/installation.ts';
import { makeShares } from '../../support/shares.ts';
import type { Ask } from './ask.ts';

/** A case in which the supervisor knows the person goes to the second team; another is declared by its caseworker and handed over. */
export async function otherTeam(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC2');
  const [ownCase] = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
  if (ownCase === undefined) throw new Error('no case');
  await centre.ask('conflicts.declare', { caseId: ownCase.caseId });
  await addSecondTeam(centre);
  await centre.unlock('SD1');
  const [waiting] = (await ask('handovers.list', {})).cases;
  const { caseId = '', owners: [ownerCode = ''] = [] } = waiting ?? {};
  await ask('handovers.save', { moves: [{ caseId, ownerCode }] });
  const { teams } = await ask('conflicts.teams', { caseId });
  await ask('conflicts.leave', { caseId, team: teams[0] ?? 0 });
}

/** Three shares made and typed back, then two of them tried. */
export async function shares(ask: Ask, staffCode: StaffCode): Promise<void> {
  const [first = '', , third = ''] = await makeShares(ask);
  await ask('recovery.rehearse', { staffCode, shares: [third, first] });
  await ask('recovery.state', {});
}

/** An account is suspended: proposed and declined once, then proposed by the other person and confirmed. */
export async function changeAccount(
  ask: Ask,
  installation: Installation,
  own: StaffCode,
  other: StaffCode,
  subject: string,
): Promise<void> {
  await weaken(ask, installation, own, other);
  const { accounts } = await ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === subject)?.userId ?? '';
  await ask('accounts.propose', { userId, act: { what: 'suspend', reason: 'absence' }, passphrase: PEOPLE[own] });
  await ask('accounts.decline', { proposalId: await waitingFor(ask, userId) });
  await installation.unlock(other);
  await installation.ask('accounts.propose', { userId, act: { what: 'suspend', reason: 'absence' }, passphrase: PEOPLE[other] });
  const renewed = { current: PEOPLE[other], next: `${PEOPLE[other]} de nouveau` };
  const { words } = await installation.ask('accounts.changeKeys', renewed);
  await installation.unlock(own);
  await ask('accounts.confirm', { proposalId: await waitingFor(ask, userId), passphrase: PEOPLE[own] });
  await ask('accounts.confirmKeys', {
    userId: accounts.find(({ staffCode }) => staffCode === other)?.userId ?? '',
    words,
    passphrase: PEOPLE[own],
  });
}

/** A weaker protection, proposed and declined, then proposed by the other and signed. */
async function weaken(ask: Ask, installation: Installation, own: StaffCode, other: StaffCode): Promise<void> {
  await ask('settings.propose', { key: 'revealSeconds', value: 90, passphrase: PEOPLE[own] });
  const { waiting } = await ask('settings.read', {});
  await ask('settings.decline', { proposalId: waiting[0]?.proposalId ?? '' });
  await installation.unlock(other);
  await installation.ask('settings.propose', { key: 'revealSeconds', value: 90, passphrase: PEOPLE[other] });
  await installation.unlock(own);
  const { waiting: theirs } = await ask('settings.read', {});
  await ask('settings.confirm', { proposalId: theirs[0]?.proposalId ?? '', passphrase: PEOPLE[own] });
}

async function waitingFor(ask: Ask, userId: string): Promise<string> {
  const { acts } = await ask('accounts.list', {});
  const waiting = acts.find((act) => act.userId === userId);
  if (waiting === undefined) throw new Error('no act waits');
  return waiting.proposalId;
}
