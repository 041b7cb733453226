import type { Text } from '../../../shared/text.ts';
import { Field } from '../../ui/Field.tsx';

type Props = {
  readonly id: string;
  readonly label: Text;
  readonly codes: readonly string[];
  readonly value: string;
  readonly onChange: (code: string) => void;
};

/** One account among a few, by its code alone. */
export function StaffCodeSelect({ id, label, codes, value, onChange }: Props) {
  return (
    <Field id={id} label={label}>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
