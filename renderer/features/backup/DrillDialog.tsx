import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { CANCEL, CLOSE, PASSPHRASE_MISSING } from '../../../shared/words.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CircleCheckIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { contentsOf } from './copyState.tsx';
import { OWN_PASSPHRASE } from '../../ui/passphrase.ts';

const TITLE: Text = { fr: 'Exercice de secours', en: 'Drill' };
const WHY: Text = {
  fr: 'Comme si cet ordinateur venait d’être remplacé\u00a0: la copie de la clé est remise en place à côté, avec votre phrase secrète. Le travail d’ici ne change pas.',
  en: 'As if this computer had just been replaced: the copy of the stick is put back beside, with your passphrase. The work here does not change.',
};
const BEGIN: Text = { fr: 'Commencer', en: 'Begin' };
const WORKING: Text = { fr: 'Remise en place et lecture…', en: 'Putting back and reading…' };

/** A real restore beside the profile, with the person's passphrase; its result, and the day of the next. */
export function DrillDialog({ copy, close }: { readonly copy: string; readonly close: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [done, setDone] = useState<Output<'backup.drill'> | null>(null);
  const { working, failure, write } = useWrite();
  async function begin(): Promise<void> {
    if (passphrase === '' || working) return;
    const outcome = await write('backup.drill', { copy, passphrase });
    setPassphrase('');
    if (outcome.ok) setDone(outcome.value);
  }
  if (done !== null) return <DrillDone done={done} close={close} />;
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="primary"
            missing={passphrase === '' ? PASSPHRASE_MISSING : null}
            missingAt="drill-passphrase"
            working={working ? WORKING : null}
            onPress={() => void begin()}
          >
            {BEGIN}
          </Button>
        </>
      }
    >
      <p>{say(WHY)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <PassphraseField id="drill-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} autoFocus />
      </form>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

function DrillDone({ done, close }: { readonly done: Output<'backup.drill'>; readonly close: () => void }) {
  const next = formatDate(done.dueOn, language());
  return (
    <Dialog title={TITLE} onClose={close} foot={<Button onPress={close}>{CLOSE}</Button>}>
      <div role="status">
        <Notice tone="accent" icon={CircleCheckIcon} title={{ fr: 'La copie se remet en place.', en: 'The copy can be put back.' }}>
          <p className="number">
            {say(contentsOf(done))}. {say({ fr: `En ${done.seconds}\u00a0s, puis effacé.`, en: `In ${done.seconds} s, then erased.` })}
          </p>
          <p>{say({ fr: `Prochain exercice avant le ${next}.`, en: `Next drill before ${next}.` })}</p>
        </Notice>
      </div>
    </Dialog>
  );
}
