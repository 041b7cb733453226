import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { formatLongDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { useCommands } from '../../commands/registry.ts';
import { lock } from '../../cover.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { page, MAY } from '../../frame/page.ts';

type Offer = NonNullable<Output<'backup.closingCopy'>['offer']>;

const TITLE: Text = { fr: 'Fermer la session', en: 'Close the session' };
const COPY: Text = { fr: 'Copier, puis fermer', en: 'Copy, then close' };
const COPYING: Text = { fr: 'Copie, relecture, contrôle…', en: 'Copying, reading back, checking…' };
const CLOSE: Text = { fr: 'Fermer sans copier', en: 'Close without copying' };
const NOTHING: Text = {
  fr: 'Une copie a déjà été relue aujourd’hui, ou aucune clé connue n’est branchée.',
  en: 'A copy was already read back today, or no known stick is plugged in.',
};
const WAITS: Text = {
  fr: 'La session reste ouverte pendant la copie. S’il faut partir tout de suite : Ctrl+L ferme à l’instant, Échap Échap cache l’écran.',
  en: 'The session stays open during the copy. If you must leave at once: Ctrl+L closes now, Esc Esc hides the screen.',
};

/** A copy offered before the session is closed on purpose, when a known stick is there; a failed copy leaves the session open and says so (security §9.1). */
function ClosingPage({ offer }: Output<'backup.closingCopy'>) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const acts = useMemo(() => {
    const close = async () => {
      await lock('asked');
      await navigate('/unlock');
    };
    const copy = async ({ folder }: Offer) => {
      const outcome = await write('backup.make', { folder });
      if (outcome.ok) await close();
    };
    return { close, copy };
  }, [navigate, write]);
  useCommands(
    useMemo(
      () => [
        {
          id: 'backup.close',
          label: COPY,
          keys: 'Ctrl+Enter',
          when: () => offer !== null && !working,
          run: () => void (offer !== null && acts.copy(offer)),
        },
      ],
      [offer, working, acts],
    ),
  );
  return (
    <Page title={TITLE} lead={offer === null ? NOTHING : leadOf(offer)}>
      {offer !== null && <p>{say(WAITS)}</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        {offer !== null && (
          <Button kind="primary" icon={UsbIcon} keys="Ctrl+Enter" working={working ? COPYING : null} onPress={() => void acts.copy(offer)}>
            {COPY}
          </Button>
        )}
        <Button keys="Ctrl+L" onPress={() => void acts.close()}>
          {offer === null ? TITLE : CLOSE}
        </Button>
      </div>
    </Page>
  );
}

export const closingPage = page({
  path: '/closing',
  roles: MAY.caseStaff,
  rail: 'backup',
  load: () => call('backup.closingCopy', {}),
  Page: ClosingPage,
});

function leadOf({ stick, lastOn }: Offer): Text {
  return lastOn === null
    ? {
        fr: `La clé ${stick} est branchée et aucune copie n’a encore été relue.`,
        en: `Stick ${stick} is plugged in and no copy was read back yet.`,
      }
    : {
        fr: `La clé ${stick} est branchée. La dernière copie relue est du ${formatLongDate(lastOn, 'fr')}.`,
        en: `Stick ${stick} is plugged in. The last copy read back is of ${formatLongDate(lastOn, 'en')}.`,
      };
}
