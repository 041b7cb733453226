import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text.ts';
import { useSay } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseChoice } from '../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { StaffCodeSelect } from './StaffCodeSelect.tsx';

const SIGNER: Text = { fr: 'Signé par', en: 'Signed by' };
const SIGNER_PASSPHRASE: Text = { fr: 'Sa phrase secrète', en: 'Her or his passphrase' };
const NO_SIGNER: Text = { fr: 'Il manque la phrase de la personne qui signe.', en: 'The passphrase of the one who signs is missing.' };
const REOPEN: Text = { fr: 'Signer et rouvrir le compte', en: 'Sign and reopen the account' };
const WORKING: Text = { fr: 'Réglage de la protection…', en: 'Setting the protection…' };
const STOP: Text = { fr: 'Arrêter', en: 'Stop' };

type Props = {
  readonly staffCode: string;
  readonly shares: readonly string[];
  readonly signers: readonly string[];
  readonly done: () => void;
};

/** The last step: one present signs for the keepers, and the person chooses a new passphrase. */
export function RecoverSigning({ staffCode, shares, signers, done }: Props): ReactNode {
  const say = useSay();
  const [signer, setSigner] = useState(signers[0] ?? '');
  const [signerPassphrase, setSignerPassphrase] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const { working, failure, write } = useWrite();
  const missing = signerPassphrase === '' ? NO_SIGNER : missingIn(passphrase);
  async function reopen(): Promise<void> {
    if (missing !== null || working) return;
    const outcome = await write('recovery.use', {
      staffCode,
      shares: [...shares],
      signer: { staffCode: signer, passphrase: signerPassphrase },
      passphrase: passphrase.typed,
    });
    if (outcome.ok) done();
  }
  return (
    <form
      className="stack door-form"
      onSubmit={(event) => {
        event.preventDefault();
        void reopen();
      }}
    >
      <div className="pair">
        <StaffCodeSelect id="signer" label={SIGNER} codes={signers} value={signer} onChange={setSigner} />
        <PassphraseField
          id="signer-passphrase"
          label={SIGNER_PASSPHRASE}
          value={signerPassphrase}
          onChange={setSignerPassphrase}
          autoFocus
        />
      </div>
      <p>
        {say({
          fr: `${staffCode} choisit maintenant une nouvelle phrase, sans que les autres regardent.`,
          en: `${staffCode} now chooses a new passphrase, unseen by the others.`,
        })}
      </p>
      <PassphraseChoice id="new-passphrase" value={passphrase} onChange={setPassphrase} />
      {failure !== null && <FailureNotice failure={failure} />}
      {missing !== null && <p className="hint">{say(missing)}</p>}
      <div className="spread">
        <ButtonLink to="/unlock">{say(STOP)}</ButtonLink>
        <Button
          type="submit"
          kind="primary"
          size="large"
          missing={missing}
          missingAt={signerPassphrase === '' ? 'signer-passphrase' : 'new-passphrase'}
          working={working ? WORKING : null}
        >
          {say(REOPEN)}
        </Button>
      </div>
    </form>
  );
}
