import type { ListName } from '../../shared/forms/lists/all.ts';
import type { Option } from '../../shared/forms/lists/option.ts';
import type { Text } from '../../shared/text.ts';
import { CHOOSE } from '../../shared/words.ts';
import { DayBoxes } from '../forms/fields/DayBoxes.tsx';
import { offered } from '../lists.ts';
import { today } from '../today.ts';
import { Field, FieldGroup } from './Field.tsx';
import { Select } from './Select.tsx';

type Common = {
  readonly id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly problem?: Text | null;
  readonly optional?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A short text of an administration page. `code` keeps capital letters and digits, narrow. */
export function TextInput({
  id,
  label,
  hint,
  problem = null,
  optional = false,
  value,
  onChange,
  code = false,
  most = 200,
}: Common & { readonly code?: boolean; readonly most?: number }) {
  return (
    <Field id={id} label={label} problem={problem} optional={optional} hint={hint}>
      {(control) => (
        <input
          {...control}
          className={code ? 'input short code' : 'input'}
          value={value}
          maxLength={most}
          autoComplete="off"
          spellCheck={!code}
          onChange={(event) => onChange(code ? event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, '') : event.target.value)}
        />
      )}
    </Field>
  );
}

/** A day of an administration page, in the same three boxes as the answers of a form. */
export function DayInput({ id, label, hint, problem = null, optional = false, value, onChange }: Common) {
  return (
    <FieldGroup label={label} problem={problem} optional={optional} hint={hint}>
      <DayBoxes
        id={id}
        describedBy={undefined}
        value={value === '' ? undefined : value}
        partial={false}
        today={today()}
        onDate={(date) => onChange(date ?? '')}
      />
    </FieldGroup>
  );
}

type SelectProps = Common & { readonly list: ListName; readonly only?: (option: Option) => boolean };

/** A fixed list of an administration page (interface §5: native `select` only there). */
export function ListInput({ id, label, hint, problem = null, optional = false, value, onChange, list, only = () => true }: SelectProps) {
  return (
    <Field id={id} label={label} problem={problem} optional={optional} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={value}
          choices={[
            { value: '', label: CHOOSE },
            ...offered(list, [value])
              .filter(only)
              .map((option) => ({ value: option.code, label: option })),
          ]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

/** A month of an administration page, `2026-05`. */
export function MonthInput({ id, label, hint, problem = null, optional = false, value, onChange }: Common) {
  return (
    <Field id={id} label={label} problem={problem} optional={optional} hint={hint}>
      {(control) => <input {...control} type="month" className="input" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
