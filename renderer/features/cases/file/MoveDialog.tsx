import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { ListName } from '../../../../shared/forms/lists/all.ts';
import type { CaseState } from '../../../../shared/rules/cases/caseState.ts';
import { typedName } from '../../../../shared/rules/typed.ts';
import type { Text } from '../../../../shared/text.ts';
import { COMMENT, DATE } from '../../../../shared/words.ts';
import { FromDraft } from '../../../forms/FromDraft.tsx';
import type { DraftPlace, KeptDraft } from '../../../forms/keptDraft.ts';
import { useTyping } from '../../../forms/useTyping.ts';
import { today } from '../../../today.ts';
import { Field } from '../../../ui/Field.tsx';
import { DayInput, ListInput } from '../../../ui/Inputs.tsx';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const REASONS: Readonly<Partial<Record<CaseState, ListName>>> = { reopened: 'reopen_reason', transferred: 'transfer_reason' };

const REASON: Text = { fr: 'Motif', en: 'Reason' };
const COMMENT_HINT: Text = { fr: 'Gardé dans les notes du dossier.', en: 'Kept in the notes of the case.' };
const NO_REASON: Text = { fr: 'Il manque le motif.', en: 'The reason is missing.' };
const KEPT: Text = {
  fr: 'L’état du dossier a changé. La date et votre code sont au journal.',
  en: 'The state of the case has changed. The date and your code are in the journal.',
};

type Props = { readonly file: CaseFile; readonly to: CaseState; readonly name: Text; readonly close: () => void };

/** One move of the state machine: date, reason when one is needed, comment. It opens on what was typed and not done. */
export function MoveDialog(props: Props) {
  const { file, to } = props;
  const place = { form: typedName('move', to), caseId: file.row.caseId, recordId: null };
  return <FromDraft place={place}>{(kept) => <Move {...props} place={place} kept={kept} />}</FromDraft>;
}

type Opened = Props & { readonly place: DraftPlace; readonly kept: KeptDraft | null };

function Move({ file, to, name, close, place, kept }: Opened) {
  const { words, type, keeper } = useTyping(place, { date: today() }, kept);
  const [date, reason, comment] = [words('date'), words('reason'), words('comment')];
  const reasons = REASONS[to];
  const missing = reasons !== undefined && reason === '' ? NO_REASON : null;
  return (
    <ActDialog
      title={name}
      close={close}
      act={name}
      kind="secondary"
      lack={missing === null ? null : { at: 'move-reason', text: missing }}
      keeper={keeper}
      run={async (write) => {
        const moved = {
          caseId: file.row.caseId,
          to,
          date,
          reason: reason === '' ? null : reason,
          comment: comment === '' ? null : comment,
        };
        return write('cases.move', moved);
      }}
      done={KEPT}
    >
      <DayInput id="move-date" label={DATE} value={date} onChange={(value) => type('date', value)} />
      {reasons !== undefined && (
        <ListInput id="move-reason" list={reasons} label={REASON} value={reason} onChange={(value) => type('reason', value)} />
      )}
      <Field id="move-comment" label={COMMENT} hint={COMMENT_HINT} optional>
        {(control) => <textarea {...control} className="input" value={comment} onChange={(event) => type('comment', event.target.value)} />}
      </Field>
    </ActDialog>
  );
}
