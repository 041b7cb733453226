import type { Output } from '../../../../shared/contract.ts';
import { typedName } from '../../../../shared/rules/typed.ts';
import type { Text } from '../../../../shared/text.ts';
import { CLOSE, COMMENT } from '../../../../shared/words.ts';
import { KeptState } from '../../../forms/DraftState.tsx';
import { FromDraft } from '../../../forms/FromDraft.tsx';
import type { DraftPlace, KeptDraft } from '../../../forms/keptDraft.ts';
import { useTyping } from '../../../forms/useTyping.ts';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';

export type Approval = Output<'team.open'>['approvals'][number];

const WHY: Text = {
  fr: 'Lisez d’abord le consentement dans le dossier. Votre décision est signée.',
  en: 'First read the consent in the case. Your decision is signed.',
};
const DESTROYS: Text = {
  fr: 'Valider détruit nom, téléphone, adresse et contact sûr de ce dossier, sans retour ; le reste y demeure, par son code. Les copies de sauvegarde déjà faites les gardent encore. Votre décision est signée.',
  en: 'Approving destroys the name, telephone, address and safe contact of this case, without return; the rest stays in it, by its code. Backups already made still keep them. Your decision is signed.',
};
const HINT: Text = {
  fr: 'Demandé pour renvoyer. Il est gardé chiffré dans le dossier.',
  en: 'Required to send back. It is kept encrypted in the case.',
};
const NO_COMMENT: Text = { fr: 'Il manque le commentaire\u00a0: dites pourquoi.', en: 'The comment is missing: say why.' };
const APPROVE: Text = { fr: 'Valider', en: 'Approve' };
const SEND_BACK: Text = { fr: 'Renvoyer', en: 'Send back' };
const DECIDED: Text = { fr: 'Décision enregistrée et signée.', en: 'Decision recorded and signed.' };

type Props = { readonly approval: Approval; readonly close: () => void };

/** The supervisor's decision on a request that is no closure: a consent to validate, continuing without consent (reference §5.1.3, §5.1.6). */
export function DecideDialog({ approval, close }: Props) {
  const place = { form: typedName('decision'), caseId: approval.caseId, recordId: approval.approvalId };
  return <FromDraft place={place}>{(kept) => <Decide approval={approval} close={close} place={place} kept={kept} />}</FromDraft>;
}

type Opened = Props & { readonly place: DraftPlace; readonly kept: KeptDraft | null };

function Decide({ approval, close, place, kept }: Opened) {
  const { words, type, keeper } = useTyping(place, {}, kept);
  const comment = words('comment');
  const { working, failure, write } = useWrite();
  const destroys = approval.kind === 'destroy_identity';
  const written = comment.trim() === '' ? null : comment;
  async function decide(decision: 'approved' | 'rejected'): Promise<void> {
    const decided = { approvalId: approval.approvalId, decision, comment: written };
    if (!(await keeper.end(async () => (await write('approvals.decide', decided)).ok))) return;
    close();
    toast(DECIDED);
  }
  return (
    <Dialog
      title={{ fr: `${approval.title.fr}, ${approval.caseCode}`, en: `${approval.title.en}, ${approval.caseCode}` }}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CLOSE}</Button>
          <Button
            missing={written === null ? NO_COMMENT : null}
            missingAt="decision-comment"
            working={working ? SEND_BACK : null}
            onPress={() => void decide('rejected')}
          >
            {SEND_BACK}
          </Button>
          <Button kind={destroys ? 'dangerous' : 'primary'} working={working ? APPROVE : null} onPress={() => void decide('approved')}>
            {APPROVE}
          </Button>
        </>
      }
    >
      <p>{say(destroys ? DESTROYS : WHY)}</p>
      <Field id="decision-comment" label={COMMENT} hint={HINT}>
        {(control) => <textarea {...control} className="input" value={comment} onChange={(event) => type('comment', event.target.value)} />}
      </Field>
      <KeptState keeper={keeper} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
