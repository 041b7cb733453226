import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { useSession } from '../../session.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { ShieldCheckIcon } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useFormerShares } from './keepers.ts';
import { ShareMaking } from './ShareMaking.tsx';
import { page } from '../../frame/page.ts';

type State = Output<'recovery.state'>;

const TITLE: Text = { fr: 'Trois parts de secours', en: 'Three recovery shares' };
const ACCOUNTS: Text = { fr: 'Comptes', en: 'Accounts' };
const LEAD: Text = {
  fr: 'Si une phrase secrète est oubliée, deux parts réunies rouvrent le compte. Une part seule n’ouvre rien. Choisissez trois personnes différentes, en trois lieux.',
  en: 'If a passphrase is forgotten, two shares together reopen the account. One share alone opens nothing. Choose three different people, in three places.',
};
const REPLACES: Text = { fr: 'Les parts d’avant cesseront de servir.', en: 'The former shares will stop serving.' };
const REPLACES_WHY: Text = {
  fr: 'Elles servent jusqu’à la dernière vérification de cette page\u00a0; détruisez ensuite les anciens papiers.',
  en: 'They serve until the last check of this page; destroy the old papers afterwards.',
};
const CARRIED: Text = {
  fr: 'Les deux parts tapées tout à l’heure couvrent tous les comptes par les nouvelles.',
  en: 'The two shares typed a moment ago let the new ones cover every account.',
};
const DONE: Text = { fr: 'Les trois parts sont en service.', en: 'The three shares are in force.' };
const DONE_WHY: Text = {
  fr: 'Chaque compte est couvert à sa prochaine ouverture. Faites un exercice avec deux personnes dans le mois.',
  en: 'Each account is covered the next time it is opened. Rehearse with two people within the month.',
};
const BACK: Text = { fr: 'Revenir aux comptes', en: 'Back to the accounts' };

/** Making the recovery shares, in a supervisor's or a focal point's session (interface 3.21). */
function SharesPage({ set, administrators }: State) {
  const kind = useSession(({ state }) => state?.kind ?? null);
  const carried = useFormerShares(({ shares }) => shares.length > 0);
  const [done, setDone] = useState(false);
  return (
    <Page title={TITLE} lead={LEAD} trail={[{ label: ACCOUNTS, to: '/admin/users' }]}>
      {done ? (
        <div className="stack">
          <Notice tone="accent" icon={ShieldCheckIcon} title={DONE}>
            <p>{say(DONE_WHY)}</p>
          </Notice>
          <div>
            <ButtonLink kind="primary" to="/admin/users">
              {BACK}
            </ButtonLink>
          </div>
        </div>
      ) : (
        <div className="stack">
          {set !== null && (
            <Notice title={REPLACES}>
              <p>{say(REPLACES_WHY)}</p>
              {carried && <p>{say(CARRIED)}</p>}
            </Notice>
          )}
          <ShareMaking administrators={administrators} known={null} kind={kind} done={() => setDone(true)} />
        </div>
      )}
    </Page>
  );
}

export const sharesPage = page({
  path: '/admin/shares',
  roles: ['supervisor', 'focal_point'],
  rail: 'users',
  load: () => call('recovery.state', {}),
  Page: SharesPage,
});
