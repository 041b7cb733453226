import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { attempt } from '../../api.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EyeIcon, EyeOffIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { missingInShare, ShareField } from './ShareField.tsx';

/** A hand that copies touches no key: the session is kept open this long, no more. */
const COPYING_MS = 10 * 60_000;
const TOUCH_MS = 20_000;

const SHARES = 3;
const LAST: Text = {
  fr: 'C’est la dernière part\u00a0: l’administration signe une dernière fois, et les trois entrent en service.',
  en: 'This is the last share: the administration signs a last time, and the three come into force.',
};
const NO_SIGNATURE: Text = { fr: 'Il manque la phrase secrète de l’administration.', en: 'The administrator’s passphrase is missing.' };

const SHOW: Text = { fr: 'Montrer la part', en: 'Show the share' };
const HIDE: Text = { fr: 'Cacher', en: 'Hide' };
const COPIED: Text = { fr: 'C’est recopié, vérifier', en: 'Copied, check it' };
const AGAIN: Text = { fr: 'Revoir la part', en: 'See the share again' };
const CHECK: Text = { fr: 'Vérifier', en: 'Check' };
const RETYPE: Text = { fr: 'Retapez la part en lisant le papier', en: 'Type the share, reading the paper' };
const HIDDEN: Text = {
  fr: 'La part est cachée. La personne qui la garde s’assoit seule devant l’écran.',
  en: 'The share is hidden. The person who keeps it sits alone in front of the screen.',
};
const STEPS: readonly Text[] = [
  {
    fr: 'Recopiez les dix-huit groupes dans l’ordre, en capitales, sur une feuille.',
    en: 'Copy the eighteen groups in order, in capitals, on a sheet.',
  },
  {
    fr: 'Écrivez à côté votre nom, la date et le code du centre. N’écrivez pas à quoi cela sert.',
    en: 'Write your name, the date and the code of the centre beside them. Do not write what they are for.',
  },
  {
    fr: 'Retapez-les ici depuis la feuille, puis pliez-la et gardez-la sous clé, loin de cet ordinateur.',
    en: 'Type them here from the sheet, then fold it and keep it locked away, far from this computer.',
  },
];

type Props = {
  readonly rank: number;
  /** The administrator who signs again with the last share. */
  readonly administrator: string;
  readonly proved: (count: number, total: number) => void;
};

/** One share: shown to its holder, copied by hand, hidden, then typed back. It is never shown beside the field where it is typed. */
export function ShareCopy({ rank, administrator, proved }: Props) {
  const [phase, setPhase] = useState<'hidden' | 'shown' | 'typing'>('hidden');
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [notShown, setNotShown] = useState<Failure | null>(null);
  useStayOpen(phase !== 'hidden');
  async function show(): Promise<void> {
    const outcome = await attempt('recovery.share', {});
    setNotShown(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setGroups(outcome.value.groups);
    setPhase('shown');
  }
  function hide(next: 'hidden' | 'typing'): void {
    setGroups([]);
    setPhase(next);
  }
  return (
    <Card title={{ fr: `Part ${rank} sur 3`, en: `Share ${rank} of 3` }}>
      <div className="stack">
        {phase !== 'typing' && (
          <ol className="share-steps">
            {STEPS.map((step) => (
              <li key={step.fr}>{say(step)}</li>
            ))}
          </ol>
        )}
        {phase === 'hidden' && <p className="share-hidden hint">{say(HIDDEN)}</p>}
        {phase === 'shown' && <ShareGroups groups={groups} />}
        {phase === 'typing' && (
          <ShareProof
            typed={typed}
            type={setTyped}
            administrator={rank === SHARES ? administrator : null}
            proved={proved}
            again={() => void show()}
          />
        )}
        {notShown !== null && <FailureNotice failure={notShown} />}
        {phase === 'hidden' && (
          <div>
            <Button kind="primary" icon={EyeIcon} onPress={() => void show()}>
              {SHOW}
            </Button>
          </div>
        )}
        {phase === 'shown' && (
          <div className="spread">
            <Button icon={EyeOffIcon} onPress={() => hide('hidden')}>
              {HIDE}
            </Button>
            <Button kind="primary" onPress={() => hide('typing')}>
              {COPIED}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function ShareGroups({ groups }: { readonly groups: readonly string[] }) {
  return (
    <ol className="share-groups" aria-label={say({ fr: 'Les dix-huit groupes de la part', en: 'The eighteen groups of the share' })}>
      {groups.map((group, place) => (
        <li key={place}>
          <span className="rank" aria-hidden="true">
            {place + 1}
          </span>
          {group}
        </li>
      ))}
    </ol>
  );
}

type ProofProps = {
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** null: nobody signs with this share. */
  readonly administrator: string | null;
  readonly proved: Props['proved'];
  readonly again: () => void;
};

/** What was typed stays while the share is looked at again. */
function ShareProof({ typed, type, administrator, proved, again }: ProofProps) {
  const [passphrase, setPassphrase] = useState('');
  const { working, failure, write } = useWrite();
  const unsigned = administrator !== null && passphrase === '';
  const untyped = missingInShare(typed);
  const missing = untyped ?? (unsigned ? NO_SIGNATURE : null);
  async function check(): Promise<void> {
    if (missing !== null || working) return;
    const outcome = await write('recovery.prove', { typed, administratorPassphrase: administrator === null ? null : passphrase });
    if (outcome.ok) proved(outcome.value.proved, outcome.value.total);
    else document.getElementById('share-typed')?.focus();
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <ShareField id="share-typed" label={RETYPE} value={typed} onChange={type} autoFocus />
      {administrator !== null && (
        <>
          <p>{say(LAST)}</p>
          <PassphraseField
            id="administrator-again"
            label={{ fr: `Phrase secrète de ${administrator}`, en: `Passphrase of ${administrator}` }}
            value={passphrase}
            onChange={setPassphrase}
          />
        </>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="spread">
        <Button icon={EyeIcon} onPress={again}>
          {AGAIN}
        </Button>
        <Button
          type="submit"
          kind="primary"
          missing={missing}
          missingAt={untyped === null ? 'administrator-again' : 'share-typed'}
          working={working ? CHECK : null}
        >
          {CHECK}
        </Button>
      </div>
    </form>
  );
}

/** Keeps the session open while a hand copies, within a bound. */
function useStayOpen(copying: boolean): void {
  useEffect(() => {
    if (!copying) return undefined;
    const until = performance.now() + COPYING_MS;
    const timer = setInterval(() => {
      if (performance.now() < until) void attempt('session.touch', {});
      else clearInterval(timer);
    }, TOUCH_MS);
    return () => clearInterval(timer);
  }, [copying]);
}
