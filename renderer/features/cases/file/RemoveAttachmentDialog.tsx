import type { AttachmentLine } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { REMOVE } from '../../../../shared/words.ts';
import { say } from '../../../language.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { wording } from '../../../wording.ts';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const TITLE: Text = { fr: 'Retirer cette pièce', en: 'Remove this attachment' };
const FOR_GOOD: Text = {
  fr: 'Elle est effacée de la base, sans retour. Le journal garde qu’une pièce a été retirée, par qui et quand.',
  en: 'It is erased from the base, without return. The journal keeps that an attachment was removed, by whom and when.',
};
const COPIES: Text = {
  fr: 'Les copies de sauvegarde déjà faites la gardent encore.',
  en: 'Backups already made still keep it.',
};
const REMOVED: Text = { fr: 'Pièce retirée.', en: 'Attachment removed.' };

type Props = { readonly caseId: string; readonly line: AttachmentLine; readonly close: () => void };

export function RemoveAttachmentDialog({ caseId, line, close }: Props) {
  return (
    <ActDialog
      title={TITLE}
      close={close}
      act={REMOVE}
      kind="dangerous"
      run={async (write) => {
        const { recordId, revision } = line;
        return write('attachments.remove', { caseId, recordId, revision });
      }}
      done={REMOVED}
    >
      <p>{say(wording('attachment_kind', line.kind))}</p>
      <Notice tone="ochre">
        <p>{say(FOR_GOOD)}</p>
        <p>{say(COPIES)}</p>
      </Notice>
    </ActDialog>
  );
}
