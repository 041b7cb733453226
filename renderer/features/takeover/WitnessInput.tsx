import type { Text } from '../../../shared/text.ts';
import { CHOOSE } from '../../../shared/words.ts';
import { Field } from '../../ui/Field.tsx';
import { Select, choicesOfCodes } from '../../ui/Select.tsx';

const LABEL: Text = { fr: 'Témoin (code)', en: 'Witness (code)' };
const HINT: Text = {
  fr: 'Une autre personne du centre, qui l’a vu de ses yeux.',
  en: 'Another person of the centre, who saw it with her or his own eyes.',
};
export const NO_WITNESS: Text = { fr: 'Choisissez le témoin.', en: 'Choose the witness.' };

type Props = { readonly witnesses: readonly string[]; readonly value: string; readonly onChange: (code: string) => void };

/** Who else saw it, by code among those who work here. */
export function WitnessInput({ witnesses, value, onChange }: Props) {
  return (
    <Field id="witness" label={LABEL} hint={HINT}>
      {(control) => (
        <Select
          {...control}
          className="input short"
          value={value}
          choices={[{ value: '', label: CHOOSE }, ...choicesOfCodes(witnesses)]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
