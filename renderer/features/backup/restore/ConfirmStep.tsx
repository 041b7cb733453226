import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { PASSPHRASE_MISSING, THEIR_PASSPHRASE } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { formatInstantInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { CircleCheckIcon } from '../../../ui/icons.ts';
import { TextInput } from '../../../ui/Inputs.tsx';
import { FailureNotice, Notice } from '../../../ui/Notice.tsx';
import { PassphraseField } from '../../../ui/PassphraseField.tsx';
import { contentsOf } from '../copyState.tsx';
import { Departures } from './Departures.tsx';
import { LeftWork, NOBODY, SecondFields, missingOf, overOf } from './LeftWork.tsx';

type Opened = Output<'restore.open'>;

const HOLDS: Text = { fr: 'Cette copie se lit entière', en: 'This copy reads whole' };
const PARTLY: Text = {
  fr: 'Votre compte n’ouvre pas les dossiers de cette copie',
  en: 'Your account does not open the cases of this copy',
};
const PARTLY_WHY: Text = {
  fr: 'Ils seront contrôlés avec la phrase secrète de la supervision, avant de remplacer quoi que ce soit.',
  en: 'They will be checked with the supervision’s passphrase, before anything is replaced.',
};
const LATER: Text = {
  fr: 'Ce qui a été fait après cette session n’est pas dans la copie et sera à ressaisir.',
  en: 'What was done after this session is not in the copy and will have to be entered again.',
};
const REPLACES: Text = {
  fr: 'Les fichiers qui sont ici seront gardés à côté, pas effacés. Ils pourront être remis de la même façon.',
  en: 'The files that are here will be kept beside, not erased. They can be put back in the same way.',
};
const LOST: Text = {
  fr: 'Si l’ancien ordinateur est perdu ou saisi, dites-le à la première ouverture par la supervision\u00a0: toutes les clés seront renouvelées.',
  en: 'If the former computer is lost or seized, say so at the supervision’s first opening: all keys will be renewed.',
};
const AUTHORITY: Record<Opened['kind'], Text> = {
  centre: { fr: 'Code de la supervision', en: 'Code of the supervision' },
  desk: { fr: 'Code du point focal', en: 'Code of the focal point' },
};
const CONFIRM: Text = { fr: 'Remettre en place', en: 'Put back' };
const WORKING: Text = { fr: 'Remise en place…', en: 'Putting back…' };
const ABANDON: Text = { fr: 'Abandonner', en: 'Abandon' };
const NO_CODE: Text = { fr: 'Il manque le code.', en: 'The code is missing.' };
const DONE: Text = { fr: 'La copie est en place. Ouvrez une session.', en: 'The copy is in place. Open a session.' };

/** What the copy holds and its last session; the supervision confirms with her or his passphrase. */
export function ConfirmStep({ opened, back }: { readonly opened: Opened; readonly back: () => void }) {
  const navigate = useNavigate();
  const [staffCode, setStaffCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [second, setSecond] = useState(NOBODY);
  const fault = missingIn({ staffCode, passphrase }) ?? (opened.over === null ? null : missingOf(second));

  async function confirm(): Promise<void> {
    if (fault !== null || working) return;
    setWorking(true);
    const outcome = await attempt('restore.confirm', { staffCode, passphrase, over: overOf(opened, second) });
    setWorking(false);
    setPassphrase('');
    setSecond({ ...second, passphrase: '' });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    await navigate('/unlock', { replace: true });
    toast(DONE);
  }
  async function abandon(): Promise<void> {
    const outcome = await attempt('restore.abandon', {});
    if (outcome.ok) back();
    else setFailure(outcome.failure);
  }
  return (
    <>
      <PageTitle>{{ fr: `Copie du centre ${opened.siteCode}`, en: `Copy of centre ${opened.siteCode}` }}</PageTitle>
      <form
        className="stack wide door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Found opened={opened} />
        <Departures opened={opened} />
        <LeftWork opened={opened} />
        <TextInput id="authority-code" label={AUTHORITY[opened.kind]} value={staffCode} onChange={setStaffCode} code most={4} />
        <PassphraseField id="authority-passphrase" label={THEIR_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
        {opened.over !== null && <SecondFields second={second} change={setSecond} />}
        {failure !== null && <FailureNotice failure={failure} />}
        <Button
          type="submit"
          kind="primary"
          size="large"
          wide
          missing={fault?.text ?? null}
          {...(fault && { missingAt: fault.at })}
          working={working ? WORKING : null}
        >
          {CONFIRM}
        </Button>
        <Button kind="quiet" onPress={() => void abandon()}>
          {ABANDON}
        </Button>
      </form>
    </>
  );
}

function missingIn({ staffCode, passphrase }: { readonly staffCode: string; readonly passphrase: string }) {
  if (staffCode === '') return { at: 'authority-code', text: NO_CODE };
  return passphrase === '' ? { at: 'authority-passphrase', text: PASSPHRASE_MISSING } : null;
}

function Found({ opened }: { readonly opened: Opened }) {
  const at = formatInstantInList(opened.lastAt, language());
  const last = say({ fr: `Dernière session\u00a0: ${at}, ${opened.lastBy ?? ''}.`, en: `Last session: ${at}, ${opened.lastBy ?? ''}.` });
  return (
    <>
      {opened.whole ? (
        <Notice tone="accent" icon={CircleCheckIcon} title={HOLDS}>
          {opened.kind === 'centre' && <p className="number">{say(contentsOf(opened))}.</p>}
          <p>{last}</p>
        </Notice>
      ) : (
        <Notice tone="ochre" title={PARTLY}>
          <p>{last}</p>
          <p>{say(PARTLY_WHY)}</p>
        </Notice>
      )}
      <p>{say(LATER)}</p>
      {opened.replaces && <p className="hint">{say(REPLACES)}</p>}
      {opened.returns === null && <p className="hint">{say(LOST)}</p>}
    </>
  );
}
