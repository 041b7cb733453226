import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { FailureNotice } from './Notice.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from './passphrase.ts';

export const SIGN: Text = { fr: 'Signer', en: 'Sign' };
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };

type Props = {
  readonly title: Text;
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly sign: (passphrase: string) => void;
  readonly close: () => void;
  readonly children: ReactNode;
};

/** The second signature asks for the passphrase again: an act of authority is not signed by whoever finds a session open. */
export function SignDialog({ title, working, failure, sign, close, children }: Props) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <Dialog
      title={title}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="primary"
            missing={passphrase === '' ? NO_OWN_PASSPHRASE : null}
            missingAt="sign-passphrase"
            working={working ? SIGN : null}
            onPress={() => sign(passphrase)}
          >
            {SIGN}
          </Button>
        </>
      }
    >
      {children}
      <PassphraseField id="sign-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
