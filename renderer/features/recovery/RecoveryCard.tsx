import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { useSession, useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/Chip.tsx';
import { keeperName } from './keepers.ts';
import { RehearseDialog } from './RehearseDialog.tsx';

type State = Output<'recovery.state'>;

const TITLE: Text = { fr: 'Parts de secours', en: 'Recovery shares' };
const STATES: Record<'none' | 'used' | 'inForce', { readonly words: Text; readonly tone: Tone; readonly why: Text }> = {
  none: {
    words: { fr: 'À faire', en: 'To be made' },
    tone: 'ochre',
    why: {
      fr: 'Il n’y en a pas encore\u00a0: une phrase oubliée fermerait son compte pour toujours.',
      en: 'There are none yet: a forgotten passphrase would close its account for ever.',
    },
  },
  used: {
    words: { fr: 'À refaire', en: 'To be made again' },
    tone: 'ochre',
    why: {
      fr: 'Elles ont servi. Faites-en trois nouvelles\u00a0: les anciennes cesseront alors de servir.',
      en: 'They have served. Make three new ones: the old ones will then stop serving.',
    },
  },
  inForce: {
    words: { fr: 'En service', en: 'In force' },
    tone: 'leaf',
    why: {
      fr: 'Deux parts réunies rouvrent un compte\u00a0; une seule n’ouvre rien.',
      en: 'Two shares together reopen an account; one alone opens nothing.',
    },
  },
};
const MAKE: Text = { fr: 'Faire trois parts', en: 'Make three shares' };
const REMAKE: Text = { fr: 'Refaire les parts', en: 'Make the shares again' };
const REHEARSE: Text = { fr: 'Faire un exercice', en: 'Rehearse' };
const BY_AUTHORITY: Text = {
  fr: 'La supervision les fait dans sa session, et l’administration signe avec elle.',
  en: 'The supervision makes them in its session, and the administration signs with it.',
};
const BY_FOCAL_POINT: Text = {
  fr: 'Le point focal les fait dans sa session, et l’administration signe avec lui.',
  en: 'The focal point makes them in her or his session, and the administration signs too.',
};
const NEVER: Text = { fr: 'Aucun exercice encore.', en: 'No rehearsal yet.' };

/** What is known of the recovery shares, and what can be done with them: rehearse, make, make again (interface 3.21). */
export function RecoveryCard({ recovery, staffCodes }: { readonly recovery: State; readonly staffCodes: readonly string[] }) {
  const [rehearsing, setRehearsing] = useState(false);
  const administers = useUser().role === 'administrator';
  const kind = useSession(({ state }) => state?.kind ?? null);
  const { set } = recovery;
  const { words, tone, why } = STATES[set === null ? 'none' : set.used ? 'used' : 'inForce'];
  return (
    <Card title={TITLE} beside={<Chip tone={tone}>{words}</Chip>}>
      <div className="spread">
        <div className="stack tight">
          <p>{say(why)}</p>
          {set !== null && <SetFacts recovery={recovery} set={set} />}
          {administers && (set === null || set.used) && <p className="hint">{say(kind === 'desk' ? BY_FOCAL_POINT : BY_AUTHORITY)}</p>}
        </div>
        <div className="row">
          {set !== null && <Button onPress={() => setRehearsing(true)}>{REHEARSE}</Button>}
          {!administers && <ButtonLink to="/admin/shares">{set === null ? MAKE : REMAKE}</ButtonLink>}
        </div>
      </div>
      {rehearsing && <RehearseDialog staffCodes={staffCodes} close={() => setRehearsing(false)} />}
    </Card>
  );
}

function SetFacts({ recovery, set }: { readonly recovery: State; readonly set: NonNullable<State['set']> }) {
  const kind = useSession(({ state }) => state?.kind ?? null);
  const keepers = set.keepers
    .map((keeper) => say(keeperName(keeper, kind)))
    .join(', ')
    .toLowerCase();
  const made = formatDate(set.madeOn, language());
  const { uncovered, lastRehearsal } = recovery;
  const codes = uncovered.join(', ');
  return (
    <>
      <p className="hint">
        {say({ fr: `Faites le ${made}. Gardées par\u00a0: ${keepers}.`, en: `Made on ${made}. Kept by: ${keepers}.` })}{' '}
        {lastRehearsal === null
          ? say(NEVER)
          : say({
              fr: `Dernier exercice\u00a0: ${formatInstantInList(lastRehearsal, language())}.`,
              en: `Last rehearsal: ${formatInstantInList(lastRehearsal, language())}.`,
            })}
      </p>
      {uncovered.length > 0 && (
        <p className="hint">
          {say({
            fr: `À couvrir dès la prochaine ouverture\u00a0: ${codes}.`,
            en: `To be covered at the next opening: ${codes}.`,
          })}
        </p>
      )}
    </>
  );
}
