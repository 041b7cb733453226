import { useId, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { CASE_ROLES, type Role } from '../../shared/rights.ts';
import type { Text } from '../../shared/text.ts';
import { LANGUAGE, PASSPHRASE } from '../../shared/words.ts';
import { attempt } from '../api.ts';
import { lock } from '../cover.ts';
import { say } from '../language.ts';
import { prefer, useSession, useUser } from '../session.ts';
import type { SessionState } from '../session.ts';
import { FieldGroup, Segments } from '../ui/Field.tsx';
import { KeyIcon, KeyboardIcon, LockIcon } from '../ui/icons.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { useKeySheet } from './palette.ts';
import { BESIDE, ROLE_NAMES } from './rails.ts';

const THEME: Text = { fr: 'Thème', en: 'Theme' };
const KEYS: Text = { fr: 'Touches de cette page', en: 'Keys of this page' };
const CLOSE: Text = { fr: 'Fermer la session', en: 'Close the session' };
const OWN: Text = { fr: 'Votre menu', en: 'Your menu' };
const THEMES: readonly { readonly value: SessionState['theme']; readonly label: Text }[] = [
  { value: 'system', label: { fr: 'Auto', en: 'Auto' } },
  { value: 'light', label: { fr: 'Clair', en: 'Light' } },
  { value: 'dark', label: { fr: 'Sombre', en: 'Dark' } },
  { value: 'contrast', label: { fr: 'Contraste', en: 'Contrast' } },
];

/** One's own code at the foot of the rail: language, theme, passphrase, close the session. */
export function OwnMenu() {
  const user = useUser();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <div className="rail-foot">
      <button type="button" className="own" popoverTarget={id}>
        <span className="own-code" aria-hidden="true">
          {user.staffCode}
        </span>
        <span className="rail-label own-role">
          <strong>{user.staffCode}</strong>
          <span className="hint">{say(ROLE_NAMES[user.role])}</span>
          <span className="hidden-text">{say(OWN)}</span>
        </span>
      </button>
      <div ref={panel} id={id} popover="auto" className="own-panel" role="group" aria-label={say(OWN)}>
        <div className="stack">
          <Preferences />
          <OwnLinks close={() => panel.current?.hidePopover()} />
        </div>
      </div>
    </div>
  );
}

function Preferences() {
  const language = useSession(({ state }) => state?.language ?? 'fr');
  const theme = useSession(({ state }) => state?.theme ?? 'system');
  return (
    <>
      <FieldGroup label={LANGUAGE}>
        <Segments
          name="language"
          value={language}
          onChange={(value) => void prefer({ language: value, theme })}
          options={[
            { value: 'fr', label: <span lang="fr">Français</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
        />
      </FieldGroup>
      <FieldGroup label={THEME}>
        <Segments name="theme" value={theme} onChange={(value) => void prefer({ language, theme: value })} options={THEMES} />
      </FieldGroup>
    </>
  );
}

/** Whether a copy is offered before closing; what keeps it from being known keeps nobody from closing (security §9.1). */
async function isCopyOffered(role: Role): Promise<boolean> {
  if (!CASE_ROLES.includes(role)) return false;
  const outcome = await attempt('backup.closingCopy', {});
  return outcome.ok && outcome.value.offer !== null;
}

function OwnLinks({ close }: { readonly close: () => void }) {
  const user = useUser();
  const navigate = useNavigate();
  async function leave(): Promise<void> {
    close();
    if (await isCopyOffered(user.role)) return void navigate('/closing');
    await lock('asked');
    await navigate('/unlock');
  }
  return (
    <ul className="own-links">
      {BESIDE[user.role].map((entry) => (
        <li key={entry.name}>
          <Link className="list-line" to={entry.to} onClick={close}>
            <entry.icon />
            {say(entry.label)}
          </Link>
        </li>
      ))}
      <li>
        <Link className="list-line" to="/passphrase" onClick={close}>
          <KeyIcon />
          {say(PASSPHRASE)}
        </Link>
      </li>
      <li>
        <button
          type="button"
          className="list-line"
          onClick={() => {
            close();
            useKeySheet.setState({ open: true });
          }}
        >
          <KeyboardIcon />
          <span className="grow">{say(KEYS)}</span>
          <KeyCap keys="F2" />
        </button>
      </li>
      <li>
        <button type="button" className="list-line" onClick={() => void leave()}>
          <LockIcon />
          <span className="grow">{say(CLOSE)}</span>
          <KeyCap keys="Ctrl+L" />
        </button>
      </li>
    </ul>
  );
}
