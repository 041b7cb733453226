import { SETTING_OF, type Situation } from '../../shared/rules/mandatoryReporting.ts';
import { PEOPLE, type Installation } from './installation.ts';

/** An invented legal basis: no law of any country. */
export const BASIS = { authority: 'Juge inventé', delayDays: 2, reference: 'Texte inventé, art. 0', checkedOn: '2026-10-01' };

/** The administrator writes the basis and proposes, the supervisor signs; her session stays open. */
export async function putInForce(centre: Installation, situation: Situation): Promise<void> {
  await centre.unlock('AD1');
  await centre.ask('mandatoryReporting.saveBasis', { situation, ...BASIS });
  await centre.ask('settings.propose', { key: SETTING_OF[situation], value: 1, passphrase: PEOPLE.AD1 });
  await centre.unlock('SD1');
  const { waiting } = await centre.ask('settings.read', {});
  const proposal = waiting.find(({ key }) => key === SETTING_OF[situation]);
  await centre.ask('settings.confirm', { proposalId: proposal?.proposalId ?? '', passphrase: PEOPLE.SD1 });
}
