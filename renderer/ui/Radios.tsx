import { useId } from 'react';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { FieldGroup } from './Field.tsx';

type Props<V extends string> = {
  readonly id?: string;
  readonly label: Text;
  readonly hint?: Text;
  /** Side by side, as far as there is room. */
  readonly inRow?: boolean;
  readonly options: readonly { readonly value: V; readonly label: Text }[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
};

/** A few choices of which one is taken, in sight all of them. */
export function Radios<V extends string>({ id, label, hint, inRow = false, options, value, onChange }: Props<V>) {
  const made = useId();
  const name = id ?? made;
  const radios = options.map((option) => (
    <label key={option.value} className="choice">
      <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
      {say(option.label)}
    </label>
  ));
  return (
    <FieldGroup label={label} hint={hint} {...(id !== undefined && { id })}>
      {inRow ? <div className="choices">{radios}</div> : radios}
    </FieldGroup>
  );
}
