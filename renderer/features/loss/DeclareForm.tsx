import { useState } from 'react';
import type { Text } from '../../../shared/text.ts';
import { CANCEL } from '../../../shared/words.ts';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextInput } from '../../ui/Inputs.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseChoice } from '../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';

const YOU: Text = { fr: 'Vous', en: 'You' };
const ADMINISTRATOR: Text = { fr: 'L’administration, à côté de vous', en: 'The administrator, beside you' };
const CODE: Text = { fr: 'Code de l’administration', en: 'Code of the administrator' };
const CURRENT: Text = { fr: 'Phrase actuelle', en: 'Present passphrase' };
const DECLARE: Text = { fr: 'Renouveler les clés', en: 'Renew the keys' };
const WORKING: Text = { fr: 'Renouvellement… quelques secondes', en: 'Renewing… a few seconds' };
const NO_CODE: Text = { fr: 'Il manque le code de l’administration.', en: 'The code of the administrator is missing.' };
const NO_OWN: Text = { fr: 'Il manque votre phrase actuelle.', en: 'Your present passphrase is missing.' };
const NO_CURRENT: Text = {
  fr: 'Il manque la phrase actuelle de l’administration.',
  en: 'The administrator’s present passphrase is missing.',
};
const CUT: Text = {
  fr: 'Si une coupure arrive pendant ce temps, essayez d’abord les nouvelles phrases, puis les anciennes\u00a0: rien n’est perdu.',
  en: 'If the power fails meanwhile, try the new passphrases first, then the former ones: nothing is lost.',
};
const DONE: Text = {
  fr: 'Vos clés et celles de l’administration sont renouvelées. Les autres comptes sont fermés.',
  en: 'Your keys and the administrator’s are renewed. The other accounts are closed.',
};

/** The two who are there, each with the present passphrase and a new one. */
export function DeclareForm({ close }: { readonly close: () => void }) {
  const { staffCode: own } = useUser();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [staffCode, setStaffCode] = useState('');
  const [theirs, setTheirs] = useState('');
  const [theirNext, setTheirNext] = useState(NO_PASSPHRASE);
  const { working, failure, write } = useWrite();
  const faults = [
    { at: 'own-current', text: current === '' ? NO_OWN : null },
    { at: 'own-next', text: missingIn(next) },
    { at: 'administrator-code', text: staffCode === '' ? NO_CODE : null },
    { at: 'administrator-current', text: theirs === '' ? NO_CURRENT : null },
    { at: 'administrator-next', text: missingIn(theirNext) },
  ];
  const fault = faults.find(({ text }) => text !== null);
  async function declare(): Promise<void> {
    if (fault !== undefined || working) return;
    const administrator = { staffCode, current: theirs, next: theirNext.typed };
    const outcome = await write('loss.declare', { current, next: next.typed, administrator });
    if (!outcome.ok) return;
    close();
    toast(DONE);
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void declare();
      }}
    >
      <Card
        title={
          <>
            {say(YOU)} <span className="code">{own}</span>
          </>
        }
      >
        <div className="stack narrow">
          <PassphraseField id="own-current" label={CURRENT} value={current} onChange={setCurrent} />
          <PassphraseChoice id="own-next" value={next} onChange={setNext} />
        </div>
      </Card>
      <Card title={ADMINISTRATOR}>
        <div className="stack narrow">
          <TextInput id="administrator-code" label={CODE} value={staffCode} onChange={setStaffCode} code most={4} />
          <PassphraseField id="administrator-current" label={CURRENT} value={theirs} onChange={setTheirs} />
          <PassphraseChoice id="administrator-next" value={theirNext} onChange={setTheirNext} />
        </div>
      </Card>
      <p className="hint">{say(CUT)}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button
          type="submit"
          kind="primary"
          missing={fault?.text ?? null}
          working={working ? WORKING : null}
          {...(fault && { missingAt: fault.at })}
        >
          {DECLARE}
        </Button>
        <Button onPress={close}>{CANCEL}</Button>
      </div>
    </form>
  );
}
