import { TODAY, type Installation } from '../../support/installation.ts';
import { placeToken } from '../../support/medium.ts';
import type { Ask } from './ask.ts';

export async function receiveCard(ask: Ask, installation: Installation, words: readonly string[]): Promise<void> {
  const { entries } = await ask('files.list', { folder: await placeToken(installation, 'Clé USB'), accept: 'card' });
  for (const { token } of entries) {
    const { card } = await ask('cards.read', { file: token });
    if (card.words.join() !== words.join()) continue;
    await ask('cards.confirm', { cardId: card.cardId, words: [...words] });
    await ask('cards.revoke', { cardId: card.cardId, since: TODAY });
    return;
  }
  throw new Error('the card is not on the medium');
}
