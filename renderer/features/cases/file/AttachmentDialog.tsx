import { useEffect, useState } from 'react';
import type { AttachmentLine } from '../../../../shared/contract/cases.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { MASK } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { bytesOf } from '../../../bytes.ts';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { EyeOffIcon } from '../../../ui/icons.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import type { RevealReason } from '../../../ui/reveal.ts';
import { useMaskAgain } from '../../../ui/useMaskAgain.ts';
import { wording } from '../../../wording.ts';
import { ShownPicture, ShownSound } from '../../attachments/Shown.tsx';

const OPENING: Text = { fr: 'Ouverture…', en: 'Opening…' };
const HEADPHONES: Text = { fr: 'Au casque, si quelqu’un est dans la pièce.', en: 'With headphones, if somebody is in the room.' };

type Opened = { readonly blob: Blob; readonly seconds: number };

type Props = {
  readonly caseId: string;
  readonly line: AttachmentLine;
  readonly reason: RevealReason;
  /** Must keep its identity. */
  readonly close: () => void;
};

/**
 * One piece from memory, masked again as an identity is: at the end of its time, on Escape, when the window loses the focus. The time of a sound begins
 * again as it plays.
 */
export function AttachmentDialog({ caseId, line, reason, close }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [played, setPlayed] = useState(0);
  const { recordId } = line;
  useMaskAgain(true, close, played, opened?.seconds);
  useEffect(() => {
    let wanted = true;
    async function open(): Promise<void> {
      const outcome = await attempt('attachments.open', { caseId, recordId, reason });
      if (!wanted) return;
      if (outcome.ok) {
        const { bytes, type, secondsShown } = outcome.value;
        setOpened({ blob: new Blob([bytesOf(bytes)], { type }), seconds: secondsShown });
      } else setFailure(outcome.failure);
    }
    void open();
    return () => {
      wanted = false;
    };
  }, [caseId, recordId, reason]);
  return (
    <Dialog
      title={wording('attachment_kind', line.kind)}
      onClose={close}
      foot={
        <>
          <Seconds opened={opened} />
          <Button icon={EyeOffIcon} onPress={close}>
            {MASK}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {failure === null && opened === null && <p className="hint">{say(OPENING)}</p>}
      {opened !== null && line.content === 'picture' && <ShownPicture blob={opened.blob} />}
      {opened !== null && line.content === 'sound' && (
        <>
          <p className="hint">{say(HEADPHONES)}</p>
          <ShownSound blob={opened.blob} onPlaying={() => setPlayed(played + 1)} onUnplayable={() => setFailure(UNPLAYABLE)} />
        </>
      )}
    </Dialog>
  );
}

function Seconds({ opened }: { readonly opened: Opened | null }) {
  if (opened === null) return null;
  const { seconds } = opened;
  return <span className="hint grow">{say({ fr: `Masqué après ${seconds}\u00a0secondes`, en: `Masked after ${seconds} seconds` })}</span>;
}

const UNPLAYABLE: Failure = {
  kind: 'invalid',
  message: { fr: 'Ce son ne peut pas être écouté sur ce poste.', en: 'This sound cannot be listened to on this computer.' },
};
