import type { Extract } from '../../../../shared/contract/printing.ts';
import { EXTRACT_PURPOSES, PURPOSE_WORDS } from '../../../../shared/rules/consent/extract.ts';
import type { Text } from '../../../../shared/text.ts';
import { toWhom } from '../../../print/ExtractSheet.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Radios } from '../../../ui/Radios.tsx';
import { Select } from '../../../ui/Select.tsx';

type Reader = Extract['readers'][number];

const TITLE: Text = { fr: 'Pour qui, pourquoi', en: 'Whom for, and why' };
const PURPOSE: Text = { fr: 'Motif de l’impression', en: 'Purpose of the print' };
const RECIPIENT: Text = { fr: 'Remis à', en: 'Given to' };
const AUTHORISED: Text = {
  fr: 'Les autorisations de partage en cours, et elles seules.',
  en: 'The authorisations to share that are in force, and no others.',
};

/** The purpose from the closed list, then the recipient of an authorisation; a purpose for which nobody may be given anything is not shown. */
export function ReaderChoice({
  readers,
  chosen,
  choose,
}: {
  readonly readers: Extract['readers'];
  readonly chosen: Reader | null;
  readonly choose: (reader: Reader) => void;
}) {
  const purposes = EXTRACT_PURPOSES.filter((purpose) => readers.some((one) => one.purpose === purpose));
  const those = readers.filter((one) => one.purpose === chosen?.purpose);
  function chooseAt(place: number, among: readonly Reader[]): void {
    const reader = among[place];
    if (reader !== undefined) choose(reader);
  }
  return (
    <Card title={TITLE}>
      <div className="stack">
        <Radios
          label={PURPOSE}
          options={purposes.map((value) => ({ value, label: PURPOSE_WORDS[value] }))}
          value={chosen?.purpose ?? null}
          onChange={(purpose) =>
            chooseAt(
              0,
              readers.filter((one) => one.purpose === purpose),
            )
          }
        />
        {chosen !== null && chosen.recipient !== null && (
          <Field id="reader" label={RECIPIENT} hint={AUTHORISED}>
            {(control) => (
              <Select
                {...control}
                value={String(those.indexOf(chosen))}
                choices={those.map((reader, place) => ({ value: String(place), label: toWhom(reader) }))}
                onChange={(place) => chooseAt(Number(place), those)}
              />
            )}
          </Field>
        )}
      </div>
    </Card>
  );
}
