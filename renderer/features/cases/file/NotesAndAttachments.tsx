import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { Card } from '../../../ui/Card.tsx';
import { AttachmentsPart } from './AttachmentsPart.tsx';
import { NotesPart } from './NotesPart.tsx';

const TITLE: Text = { fr: 'Notes et pièces jointes', en: 'Notes and attachments' };

/** What was noted and what was kept with a case (reference §3.42); added while its caseworker may write in it. */
export function NotesAndAttachments({ file }: { readonly file: CaseFile }) {
  const mayAdd = file.forms.some(({ form, mayAdd: may }) => form === 'note' && may);
  return (
    <Card title={TITLE}>
      <NotesPart caseId={file.row.caseId} count={file.notes} mayAdd={mayAdd} />
      <AttachmentsPart caseId={file.row.caseId} attachments={file.attachments} mayAdd={mayAdd} />
    </Card>
  );
}
