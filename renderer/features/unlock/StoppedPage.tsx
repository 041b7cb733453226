import type { ReactNode } from 'react';
import { redirect, useLoaderData } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { attempt, call } from '../../api.ts';
import { PageTitle } from '../../frame/Page.tsx';
import { useSay } from '../../language.ts';
import { useSession } from '../../session.ts';
import { Door } from './Door.tsx';

type Stop = 'newer' | 'damaged';

const TITLES: Record<Stop, Text> = {
  newer: { fr: 'Cette base vient d’une version plus récente', en: 'This base comes from a newer version' },
  damaged: { fr: 'Cette base ne se lit pas', en: 'This base cannot be read' },
};
const WHY: Record<Stop, Text> = {
  newer: {
    fr: 'Elle n’a pas été ouverte et rien n’a changé. Installez la version la plus récente sur cet ordinateur, puis rouvrez.',
    en: 'It was not opened and nothing has changed. Install the newest version on this computer, then open again.',
  },
  damaged: {
    fr: 'Un fichier a été modifié ou abîmé. Rien n’a été écrit. N’effacez rien\u00a0: prévenez l’administration, qui comparera avec la dernière sauvegarde.',
    en: 'A file was changed or damaged. Nothing was written. Erase nothing: tell the administration, who will compare with the last backup.',
  },
};

/** Why the base stays closed. The language is asked for, and does without an answer: the base may give none. */
export async function stoppedLoader(): Promise<Response | Stop> {
  const { phase } = await call('start.state', {});
  const session = await attempt('session.state', {});
  if (session.ok) useSession.setState({ state: session.value });
  return phase === 'newer' || phase === 'damaged' ? phase : redirect('/');
}

/** A base that is not opened: newer than this version, or damaged. What happened, what was kept, what to do. */
export function StoppedPage(): ReactNode {
  const say = useSay();
  const stop = useLoaderData<Stop>();
  return (
    <Door>
      <PageTitle>{say(TITLES[stop])}</PageTitle>
      <p className="lead">{say(WHY[stop])}</p>
    </Door>
  );
}
