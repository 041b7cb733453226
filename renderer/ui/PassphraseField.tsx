import { useState } from 'react';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Field } from './Field.tsx';
import { CapsLockIcon, EyeIcon, EyeOffIcon } from './icons.ts';

type Props = {
  readonly label: Text;
  readonly hint?: Text;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: Text | null;
  readonly id?: string;
  readonly autoFocus?: boolean;
  readonly size?: 'normal' | 'large';
};

const SHOW: Text = { fr: 'Afficher ce qui est tapé', en: 'Show what is typed' };
const CAPS: Text = { fr: 'Verr. maj est activé', en: 'Caps Lock is on' };

/** A passphrase: takes paste, spaces and accents, can be shown, warns of Caps Lock (interface 3.2, §6). */
export function PassphraseField({ label, hint, value, onChange, problem = null, id, autoFocus = false, size = 'normal' }: Props) {
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const Eye = shown ? EyeOffIcon : EyeIcon;
  return (
    <Field label={label} problem={problem} hint={hint} {...(id && { id })}>
      {(control) => (
        <>
          <span className={`passphrase ${size}`}>
            <input
              {...control}
              className="input"
              type={shown ? 'text' : 'password'}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              onKeyDown={(event) => setCaps(event.getModifierState('CapsLock'))}
              onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
              autoFocus={autoFocus}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={400}
            />
            <button
              type="button"
              className="passphrase-eye"
              aria-pressed={shown}
              aria-label={say(SHOW)}
              title={say(SHOW)}
              onClick={() => setShown(!shown)}
            >
              <Eye />
            </button>
          </span>
          {caps && (
            <span className="field-problem" role="status">
              <CapsLockIcon />
              {say(CAPS)}
            </span>
          )}
        </>
      )}
    </Field>
  );
}
