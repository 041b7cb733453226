import { useState } from 'react';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { missingIn, NO_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseChoice } from '../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import type { Loss } from './loaders.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';

const WHY: Text = {
  fr: 'La personne est à côté de vous, vous la reconnaissez, et elle tape elle-même\u00a0: une phrase connue d’un autre ne suffit plus.',
  en: 'The person is beside you, you know her or him, and she or he types: a passphrase known to somebody else is no longer enough.',
};
const CURRENT: Text = { fr: 'Sa phrase actuelle', en: 'Her or his present passphrase' };
const RENEW: Text = { fr: 'Renouveler', en: 'Renew' };
const WORKING: Text = { fr: 'Renouvellement…', en: 'Renewing…' };
const NO_CURRENT: Text = { fr: 'Il manque la phrase actuelle.', en: 'The present passphrase is missing.' };

/** One account, its person beside the supervision: the present passphrase, then a new one. */
export function RenewDialog({ account, close }: { readonly account: Loss['accounts'][number]; readonly close: () => void }) {
  const { userId, staffCode } = account;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const missing = current === '' ? NO_CURRENT : missingIn(next);
  return (
    <ActDialog
      title={{ fr: `Renouveler le compte ${staffCode}`, en: `Renew account ${staffCode}` }}
      close={close}
      act={RENEW}
      acting={WORKING}
      lack={missing === null ? null : { at: current === '' ? 'renew-current' : 'renew-next', text: missing }}
      run={(write) => write('loss.renew', { userId, current, next: next.typed })}
      done={{ fr: `Le compte ${staffCode} est renouvelé.`, en: `Account ${staffCode} is renewed.` }}
    >
      <p>{say(WHY)}</p>
      <PassphraseField id="renew-current" label={CURRENT} value={current} onChange={setCurrent} />
      <PassphraseChoice id="renew-next" value={next} onChange={setNext} />
    </ActDialog>
  );
}
