import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate, Outlet, useLoaderData, useMatches, useNavigate, useNavigation } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { lock } from '../cover.ts';
import { say, useLanguage } from '../language.ts';
import { refreshSession, useSession, useUser } from '../session.ts';
import type { SessionState } from '../session.ts';
import { useCommands } from '../commands/registry.ts';
import type { Command } from '../commands/registry.ts';
import { AlertIcon } from '../ui/icons.ts';
import { readCounts } from './counts.ts';
import type { RailCounts } from './counts.ts';
import { KeySheet } from './KeySheet.tsx';
import type { PageHandle } from './page.ts';
import { Palette } from './Palette.tsx';
import { useKeySheet, usePalette } from './palette.ts';
import { usePlaceMemory } from './placeMemory.ts';
import { Rail } from './Rail.tsx';
import { RAILS } from './rails.ts';
import { LastSession } from './LastSession.tsx';
import { focusRegion } from './regions.ts';

const SKIP: Text = { fr: 'Aller au contenu', en: 'Go to the content' };
const INVENTED: Text = {
  fr: 'Données inventées seulement\u00a0: il faut d’abord les parts de secours et une sauvegarde vérifiée.',
  en: 'Invented data only: recovery shares and a verified backup come first.',
};

const TRAINING: Text = {
  fr: 'Formation : personnes et chiffres inventés. Rien ne passe d’ici à un vrai poste, ni l’inverse.',
  en: 'Training: invented people and figures. Nothing passes from here to a real computer, nor the other way.',
};
const LITTLE_ROOM: Text = {
  fr: 'Le disque est presque plein (moins de 200 Mo) : tout se lit et les brouillons sont gardés, rien d’autre ne s’enregistre. Libérez de la place.',
  en: 'The disk is almost full (less than 200 MB): everything can be read and drafts are kept, nothing else is saved. Free some space.',
};

const ALTERED: Text = {
  fr: 'Une altération du journal a été constatée. Le travail continue, rien n’est réparé.',
  en: 'An alteration of the journal was found. Work goes on, nothing is repaired.',
};
const DECISION_WAITS: Text = {
  fr: 'Une copie a été remise en place, ou un ordinateur est perdu\u00a0: il reste quelque chose à régler.',
  en: 'A copy was put back, or a computer is lost: something is still to be settled.',
};
const DECIDE: Text = { fr: 'Régler', en: 'Settle' };
const PASSPHRASE_DUE: Text = {
  fr: 'Choisissez une nouvelle phrase secrète\u00a0: celle d’avant ne doit plus servir à rien.',
  en: 'Choose a new passphrase: the former one must no longer serve for anything.',
};
const CHANGE_IT: Text = { fr: 'Changer maintenant', en: 'Change it now' };
const INFORM_SUPERVISION: Text = { fr: 'Prévenez votre supervision.', en: 'Tell your supervisor.' };
const SEE_JOURNAL: Text = { fr: 'Voir le journal', en: 'See the journal' };
const WARNING: Text = { fr: 'Avertissement', en: 'Warning' };

/** Who is there and what waits for them; read again after each action. Throws `Failed`. */
export async function frameLoader(): Promise<{ session: SessionState; counts: RailCounts }> {
  const session = await refreshSession();
  return { session, counts: session.user === null ? {} : await readCounts(session.user) };
}

function isPageHandle(handle: unknown): handle is PageHandle {
  return typeof handle === 'object' && handle !== null && 'rail' in handle;
}

/** What stays around every page of an open session: rail, notice, palette, keys (interface §2.1). */
export function Frame() {
  const user = useSession(({ state }) => state?.user ?? null);
  return user === null ? <Navigate to="/unlock" replace /> : <OpenFrame />;
}

