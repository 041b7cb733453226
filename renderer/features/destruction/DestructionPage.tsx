import { useState } from 'react';
import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import type { Text } from '../../../shared/text.ts';
import { DECLINE, STOP } from '../../../shared/words.ts';
import { formatDate } from '../../../shared/time.ts';
import { Page } from '../../frame/Page.tsx';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { EndedCases } from './EndedCases.tsx';
import { SignDialog } from './SignDialog.tsx';
import { StickCard } from './StickCard.tsx';
import { LEVELS, delayWords } from './words.ts';
import { page, MAY } from '../../frame/page.ts';
import { destructionLoader } from './loaders.ts';
import type { Destruction } from './loaders.ts';

const TITLE: Text = { fr: 'Destruction', en: 'Destruction' };
const LEAD: Text = {
  fr: 'Deux personnes de rôles différents la signent, chacune dans sa propre session. Rien n’en paraît ailleurs à l’écran.',
  en: 'Two people of different roles sign it, each in her or his own session. Nothing of it shows elsewhere on the screen.',
};
const PROPOSE: Text = { fr: 'Proposer', en: 'Propose' };
const SIGN: Text = { fr: 'Signer', en: 'Sign' };
const STOPPING: Text = { fr: 'Arrêt…', en: 'Stopping…' };
const OTHER_SIGNS: Text = {
  fr: 'L’autre personne signe depuis cette page, dans sa session.',
  en: 'The other person signs from this page, in her or his own session.',
};
const ORDERED: Text = {
  fr: 'Elle se fait d’elle-même, même si l’ordinateur est éteint puis rallumé. La session ouverte se ferme alors comme après une absence.',
  en: 'It comes by itself, also if the computer is switched off and on again. The open session then closes as after an absence.',
};
const EITHER: Text = { fr: 'Une seule personne suffit pour l’arrêter.', en: 'One person is enough to stop it.' };

/** What two people may destroy here, what waits, and what copies keep; never in the palette, never on a closed screen (interface 3.26; security §9.6). */
function DestructionPage(destruction: Destruction) {
  const [proposing, setProposing] = useState<DestructionLevel | null>(null);
  const { proposed, ordered, levels, minutes, ended } = destruction;
  return (
    <Page title={TITLE} lead={LEAD} side={<StickCard destruction={destruction} />}>
      <DoneNotice on={destruction.doneOn} />
      {ordered !== null && <OrderedCard ordered={ordered} />}
      {proposed !== null && <ProposedCard proposed={proposed} />}
      {ordered === null &&
        proposed === null &&
        levels.map((level) => (
          <Card key={level} title={LEVELS[level].title}>
            <p>{say(LEVELS[level].gone)}</p>
            <p className="hint">{say(LEVELS[level].left)}</p>
            <p className="card-act">
              <Button aria-label={`${say(PROPOSE)}, ${say(LEVELS[level].title)}`} onPress={() => setProposing(level)}>
                {PROPOSE}
              </Button>
            </p>
          </Card>
        ))}
      {ended !== null && <EndedCases cases={ended.cases} countedOn={ended.countedOn} />}
      {proposing !== null && <SignDialog level={proposing} minutes={minutes} proposalId={null} close={() => setProposing(null)} />}
    </Page>
  );
}

export const destructionPage = page({
  path: '/admin/destroy',
  roles: MAY.auditors,
  rail: 'users',
  load: destructionLoader,
  Page: DestructionPage,
});

function DoneNotice({ on }: { readonly on: string | null }) {
  if (on === null) return null;
  const day = formatDate(on, language());
  return (
    <Notice>
      <p>
        {say({ fr: `Les identités d’avant le ${day} ont été détruites ici.`, en: `The identities of before ${day} were destroyed here.` })}
      </p>
    </Notice>
  );
}

function OrderedCard({ ordered }: { readonly ordered: NonNullable<Destruction['ordered']> }) {
  const { working, failure, write } = useWrite();
  const by = { fr: ordered.by.join(' et '), en: ordered.by.join(' and ') };
  const delay = delayWords(ordered.minutes);
  return (
    <Card title={LEVELS[ordered.level].title}>
      <div className="stack tight">
        <p>{say({ fr: `Signée par ${by.fr}. Elle se fait ${delay.fr}.`, en: `Signed by ${by.en}. It comes ${delay.en}.` })}</p>
        <p>{say(ORDERED)}</p>
        <p className="hint">{say(EITHER)}</p>
      </div>
      <p className="card-act">
        <Button kind="primary" working={working ? STOPPING : null} onPress={() => void write('destruction.stop', {})}>
          {STOP}
        </Button>
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
    </Card>
  );
}

function ProposedCard({ proposed }: { readonly proposed: NonNullable<Destruction['proposed']> }) {
  const { userId } = useUser();
  const [signing, setSigning] = useState(false);
  const { working, failure, write } = useWrite();
  const { level, minutes, by, mayConfirm, proposalId } = proposed;
  return (
    <Card title={LEVELS[level].title}>
      <p>{say({ fr: `Proposée par ${by}. Il manque une signature.`, en: `Proposed by ${by}. One signature is missing.` })}</p>
      <p className="hint">{say(mayConfirm ? LEVELS[level].left : OTHER_SIGNS)}</p>
      <p className="card-act row">
        {mayConfirm && (
          <Button aria-label={`${say(SIGN)}, ${say(LEVELS[level].title)}`} onPress={() => setSigning(true)}>
            {SIGN}
          </Button>
        )}
        <Button working={working ? STOPPING : null} onPress={() => void write('destruction.stop', {})}>
          {DECLINE}
        </Button>
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      {signing && <SignDialog key={userId} level={level} minutes={minutes} proposalId={proposalId} close={() => setSigning(false)} />}
    </Card>
  );
}
