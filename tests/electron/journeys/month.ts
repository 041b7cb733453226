import { readFacts } from '../../../electron/store/caseRecords/facts.ts';
import { PEOPLE, type Installation } from '../../support/installation.ts';
import { placeToken } from '../../support/medium.ts';
import type { Ask } from './ask.ts';
import { receiveCard } from './cards.ts';

export async function month(ask: Ask, centre: Installation): Promise<void> {
  await ask('months.list', {});
  await ask('months.check', { month: '2026-08' });
  await ask('months.preview', { month: '2026-08' });
  await ask('months.freeze', { ...FREEZE, month: '2026-08' });
  comeInAugust(centre);
  await ask('months.correction', { month: '2026-08' });
  await ask('months.correct', { month: '2026-08', passphrase: PEOPLE.SD1, reason: 'typing' });
  const folder = await placeToken(centre, 'Clé USB');
  await ask('cards.own', {});
  await ask('cards.handOver', { folder });
  const { cards } = await ask('cards.list', {});
  const card = cards.find(({ role }) => role === 'focal_point');
  if (card === undefined) throw new Error('no card');
  await ask('months.export', { month: '2026-08', cardId: card.cardId, folder });
  await receiveCard(ask, centre, card.words);
}

/** Seven women of one region came in August after all, as the opened facts of this session now have it: enough to be shown. */
function comeInAugust(centre: Installation): void {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === undefined || cases === null) throw new Error('no case base');
  const women = readFacts(cases, 'registration').filter(({ answers }) => JSON.parse(answers).sex === 'female');
  const [most = []] = [...Map.groupBy(women, ({ answers }) => JSON.parse(answers)['@region']).values()].toSorted(
    (left, right) => right.length - left.length,
  );
  const change = cases.connection.prepare<[string, string]>(
    "UPDATE temp.fact SET answers = json_set(answers, ?, '2026-08') WHERE record_id = ?",
  );
  for (const { record_id: record } of most.slice(0, 7)) change.run('$."@month"', record);
}

export const FREEZE = {
  passphrase: PEOPLE.SD1,
  comment: '',
  secureDatabase: 'no' as const,
  harmonisedTools: 'yes' as const,
  serviceGaps: [],
};
