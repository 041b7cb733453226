import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const WHAT: Text = {
  fr: 'À la demande de la personne, ou à la fin du temps de garde. La supervision décide.',
  en: 'When the person asks, or at the end of the time of keeping. The supervisor decides.',
};
const GONE: Text = {
  fr: 'Nom, téléphone, adresse et contact sûr seront détruits, sans retour. Le dossier reste, par son code. On ne pourra plus retrouver la personne d’ici.',
  en: 'Name, telephone, address and safe contact will be destroyed, without return. The case stays, by its code. The person can no longer be found from here.',
};
const COPIES: Text = {
  fr: 'Les copies de sauvegarde déjà faites les gardent encore, 90 jours au plus si les clés USB servent.',
  en: 'Backups already made still keep them, for 90 days at most if the sticks are in use.',
};
const ASK: Text = { fr: 'Demander', en: 'Ask' };
const ASKED: Text = { fr: 'Demandé à la supervision.', en: 'Asked of the supervisor.' };

type Props = { readonly file: CaseFile; readonly name: Text; readonly close: () => void };

/** The first of two people who destroy one identity: its caseworker asks, the supervisor decides with the other requests (security §9.6). */
export function ForgetDialog({ file, name, close }: Props) {
  return (
    <ActDialog
      title={name}
      close={close}
      act={ASK}
      kind="dangerous"
      run={(write) => write('retention.askIdentityDestruction', { caseId: file.row.caseId })}
      done={ASKED}
    >
      <p>{say(WHAT)}</p>
      <Notice tone="ochre">
        <p>{say(GONE)}</p>
        <p>{say(COPIES)}</p>
      </Notice>
    </ActDialog>
  );
}
