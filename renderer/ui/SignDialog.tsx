import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../shared/text.ts';
import type { Outcome } from '../api.ts';
import type { Write } from '../write.ts';
import { ActDialog } from './ActDialog.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from './passphrase.ts';

export const SIGN: Text = { fr: 'Signer', en: 'Sign' };

type Props<V> = {
  readonly title: Text;
  readonly close: () => void;
  readonly run: (write: Write['write'], passphrase: string) => Promise<Outcome<V>>;
  readonly done: Text;
  /** What follows once the dialog has closed. */
  readonly after?: () => void;
  readonly children: ReactNode;
};

/** A signature asks for the passphrase again: an open session alone does not sign an act of authority. */
export function SignDialog<V>({ title, close, run, done, after, children }: Props<V>) {
  const [passphrase, setPassphrase] = useState('');
  const lack = passphrase === '' ? { at: 'sign-passphrase', text: NO_OWN_PASSPHRASE } : null;
  return (
    <ActDialog
      title={title}
      close={close}
      act={SIGN}
      kind="primary"
      lack={lack}
      run={(write) => run(write, passphrase)}
      done={done}
      {...(after !== undefined && { after })}
    >
      {children}
      <PassphraseField id="sign-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
    </ActDialog>
  );
}
