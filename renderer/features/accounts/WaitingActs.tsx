import type { ReactNode } from 'react';
import type { WaitingAct } from '../../../shared/contract/session.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { toast } from '../../frame/toast.tsx';
import { useLanguage, useSay } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { EFFECTS, actWords } from './words.ts';

const TITLE: Text = { fr: 'Attend une seconde signature', en: 'Waits for a second signature' };
const CONFIRM: Text = { fr: 'Signer', en: 'Sign' };
const DECLINE: Text = { fr: 'Écarter', en: 'Set aside' };
const NOT_YOURS: Text = {
  fr: 'La signature doit venir d’une personne d’un autre rôle.',
  en: 'The signature must come from somebody of another role.',
};

/** Changes of accounts proposed by one person; another signs, or sets them aside (security §2.4). */
export function WaitingActs({ acts }: { readonly acts: readonly WaitingAct[] }): ReactNode {
  const say = useSay();
  const { working, failure, write } = useWrite();
  if (acts.length === 0 && failure === null) return null;
  async function confirm({ proposalId, staffCode }: WaitingAct): Promise<void> {
    const outcome = await write('accounts.confirm', { proposalId });
    if (outcome.ok) toast({ fr: `C’est signé pour ${staffCode}.`, en: `Signed for ${staffCode}.` });
  }
  return (
    <Section title={say(TITLE)} count={acts.length}>
      <ul className="card flush list">
        {acts.map((act) => (
          <ActLine
            key={act.proposalId}
            act={act}
            working={working}
            confirm={() => void confirm(act)}
            decline={() => void write('accounts.decline', { proposalId: act.proposalId })}
          />
        ))}
      </ul>
      {failure !== null && <FailureNotice failure={failure} />}
    </Section>
  );
}

type LineProps = { readonly act: WaitingAct; readonly working: boolean; readonly confirm: () => void; readonly decline: () => void };

function ActLine({ act, working, confirm, decline }: LineProps): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const when = formatInstantInList(act.proposedAt, language);
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
        <Button working={working ? CONFIRM : null} onPress={confirm} aria-label={`${say(CONFIRM)}, ${act.staffCode}`}>
          {say(CONFIRM)}
        </Button>
      )}
      <Button onPress={decline} aria-label={`${say(DECLINE)}, ${act.staffCode}`}>
        {say(DECLINE)}
      </Button>
    </li>
  );
}
