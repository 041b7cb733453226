import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CaseFile } from '../../../shared/contract/cases.ts';
import type { ListName } from '../../../shared/forms/lists/all.ts';
import type { CaseState } from '../../../shared/rules/caseState.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { today } from '../../today.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { DayInput, ListInput } from '../../ui/Inputs.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

const REASONS: Readonly<Partial<Record<CaseState, ListName>>> = { reopened: 'reopen_reason', transferred: 'transfer_reason' };

const DATE: Text = { fr: 'Date', en: 'Date' };
const REASON: Text = { fr: 'Motif', en: 'Reason' };
const COMMENT: Text = { fr: 'Commentaire', en: 'Comment' };
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const NO_REASON: Text = { fr: 'Il manque le motif.', en: 'The reason is missing.' };
const KEPT: Text = {
  fr: 'L’état du dossier a changé. La date et votre code sont au journal.',
  en: 'The state of the case has changed. The date and your code are in the journal.',
};

type Props = { readonly file: CaseFile; readonly to: CaseState; readonly name: Text; readonly close: () => void };

/** One move of the state machine: date, reason when one is needed, comment. */
export function MoveDialog({ file, to, name, close }: Props): ReactNode {
  const say = useSay();
  const [date, setDate] = useState(today);
  const [reason, setReason] = useState('');
  const [comment, setComment] = useState('');
  const { working, failure, write } = useWrite();
  const reasons = REASONS[to];
  const missing = reasons !== undefined && reason === '' ? NO_REASON : null;
  async function move(): Promise<void> {
    const outcome = await write('cases.move', {
      caseId: file.row.caseId,
      to,
      date,
      reason: reason === '' ? null : reason,
      comment: comment === '' ? null : comment,
    });
    if (!outcome.ok) return;
    close();
    toast(KEPT);
  }
  return (
    <Dialog
      title={say(name)}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{say(CANCEL)}</Button>
          <Button kind="secondary" missing={missing} missingAt="move-reason" working={working ? name : null} onPress={() => void move()}>
            {say(name)}
          </Button>
        </>
      }
    >
      <DayInput id="move-date" label={DATE} value={date} onChange={setDate} />
      {reasons !== undefined && <ListInput id="move-reason" list={reasons} label={REASON} value={reason} onChange={setReason} />}
      <Field id="move-comment" label={say(COMMENT)} optional>
        {(control) => <textarea {...control} className="input" value={comment} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
