import { useEffect, useState } from 'react';
import type { Text } from '../../shared/text.ts';
import { attempt } from '../api.ts';
import { say } from '../language.ts';
import { Button } from './Button.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { LEAST_WORDS, wordsIn } from './passphrase.ts';
import type { ChosenPassphrase } from './passphrase.ts';

type Props = { readonly id: string; readonly value: ChosenPassphrase; readonly onChange: (value: ChosenPassphrase) => void };

const PROPOSED: Text = { fr: 'Phrase proposée', en: 'Proposed passphrase' };
const OTHER: Text = { fr: 'Autre proposition', en: 'Another proposal' };
const ADVICE: Text = {
  fr: 'Retenez-la ou notez-la sur un papier que vous gardez sur vous. Vous pouvez aussi en choisir une autre.',
  en: 'Learn it, or write it on a paper that stays with you. You may also choose another one.',
};
const TYPE: Text = { fr: 'Tapez votre phrase secrète', en: 'Type your passphrase' };
const AGAIN: Text = { fr: 'Encore une fois', en: 'Once more' };
const DIFFERENT: Text = { fr: 'Les deux saisies diffèrent.', en: 'The two entries differ.' };

function lengthInWords(typed: string): Text {
  const words = wordsIn(typed);
  if (words === 0) return { fr: 'Six mots ou plus, séparés par des espaces.', en: 'Six words or more, with spaces between them.' };
  const enough = words >= LEAST_WORDS;
  return {
    fr: `${words}\u00a0${words === 1 ? 'mot' : 'mots'}\u00a0: ${enough ? 'assez longue' : 'encore courte'}.`,
    en: `${words} ${words === 1 ? 'word' : 'words'}: ${enough ? 'long enough' : 'still short'}.`,
  };
}

/** Choosing a passphrase: six words proposed, or one's own with its length in words; typed twice. Never a list of rules (interface 3.1). */
export function PassphraseChoice({ id, value, onChange }: Props) {
  const [proposed, setProposed] = useState<string | null>(null);
  const [asked, setAsked] = useState(1);
  useEffect(() => {
    let wanted = true;
    void attempt('start.proposePassphrase', {}).then((outcome) => wanted && outcome.ok && setProposed(outcome.value.words));
    return () => {
      wanted = false;
    };
  }, [asked]);
  return (
    <div className="stack tight">
      <div className="proposal">
        <div className="spread">
          <span className="field-label">{say(PROPOSED)}</span>
          <Button kind="quiet" onPress={() => setAsked(asked + 1)}>
            {OTHER}
          </Button>
        </div>
        <p className="proposal-words" lang="fr">
          {proposed}
        </p>
        <p className="hint">{say(ADVICE)}</p>
      </div>
      <div className="pair">
        <PassphraseField id={id} label={TYPE} value={value.typed} onChange={(typed) => onChange({ ...value, typed })} />
        <PassphraseField
          id={`${id}-again`}
          label={AGAIN}
          value={value.again}
          onChange={(again) => onChange({ ...value, again })}
          problem={value.again !== '' && !value.typed.startsWith(value.again) ? DIFFERENT : null}
        />
      </div>
      <p className="hint" role="status">
        {say(lengthInWords(value.typed))}
      </p>
    </div>
  );
}
