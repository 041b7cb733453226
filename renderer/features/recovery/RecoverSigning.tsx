import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { PROTECTING, STOP, THEIR_PASSPHRASE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseChoice } from '../../ui/PassphraseChoice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { StaffCodeSelect } from './StaffCodeSelect.tsx';

const FIRST: Text = { fr: 'Signé par l’administration ou la supervision', en: 'Signed by the administration or the supervision' };
const SECOND: Text = { fr: 'Et par', en: 'And by' };
const NO_SIGNER: Text = { fr: 'Il manque la phrase d’une personne qui signe.', en: 'The passphrase of somebody who signs is missing.' };
const REOPEN: Text = { fr: 'Signer et rouvrir le compte', en: 'Sign and reopen the account' };

const PLACES = ['signer-passphrase', 'second-passphrase'];

type Signers = Output<'recovery.check'>;

type Props = {
  readonly staffCode: string;
  readonly shares: readonly string[];
  readonly signers: Signers;
  readonly done: () => void;
};

/** The last step: two who are present sign for the keepers, and the person chooses a new passphrase. */
export function RecoverSigning({ staffCode, shares, signers, done }: Props) {
  const [signer, setSigner] = useState({ staffCode: signers.signers[0] ?? '', passphrase: '' });
  const others = signers.others.filter((code) => code !== signer.staffCode);
  const [chosen, setChosen] = useState({ staffCode: '', passphrase: '' });
  const second = { ...chosen, staffCode: others.includes(chosen.staffCode) ? chosen.staffCode : (others[0] ?? '') };
  const signed = others.length === 0 ? [signer] : [signer, second];
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const { working, failure, write } = useWrite();
  const unsigned = signed.findIndex((one) => one.passphrase === '');
  const missing = unsigned >= 0 ? NO_SIGNER : missingIn(passphrase);
  async function reopen(): Promise<void> {
    if (missing !== null || working) return;
    const outcome = await write('recovery.use', {
      staffCode,
      shares: [...shares],
      signers: signed,
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
        <StaffCodeSelect
          id="signer"
          label={FIRST}
          codes={signers.signers}
          value={signer.staffCode}
          onChange={(code) => setSigner({ ...signer, staffCode: code })}
        />
        <PassphraseField
          id="signer-passphrase"
          label={THEIR_PASSPHRASE}
          value={signer.passphrase}
          onChange={(typed) => setSigner({ ...signer, passphrase: typed })}
          autoFocus
        />
      </div>
      {others.length > 0 && (
        <div className="pair">
          <StaffCodeSelect
            id="second"
            label={SECOND}
            codes={others}
            value={second.staffCode}
            onChange={(code) => setChosen({ ...chosen, staffCode: code })}
          />
          <PassphraseField
            id="second-passphrase"
            label={THEIR_PASSPHRASE}
            value={second.passphrase}
            onChange={(typed) => setChosen({ ...chosen, passphrase: typed })}
          />
        </div>
      )}
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
        <ButtonLink to="/unlock">{STOP}</ButtonLink>
        <Button
          type="submit"
          kind="primary"
          size="large"
          missing={missing}
          missingAt={PLACES[unsigned] ?? 'new-passphrase'}
          working={working ? PROTECTING : null}
        >
          {REOPEN}
        </Button>
      </div>
    </form>
  );
}
