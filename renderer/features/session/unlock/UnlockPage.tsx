import { useEffect, useState } from 'react';
import { Link, redirect, useNavigate } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { CODE, OPEN_SESSION, PASSPHRASE, PASSPHRASE_MISSING } from '../../../../shared/words.ts';
import { attempt, call } from '../../../api.ts';
import { formatInstantInList, formatNumber } from '../../../format.ts';
import { HOME } from '../../../frame/rails.ts';
import { showLastSession } from '../../../frame/LastSession.tsx';
import { counted, say } from '../../../language.ts';
import { refreshSession, useSession } from '../../../session.ts';
import type { SessionState } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field, FieldGroup } from '../../../ui/Field.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { PassphraseField } from '../../../ui/PassphraseField.tsx';
import type { Failure } from '../../../../shared/failure.ts';
import { SignInLayout } from '../../../frame/SignInLayout.tsx';
import { closedPage } from '../../../frame/page.ts';

/** More codes than this are typed rather than shown as cards (interface 3.2). */
const MOST_CARDS = 6;

const LEAD: Text = { fr: 'Choisissez votre code, puis tapez votre phrase secrète.', en: 'Choose your code, then type your passphrase.' };
const OPEN: Text = { fr: 'Ouvrir', en: 'Open' };
const OPENING: Text = { fr: 'Ouverture…', en: 'Opening…' };
const ENROL: Text = { fr: 'J’ai un code d’inscription', en: 'I have an enrolment code' };
const RESTORE: Text = { fr: 'Remettre une copie de sauvegarde en place', en: 'Put a backup back' };
const FORGOTTEN: Text = { fr: 'Phrase oubliée', en: 'Forgotten passphrase' };

/** Who may open, and where to begin: an empty machine goes to the first run, a base that cannot be opened to its own screen. */
async function unlockLoader(): Promise<Response | object> {
  const { phase } = await call('start.state', {});
  if (phase === 'empty') return redirect('/start/1');
  if (phase !== 'installed') return redirect('/stopped');
  const { user } = await refreshSession();
  return user === null ? {} : redirect(HOME[user.role]);
}

/** Opening a session by code and passphrase (interface 3.2). */
function UnlockPage() {
  const state = useSession((session) => session.state);
  const codes = state?.staffCodes ?? [];
  const [staffCode, setStaffCode] = useState(state?.lastStaffCode ?? codes[0] ?? '');
  const [passphrase, setPassphrase] = useState('');
  const { working, failure, unlock } = useUnlock();
  const waiting = useCountDown(state);
  const [pressedEmpty, setPressedEmpty] = useState(false);
  const missing = waiting > 0 ? waitText(waiting) : null;

  async function open(): Promise<void> {
    if (missing !== null || working) return;
    setPressedEmpty(passphrase === '');
    if (passphrase === '') {
      document.getElementById('passphrase')?.focus();
      return;
    }
    await unlock(staffCode, passphrase);
    setPassphrase('');
  }
  return (
    <SignInLayout>
      <h1>{say(OPEN_SESSION)}</h1>
      <p className="lead">{say(LEAD)}</p>
      <form
        className="stack wide door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <CodeChoice codes={codes} value={staffCode} onChange={setStaffCode} />
        <PassphraseField
          id="passphrase"
          label={PASSPHRASE}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          size="large"
          problem={pressedEmpty && passphrase === '' ? PASSPHRASE_MISSING : null}
        />
        {failure !== null && <FailureNotice failure={failure} />}
        {waiting > 0 && <p className="hint">{say(waitText(waiting))}</p>}
        <Button
          type="submit"
          kind="primary"
          size="large"
          wide
          keys="Enter"
          working={working ? OPENING : null}
          missing={missing}
          missingAt="passphrase"
        >
          {OPEN}
        </Button>
        <p className="spread">
          <Link to="/enrol">{say(ENROL)}</Link>
          <Link to="/recover">{say(FORGOTTEN)}</Link>
        </p>
        {failure?.kind === 'conflict' && (
          <p>
            <Link to="/restore">{say(RESTORE)}</Link>
          </p>
        )}
      </form>
    </SignInLayout>
  );
}

export const unlockPage = closedPage({ path: '/unlock', load: unlockLoader, Page: UnlockPage });

function waitText(seconds: number): Text {
  return { fr: `Prochain essai dans ${seconds}\u00a0s. Rien n’a changé.`, en: `Next try in ${seconds}\u00a0s. Nothing has changed.` };
}

/** Seconds left before the next try, going down by themselves since the state was read. */
function useCountDown(state: SessionState | null): number {
  const [last, setLast] = useState({ state, passed: 0 });
  useEffect(() => {
    let passed = 0;
    const timer = setInterval(() => setLast({ state, passed: ++passed }), 1_000);
    return () => clearInterval(timer);
  }, [state]);
  return Math.max(0, (state?.waitSeconds ?? 0) - (last.state === state ? last.passed : 0));
}

function useUnlock(): {
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly unlock: (staffCode: string, passphrase: string) => Promise<void>;
} {
  const navigate = useNavigate();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function unlock(staffCode: string, passphrase: string): Promise<void> {
    setWorking(true);
    const before = useSession.getState().state?.lastStaffCode;
    const outcome = await attempt('session.unlock', { staffCode, passphrase });
    setFailure(outcome.ok ? null : outcome.failure);
    await refreshSession();
    setWorking(false);
    if (!outcome.ok) return;
    const { returnTo } = useSession.getState();
    useSession.setState({ returnTo: null });
    const home = HOME[outcome.value.user.role];
    await navigate(before === staffCode ? (returnTo ?? home) : home, { replace: true });
    announceLast(outcome.value);
  }
  return { working, failure, unlock };
}

function announceLast({ lastSession, failedTries }: Output<'session.unlock'>): void {
  if (lastSession === null) return;
  const missed =
    failedTries === 0
      ? { fr: '', en: '' }
      : { fr: ` Essais manqués depuis\u00a0: ${failedTries}.`, en: ` Missed tries since: ${failedTries}.` };
  const { at, staffCode, acts, entries } = lastSession;
  const done = counted(acts, { fr: 'acte', en: 'act' }, { fr: 'actes', en: 'acts' });
  showLastSession({
    fr: `Session précédente\u00a0: ${formatInstantInList(at, 'fr')}, ${staffCode}, ${done.fr} (journal\u00a0: ${formatNumber(entries, 'fr')} lignes).${missed.fr}`,
    en: `Previous session: ${formatInstantInList(at, 'en')}, ${staffCode}, ${done.en} (journal: ${formatNumber(entries, 'en')} lines).${missed.en}`,
  });
}

type CodeProps = { readonly codes: readonly string[]; readonly value: string; readonly onChange: (code: string) => void };

/** Codes of active accounts: cards when few, typed when many. Code alone: no role, no name. */
function CodeChoice({ codes, value, onChange }: CodeProps) {
  if (codes.length > MOST_CARDS) {
    return (
      <Field label={CODE}>
        {(control) => (
          <>
            <input
              {...control}
              className="input"
              list="codes"
              value={value}
              onChange={(event) => onChange(event.target.value.toUpperCase())}
              autoComplete="off"
              maxLength={4}
            />
            <datalist id="codes">
              {codes.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
    );
  }
  return (
    <FieldGroup label={CODE}>
      <div className="code-cards">
        {codes.map((code) => (
          <label key={code} className="code-card">
            <input type="radio" name="code" checked={code === value} onChange={() => onChange(code)} />
            {code}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
