import { useState } from 'react';
import type { WaitingAct } from '../../../shared/contract/accounts.ts';
import type { Text } from '../../../shared/text.ts';
import { DECLINE } from '../../../shared/words.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { SIGN, SignDialog } from '../../ui/SignDialog.tsx';
import { useWrite } from '../../write.ts';
import { EFFECTS, actWords } from './words.ts';

const TITLE: Text = { fr: 'Attend une seconde signature', en: 'Waits for a second signature' };
const NOT_YOURS: Text = {
  fr: 'La signature doit venir d’une personne d’un autre rôle.',
  en: 'The signature must come from somebody of another role.',
};

/** Changes of accounts proposed by one person; another signs or declines them (security §2.4). */
export function WaitingActs({ acts }: { readonly acts: readonly WaitingAct[] }) {
  const [signing, setSigning] = useState<WaitingAct | null>(null);
  const { failure, write } = useWrite();
  if (acts.length === 0 && failure === null) return null;
  return (
    <Section title={TITLE} count={acts.length}>
      <ul className="card flush list">
        {acts.map((act) => (
          <ActLine
            key={act.proposalId}
            act={act}
            sign={() => setSigning(act)}
            decline={() => void write('accounts.decline', { proposalId: act.proposalId })}
          />
        ))}
      </ul>
      {failure !== null && <FailureNotice failure={failure} />}
      {signing !== null && <SignAct act={signing} close={() => setSigning(null)} />}
    </Section>
  );
}

function SignAct({ act, close }: { readonly act: WaitingAct; readonly close: () => void }) {
  return (
    <SignDialog
      title={{ fr: `Signer pour ${act.staffCode}`, en: `Sign for ${act.staffCode}` }}
      close={close}
      run={(write, passphrase) => write('accounts.confirm', { proposalId: act.proposalId, passphrase })}
      done={{ fr: `C’est signé pour ${act.staffCode}.`, en: `Signed for ${act.staffCode}.` }}
    >
      <p>
        <strong>{say(actWords(act.act))}</strong>
      </p>
      <p>{say(EFFECTS[act.act.what])}</p>
    </SignDialog>
  );
}

type LineProps = { readonly act: WaitingAct; readonly sign: () => void; readonly decline: () => void };

function ActLine({ act, sign, decline }: LineProps) {
  const when = formatInstantInList(act.proposedAt, language());
  return (
    <li className="list-line">
      <span className="grow">
        <span className="code">{act.staffCode}</span> <strong>{say(actWords(act.act))}</strong>
        <br />
        <span className="quiet">
          {say({ fr: `Proposé par ${act.proposedBy}, ${when}.`, en: `Proposed by ${act.proposedBy}, ${when}.` })}{' '}
          {say(act.mayConfirm ? EFFECTS[act.act.what] : NOT_YOURS)}
        </span>
      </span>
      {act.mayConfirm && (
        <Button onPress={sign} aria-label={`${say(SIGN)}, ${act.staffCode}`}>
          {SIGN}
        </Button>
      )}
      <Button onPress={decline} aria-label={`${say(DECLINE)}, ${act.staffCode}`}>
        {DECLINE}
      </Button>
    </li>
  );
}
