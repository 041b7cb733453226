import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useRevalidator } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/failure.ts';
import { formatDate, formatMonth } from '../../../../shared/time.ts';
import type { Text } from '../../../../shared/text.ts';
import { PASSPHRASE_MISSING } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { formatBytes } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { FieldGroup } from '../../../ui/Field.tsx';
import { TextInput } from '../../../ui/Inputs.tsx';
import { EmptyState, FailureNotice } from '../../../ui/Notice.tsx';
import { PassphraseField } from '../../../ui/PassphraseField.tsx';
import { TOO_MANY_COPIES } from '../tooManyCopies.ts';

type Copies = Output<'restore.copies'>;

const TITLE: Text = { fr: 'Remettre une copie en place', en: 'Put a copy back' };
const LEAD: Text = {
  fr: 'Branchez la clé USB. La copie est lue et contrôlée à côté\u00a0: rien n’est remplacé avant la confirmation de la supervision.',
  en: 'Plug in the USB stick. The copy is read and checked beside: nothing is replaced before the supervision confirms.',
};
const FOUND: Text = { fr: 'Copies trouvées', en: 'Copies found' };
const NONE: Text = { fr: 'Aucune copie sur les clés branchées.', en: 'No copy on the sticks that are plugged in.' };
const AGAIN: Text = { fr: 'Chercher encore', en: 'Look again' };
const CODE: Text = { fr: 'Votre code', en: 'Your code' };
const PASSPHRASE: Text = { fr: 'Votre phrase secrète du moment de la copie', en: 'Your passphrase at the time of the copy' };
const OPEN: Text = { fr: 'Ouvrir la copie', en: 'Open the copy' };
const OPENING: Text = { fr: 'Lecture et contrôle…', en: 'Reading and checking…' };
const NO_COPY: Text = { fr: 'Choisissez une copie.', en: 'Choose a copy.' };
const NO_CODE: Text = { fr: 'Il manque votre code.', en: 'Your code is missing.' };
const HERE: Text = { fr: 'sur cet ordinateur', en: 'on this computer' };
const BACK: Text = { fr: 'Revenir', en: 'Go back' };

/** Which copy, and the passphrase that opened it then. */
export function CopyStep({ copies, tooMany, former, opened }: Copies & { readonly opened: (copy: Output<'restore.open'>) => void }) {
  const { revalidate } = useRevalidator();
  const all = [...copies, ...former];
  const [copy, setCopy] = useState(all[0]?.copy ?? null);
  const [staffCode, setStaffCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const chosen = all.find((one) => one.copy === copy) ?? all[0];
  const missing = chosen === undefined ? NO_COPY : staffCode === '' ? NO_CODE : passphrase === '' ? PASSPHRASE_MISSING : null;

  async function open(): Promise<void> {
    if (missing !== null || working || chosen === undefined) return;
    setWorking(true);
    const outcome = await attempt('restore.open', { copy: chosen.copy, staffCode, passphrase });
    setWorking(false);
    setPassphrase('');
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) opened(outcome.value);
  }
  return (
    <>
      <PageTitle>{TITLE}</PageTitle>
      <p className="lead">{say(LEAD)}</p>
      <form
        className="stack wide door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        {tooMany && <p className="card">{say(TOO_MANY_COPIES)}</p>}
        <CopyChoice copies={copies} former={former} chosen={chosen?.copy ?? null} choose={setCopy} again={() => void revalidate()} />
        <TextInput id="restore-code" label={CODE} value={staffCode} onChange={setStaffCode} code most={4} />
        <PassphraseField id="restore-passphrase" label={PASSPHRASE} value={passphrase} onChange={setPassphrase} />
        {failure !== null && <FailureNotice failure={failure} />}
        <Button
          type="submit"
          kind="primary"
          size="large"
          wide
          missing={missing}
          missingAt={staffCode === '' ? 'restore-code' : 'restore-passphrase'}
          working={working ? OPENING : null}
        >
          {OPEN}
        </Button>
        <p>
          <Link to="/">{say(BACK)}</Link>
        </p>
      </form>
    </>
  );
}

type OneProps = { readonly checked: boolean; readonly choose: () => void; readonly name: string; readonly children: ReactNode };

function Choice({ checked, choose, name, children }: OneProps) {
  return (
    <label className="choice">
      <input type="radio" name="restore-copy" checked={checked} onChange={choose} />
      <span className="grow">{name}</span>
      <span className="hint number">{children}</span>
    </label>
  );
}

function previousProfileLabel(on: string): Text {
  return { fr: `Ce qui était ici avant la remise du ${on}`, en: `What was here before the putting back of ${on}` };
}

type ChoiceProps = {
  readonly copies: Copies['copies'];
  readonly former: Copies['former'];
  readonly chosen: string | null;
  readonly choose: (copy: string) => void;
  readonly again: () => void;
};

function CopyChoice({ copies, former, chosen, choose, again }: ChoiceProps) {
  if (copies.length + former.length === 0)
    return (
      <div className="card">
        <EmptyState act={<Button onPress={again}>{AGAIN}</Button>}>{NONE}</EmptyState>
      </div>
    );
  return (
    <FieldGroup id="restore-copy" label={FOUND}>
      {copies.map(({ copy, stick, month, bytes }) => (
        <Choice key={copy} checked={copy === chosen} choose={() => choose(copy)} name={formatMonth(month, language())}>
          {say({ fr: 'clé', en: 'stick' })} <span className="code">{stick}</span> · {say(formatBytes(bytes))}
        </Choice>
      ))}
      {former.map(({ copy, movedOn, bytes }) => (
        <Choice
          key={copy}
          checked={copy === chosen}
          choose={() => choose(copy)}
          name={say(previousProfileLabel(formatDate(movedOn, language())))}
        >
          {say(HERE)} · {say(formatBytes(bytes))}
        </Choice>
      ))}
      <Button kind="quiet" onPress={again}>
        {AGAIN}
      </Button>
    </FieldGroup>
  );
}
