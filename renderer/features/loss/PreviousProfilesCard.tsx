import { useState } from 'react';
import type { AfterRestore } from '../../../shared/contract/loss.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { toast } from '../../frame/toast.tsx';
import { formatBytes } from '../../format.ts';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';

const TITLE: Text = { fr: 'Gardé à côté depuis une remise en place', en: 'Kept beside since a putting back' };
const WHY: Text = {
  fr: 'Ces fichiers s’ouvrent avec les phrases de leur jour. Tant qu’ils sont là, rien ne peut être détruit et aucune perte ni fuite ne peut être réglée. Ils s’effacent d’eux-mêmes après trente jours de travail.',
  en: 'These files open with the passphrases of their day. As long as they are here, nothing can be destroyed and no loss or leak can be settled. They go by themselves after thirty days of work.',
};
const BEFORE: Text = {
  fr: 'Ce qui a été écrit là et n’est pas dans la copie sera perdu. Pour le reprendre\u00a0: fermez la session, puis « Remettre une copie en place ».',
  en: 'What was written there and is not in the copy will be lost. To take it back: lock the session, then “Put a copy back”.',
};
const FORGET: Text = { fr: 'Effacer pour toujours', en: 'Erase for ever' };
const DONE: Text = { fr: 'C’est effacé.', en: 'It is erased.' };

/** The data of this computer before a copy was restored; the supervision erases it under the passphrase. */
export function PreviousProfilesCard({ previousProfiles }: Pick<AfterRestore, 'previousProfiles'>) {
  const { role } = useUser();
  if (previousProfiles.length === 0) return null;
  return (
    <Card title={TITLE}>
      <div className="stack tight">
        <ul className="number">
          {previousProfiles.map(({ movedOn, bytes }, rank) => (
            <li key={rank}>
              {formatDate(movedOn, language())} · {say(formatBytes(bytes))}
            </li>
          ))}
        </ul>
        <p>{say(WHY)}</p>
        {role !== 'administrator' && <ForgetForm />}
      </div>
    </Card>
  );
}

function ForgetForm() {
  const [passphrase, setPassphrase] = useState('');
  const { working, failure, write } = useWrite();
  const missing = passphrase === '' ? NO_OWN_PASSPHRASE : null;
  async function forget(): Promise<void> {
    if (missing !== null) return;
    const outcome = await write('previousProfile.forget', { passphrase });
    setPassphrase('');
    if (outcome.ok) toast(DONE);
  }
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void forget();
      }}
    >
      <p>{say(BEFORE)}</p>
      <PassphraseField id="previous-profiles-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button kind="dangerous" type="submit" missing={missing} missingAt="previous-profiles-passphrase" working={working ? FORGET : null}>
          {FORGET}
        </Button>
      </div>
    </form>
  );
}
