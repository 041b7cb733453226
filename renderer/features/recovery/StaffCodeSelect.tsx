import type { Text } from '../../../shared/text.ts';
import { Field } from '../../ui/Field.tsx';
import { Select, choicesOfCodes } from '../../ui/Select.tsx';

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
      {(control) => <Select {...control} value={value} choices={choicesOfCodes(codes)} onChange={onChange} />}
    </Field>
  );
}
