import type { AttachmentLine } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FailureNotice, Notice } from '../../../ui/Notice.tsx';
import { wording } from '../../../wording.ts';
import { useWrite } from '../../../write.ts';

const TITLE: Text = { fr: 'Retirer cette pièce', en: 'Remove this attachment' };
const FOR_GOOD: Text = {
  fr: 'Elle est effacée de la base, sans retour. Le journal garde qu’une pièce a été retirée, par qui et quand.',
  en: 'It is erased from the base, without return. The journal keeps that an attachment was removed, by whom and when.',
};
const COPIES: Text = {
  fr: 'Les copies de sauvegarde déjà faites la gardent encore.',
  en: 'Backups already made still keep it.',
};
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const REMOVE: Text = { fr: 'Retirer', en: 'Remove' };
const REMOVED: Text = { fr: 'Pièce retirée.', en: 'Attachment removed.' };

type Props = { readonly caseId: string; readonly line: AttachmentLine; readonly close: () => void };

export function RemoveAttachmentDialog({ caseId, line, close }: Props) {
  const { working, failure, write } = useWrite();
  async function remove(): Promise<void> {
    const { recordId, revision } = line;
    const outcome = await write('attachments.remove', { caseId, recordId, revision });
    if (!outcome.ok) return;
    close();
    toast(REMOVED);
  }
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button kind="dangerous" working={working ? REMOVE : null} onPress={() => void remove()}>
            {REMOVE}
          </Button>
        </>
      }
    >
      <p>{say(wording('attachment_kind', line.kind))}</p>
      <Notice tone="ochre">
        <p>{say(FOR_GOOD)}</p>
        <p>{say(COPIES)}</p>
      </Notice>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
