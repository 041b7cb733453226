import type { Text } from '../../../shared/text.ts';
import { Field } from '../../ui/Field.tsx';
import './recovery.css';

/** Signs of one share: 18 groups of four. */
const SIGNS = 72;

type Props = {
  readonly id: string;
  readonly label: Text;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
};

/** How many signs are typed, without blanks and dashes. */
function signsIn(typed: string): number {
  return typed.replace(/[^A-Z0-9]/giu, '').length;
}

/** What a share still misses, in one sentence, or null. */
export function missingInShare(typed: string): Text | null {
  const signs = signsIn(typed);
  if (signs === SIGNS) return null;
  return {
    fr: `La part compte ${SIGNS} signes\u00a0: ${signs} ${signs < 2 ? 'est tapé' : 'sont tapés'}.`,
    en: `The share has ${SIGNS} signs: ${signs} ${signs === 1 ? 'is' : 'are'} typed.`,
  };
}

/** Typing a share from its paper: capitals or not, with or without blanks. */
export function ShareField({ id, label, value, onChange, autoFocus = false }: Props) {
  const signs = signsIn(value);
  const count: Text = { fr: `${signs} signes sur ${SIGNS}`, en: `${signs} signs of ${SIGNS}` };
  return (
    <Field id={id} label={label} hint={count}>
      {(control) => (
        <textarea
          {...control}
          className="input share-typed"
          rows={3}
          value={value}
          onChange={(event) => onChange(event.target.value.toUpperCase())}
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
        />
      )}
    </Field>
  );
}
