import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../shared/text.ts';
import { drawWords, say } from '../language.ts';
import type { Words } from '../language.ts';
import { AlertIcon, CheckIcon } from './icons.ts';

const OPTIONAL: Text = { fr: 'facultatif', en: 'optional' };

/** What the control of a field must carry so that label, hint and problem are linked to it. */
export type ControlProps = { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

type ShellProps = {
  readonly label: Words;
  readonly hint?: Words;
  readonly problem?: Text | null | undefined;
  readonly optional?: boolean;
  readonly id?: string;
  readonly children: (control: ControlProps) => ReactNode;
};

function describe(id: string, hint: boolean, problem: boolean): ControlProps {
  const parts = [hint && `${id}-hint`, problem && `${id}-problem`].filter((part) => part !== false);
  return { id, ...(parts.length > 0 && { 'aria-describedby': parts.join(' ') }), ...(problem && { 'aria-invalid': true }) };
}

/** Label above, hint, control, problem in ochre with words (interface §5, field shell). */
export function Field({ label, hint, problem = null, optional = false, id, children }: ShellProps) {
  const made = useId();
  const control = id ?? made;
  return (
    <div className="field">
      <label className="field-label" htmlFor={control}>
        {drawWords(label)}
        {optional && <span className="optional">{say(OPTIONAL)}</span>}
      </label>
      {hint !== undefined && (
        <span className="hint" id={`${control}-hint`}>
          {drawWords(hint)}
        </span>
      )}
      {children(describe(control, hint !== undefined, problem !== null))}
      {problem !== null && <FieldProblem id={`${control}-problem`} problem={problem} />}
    </div>
  );
}

/** The problem of one field: sign and words, never colour alone. */
function FieldProblem({ id, problem }: { readonly id: string; readonly problem: Text }) {
  return (
    <span className="field-problem" id={id}>
      <AlertIcon />
      {say(problem)}
    </span>
  );
}

type GroupProps = Omit<ShellProps, 'children'> & { readonly children: ReactNode };

/** The same shell for a group of controls (radios, checkboxes, three boxes of a date). */
export function FieldGroup({ label, hint, problem = null, optional = false, id, children }: GroupProps) {
  const made = useId();
  const control = id ?? made;
  const { 'aria-describedby': described } = describe(control, hint !== undefined, problem !== null);
  return (
    <fieldset className="field" id={control} tabIndex={-1} aria-describedby={described}>
      <legend className="field-label">
        {drawWords(label)}
        {optional && <span className="optional"> {say(OPTIONAL)}</span>}
      </legend>
      {hint !== undefined && (
        <span className="hint" id={`${control}-hint`}>
          {drawWords(hint)}
        </span>
      )}
      {children}
      {problem !== null && <FieldProblem id={`${control}-problem`} problem={problem} />}
    </fieldset>
  );
}

type SegmentsProps<V extends string> = {
  readonly name: string;
  readonly options: readonly { readonly value: V; readonly label: Words }[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
};

/** At most four short choices side by side; the chosen one has a tick. Inside a `FieldGroup`. */
export function Segments<V extends string>({ name, options, value, onChange }: SegmentsProps<V>) {
  return (
    <div className="segments">
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.value === value && <CheckIcon />}
          {drawWords(option.label)}
        </label>
      ))}
    </div>
  );
}
