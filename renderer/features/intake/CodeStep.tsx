import type { Output } from '../../../shared/contract.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { FORM_IDS, formOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { NEW_INTAKE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { CheckIcon } from '../../ui/icons.ts';
import { WITHOUT_CONTACT, WITHOUT_IDENTITY } from '../cases/file/absent.ts';

export type Registered = Output<'intake.register'>;
type Kept = Extract<Registered, { readonly kind: 'case' }>['kept'][number];

const CODE: Text = { fr: 'Code du dossier', en: 'Case code' };
const PERSON_CODE: Text = { fr: 'Code de la personne', en: 'Person code' };
const KEPT: Text = { fr: 'Ce qui est gardé', en: 'What is kept' };
const KEPT_OF: Readonly<Record<Kept, Text>> = {
  consent_service: { fr: 'Le consentement, avec ses trois accords séparés', en: 'The consent, with its three separate agreements' },
  risk_assessment: { fr: 'Le niveau de risque et ses raisons', en: 'The risk level and its reasons' },
  registration: {
    fr: 'L’enregistrement, à compléter quand la personne le souhaite',
    en: 'The registration, to be completed when the person wishes',
  },
  identity: {
    fr: 'L’identité, à part et masquée\u00a0: elle ne s’affiche qu’avec une raison, notée au journal',
    en: 'The identity, apart and masked: it shows only for a reason, which the journal records',
  },
  safe_contact: {
    fr: 'Le contact sûr, de la même façon\u00a0: comment, quand et par qui joindre la personne',
    en: 'The safe contact, in the same way: how, when and by whom the person may be reached',
  },
};
const NEXT: Text = { fr: 'La suite', en: 'What comes next' };
const NEXT_WORDS: Text = {
  fr: 'Le dossier montre la prochaine étape, ses délais, et les questions qui restent. Aucune ne bloque l’aide.',
  en: 'The file shows the next step, its limits and the questions left. None of them holds the help back.',
};
const OPEN: Text = { fr: 'Ouvrir le dossier', en: 'Open the file' };
const CONTACT: Text = { fr: 'Contact enregistré sans consentement', en: 'Contact recorded without consent' };
const CONTACT_WORDS: Text = {
  fr: 'Il n’y a ni dossier ni code. Tout le reste est effacé. La personne peut revenir quand elle le souhaite.',
  en: 'There is no file and no code. Everything else is erased. The person can come back at any time.',
};
const DAY: Text = { fr: 'Ma journée', en: 'My day' };

/** Step 6: the code in hand, what is kept and the next step; or the contact without consent and the little it keeps. */
export function CodeStep({ registered }: { readonly registered: Registered }) {
  if (registered.kind === 'contact') return <Contact kept={registered.kept} />;
  const { kept } = registered;
  const absent = [...(kept.includes('identity') ? [] : [WITHOUT_IDENTITY]), ...(kept.includes('safe_contact') ? [] : [WITHOUT_CONTACT])];
  return (
    <>
      <dl className="given-codes">
        <div>
          <dt>{say(CODE)}</dt>
          <dd className="code">{registered.caseCode}</dd>
        </div>
        <div>
          <dt>{say(PERSON_CODE)}</dt>
          <dd className="code">{registered.survivorCode}</dd>
        </div>
      </dl>
      <Marked
        title={{
          fr: `Ce qui est gardé, sous le code ${registered.caseCode}`,
          en: `What is kept, under the code ${registered.caseCode}`,
        }}
        things={registered.kept.map((form) => say(KEPT_OF[form]))}
      />
      {absent.map((words) => (
        <p key={words.en} className="quiet">
          {say(words)}
        </p>
      ))}
      <div>
        <h3>{say(NEXT)}</h3>
        <p className="quiet">{say(NEXT_WORDS)}</p>
      </div>
      <div className="row">
        <ButtonLink kind="primary" to={`/cases/${registered.caseId}`}>
          {OPEN}
        </ButtonLink>
        <ButtonLink to="/intake/new">{NEW_INTAKE}</ButtonLink>
      </div>
    </>
  );
}

function Contact({ kept }: { readonly kept: readonly string[] }) {
  const labels = kept.map((code) => {
    const field = FORM_IDS.map((id) => fieldTable(formOf(id))[code]).find((found) => found !== undefined);
    return field === undefined ? code : say(field.label);
  });
  return (
    <>
      <div>
        <h3>{say(CONTACT)}</h3>
        <p className="quiet">{say(CONTACT_WORDS)}</p>
      </div>
      <Marked title={KEPT} things={labels} />
      <div className="row">
        <ButtonLink kind="primary" to="/day">
          {DAY}
        </ButtonLink>
        <ButtonLink to="/intake/new">{NEW_INTAKE}</ButtonLink>
      </div>
    </>
  );
}

function Marked({ title, things }: { readonly title: Text; readonly things: readonly string[] }) {
  return (
    <div>
      <h3>{say(title)}</h3>
      <ul className="marked">
        {things.map((thing) => (
          <li key={thing}>
            <CheckIcon className="leaf" />
            {thing}
          </li>
        ))}
      </ul>
    </div>
  );
}
