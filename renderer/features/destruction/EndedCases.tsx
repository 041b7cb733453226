import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { COPIES_KEEP } from './words.ts';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';

type Ended = Output<'retention.list'>['cases'][number];

const TITLE: Text = { fr: 'Dossiers dont le temps de garde est terminé', en: 'Cases whose time of keeping is over' };
const NONE: Text = {
  fr: 'Aucun dossier de l’équipe n’est arrivé à son terme. Une identité seule se détruit depuis le dossier, à la demande de la personne.',
  en: 'No case of the team has come to its end. An identity alone is destroyed from the case, when the person asks.',
};
const DESTROY: Text = { fr: 'Détruire le contenu', en: 'Destroy the content' };
const WHAT: Text = {
  fr: 'Identité, récits, fiches et notes sont détruits. Il reste la ligne statistique\u00a0: mois, région, codes. Le dossier ne s’ouvre plus.',
  en: 'Identity, narratives, forms and notes are destroyed. The statistical line is left: month, region, codes. The case no longer opens.',
};

/** Cases of the team that may be reduced to their statistical line (reference §5.9). */
export function EndedCases({ cases, countedOn }: Output<'retention.list'>) {
  const [chosen, setChosen] = useState<Ended | null>(null);
  return (
    <Section title={TITLE} count={cases.length}>
      {countedOn !== null && <p className="hint number">{say(counted(formatDate(countedOn, language())))}</p>}
      {cases.length === 0 ? (
        <EmptyState>{NONE}</EmptyState>
      ) : (
        <ul className="card flush list">
          {cases.map((one) => {
            const [end, until] = [formatDate(one.endedOn, language()), formatDate(one.until, language())];
            return (
              <li key={one.caseId} className="list-line">
                <span className="grow">
                  <Link className="code" to={`/cases/${one.caseId}`}>
                    {one.code}
                  </Link>
                  <br />
                  <span className="quiet number">
                    {say({ fr: `terminé le ${end}, gardé jusqu’au ${until}`, en: `ended on ${end}, kept until ${until}` })}
                  </span>
                </span>
                <Button onPress={() => setChosen(one)} aria-label={`${say(DESTROY)}, ${one.code}`}>
                  {DESTROY}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {chosen !== null && <EndDialog ended={chosen} close={() => setChosen(null)} />}
    </Section>
  );
}

/** The clock of one machine is not enough to destroy anything. */
function counted(day: string): Text {
  return {
    fr: `Compté au ${day} : le jour que confirme le travail écrit ici par d’autres personnes.`,
    en: `Counted on ${day}: the day that the work written here by other people confirms.`,
  };
}

function EndDialog({ ended, close }: { readonly ended: Ended; readonly close: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <ActDialog
      title={{ fr: `Détruire le contenu, ${ended.code}`, en: `Destroy the content, ${ended.code}` }}
      close={close}
      act={DESTROY}
      kind="dangerous"
      enterActs
      lack={passphrase === '' ? { at: 'content-passphrase', text: NO_OWN_PASSPHRASE } : null}
      run={(write) => write('retention.destroy', { caseId: ended.caseId, passphrase })}
      done={{ fr: `Contenu détruit\u00a0: ${ended.code}.`, en: `Content destroyed: ${ended.code}.` }}
    >
      <p>{say(WHAT)}</p>
      <Notice tone="ochre">
        <p>{say(COPIES_KEEP)}</p>
      </Notice>
      <PassphraseField id="content-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} autoFocus />
    </ActDialog>
  );
}
