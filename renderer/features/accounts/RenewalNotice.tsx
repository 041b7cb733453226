import type { Renewal } from '../../../shared/contract/accounts.ts';
import type { Text } from '../../../shared/text.ts';
import { useLookAgain } from '../../frame/lookAgain.ts';
import { counted, say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';

const CONTINUES: Text = {
  fr: 'Vous pouvez continuer à travailler. Si la session se ferme, il reprendra à la prochaine ouverture.',
  en: 'You can go on working. If the session locks, it goes on at the next unlock.',
};
const WAITS: Record<NonNullable<Renewal['waitsFor']>, Text> = {
  administrator: {
    fr: 'Le renouvellement des clés continuera quand une personne de l’administration aura ouvert sa session ici.',
    en: 'The renewal of keys will go on once an administrator has opened a session here.',
  },
  authority: {
    fr: 'Le renouvellement des clés continuera quand la supervision ou le point focal aura ouvert sa session ici.',
    en: 'The renewal of keys will go on once the supervisor or focal point has opened a session here.',
  },
};
const FAILED: Text = {
  fr: 'Le renouvellement des clés n’a pas pu finir. Rien n’est perdu. Faites de la place sur le disque, fermez la session, puis rouvrez-la.',
  en: 'The renewal of keys could not finish. Nothing is lost. Make space on the disk, lock the session, then open it again.',
};

/** After somebody left: how many cases have their new keys, and who must open a session for the rest (security §2.5). */
export function RenewalNotice({ renewal }: { readonly renewal: Renewal }) {
  const { cases, waitsFor, failed } = renewal;
  useLookAgain(cases.left > 0 && !failed);
  return (
    <>
      {failed && (
        <Notice tone="ochre">
          <p>{say(FAILED)}</p>
        </Notice>
      )}
      {cases.left > 0 && !failed && (
        <Notice title={progress(cases.total - cases.left, cases.total)}>
          <p>{say(CONTINUES)}</p>
        </Notice>
      )}
      {waitsFor !== null && (
        <Notice tone="ochre">
          <p>{say(WAITS[waitsFor])}</p>
        </Notice>
      )}
      {cases.unreadable > 0 && (
        <Notice tone="ochre">
          <p>{say(unreadable(cases.unreadable))}</p>
        </Notice>
      )}
    </>
  );
}

function progress(done: number, total: number): Text {
  return {
    fr: `Renouvellement des clés\u00a0: ${done} dossiers sur ${total}`,
    en: `Renewal of keys: ${done} cases out of ${total}`,
  };
}

function unreadable(count: number): Text {
  const cases = counted(
    count,
    { fr: 'dossier abîmé n’a pas pu recevoir sa nouvelle clé', en: 'damaged case could not be given its new key' },
    { fr: 'dossiers abîmés n’ont pas pu recevoir leur nouvelle clé', en: 'damaged cases could not be given their new key' },
  );
  return { fr: `${cases.fr}. Demandez de l’aide.`, en: `${cases.en}. Ask for help.` };
}
