import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text.ts';
import { PageTitle } from '../../frame/Page.tsx';
import { useSay } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { CheckIcon, InfoIcon } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';

const TITLE: Text = { fr: 'La base est créée', en: 'The base is created' };
const WHY: Text = {
  fr: 'Il reste à inscrire le personnel. Chaque personne reçoit un code de huit mots, choisit sa phrase secrète, puis la supervision compare ses huit mots et ouvre son accès.',
  en: 'The staff remain to be enrolled. Each person receives a code of eight words, chooses a passphrase, then the supervision compares the eight words and opens access.',
};
const DONE: readonly Text[] = [
  { fr: 'Les deux personnes ont signé le début.', en: 'Both people have signed the start.' },
  { fr: 'Les deux bases sont chiffrées, chacune sous sa clé.', en: 'Both bases are encrypted, each under its own key.' },
];
const OPEN: Text = { fr: 'Ouvrir la session d’administration', en: 'Open the administration session' };
const INVENTED: Text = { fr: 'Données inventées seulement.', en: 'Invented data only.' };
const INVENTED_WHY: Text = {
  fr: 'Sans parts de secours ni sauvegarde vérifiée, une phrase oubliée ferme la base pour toujours.',
  en: 'Without recovery shares or a verified backup, a forgotten passphrase closes the base for ever.',
};

/** Step 3: what has been done, and the way to the accounts. */
export function AccountsStep(): ReactNode {
  const say = useSay();
  return (
    <div className="stack wide">
      <div>
        <PageTitle>{say(TITLE)}</PageTitle>
        <p className="start-why">{say(WHY)}</p>
      </div>
      <ul className="card stack tight">
        {DONE.map((done) => (
          <li key={done.fr} className="row">
            <CheckIcon className="leaf" />
            {say(done)}
          </li>
        ))}
      </ul>
      <Notice icon={InfoIcon} title={say(INVENTED)}>
        <p>{say(INVENTED_WHY)}</p>
      </Notice>
      <div className="start-foot">
        <ButtonLink kind="primary" size="large" to="/unlock">
          {say(OPEN)}
        </ButtonLink>
      </div>
    </div>
  );
}
