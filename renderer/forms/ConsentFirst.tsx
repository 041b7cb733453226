import { useParams } from 'react-router';
import { useStore } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFilling } from './filling.ts';
import { formAddress } from './loader.ts';

const NOTHING: Text = {
  fr: 'La personne n’a encore rien autorisé pour ce service et ce prestataire. Demandez-lui d’abord son accord\u00a0; ce référencement reste en brouillon.',
  en: 'The person has authorised nothing yet for this service and this provider. Ask for agreement first; this referral stays as a draft.',
};
const ASK: Text = { fr: 'Demander l’accord', en: 'Ask for agreement' };

/** Before anything is passed on, an authorisation of the person: where none is in force for the service, the way to it (reference §3.8). */
export function ConsentFirst({ part }: { readonly part: string }) {
  const { case: caseId = '' } = useParams();
  const { draft, narrow, readOnly } = useFilling();
  const nothing = useStore(draft.store, (content) => narrow(content, part, 'ref_info_shared')?.length === 0);
  if (!nothing || readOnly) return null;
  return (
    <Notice tone="ochre">
      <p>{say(NOTHING)}</p>
      <ButtonLink to={formAddress(caseId, 'consent_share', null)}>{ASK}</ButtonLink>
    </Notice>
  );
}
