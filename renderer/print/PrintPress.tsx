import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { PrinterIcon } from '../ui/icons.ts';
import { FailureNotice } from '../ui/Notice.tsx';
import { Select, choicesOfCodes } from '../ui/Select.tsx';

export const PRINT: Text = { fr: 'Imprimer', en: 'Print' };
const PRINTING: Text = { fr: 'Envoi…', en: 'Sending…' };
const PRINTER: Text = { fr: 'Imprimante', en: 'Printer' };
const MEMORY: Text = {
  fr: 'L’imprimante peut garder une copie en mémoire. Reprenez les feuilles manquées, éteignez-la après usage.',
  en: 'The printer may keep a copy in its memory. Take back spoilt sheets, switch it off after use.',
};

type Props = {
  readonly printers: readonly string[];
  readonly printer: string;
  readonly choosePrinter: (printer: string) => void;
  /** What the person has seen and accepts; null where nobody has to. */
  readonly seen: { readonly label: Text; readonly checked: boolean; readonly check: (checked: boolean) => void } | null;
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly missing: Text | null;
  readonly onPress: () => void;
};

/** The end of every print of a case: on which printer, seen by the person, what went wrong, the button, and what a printer keeps. */
export function PrintPress({ printers, printer, choosePrinter, seen, working, failure, missing, onPress }: Props) {
  return (
    <>
      <Field id="printer" label={PRINTER}>
        {(control) => <Select {...control} value={printer} choices={choicesOfCodes(printers)} onChange={choosePrinter} />}
      </Field>
      {seen !== null && (
        <label className="choice">
          <input type="checkbox" checked={seen.checked} onChange={(event) => seen.check(event.target.checked)} />
          {say(seen.label)}
        </label>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button kind="primary" icon={PrinterIcon} working={working ? PRINTING : null} missing={missing} onPress={onPress}>
          {PRINT}
        </Button>
      </div>
      <p className="hint">{say(MEMORY)}</p>
    </>
  );
}
