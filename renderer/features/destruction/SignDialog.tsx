import { useState } from 'react';
import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { COPIES_KEEP, DISK_KEEPS, LEVELS, delayWords } from './words.ts';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';

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
  const { title, gone, left } = LEVELS[level];
  const onPaper = level === 'base' && proposalId === null;
  const act = proposalId === null ? PROPOSE : SIGN;
  const delay = delayWords(minutes);
  const lack = onPaper && !written ? { at: 'destruction-written', text: NOT_WRITTEN } : noPassphrase(passphrase);
  return (
    <ActDialog
      title={{ fr: `Détruire\u00a0: ${title.fr.toLowerCase()}`, en: `Destroy: ${title.en.toLowerCase()}` }}
      close={close}
      act={act}
      kind="dangerous"
      enterActs
      lack={lack}
      run={async (write) =>
        proposalId === null
          ? write('destruction.propose', { level, passphrase, written })
          : write('destruction.confirm', { proposalId, passphrase })
      }
      done={proposalId === null ? { fr: 'Proposé. Il manque une signature.', en: 'Proposed. One signature is missing.' } : SIGNED}
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
      {onPaper && (
        <label className="choice">
          <input id="destruction-written" type="checkbox" checked={written} onChange={(event) => setWritten(event.target.checked)} />
          {say(WRITTEN)}
        </label>
      )}
      <PassphraseField id="destruction-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
    </ActDialog>
  );
}

function noPassphrase(passphrase: string): Lack | null {
  return passphrase === '' ? { at: 'destruction-passphrase', text: NO_OWN_PASSPHRASE } : null;
}

const SIGNED: Text = { fr: 'C’est signé.', en: 'Signed.' };
