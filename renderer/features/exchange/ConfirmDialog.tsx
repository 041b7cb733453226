import { useState } from 'react';
import type { Card as KeyCard } from '../../../shared/contract/exchange.ts';
import { isCode, label } from '../../../shared/forms/lists/all.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { EightWordsField, splitWords } from '../../ui/EightWords.tsx';
import { ActDialog } from '../../ui/ActDialog.tsx';

const TITLE: Text = { fr: 'Comparer les huit mots', en: 'Compare the eight words' };
const WHY: Text = {
  fr: 'Appelez l’autre bureau ou rencontrez-le. La personne lit les huit mots affichés chez elle\u00a0; tapez ce que vous entendez. Au centre, deux personnes confirment.',
  en: 'Call the other office or meet them. The person reads the eight words shown there; type what you hear. At a centre, two people confirm.',
};
const SAME: Text = {
  fr: 'Demandez aussi si c’est bien sa structure et sa région.',
  en: 'Ask also whether this is its structure and its region.',
};
const CONFIRM: Text = { fr: 'Confirmer la carte', en: 'Confirm the card' };
const MISSING: Text = { fr: 'Il faut les huit mots.', en: 'All eight words are needed.' };
const DONE: Text = { fr: 'Carte confirmée pour votre part.', en: 'Card confirmed on your side.' };

/** The structure and the region that a card names: two offices may have the same code. */
export function officeOf({ structureCode, region }: KeyCard): Text {
  const place = isCode('region', region) ? label('region', region) : { fr: region, en: region };
  return { fr: `structure ${structureCode}, ${place.fr}`, en: `structure ${structureCode}, ${place.en}` };
}

/** One person's confirmation of a card, by the words heard from the other office. The words are not shown here: they could be copied unheard. */
export function ConfirmDialog({ card, close }: { readonly card: KeyCard; readonly close: () => void }) {
  const [typed, setTyped] = useState('');
  const words = splitWords(typed);
  return (
    <ActDialog
      title={TITLE}
      close={close}
      act={CONFIRM}
      lack={words.length === 8 ? null : { at: 'heard', text: MISSING }}
      run={(write) => write('cards.confirm', { cardId: card.cardId, words })}
      done={DONE}
    >
      <p>{say(WHY)}</p>
      <p>
        <span className="code">{card.code}</span> {say(officeOf(card))}. {say(SAME)}
      </p>
      <EightWordsField id="heard" value={typed} onChange={setTyped} />
    </ActDialog>
  );
}
