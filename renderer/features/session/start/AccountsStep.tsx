import { useNavigate } from 'react-router';
import type { Text } from '../../../../shared/text.ts';
import { lock } from '../../../cover.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { useSession } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { CheckIcon, InfoIcon } from '../../../ui/icons.ts';
import { Notice } from '../../../ui/Notice.tsx';

const TITLE: Text = { fr: 'La base est créée', en: 'The base is created' };
const WHY: Text = {
  fr: 'Il reste à inscrire le personnel. Chaque personne reçoit un code de huit mots, choisit sa phrase secrète, puis la supervision compare ses huit mots et ouvre son accès.',
  en: 'The staff remain to be enrolled. Each person receives a code of eight words, chooses a passphrase, then the supervision compares the eight words and opens access.',
};
const DONE: readonly Text[] = [
  { fr: 'Les deux personnes ont signé le début.', en: 'Both people have signed the start.' },
  { fr: 'Les deux bases sont chiffrées, chacune sous sa clé.', en: 'Both bases are encrypted, each under its own key.' },
];
const SHARED: Text = {
  fr: 'Trois parts de secours sont gardées par trois personnes.',
  en: 'Three recovery shares are kept by three people.',
};
const OPEN: Text = { fr: 'Ouvrir la session d’administration', en: 'Open the administration session' };
const INVENTED: Text = { fr: 'Données inventées seulement.', en: 'Invented data only.' };
const INVENTED_WHY: Text = {
  fr: 'Sans parts de secours, une phrase oubliée ferme son compte pour toujours. Sans sauvegarde vérifiée, un ordinateur perdu emporte tout.',
  en: 'Without recovery shares, a forgotten passphrase closes its account for ever. Without a verified backup, a lost computer takes everything along.',
};
const NO_BACKUP: Text = {
  fr: 'Sans sauvegarde vérifiée, un ordinateur perdu emporte tout.',
  en: 'Without a verified backup, a lost computer takes everything along.',
};

/** Step 4: what has been done, and the way to the accounts: the session that made the shares ends first. */
export function AccountsStep({ shared }: { readonly shared: boolean }) {
  const navigate = useNavigate();
  async function open(): Promise<void> {
    if (useSession.getState().state?.user) await lock('asked');
    await navigate('/unlock');
  }
  return (
    <div className="stack wide">
      <div>
        <PageTitle>{TITLE}</PageTitle>
        <p className="start-why">{say(WHY)}</p>
      </div>
      <ul className="card stack tight">
        {[...DONE, ...(shared ? [SHARED] : [])].map((done) => (
          <li key={done.fr} className="row">
            <CheckIcon className="leaf" />
            {say(done)}
          </li>
        ))}
      </ul>
      <Notice icon={InfoIcon} title={INVENTED}>
        <p>{say(shared ? NO_BACKUP : INVENTED_WHY)}</p>
      </Notice>
      <div className="start-foot">
        <Button kind="primary" size="large" onPress={() => void open()}>
          {OPEN}
        </Button>
      </div>
    </div>
  );
}
