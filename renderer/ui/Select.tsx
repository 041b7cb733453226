import type { SelectHTMLAttributes } from 'react';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';

export type Choice<V extends string> = { readonly value: V; readonly label: Text | string };

type Props<V extends string> = Pick<
  SelectHTMLAttributes<HTMLSelectElement>,
  'id' | 'name' | 'className' | 'aria-label' | 'aria-describedby' | 'aria-invalid' | 'aria-required' | 'onKeyDown'
> & {
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
};

/** A native list (interface §5: outside forms only). It gives the value of a choice, never a text of the page; « no choice » is a choice whose value is `''`. */
export function Select<V extends string>({ value, choices, onChange, className = 'input', ...rest }: Props<V>) {
  return (
    <select
      {...rest}
      className={className}
      value={value}
      onChange={({ target }) => {
        const chosen = choices.find((choice) => choice.value === target.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {typeof choice.label === 'string' ? choice.label : say(choice.label)}
        </option>
      ))}
    </select>
  );
}

/** Choices that are named by their own code. */
export function choicesOfCodes(codes: readonly string[]): readonly Choice<string>[] {
  return codes.map((code) => ({ value: code, label: code }));
}
