import { useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { EightWordsField, splitWords } from '../../ui/EightWords.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';

const WHY: Text = {
  fr: 'La personne est devant vous et lit les huit mots apparus à la fin de son inscription. S’ils diffèrent, n’ouvrez rien\u00a0: quelqu’un d’autre a peut-être utilisé son code.',
  en: 'The person is in front of you and reads the eight words that appeared at the end of enrolment. If they differ, open nothing: someone else may have used the code.',
};
const WHY_KEYS: Text = {
  fr: 'La personne est devant vous et lit les huit mots apparus quand elle a changé ses clés. S’ils diffèrent, ne confirmez rien : quelqu’un d’autre a peut-être sa phrase secrète.',
  en: 'The person is in front of you and reads the eight words that appeared at the change of keys. If they differ, confirm nothing: someone else may have the passphrase.',
};
const ADMIT: Text = { fr: 'Signer et ouvrir l’accès', en: 'Sign and open access' };
const CONFIRM_KEYS: Text = { fr: 'Signer les nouvelles clés', en: 'Sign the new keys' };
const MISSING: Text = { fr: 'Il faut les huit mots.', en: 'All eight words are needed.' };

/** The second signature, on an access or on new keys, under the signer's passphrase: the eight words are typed as heard, never shown here, so that they cannot be copied unheard. */
export function AdmitDialog({ account, close }: { readonly account: Account; readonly close: () => void }) {
  const [typed, setTyped] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const words = splitWords(typed);
  const forKeys = account.changeOfKeys !== null;
  const act = forKeys ? CONFIRM_KEYS : ADMIT;
  const missing = missingIn(words, passphrase);
  return (
    <ActDialog
      title={titleOf(account)}
      close={close}
      act={act}
      lack={missing}
      run={(write) => write(forKeys ? 'accounts.confirmKeys' : 'accounts.admit', { userId: account.userId, words, passphrase })}
      done={forKeys ? keysChanged(account) : accessOpen(account)}
    >
      <p>{say(forKeys ? WHY_KEYS : WHY)}</p>
      <EightWordsField id="admit-words" value={typed} onChange={setTyped} />
      <PassphraseField id="admit-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
    </ActDialog>
  );
}

function missingIn(words: readonly string[], passphrase: string): Lack | null {
  if (words.length !== 8) return { at: 'admit-words', text: MISSING };
  return passphrase === '' ? { at: 'admit-passphrase', text: NO_OWN_PASSPHRASE } : null;
}

function titleOf({ staffCode, changeOfKeys }: Account): Text {
  return changeOfKeys === null
    ? { fr: `Ouvrir l’accès de ${staffCode}`, en: `Open access for ${staffCode}` }
    : { fr: `Confirmer les nouvelles clés de ${staffCode}`, en: `Confirm the new keys of ${staffCode}` };
}

function accessOpen({ staffCode }: Account): Text {
  return { fr: `L’accès de ${staffCode} est ouvert.`, en: `Access of ${staffCode} is open.` };
}

function keysChanged({ staffCode }: Account): Text {
  return { fr: `Les clés de ${staffCode} sont changées.`, en: `The keys of ${staffCode} are changed.` };
}
