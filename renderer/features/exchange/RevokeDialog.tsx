import { useState } from 'react';
import type { Card as KeyCard } from '../../../shared/contract/exchange.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { today } from '../../today.ts';
import { DayInput } from '../../ui/Inputs.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ActDialog } from '../../ui/ActDialog.tsx';

const SINCE: Text = { fr: 'Depuis quel jour cette clé n’est plus sûre', en: 'Since which day this key is no longer safe' };
const SINCE_WHY: Text = {
  fr: 'Ce qui est venu avec cette carte depuis ce jour ne comptera plus avant d’être remis de nouveau avec une carte fiable.',
  en: 'What came with this card since that day will no longer count until it is handed over again with a card that is relied on.',
};
const EFFECT: Text = {
  fr: 'Avec deux signatures, rien ne part plus vers cette carte et ses fichiers sont refusés. Cela ne se défait pas : il faudra une nouvelle carte.',
  en: 'With two signatures, nothing leaves for this card any more and its files are refused. This cannot be undone: a new card will be needed.',
};
const SIGN: Text = { fr: 'Signer le retrait', en: 'Sign the withdrawal' };
const NO_DAY: Text = { fr: 'Il manque le jour.', en: 'The day is missing.' };
const ONE_MORE: Text = {
  fr: 'Signé. Il manque la signature d’une personne d’un autre rôle.',
  en: 'Signed. A person of another role has still to sign.',
};
const DONE: Text = { fr: 'Carte retirée.', en: 'Card withdrawn.' };

/** One of the two signatures that withdraw a card; the second takes the day of the first (security §7.2). */
export function RevokeDialog({ card, close }: { readonly card: KeyCard; readonly close: () => void }) {
  const asked = card.revocation;
  const [since, setSince] = useState(asked?.since ?? today());
  return (
    <ActDialog
      title={{ fr: `Retirer la carte ${card.code}`, en: `Withdraw the card ${card.code}` }}
      close={close}
      act={SIGN}
      lack={since === '' ? { at: 'since', text: NO_DAY } : null}
      run={(write) => write('cards.revoke', { cardId: card.cardId, since })}
      done={(value) => (value.card.state === 'revoked' ? DONE : ONE_MORE)}
    >
      {asked === null ? (
        <DayInput id="since" label={SINCE} hint={SINCE_WHY} value={since} onChange={setSince} />
      ) : (
        <p>
          {say({
            fr: `${asked.by.join(', ')} demande ce retrait depuis le ${formatDate(asked.since, language())}.`,
            en: `${asked.by.join(', ')} asks for this withdrawal since ${formatDate(asked.since, language())}.`,
          })}
        </p>
      )}
      <Notice tone="ochre">
        <p>{say(EFFECT)}</p>
      </Notice>
    </ActDialog>
  );
}
