import type { Text } from '../../../shared/text.ts';
import { useLookAgain } from '../../frame/lookAgain.ts';
import { counted, say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';

const MEANWHILE: Text = {
  fr: 'Les risques et les alertes de cette page ne sont pas encore complets. Vous pouvez continuer à travailler.',
  en: 'The risks and alerts of this page are not complete yet. You can go on working.',
};

/** In a large centre the cases are opened one after the other behind the first page: what is not counted yet is said, never shown as nothing. */
export function UnreadNotice({ unread }: { readonly unread: number }) {
  useLookAgain(unread > 0);
  if (unread === 0) return null;
  return (
    <Notice title={titleOf(unread)}>
      <p>{say(MEANWHILE)}</p>
    </Notice>
  );
}

function titleOf(unread: number): Text {
  const cases = counted(unread, { fr: 'dossier reste', en: 'case remains' }, { fr: 'dossiers restent', en: 'cases remain' });
  return { fr: `Lecture des dossiers\u00a0: ${cases.fr} à ouvrir`, en: `Reading the cases: ${cases.en} to be opened` };
}
