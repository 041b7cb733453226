import { redirect } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { attempt, call } from '../../../api.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { useSession } from '../../../session.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { UsbIcon } from '../../../ui/icons.ts';
import { SignInLayout } from '../../../frame/SignInLayout.tsx';
import { closedPage } from '../../../frame/page.ts';

type Stop = Exclude<Output<'start.state'>['phase'], 'empty' | 'installed'>;

const TITLES: Record<Stop, Text> = {
  newer: { fr: 'Cette base vient d’une version plus récente', en: 'This base comes from a newer version' },
  damaged: { fr: 'Cette base ne se lit pas', en: 'This base cannot be read' },
  network: { fr: 'Ce dossier est sur une autre machine', en: 'This folder is on another machine' },
  removable: { fr: 'Ce dossier est sur un disque amovible', en: 'This folder is on a removable disk' },
  synchronised: { fr: 'Ce dossier est copié sur Internet', en: 'This folder is copied to the Internet' },
};
const WHY: Record<Stop, Text> = {
  newer: {
    fr: 'Elle n’a pas été ouverte et rien n’a changé. Installez la version la plus récente sur cet ordinateur, puis rouvrez.',
    en: 'It was not opened and nothing has changed. Install the newest version on this computer, then open again.',
  },
  damaged: {
    fr: 'Un fichier a été modifié ou abîmé. Rien n’a été écrit. N’effacez rien\u00a0: prévenez l’administration. Une copie de sauvegarde se remet en place avec la supervision.',
    en: 'A file was changed or damaged. Nothing was written. Erase nothing: tell the administration. A backup is put back with the supervision.',
  },
  network: {
    fr: 'Les données sortiraient d’ici. Rien n’a été écrit. Demandez à l’administration de placer le dossier sur le disque de cet ordinateur.',
    en: 'The data would leave this place. Nothing was written. Ask the administration to put the folder on the disk of this computer.',
  },
  removable: {
    fr: 'Une clé ou un disque amovible peut être retiré ou perdu à tout moment. Rien n’a été écrit. Demandez à l’administration de placer le dossier sur le disque de cet ordinateur.',
    en: 'A stick or a removable disk can be pulled out or lost at any moment. Nothing was written. Ask the administration to put the folder on the disk of this computer.',
  },
  synchronised: {
    fr: 'Un service (OneDrive, Dropbox, Nextcloud…) l’envoie ailleurs : les données sortiraient d’ici. Rien n’a été écrit. Demandez à l’administration de placer le dossier hors de ce service.',
    en: 'A service (OneDrive, Dropbox, Nextcloud…) sends it elsewhere: the data would leave this place. Nothing was written. Ask the administration to put the folder outside that service.',
  },
};

const RESTORE: Text = { fr: 'Remettre une copie en place', en: 'Put a copy back' };

/** Why the base stays closed. The language is asked for, and does without an answer: the base may give none. */
async function stoppedLoader(): Promise<Response | { readonly stop: Stop }> {
  const { phase } = await call('start.state', {});
  const session = await attempt('session.state', {});
  if (session.ok) useSession.setState({ state: session.value });
  return phase === 'empty' || phase === 'installed' ? redirect('/') : { stop: phase };
}

/** A base that is not opened: newer than this version, or damaged. What happened, what was kept, what to do. */
function StoppedPage({ stop }: { readonly stop: Stop }) {
  return (
    <SignInLayout>
      <PageTitle>{TITLES[stop]}</PageTitle>
      <p className="lead">{say(WHY[stop])}</p>
      {stop === 'damaged' && (
        <p>
          <ButtonLink to="/restore" icon={UsbIcon}>
            {RESTORE}
          </ButtonLink>
        </p>
      )}
    </SignInLayout>
  );
}

export const stoppedPage = closedPage({ path: '/stopped', load: stoppedLoader, Page: StoppedPage });
