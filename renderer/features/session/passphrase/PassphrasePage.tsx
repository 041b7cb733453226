import { useState } from 'react';
import type { Text } from '../../../../shared/text.ts';
import { PASSPHRASE, PROTECTING } from '../../../../shared/words.ts';
import { Page } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { refreshSession } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { EightWords } from '../../../ui/EightWords.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../../ui/passphrase.ts';
import { PassphraseChoice } from '../../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../../ui/PassphraseField.tsx';
import { useWrite } from '../../../write.ts';
import { page, MAY } from '../../../frame/page.ts';

const LEAD: Text = {
  fr: 'La nouvelle phrase sert dès la prochaine ouverture. L’ancienne ne rouvre plus rien.',
  en: 'The new passphrase serves from the next opening. The old one opens nothing any more.',
};
const CURRENT: Text = { fr: 'Phrase actuelle', en: 'Present passphrase' };
const CHANGE: Text = { fr: 'Changer la phrase', en: 'Change the passphrase' };
const CHANGED: Text = { fr: 'Phrase secrète changée.', en: 'Passphrase changed.' };
const LEAK: Text = {
  fr: 'Quelqu’un connaît peut-être ma phrase, ou a pu copier cet ordinateur ou une sauvegarde',
  en: 'Somebody may know my passphrase, or may have copied this computer or a backup',
};
const LEAK_LEAD: Text = {
  fr: 'Une copie faite avant reste ouverte à l’ancienne phrase : cochez la case si vous avez un doute. Vos clés changent alors aussi, et une seconde personne doit les confirmer.',
  en: 'A copy made before stays open to the old passphrase: tick the box if in doubt. Your keys then change too, and a second person has to confirm them.',
};
const CHANGE_KEYS: Text = { fr: 'Changer la phrase et les clés', en: 'Change the passphrase and the keys' };
const YOUR_WORDS: Text = { fr: 'Les huit mots de vos nouvelles clés', en: 'The eight words of your new keys' };
const READ_THEM: Text = {
  fr: 'Copiez-les sur papier et lisez-les, en sa présence, à la supervision ou à l’administration (page « Comptes »). D’ici là, votre ancienne phrase ouvre encore votre compte ; ensuite, seule la nouvelle.',
  en: 'Copy them on paper and read them, face to face, to your supervisor or the administrator (“Accounts” page). Until then your old passphrase still opens your account; afterwards only the new one does.',
};
const NO_CURRENT: Text = { fr: 'Il manque la phrase actuelle.', en: 'The present passphrase is missing.' };

/** Changing one's own passphrase. */
function PassphrasePage() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [leaked, setLeaked] = useState(false);
  const [words, setWords] = useState<readonly string[] | null>(null);
  const { working, failure, write } = useWrite();
  const missing = current === '' ? NO_CURRENT : missingIn(next);
  async function change(): Promise<void> {
    if (missing !== null || working) return;
    const typed = { current, next: next.typed };
    if (leaked) {
      const outcome = await write('accounts.changeKeys', typed);
      if (!outcome.ok) return;
      setWords(outcome.value.words);
    } else {
      const outcome = await write('accounts.changePassphrase', typed);
      if (!outcome.ok) return;
      toast(CHANGED);
      await refreshSession();
    }
    setCurrent('');
    setNext(NO_PASSPHRASE);
  }
  return (
    <Page title={PASSPHRASE} lead={LEAD}>
      {words !== null && (
        <Card title={YOUR_WORDS}>
          <p>{say(READ_THEM)}</p>
          <EightWords words={words} label={YOUR_WORDS} />
        </Card>
      )}
      <form
        className="card stack narrow"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PassphraseField id="current" label={CURRENT} value={current} onChange={setCurrent} />
        <PassphraseChoice id="next" value={next} onChange={setNext} />
        <label className="choice">
          <input type="checkbox" checked={leaked} onChange={(event) => setLeaked(event.target.checked)} />
          {say(LEAK)}
        </label>
        <p className="hint">{say(LEAK_LEAD)}</p>
        {failure !== null && <FailureNotice failure={failure} />}
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            missing={missing}
            missingAt={current === '' ? 'current' : 'next'}
            working={working ? PROTECTING : null}
          >
            {leaked ? CHANGE_KEYS : CHANGE}
          </Button>
          {missing !== null && <span className="hint">{say(missing)}</span>}
        </div>
      </form>
    </Page>
  );
}

export const passphrasePage = page({ path: '/passphrase', roles: MAY.everyone, rail: null, Page: PassphrasePage });
