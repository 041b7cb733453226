import { useEffect, useRef, useState } from 'react';
import type { Input } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatDate, formatMonth, isMonth, monthsOfPeriod } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { CANCEL, WRITING } from '../../../shared/words.ts';
import { sayHandedOut } from '../../frame/handOut.tsx';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, FieldGroup } from '../../ui/Field.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { NeverLeft } from '../../ui/NeverLeft.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import type { TablesData } from './loaders.ts';
import { Select } from '../../ui/Select.tsx';

type Format = Input<'tables.handOut'>['format'];

const TITLE: Text = { fr: 'Remettre les tableaux', en: 'Hand out the tables' };
const FORMAT: Text = { fr: 'Forme du fichier', en: 'Form of the file' };
const FROM: Text = { fr: 'Du mois', en: 'From' };
const TO: Text = { fr: 'Au mois', en: 'To' };
const FOLDER: Text = { fr: 'Choisir le dossier', en: 'Choose the folder' };
const SUM_OF_MONTHS: Text = {
  fr: 'La somme des mois, tels qu’ils sont partis. Ce qu’un mois masque reste masqué.',
  en: 'The sum of the months, as they left. What a month hides stays hidden.',
};
const PUT_BACK: Text = { fr: 'D’autres tableaux ne sont-ils pas déjà partis\u00a0?', en: 'Have other tables not left already?' };
const NEVER_LEFT: Text = {
  fr: 'Aucun autre tableau de ces mois n’a été remis depuis cette copie.',
  en: 'No other tables of these months were handed out since that copy.',
};
const NEVER_LEFT_FIRST: Text = {
  fr: 'Dites d’abord qu’aucun autre tableau de ces mois n’est parti.',
  en: 'First say that no other tables of these months have left.',
};

function unknownSince(day: string): Text {
  return {
    fr: `Une copie a été remise sur ce bureau le ${formatDate(day, 'fr')}. Ce qui est parti après cette copie n’est plus connu ici\u00a0: si des tableaux de ces mois sont partis, redonnez ce fichier-là, deux fichiers différents en diraient trop.`,
    en: `A copy was put back on this desk on ${formatDate(day, 'en')}. What left after that copy is no longer known here: if tables of these months have left, give that file again, two different files would tell too much.`,
  };
}

const FORMATS: readonly { readonly value: Format; readonly label: Text }[] = [
  { value: 'xlsx', label: { fr: 'Classeur (XLSX), une feuille par tableau', en: 'Workbook (XLSX), one sheet a table' } },
  { value: 'pdf', label: { fr: 'Rapport imprimé (PDF)', en: 'Printed report (PDF)' } },
  { value: 'csv', label: { fr: 'Lignes (CSV), pour un autre logiciel', en: 'Lines (CSV), for another program' } },
];

type Props = {
  readonly period: string;
  readonly periods: readonly string[];
  readonly mayHaveLeft: TablesData['mayHaveLeft'];
  readonly close: () => void;
};

/** Writes the protected tables of some months, or of a quarter or a year, to a folder. The echo is a toast: while a PDF is drawn the window leaves this page and comes back. */
export function HandOutDialog({ period, periods, mayHaveLeft, close }: Props) {
  const [format, setFormat] = useState<Format>('xlsx');
  const [first, setFirst] = useState(period);
  const [last, setLast] = useState(period);
  const [picking, setPicking] = useState(false);
  const [neverLeft, setNeverLeft] = useState(false);
  const months = periods.filter(isMonth);
  const chosen = isMonth(period) ? months.filter((one) => one >= first && one <= last) : [period];
  const leaving = new Set([...chosen, ...chosen.flatMap(monthsOfPeriod)]);
  const since = mayHaveLeft !== null && mayHaveLeft.periods.some((one) => leaving.has(one)) ? mayHaveLeft.since : null;
  const { working, failure, write } = useWrite();
  const firstChoice = useRef<HTMLInputElement>(null);
  useEffect(() => firstChoice.current?.focus(), []);

  /** The word was given for the months that were shown. */
  function changeTo(set: (period: string) => void, one: string): void {
    set(one);
    setNeverLeft(false);
  }

  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const word = since !== null && neverLeft ? { neverLeft } : {};
    const outcome = await write('tables.handOut', { periods: chosen, format, folder: folder.token, ...word });
    if (!outcome.ok) return;
    sayHandedOut(outcome.value);
    close();
  }
  if (picking) return <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setPicking(false)} />;
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="primary"
            missing={since !== null && !neverLeft ? NEVER_LEFT_FIRST : null}
            missingAt="never-left"
            working={working ? WRITING : null}
            onPress={() => setPicking(true)}
          >
            {FOLDER}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <FieldGroup label={FORMAT}>
        {FORMATS.map((one) => (
          <label key={one.value} className="choice">
            <input
              type="radio"
              name="format"
              {...(one.value === 'xlsx' && { ref: firstChoice })}
              checked={format === one.value}
              onChange={() => setFormat(one.value)}
            />
            {say(one.label)}
          </label>
        ))}
      </FieldGroup>
      {isMonth(period) ? (
        <div className="row">
          <PeriodSelect
            label={FROM}
            value={first}
            periods={months.filter((one) => one <= last)}
            onChange={(one) => changeTo(setFirst, one)}
          />
          <PeriodSelect label={TO} value={last} periods={months.filter((one) => one >= first)} onChange={(one) => changeTo(setLast, one)} />
        </div>
      ) : (
        <p className="hint">{say(SUM_OF_MONTHS)}</p>
      )}
      {since !== null && (
        <NeverLeft title={PUT_BACK} why={unknownSince(since)} word={NEVER_LEFT} checked={neverLeft} onChange={setNeverLeft} />
      )}
    </Dialog>
  );
}

type SelectProps = {
  readonly label: Text;
  readonly value: string;
  readonly periods: readonly string[];
  readonly onChange: (value: string) => void;
};

function PeriodSelect({ label, value, periods, onChange }: SelectProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          choices={periods.map((one) => ({ value: one, label: formatMonth(one, language()) }))}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
