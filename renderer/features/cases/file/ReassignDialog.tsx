import { useState } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { TextInput } from '../../../ui/Inputs.tsx';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const WHY: Text = {
  fr: 'La clé du dossier est remise à cette personne. Elle verra tout le dossier, identité comprise, avec un motif.',
  en: 'The key of the case is handed to this person. She or he will see the whole case, identity included, with a reason.',
};
const CODE: Text = { fr: 'Code de la personne', en: 'Code of the person' };
const HAND: Text = { fr: 'Confier le dossier', en: 'Hand over the case' };
const NO_CODE: Text = { fr: 'Il manque le code de la personne.', en: 'The code of the person is missing.' };

type Props = { readonly file: CaseFile; readonly name: Text; readonly close: () => void };

/** The supervisor hands a case to another caseworker of the team. */
export function ReassignDialog({ file, name, close }: Props) {
  const [ownerCode, setOwnerCode] = useState('');
  return (
    <ActDialog
      title={name}
      close={close}
      act={HAND}
      lack={ownerCode.length < 2 ? { at: 'owner', text: NO_CODE } : null}
      run={(write) => write('cases.reassign', { caseId: file.row.caseId, ownerCode })}
      done={{ fr: `Dossier confié à ${ownerCode}.`, en: `Case handed to ${ownerCode}.` }}
    >
      <p>{say(WHY)}</p>
      <TextInput id="owner" code most={4} label={CODE} value={ownerCode} onChange={setOwnerCode} />
    </ActDialog>
  );
}
