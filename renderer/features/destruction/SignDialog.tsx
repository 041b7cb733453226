import { useState } from 'react';
import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { COPIES_KEEP, DISK_KEEPS, LEVELS, delayWords } from './words.ts';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';

const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const PROPOSE: Text = { fr: 'Signer et proposer', en: 'Sign and propose' };
const SIGN: Text = { fr: 'Signer', en: 'Sign' };
const WRITTEN: Text = {
  fr: 'La raison est écrite sur papier, signée des deux personnes, et gardée ailleurs.',
  en: 'The reason is written on paper, signed by both people, and kept elsewhere.',
};
const NOT_WRITTEN: Text = { fr: 'Il manque la raison sur papier.', en: 'The reason on paper is missing.' };

type Props = {
  readonly level: DestructionLevel;
  readonly minutes: number;
  /** The proposal that is signed second, or null for a first signature. */
  readonly proposalId: string | null;
  readonly close: () => void;
};

/** One of the two signatures, with the passphrase of the person who is there; what it does and does not reach is said before (security §9.6). */
export function SignDialog({ level, minutes, proposalId, close }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [written, setWritten] = useState(false);
  const { working, failure, write } = useWrite();
  const { title, gone, left } = LEVELS[level];
  const onPaper = level === 'base' && proposalId === null;
  const act = proposalId === null ? PROPOSE : SIGN;
  const delay = delayWords(minutes);
  const missing = onPaper && !written ? NOT_WRITTEN : passphrase === '' ? NO_OWN_PASSPHRASE : null;
  async function sign(): Promise<void> {
    if (missing !== null) return;
    const outcome =
      proposalId === null
        ? await write('destruction.propose', { level, passphrase, written })
        : await write('destruction.confirm', { proposalId, passphrase });
    if (!outcome.ok) return;
    close();
    toast(proposalId === null ? { fr: 'Proposé. Il manque une signature.', en: 'Proposed. One signature is missing.' } : SIGNED);
  }
  return (
    <Dialog
      title={{ fr: `Détruire\u00a0: ${title.fr.toLowerCase()}`, en: `Destroy: ${title.en.toLowerCase()}` }}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="dangerous"
            type="submit"
            form="sign-destruction"
            missing={missing}
            missingAt={onPaper && !written ? 'destruction-written' : 'destruction-passphrase'}
            working={working ? act : null}
          >
            {act}
          </Button>
        </>
      }
    >
      <p>{say(gone)}</p>
      <p>{say(left)}</p>
      <p>
        {say({
          fr: `Elle se fait ${delay.fr}. D’ici là, une seule des deux personnes peut l’arrêter.`,
          en: `It comes ${delay.en}. Until then, either person alone can stop it.`,
        })}
      </p>
      <Notice tone="ochre">
        <p>{say(COPIES_KEEP)}</p>
        <p>{say(DISK_KEEPS[level])}</p>
      </Notice>
      <form
        id="sign-destruction"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
      >
        {onPaper && (
          <label className="choice">
            <input id="destruction-written" type="checkbox" checked={written} onChange={(event) => setWritten(event.target.checked)} />
            {say(WRITTEN)}
          </label>
        )}
        <PassphraseField id="destruction-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
      </form>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

const SIGNED: Text = { fr: 'C’est signé.', en: 'Signed.' };
