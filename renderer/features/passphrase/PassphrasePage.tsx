import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseChoice } from '../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';

const TITLE: Text = { fr: 'Phrase secrète', en: 'Passphrase' };
const LEAD: Text = {
  fr: 'La nouvelle phrase sert dès la prochaine ouverture. L’ancienne ne rouvre plus rien.',
  en: 'The new passphrase serves from the next opening. The old one opens nothing any more.',
};
const CURRENT: Text = { fr: 'Phrase actuelle', en: 'Present passphrase' };
const CHANGE: Text = { fr: 'Changer la phrase', en: 'Change the passphrase' };
const WORKING: Text = { fr: 'Réglage de la protection…', en: 'Setting the protection…' };
const CHANGED: Text = { fr: 'Phrase secrète changée.', en: 'Passphrase changed.' };
const NO_CURRENT: Text = { fr: 'Il manque la phrase actuelle.', en: 'The present passphrase is missing.' };

/** Changing one's own passphrase. */
export function PassphrasePage(): ReactNode {
  const say = useSay();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const { working, failure, write } = useWrite();
  const missing = current === '' ? NO_CURRENT : missingIn(next);
  async function change(): Promise<void> {
    if (missing !== null || working) return;
    const outcome = await write('accounts.changePassphrase', { current, next: next.typed });
    if (!outcome.ok) return;
    setCurrent('');
    setNext(NO_PASSPHRASE);
    toast(CHANGED);
  }
  return (
    <Page title={say(TITLE)} lead={say(LEAD)}>
      <form
        className="card stack narrow"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PassphraseField id="current" label={CURRENT} value={current} onChange={setCurrent} />
        <PassphraseChoice id="next" value={next} onChange={setNext} />
        {failure !== null && <FailureNotice failure={failure} />}
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            missing={missing}
            missingAt={current === '' ? 'current' : 'next'}
            working={working ? WORKING : null}
          >
            {say(CHANGE)}
          </Button>
          {missing !== null && <span className="hint">{say(missing)}</span>}
        </div>
      </form>
    </Page>
  );
}
