import { useId } from 'react';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { FieldGroup } from './Field.tsx';

type Props<V extends string> = {
  readonly id?: string;
  readonly label: Text;
  readonly options: readonly { readonly value: V; readonly label: Text }[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
};

/** A few choices of which one is taken, in sight all of them. */
export function Radios<V extends string>({ id, label, options, value, onChange }: Props<V>) {
  const name = useId();
  return (
    <FieldGroup label={label} {...(id !== undefined && { id })}>
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          {say(option.label)}
        </label>
      ))}
    </FieldGroup>
  );
}
