import { useState } from 'react';
import type { Input } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { OPEN_SESSION } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { refreshSession, useSession } from '../../../session.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { ShareMaking } from '../../recovery/ShareMaking.tsx';

const TITLE: Text = { fr: 'Trois personnes gardent chacune une part', en: 'Three people each keep a share' };
const IF: Text = { fr: 'Si une phrase secrète est oubliée, ', en: 'If a passphrase is forgotten, ' };
const TWO: Text = { fr: 'deux parts réunies', en: 'two shares together' };
const THEN: Text = {
  fr: ' rouvrent le compte. Une part seule n’ouvre rien. Sans elles, personne ne peut le rouvrir, pas même nous.',
  en: ' reopen the account. One share alone opens nothing. Without them nobody can reopen it, not even us.',
};
const LATER: Text = { fr: 'Plus tard', en: 'Later' };
const ELSEWHERE: Text = {
  fr: 'La supervision ouvre sa session, puis Comptes et Parts de secours.',
  en: 'The supervision opens its session, then Accounts and Recovery shares.',
};

type Signer = Input<'recovery.prepare'>['administrator'];
type Props = {
  /** The two who have just signed the start; null when the window was opened again since. */
  readonly founders: { readonly administrator: Signer; readonly authority: Signer } | null;
  readonly kind: 'centre' | 'desk';
  readonly done: () => void;
};

/** Step 3: the shares, with the two people who have just signed the start; it may wait, and the warning then stays. */
export function SharesStep({ founders, kind, done }: Props) {
  const [failure, setFailure] = useState<Failure | null>(null);
  async function open(): Promise<boolean> {
    if (founders === null || useSession.getState().state?.user) return true;
    const outcome = await attempt('session.unlock', founders.authority);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await refreshSession();
    return outcome.ok;
  }
  return (
    <div className="stack wide">
      <div>
        <PageTitle>{TITLE}</PageTitle>
        <p className="start-why">
          {say(IF)}
          <strong>{say(TWO)}</strong>
          {say(THEN)}
        </p>
      </div>
      {founders === null ? (
        <>
          <p>{say(ELSEWHERE)}</p>
          <div>
            <ButtonLink kind="primary" size="large" to="/unlock">
              {OPEN_SESSION}
            </ButtonLink>
          </div>
        </>
      ) : (
        <ShareMaking
          administrators={[founders.administrator.staffCode]}
          known={founders.administrator}
          kind={kind}
          open={open}
          done={done}
          later={
            <ButtonLink size="large" to="/start/4">
              {LATER}
            </ButtonLink>
          }
        />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
}
