import { useState } from 'react';
import { Link, redirect, useNavigate, useParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { attempt, call } from '../../../api.ts';
import { language, say } from '../../../language.ts';
import { refreshSession } from '../../../session.ts';
import type { Failure } from '../../../../shared/failure.ts';
import { Mark } from '../../../ui/Mark.tsx';
import { Stepper } from '../../../ui/Stepper.tsx';
import { AccountsStep } from './AccountsStep.tsx';
import { emptyDraft, foundersOf, toCreate } from './draft.ts';
import { PeopleStep } from './PeopleStep.tsx';
import { PlaceStep } from './PlaceStep.tsx';
import { SharesStep } from './SharesStep.tsx';
import { closedPage } from '../../../frame/page.ts';

const NAME: Text = { fr: 'Première mise en service', en: 'First start' };
const STEPS: readonly Text[] = [
  { fr: 'Langue et centre', en: 'Language and centre' },
  { fr: 'Administration et supervision', en: 'Administration and supervision' },
  { fr: 'Parts de secours', en: 'Recovery shares' },
  { fr: 'Comptes du personnel', en: 'Staff accounts' },
];
const RESTORE: Text = { fr: 'Remettre une copie de sauvegarde en place', en: 'Put a backup back' };
const TIME: Text = {
  fr: 'Environ 15\u00a0minutes. Rien n’est créé avant la fin de l’étape 2.',
  en: 'About 15 minutes. Nothing is created before the end of step 2.',
};

/** The first run exists only on an empty machine; its last two steps, only once the base is made. Throws `Failed`. */
async function startLoader({ params }: LoaderFunctionArgs): Promise<Response | Output<'start.state'>> {
  const state = await call('start.state', {});
  await refreshSession();
  if (state.phase !== 'empty' && state.phase !== 'installed') return redirect('/stopped');
  if (params['step'] === '3' || params['step'] === '4') return state.phase === 'installed' ? state : redirect('/start/1');
  return state.phase === 'empty' ? state : redirect('/unlock');
}

/** First run in four steps (interface 3.1). What is typed stays in this window, the two passphrases until the shares are made. */
function StartPage({ today }: Output<'start.state'>) {
  const navigate = useNavigate();
  const step = Number(useParams()['step']);
  const [draft, setDraft] = useState(() => emptyDraft(today));
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [created, setCreated] = useState(false);
  const [shared, setShared] = useState(false);

  async function create(): Promise<void> {
    setWorking(true);
    const outcome = await attempt('start.create', toCreate(draft, language()));
    setWorking(false);
    setFailure(outcome.ok ? null : outcome.failure);
    setCreated(outcome.ok);
    if (outcome.ok) await navigate('/start/3');
  }
  return (
    <div className="first-run">
      <aside className="start-steps" aria-label={say(NAME)}>
        <p className="start-name">
          <Mark />
          Sutura
        </p>
        <p className="hint">{say(NAME)}</p>
        <Stepper label={NAME} steps={STEPS} present={step - 1} look="column" />
        <p className="hint start-time">{say(TIME)}</p>
        {step === 1 && (
          <p>
            <Link to="/restore">{say(RESTORE)}</Link>
          </p>
        )}
      </aside>
      <main className="start-task">
        <p className="hint">{say({ fr: `Étape ${step} sur 4`, en: `Step ${step} of 4` })}</p>
        {step === 1 && <PlaceStep draft={draft} change={setDraft} next={() => void navigate('/start/2')} />}
        {step === 2 && (
          <PeopleStep
            draft={draft}
            change={setDraft}
            back={() => void navigate('/start/1')}
            create={() => void create()}
            working={working}
            failure={failure}
          />
        )}
        {step === 3 && (
          <SharesStep
            founders={created ? foundersOf(draft) : null}
            kind={draft.kind}
            done={() => {
              setShared(true);
              setDraft(emptyDraft(today));
              void navigate('/start/4');
            }}
          />
        )}
        {step === 4 && <AccountsStep shared={shared} />}
      </main>
    </div>
  );
}

export const startPage = closedPage({ path: '/start/:step', load: startLoader, Page: StartPage });
