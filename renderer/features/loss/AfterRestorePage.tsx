import { useState } from 'react';
import type { AfterRestore } from '../../../shared/contract/loss.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { PreviousProfilesCard } from './PreviousProfilesCard.tsx';
import { DeclareForm } from './DeclareForm.tsx';
import { ReturnedCard } from './ReturnedCard.tsx';
import { RenewalCard } from './RenewalCard.tsx';
import { page } from '../../frame/page.ts';

const TITLE: Text = { fr: 'Perte et remise en place', en: 'Loss and putting back' };
const LEAD: Text = {
  fr: 'Ce qui reste à régler après une copie remise en place, ou après la perte d’un ordinateur ou d’une clé USB.',
  en: 'What is to be settled after a copy was put back, or after a computer or a USB stick was lost.',
};
const QUESTION: Text = { fr: 'L’ancien ordinateur est-il perdu ou saisi\u00a0?', en: 'Is the former computer lost or seized?' };
const ANY_LOSS: Text = { fr: 'Un ordinateur ou une clé USB est perdu', en: 'A computer or a USB stick is lost' };
const WEAKEST: Text = {
  fr: 'Ce qu’il portait n’est protégé que par la phrase secrète la plus faible du centre, et rien ne peut plus le changer. Ce qui sera écrit à partir de maintenant peut lui être fermé.',
  en: 'What it held is protected only by the weakest passphrase of the centre, and nothing can change that any more. What is written from now on can be closed to it.',
};
const DOES: Text = {
  fr: 'En cas de perte, vous et l’administration choisissez une nouvelle phrase maintenant. Tous les autres comptes se ferment, puis s’ouvrent un par un, chaque personne à côté de vous.',
  en: 'In case of loss, you and the administrator choose a new passphrase now. All other accounts close, then open one by one, each person beside you.',
};
const YES: Text = { fr: 'Oui, perdu ou saisi', en: 'Yes, lost or seized' };
const DECLARE: Text = { fr: 'Déclarer la perte', en: 'Declare the loss' };
const NO: Text = { fr: 'Non, il est en lieu sûr', en: 'No, it is in a safe place' };
const DENIED: Text = { fr: 'C’est noté. La question ne sera plus posée.', en: 'Noted. The question will not be asked again.' };
const BY_AUTHORITY: Text = {
  fr: 'La supervision répond dans sa session, avec vous à côté.',
  en: 'The supervision answers in its session, with you beside.',
};

/** After a copy was put back: who came back in with it, what became of the former machine, and the renewal of every account (security §9.3). */
function AfterRestorePage({ restoredOn, asks, returned, previousProfiles, loss }: AfterRestore) {
  const { role } = useUser();
  const on = restoredOn === null ? null : formatDate(restoredOn, language());
  const mayDeclare = role !== 'administrator' && (loss === null || loss.ended);
  return (
    <Page title={TITLE} lead={LEAD}>
      {on !== null && <p className="number">{say({ fr: `Copie remise en place le ${on}.`, en: `Copy put back on ${on}.` })}</p>}
      <ReturnedCard returned={returned} />
      <PreviousProfilesCard previousProfiles={previousProfiles} />
      {loss !== null && <RenewalCard loss={loss} />}
      {mayDeclare && <Question asks={asks} />}
      {role === 'administrator' && loss === null && <p className="hint">{say(BY_AUTHORITY)}</p>}
    </Page>
  );
}

export const afterRestorePage = page({
  path: '/admin/after-restore',
  roles: ['administrator', 'supervisor', 'focal_point'],
  rail: 'users',
  load: () => call('loss.afterRestore', {}),
  Page: AfterRestorePage,
});

function Question({ asks }: { readonly asks: boolean }) {
  const [declaring, setDeclaring] = useState(false);
  const { working, failure, write } = useWrite();
  async function deny(): Promise<void> {
    if ((await write('loss.deny', {})).ok) toast(DENIED);
  }
  if (declaring) return <DeclareForm close={() => setDeclaring(false)} />;
  return (
    <Card title={asks ? QUESTION : ANY_LOSS} look={asks ? 'next' : 'plain'}>
      <div className="stack tight">
        <p>{say(WEAKEST)}</p>
        <p>{say(DOES)}</p>
        {failure !== null && <FailureNotice failure={failure} />}
        <div className="row">
          <Button {...(asks && { kind: 'primary' })} onPress={() => setDeclaring(true)}>
            {asks ? YES : DECLARE}
          </Button>
          {asks && (
            <Button working={working ? NO : null} onPress={() => void deny()}>
              {NO}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
