import { useState } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextInput } from '../../../ui/Inputs.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';

const WHY: Text = {
  fr: 'La clé du dossier est remise à cette personne. Elle verra tout le dossier, identité comprise, avec un motif.',
  en: 'The key of the case is handed to this person. She or he will see the whole case, identity included, with a reason.',
};
const CODE: Text = { fr: 'Code de la personne', en: 'Code of the person' };
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const HAND: Text = { fr: 'Confier le dossier', en: 'Hand over the case' };
const NO_CODE: Text = { fr: 'Il manque le code de la personne.', en: 'The code of the person is missing.' };

type Props = { readonly file: CaseFile; readonly name: Text; readonly close: () => void };

/** The supervisor hands a case to another caseworker of the team. */
export function ReassignDialog({ file, name, close }: Props) {
  const [ownerCode, setOwnerCode] = useState('');
  const { working, failure, write } = useWrite();
  async function reassign(): Promise<void> {
    const outcome = await write('cases.reassign', { caseId: file.row.caseId, ownerCode });
    if (!outcome.ok) return;
    close();
    toast({ fr: `Dossier confié à ${ownerCode}.`, en: `Case handed to ${ownerCode}.` });
  }
  return (
    <Dialog
      title={name}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            missing={ownerCode.length < 2 ? NO_CODE : null}
            missingAt="owner"
            working={working ? HAND : null}
            onPress={() => void reassign()}
          >
            {HAND}
          </Button>
        </>
      }
    >
      <p>{say(WHY)}</p>
      <TextInput id="owner" code most={4} label={CODE} value={ownerCode} onChange={setOwnerCode} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
