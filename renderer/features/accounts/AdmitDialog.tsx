import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Account } from '../../../shared/contract/session.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EightWordsField, splitWords } from '../../ui/EightWords.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

const WHY: Text = {
  fr: 'La personne est devant vous et lit les huit mots apparus à la fin de son inscription. S’ils diffèrent, n’ouvrez rien\u00a0: quelqu’un d’autre a peut-être utilisé son code.',
  en: 'The person is in front of you and reads the eight words that appeared at the end of enrolment. If they differ, open nothing: someone else may have used the code.',
};
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const ADMIT: Text = { fr: 'Signer et ouvrir l’accès', en: 'Sign and open access' };
const MISSING: Text = { fr: 'Il faut les huit mots.', en: 'All eight words are needed.' };

/** The second signature: the eight words are typed as heard, never shown here, so that they cannot be copied unheard. */
export function AdmitDialog({ account, close }: { readonly account: Account; readonly close: () => void }): ReactNode {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const { working, failure, write } = useWrite();
  const words = splitWords(typed);
  async function admit(): Promise<void> {
    const outcome = await write('accounts.admit', { userId: account.userId, words });
    if (!outcome.ok) return;
    close();
    toast({ fr: `L’accès de ${account.staffCode} est ouvert.`, en: `Access of ${account.staffCode} is open.` });
  }
  return (
    <Dialog
      title={say({ fr: `Ouvrir l’accès de ${account.staffCode}`, en: `Open access for ${account.staffCode}` })}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{say(CANCEL)}</Button>
          <Button
            missing={words.length === 8 ? null : MISSING}
            missingAt="admit-words"
            working={working ? ADMIT : null}
            onPress={() => void admit()}
          >
            {say(ADMIT)}
          </Button>
        </>
      }
    >
      <p>{say(WHY)}</p>
      <EightWordsField id="admit-words" value={typed} onChange={setTyped} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
