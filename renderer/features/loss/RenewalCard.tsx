import { useState } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { useLookAgain } from '../../frame/lookAgain.ts';
import { ROLE_NAMES } from '../../frame/rails.ts';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { RenewDialog } from './RenewDialog.tsx';
import type { Loss } from './loaders.ts';

const RENEWED: Text = { fr: 'Renouvelé', en: 'Renewed' };
const CLOSED: Text = { fr: 'Fermé', en: 'Closed' };
const RENEW: Text = { fr: 'Renouveler, ensemble', en: 'Renew, together' };
const ENDED: Text = {
  fr: 'Tout est renouvelé. L’ordinateur perdu n’ouvre rien de ce qui a été écrit depuis.',
  en: 'Everything is renewed. The lost computer opens nothing of what was written since.',
};
const WEAKEST: Text = {
  fr: 'Ce qu’il portait reste protégé par la seule phrase secrète la plus faible du centre.',
  en: 'What it held stays protected by the weakest passphrase of the centre alone.',
};
const CARD_DUE: Text = {
  fr: 'La clé de signature du centre a changé\u00a0: remettez la nouvelle carte au point focal, en main propre, et faites comparer les huit mots.',
  en: 'The signing key of the centre has changed: hand the new card to the focal point in person, and have the eight words compared.',
};
const TO_CARDS: Text = { fr: 'Ouvrir les cartes', en: 'Open the cards' };
const ANNOUNCED: Text = { fr: 'C’est fait', en: 'Done' };
const WAITS: Record<NonNullable<Loss['waitsFor']>, Text> = {
  administrator: {
    fr: 'Il manque une ouverture de session de l’administration.',
    en: 'A session of the administrator has to be opened once.',
  },
  authority: {
    fr: 'Il manque une ouverture de session de la supervision ou du point focal.',
    en: 'A session of the supervisor or focal point has to be opened once.',
  },
};

/** How far the renewal after a loss is: accounts, cases, the card of the centre (security §9.3). */
export function RenewalCard({ loss }: { readonly loss: Loss }) {
  const { accounts, cases, waitsFor, ended } = loss;
  const renewed = accounts.filter((account) => account.renewed).length;
  const on = formatDate(loss.declaredOn, language());
  useLookAgain(cases.left > 0);
  return (
    <Card title={{ fr: `Perte déclarée le ${on}`, en: `Loss declared on ${on}` }} look={ended ? 'plain' : 'next'}>
      <div className="stack tight">
        {ended && <p>{say(ENDED)}</p>}
        <p>{say(WEAKEST)}</p>
        <p className="number" role="status">
          <strong>{say(accountsDone(renewed, accounts.length))}</strong>
          {cases.left > 0 && <> · {say(casesDone(cases.total - cases.left, cases.total))}</>}
        </p>
        {waitsFor !== null && <p>{say(WAITS[waitsFor])}</p>}
        <Accounts accounts={accounts} />
        {loss.cardDue && <CardDue />}
      </div>
    </Card>
  );
}

function Accounts({ accounts }: { readonly accounts: Loss['accounts'] }) {
  const { role: own } = useUser();
  const [renewing, setRenewing] = useState<Loss['accounts'][number] | null>(null);
  return (
    <>
      {accounts.map((account) => (
        <div key={account.userId} className="spread">
          <span>
            <span className="code">{account.staffCode}</span> · {say(ROLE_NAMES[account.role])}
          </span>
          {account.renewed || own === 'administrator' ? (
            <Chip tone={account.renewed ? 'leaf' : 'ochre'}>{account.renewed ? RENEWED : CLOSED}</Chip>
          ) : (
            <Button aria-label={`${say(RENEW)}, ${account.staffCode}`} onPress={() => setRenewing(account)}>
              {RENEW}
            </Button>
          )}
        </div>
      ))}
      {renewing !== null && <RenewDialog account={renewing} close={() => setRenewing(null)} />}
    </>
  );
}

function CardDue() {
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  return (
    <>
      <p>
        {say(CARD_DUE)} <Link to="/cards">{say(TO_CARDS)}</Link>
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      {role !== 'administrator' && (
        <div className="row">
          <Button working={working ? ANNOUNCED : null} onPress={() => void write('loss.announce', {})}>
            {ANNOUNCED}
          </Button>
        </div>
      )}
    </>
  );
}

function accountsDone(done: number, total: number): Text {
  return { fr: `${done} comptes sur ${total} renouvelés`, en: `${done} accounts out of ${total} renewed` };
}

function casesDone(done: number, total: number): Text {
  return { fr: `${done} dossiers sur ${total}`, en: `${done} cases out of ${total}` };
}