function OpenFrame() {
  useLanguage();
  const { counts } = useLoaderData<typeof frameLoader>();
  const lit = useMatches()
    .map(({ handle }) => handle)
    .findLast(isPageHandle);
  const inventedOnly = useSession(({ state }) => state?.inventedDataOnly ?? false);
  const training = useSession(({ state }) => state?.training ?? false);
  const shortOfRoom = useSession(({ state }) => state?.shortOfRoom ?? false);
  const user = useUser();
  const altered = useSession(({ state }) => state?.journalAltered ?? false);
  const decisionWaits = useSession(({ state }) => state?.afterRestore ?? false);
  const passphraseDue = useSession(({ state }) => state?.passphraseDue ?? false);
  const waiting = useNavigation().state !== 'idle';
  useCommands(useFrameCommands(), 'application');
  usePlaceMemory();
  return (
    <div className="frame">
      <button type="button" className="skip button" onClick={() => document.querySelector<HTMLElement>('#main h1')?.focus()}>
        {say(SKIP)}
      </button>
      <Rail counts={counts} lit={lit?.rail ?? null} />
      <div className="frame-page">
        {waiting && <div className="wait" aria-hidden="true" />}
        {training && <InstallationNotice text={TRAINING} urgent />}
        {shortOfRoom && <InstallationNotice text={LITTLE_ROOM} urgent />}
        {altered && (
          <InstallationNotice text={ALTERED} urgent>
            {user.role === 'caseworker' ? <strong>{say(INFORM_SUPERVISION)}</strong> : <Link to="/admin/journal">{say(SEE_JOURNAL)}</Link>}
          </InstallationNotice>
        )}
        {decisionWaits && (
          <InstallationNotice text={DECISION_WAITS} urgent>
            <Link to="/admin/after-restore">{say(DECIDE)}</Link>
          </InstallationNotice>
        )}
        {passphraseDue && (
          <InstallationNotice text={PASSPHRASE_DUE}>
            <Link to="/passphrase">{say(CHANGE_IT)}</Link>
          </InstallationNotice>
        )}
        <Outlet />
        <LastSession />
        {inventedOnly && !training && <InstallationNotice text={INVENTED} />}
      </div>
      <Palette />
      <KeySheet />
    </div>
  );
}

/** What is true of the whole installation until somebody changes it. */
function InstallationNotice({
  text,
  urgent = false,
  children,
}: {
  readonly text: Text;
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <section className={urgent ? 'standing urgent' : 'standing'} aria-label={say(WARNING)}>
      <AlertIcon />
      <p>
        {say(text)} {children}
      </p>
    </section>
  );
}

function useFrameCommands(): readonly Command[] {
  const { role } = useUser();
  const navigate = useNavigate();
  return useMemo(() => {
    function go(to: string): void {
      void navigate(to);
    }
    const pages: Command[] = RAILS[role].map((entry, index) => ({
      id: `page.${entry.name}`,
      label: entry.label,
      keys: `Alt+${index + 1}`,
      inPalette: false,
      run: () => go(entry.to),
    }));
    const intake: Command[] = [
      { id: 'intake.new', label: { fr: 'Nouvel accueil', en: 'New intake' }, keys: 'Alt+N', run: () => go('/intake') },
    ];
    return [
      {
        id: 'palette',
        label: { fr: 'Code, page ou action', en: 'Code, page or action' },
        keys: 'Ctrl+K',
        inPalette: false,
        run: () => usePalette.setState({ open: true }),
      },
      {
        id: 'keys',
        label: { fr: 'Touches de cette page', en: 'Keys of this page' },
        keys: 'F2',
        run: () => useKeySheet.setState({ open: true }),
      },
      {
        id: 'lock',
        label: { fr: 'Verrouiller', en: 'Lock' },
        keys: 'Ctrl+L',
        run: () => void lock('asked').then(() => navigate('/unlock')),
      },
      { id: 'back', label: { fr: 'Revenir', en: 'Back' }, keys: 'Alt+ArrowLeft', inPalette: false, run: () => void navigate(-1) },
      { id: 'region.next', label: { fr: 'Zone suivante', en: 'Next region' }, keys: 'F6', inPalette: false, run: () => focusRegion(1) },
      {
        id: 'region.previous',
        label: { fr: 'Zone précédente', en: 'Previous region' },
        keys: 'Shift+F6',
        inPalette: false,
        run: () => focusRegion(-1),
      },
      ...(role === 'caseworker' ? intake : []),
      ...pages,
    ];
  }, [navigate, role]);
}
