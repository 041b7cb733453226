import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Input } from '../../../shared/contract.ts';
import type { Keeper } from '../../../shared/contract/recovery.ts';
import type { Text } from '../../../shared/text.ts';
import { CODE, THEIR_PASSPHRASE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { PencilIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { useFormerShares } from './keepers.ts';
import { StaffCodeSelect } from './StaffCodeSelect.tsx';

const BY_HAND: Text = { fr: 'Chaque part se recopie à la main.', en: 'Each share is copied by hand.' };
const BY_HAND_WHY: Text = {
  fr: 'Prévoyez trois feuilles, un stylo, et dix minutes. La part ne sort ni sur une imprimante, ni dans un fichier\u00a0: elle n’est montrée qu’à la personne qui la garde, seule devant l’écran.',
  en: 'Have three sheets, a pen and ten minutes ready. A share goes to no printer and no file: it is shown only to the person who keeps it, alone in front of the screen.',
};
const TWO_SIGN: Text = { fr: 'L’administration signe avec vous', en: 'The administration signs with you' };
const SIGN: Text = { fr: 'Signer et préparer les parts', en: 'Sign and prepare the shares' };
const WORKING: Text = { fr: 'Préparation…', en: 'Preparing…' };
const NO_KEEPERS: Text = { fr: 'Il manque une des trois personnes.', en: 'One of the three people is missing.' };
const NO_PASSPHRASE: Text = { fr: 'Il manque la phrase secrète de l’administration.', en: 'The administrator’s passphrase is missing.' };

type Props = {
  readonly keepers: readonly Keeper[];
  readonly administrators: readonly string[];
  readonly known: Input<'recovery.prepare'>['administrator'] | null;
  readonly open?: () => Promise<boolean>;
  readonly later?: ReactNode;
  readonly signed: (administrator: string) => void;
};

/** Two sign a set of shares: the person of the session, and an administrator by passphrase. */
export function ShareSigning({ keepers, administrators, known, open, later, signed }: Props) {
  const [staffCode, setStaffCode] = useState(administrators[0] ?? '');
  const [passphrase, setPassphrase] = useState('');
  const formerShares = useFormerShares(({ shares }) => shares);
  const [opening, setOpening] = useState(false);
  const { working, failure, write } = useWrite();
  const missing =
    keepers.length < 3
      ? { at: `keeper-${keepers.length + 1}`, text: NO_KEEPERS }
      : known === null && passphrase === ''
        ? { at: 'administrator-passphrase', text: NO_PASSPHRASE }
        : null;
  const busy = working || opening;
  async function sign(): Promise<void> {
    if (missing !== null || busy) return;
    setOpening(true);
    const isOpen = open === undefined || (await open());
    setOpening(false);
    if (!isOpen) return;
    const administrator = known ?? { staffCode, passphrase };
    const outcome = await write('recovery.prepare', { administrator, keepers: [...keepers], formerShares: [...formerShares] });
    if (!outcome.ok) return;
    useFormerShares.setState({ shares: [] });
    signed(administrator.staffCode);
  }
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <Notice icon={PencilIcon} title={BY_HAND}>
        <p>{say(BY_HAND_WHY)}</p>
      </Notice>
      {known === null && (
        <Card title={TWO_SIGN}>
          <div className="pair">
            <StaffCodeSelect id="administrator-code" label={CODE} codes={administrators} value={staffCode} onChange={setStaffCode} />
            <PassphraseField id="administrator-passphrase" label={THEIR_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
          </div>
        </Card>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="start-foot">
        {later}
        {missing !== null && <span className="hint">{say(missing.text)}</span>}
        <Button
          type="submit"
          kind="primary"
          size="large"
          working={busy ? WORKING : null}
          missing={missing?.text ?? null}
          {...(missing && { missingAt: missing.at })}
        >
          {SIGN}
        </Button>
      </div>
    </form>
  );
}
