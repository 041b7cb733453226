import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { formatInstantInList, formatNumber } from '../../format.ts';
import { counted, language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { ShieldCheckIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

type Chain = Output<'journal.read'>['chain'];
type Verified = Output<'journal.verify'>;

const TITLE: Text = { fr: 'Vérification', en: 'Check' };
const VERIFY: Text = { fr: 'Vérifier le journal', en: 'Verify the journal' };
const WORKING: Text = { fr: 'Vérification en cours', en: 'Checking' };
const WHOLE: Text = {
  fr: 'Le journal est entier\u00a0: aucune ligne n’a été changée ni retirée.',
  en: 'The journal is whole: no line was changed or removed.',
};
const WITNESSED: Text = {
  fr: 'Ce que vous aviez vu la dernière fois est toujours là. La supervision ou l’administration vérifie le journal entier.',
  en: 'What you saw last time still stands. The supervisor or the administrator verifies the whole journal.',
};
const NOT_YET: Text = { fr: 'Pas encore vérifié jusqu’au bout sur ce poste.', en: 'Not yet verified to its end on this computer.' };
const ALTERED: Text = { fr: 'Le journal a été altéré', en: 'The journal was altered' };
const WHAT_TO_DO: Text = {
  fr: 'Rien n’est réparé et le travail continue. Notez la date au cahier, prévenez l’administration et la coordination, gardez les copies de sauvegarde. Le prochain envoi du mois le dira.',
  en: 'Nothing is repaired and work goes on. Note the date in the register, tell the administrator and the coordination, keep the backup copies. The next monthly package will say so.',
};

/** What is known of the chain, in words; each thing found stays listed. */
export function ChainState({ chain }: { readonly chain: Chain }) {
  if (chain.whole) {
    const words = chain.verified ? (chain.at === null ? NOT_YET : WHOLE) : WITNESSED;
    return (
      <p>
        <State tone={words === NOT_YET ? 'ochre' : 'leaf'} icon={ShieldCheckIcon}>
          {words}
        </State>
      </p>
    );
  }
  return (
    <Notice tone="brick" title={ALTERED}>
      <ul>
        {chain.found.map((found, index) => (
          <li key={index}>
            <span className="number">{formatInstantInList(found.at, language())}</span> {say(found.words)}{' '}
            {found.caseCode !== null && <span className="code">{found.caseCode}</span>}
          </li>
        ))}
      </ul>
      <p>{say(WHAT_TO_DO)}</p>
    </Notice>
  );
}

/** « Vérifier le journal »: count of lines, date, result in words. Last known result before it is asked. */
export function CheckCard({ chain }: { readonly chain: Chain }) {
  const { working, failure, write } = useWrite();
  const [verified, setVerified] = useState<Verified | null>(null);
  async function verify(): Promise<void> {
    const outcome = await write('journal.verify', {});
    if (outcome.ok) setVerified(outcome.value);
  }
  return (
    <Card title={TITLE}>
      <p aria-live="polite">{say(verified === null ? lastWords(chain, language()) : resultWords(verified))}</p>
      {verified !== null && <p className="hint number">{formatInstantInList(verified.at, language())}</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      <p className="card-act">
        <Button working={working ? WORKING : null} onPress={() => void verify()}>
          {VERIFY}
        </Button>
      </p>
    </Card>
  );
}

function resultWords({ chain: { whole }, entries, records }: Verified): Text {
  const lines = counted(entries, { fr: 'ligne vérifiée', en: 'line verified' }, { fr: 'lignes vérifiées', en: 'lines verified' });
  const forms =
    records === null
      ? null
      : counted(records, { fr: 'fiche comparée', en: 'form compared' }, { fr: 'fiches comparées', en: 'forms compared' });
  const result = whole
    ? { fr: 'Tout est à sa place.', en: 'Everything is in its place.' }
    : { fr: 'Quelque chose a été altéré\u00a0: voyez en haut de la page.', en: 'Something was altered: see the top of the page.' };
  return {
    fr: `${lines.fr}${forms === null ? '' : `, ${forms.fr}`}. ${result.fr}`,
    en: `${lines.en}${forms === null ? '' : `, ${forms.en}`}. ${result.en}`,
  };
}

function lastWords({ at, upTo }: Chain, language: Language): Text {
  if (at === null || upTo === null) return NOT_YET;
  const line = formatNumber(upTo, language);
  const shown = formatInstantInList(at, language);
  return { fr: `Vérifié jusqu’à la ligne ${line}, le ${shown}.`, en: `Verified up to line ${line}, on ${shown}.` };
}
