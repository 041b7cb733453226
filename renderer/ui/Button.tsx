import { useId, useRef } from 'react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../shared/text.ts';
import type { Keys } from '../commands/keys.ts';
import { say } from '../language.ts';
import type { Icon } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'dangerous';

type Look = {
  readonly kind?: ButtonKind;
  readonly size?: 'normal' | 'large';
  readonly icon?: Icon;
  readonly keys?: Keys;
  readonly children: Text;
};

type Props = Look & {
  readonly type?: 'button' | 'submit';
  readonly wide?: boolean;
  readonly confirming?: boolean;
  /** Label while working; the width is kept and a second press does nothing. */
  readonly working?: Text | null;
  /** What is missing, in one sentence. The button stays focusable and says it; a press goes to `missingAt`. */
  readonly missing?: Text | null;
  readonly missingAt?: string;
  readonly onPress?: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
} & Pick<
    ButtonHTMLAttributes<HTMLButtonElement>,
    'name' | 'value' | 'aria-label' | 'aria-expanded' | 'aria-haspopup' | 'aria-describedby' | 'form' | 'id'
  >;

function look(kind: ButtonKind, size: 'normal' | 'large', ...more: readonly (string | false | undefined)[]): string {
  return ['button', kind, size === 'large' && 'large', ...more].filter(Boolean).join(' ');
}

function Face({ icon: IconOf, keys, children }: Look) {
  return (
    <>
      {IconOf !== undefined && <IconOf />}
      <span>{say(children)}</span>
      {keys !== undefined && <KeyCap keys={keys} />}
    </>
  );
}

/** A button: one primary a page; never disabled without saying why (interface §5). */
export function Button({
  kind = 'secondary',
  size = 'normal',
  type = 'button',
  wide = false,
  confirming = false,
  working = null,
  missing = null,
  missingAt,
  onPress,
  icon,
  keys,
  children,
  ...rest
}: Props) {
  const why = useId();
  const width = useRef<number | null>(null);
  const stopped = missing !== null || working !== null;
  return (
    <>
      <button
        {...rest}
        type={type}
        className={look(kind, size, wide && 'wide', confirming && 'confirming', working !== null && 'working')}
        aria-disabled={missing !== null || undefined}
        aria-busy={working !== null || undefined}
        aria-describedby={missing === null ? rest['aria-describedby'] : why}
        onClick={(event) => {
          width.current = event.currentTarget.offsetWidth;
          event.currentTarget.style.minWidth = `${width.current}px`;
          if (!stopped) {
            onPress?.();
            return;
          }
          event.preventDefault();
          if (missingAt !== undefined) document.getElementById(missingAt)?.focus();
        }}
      >
        {working === null ? (
          <Face {...(icon && { icon })} {...(keys && { keys })}>
            {children}
          </Face>
        ) : (
          <span>{say(working)}</span>
        )}
      </button>
      {missing !== null && (
        <span id={why} className="hidden-text">
          {say(missing)}
        </span>
      )}
    </>
  );
}

/** A link that looks like a button: it goes to a page. */
export function ButtonLink({ kind = 'secondary', size = 'normal', to, icon, keys, children }: Look & { readonly to: string }) {
  return (
    <Link className={look(kind, size)} to={to}>
      <Face {...(icon && { icon })} {...(keys && { keys })}>
        {children}
      </Face>
    </Link>
  );
}
