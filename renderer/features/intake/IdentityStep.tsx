import { useStore } from 'zustand';
import type { Text } from '../../../shared/text.ts';
import { useFilling } from '../../forms/filling.ts';
import { say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ShieldCheckIcon } from '../../ui/icons.ts';
import { QuestionList } from './QuestionList.tsx';
import { CONTACT, IDENTITY } from './steps.ts';

const OPTIONAL: Text = { fr: 'Toute cette étape peut être passée', en: 'This whole step can be skipped' };
const CODE_ALONE: Text = {
  fr: 'Le suivi peut se faire avec le code seul, pour toujours. Ce qui est écrit ici va dans un coffre à part, masqué dès l’enregistrement.',
  en: 'Follow-up can rely on the code alone, for ever. What is written here goes to a separate vault, masked once saved.',
};
const SAFE: Text = { fr: 'Contact sûr', en: 'Safe contact' };
const NAME: Text = { fr: 'Identité', en: 'Identity' };
const NO_CONTACT: Text = {
  fr: 'La personne ne souhaite pas être recontactée\u00a0: aucun moyen de contact n’est demandé. Les suivis se font au centre.',
  en: 'The person does not wish to be contacted again: no means of contact is asked. Follow-ups take place at the centre.',
};

/** Step 5: identity and safe contact, optional as a whole; no contact is asked of a person who refused it. */
export function IdentityStep() {
  const { draft } = useFilling();
  const contact = useStore(draft.store, (content) => content['consent_service']?.['consent_contact'] === 'yes');
  return (
    <>
      <Notice icon={ShieldCheckIcon} title={OPTIONAL}>
        <p>{say(CODE_ALONE)}</p>
      </Notice>
      <h3>{say(NAME)}</h3>
      <QuestionList asked={IDENTITY} />
      <h3>{say(SAFE)}</h3>
      {contact ? <QuestionList asked={CONTACT} /> : <p className="quiet">{say(NO_CONTACT)}</p>}
    </>
  );
}
