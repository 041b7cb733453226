import { useState } from 'react';
import { redirect } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { BACK, CONTINUE, OPEN_SESSION } from '../../../shared/words.ts';
import { PageTitle } from '../../frame/Page.tsx';
import { HOME } from '../../frame/rails.ts';
import { say } from '../../language.ts';
import { refreshSession, useSession } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { SignInLayout } from '../../frame/SignInLayout.tsx';
import { useFormerShares } from './keepers.ts';
import { RecoverShare } from './RecoverShare.tsx';
import { RecoverSigning } from './RecoverSigning.tsx';
import { StaffCodeSelect } from './StaffCodeSelect.tsx';
import { closedPage } from '../../frame/page.ts';

const TITLE: Text = { fr: 'Phrase oubliée', en: 'Forgotten passphrase' };
const LEAD: Text = {
  fr: 'Deux des trois personnes qui gardent une part de secours sont là, avec leur papier. L’administration ou la supervision signe, et une autre personne avec elle.',
  en: 'Two of the three people who keep a recovery share are here, with their paper. The administration or the supervision signs, and somebody else too.',
};
const STEPS: readonly Text[] = [
  { fr: 'Compte', en: 'Account' },
  { fr: 'Première part', en: 'First share' },
  { fr: 'Deuxième part', en: 'Second share' },
  { fr: 'Nouvelle phrase', en: 'New passphrase' },
];
const WHOSE: Text = { fr: 'De qui la phrase est-elle oubliée\u00a0?', en: 'Whose passphrase is forgotten?' };
const DONE: Text = { fr: 'Le compte est rouvert', en: 'The account is reopened' };
const NEXT: Text = {
  fr: 'Les parts ont servi. Avant de partir, la supervision ouvre sa session et en fait trois nouvelles\u00a0: Comptes, puis Parts de secours. Les anciennes cesseront alors de servir.',
  en: 'The shares have served. Before leaving, the supervision opens its session and makes three new ones: Accounts, then Recovery shares. The old ones will then stop serving.',
};

/** The codes to choose from; an open session has nothing to recover. Throws `Failed`. */
async function recoverLoader(): Promise<Response | object> {
  const { user } = await refreshSession();
  return user === null ? {} : redirect(HOME[user.role]);
}

/** A forgotten passphrase: the account, a share from each of two keepers, a signature and a new passphrase (security §9.4). */
function RecoverPage() {
  const [step, setStep] = useState(0);
  const [staffCode, setStaffCode] = useState<string | null>(null);
  const [shares, setShares] = useState<readonly string[]>([]);
  const [signers, setSigners] = useState<Output<'recovery.check'>>({ signers: [], others: [] });
  const codes = useSession(({ state }) => state?.staffCodes ?? []);
  const chosen = staffCode ?? codes[0] ?? '';
  function restart(): void {
    setShares([]);
    setStep(1);
  }
  if (step > STEPS.length - 1) return <Recovered staffCode={chosen} />;
  return (
    <SignInLayout>
      <PageTitle>{TITLE}</PageTitle>
      {step === 0 && <p className="lead">{say(LEAD)}</p>}
      <div className="recover-steps">
        <Stepper label={TITLE} steps={STEPS} present={step} />
      </div>
      {step === 0 && (
        <form
          className="stack door-form"
          onSubmit={(event) => {
            event.preventDefault();
            setStep(1);
          }}
        >
          <StaffCodeSelect id="forgotten" label={WHOSE} codes={codes} value={chosen} onChange={setStaffCode} />
          <div className="spread">
            <ButtonLink to="/unlock">{BACK}</ButtonLink>
            <Button type="submit" kind="primary" size="large" keys="Enter">
              {CONTINUE}
            </Button>
          </div>
        </form>
      )}
      {(step === 1 || step === 2) && (
        <RecoverShare
          key={`${step}-${shares.length}`}
          rank={step}
          staffCode={chosen}
          before={shares}
          restart={restart}
          next={(typed, who) => {
            setShares(typed);
            setSigners(who);
            setStep(step + 1);
          }}
        />
      )}
      {step === 3 && (
        <RecoverSigning
          staffCode={chosen}
          shares={shares}
          signers={signers}
          done={() => {
            useFormerShares.setState({ shares });
            setStep(STEPS.length);
          }}
        />
      )}
    </SignInLayout>
  );
}

export const recoverPage = closedPage({ path: '/recover', load: recoverLoader, Page: RecoverPage });

function Recovered({ staffCode }: { readonly staffCode: string }) {
  return (
    <SignInLayout>
      <PageTitle>{DONE}</PageTitle>
      <div className="stack door-form">
        <p>
          {say({
            fr: `${staffCode} ouvre sa session avec la nouvelle phrase. L’ancienne n’ouvre plus rien.`,
            en: `${staffCode} opens a session with the new passphrase. The old one opens nothing any more.`,
          })}
        </p>
        <p>{say(NEXT)}</p>
        <div>
          <ButtonLink kind="primary" size="large" to="/unlock">
            {OPEN_SESSION}
          </ButtonLink>
        </div>
      </div>
    </SignInLayout>
  );
}
