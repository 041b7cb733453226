import { useState } from 'react';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { fold } from '../../../shared/names/spelling.ts';
import { DESTROY_WORD } from '../../../shared/takeover/sourceFate.ts';
import type { Text } from '../../../shared/text.ts';
import { OTHER_FILE } from '../../../shared/words.ts';
import { counted, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { TextInput } from '../../ui/Inputs.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Source } from './loaders.ts';
import { NO_WITNESS, WitnessInput } from './WitnessInput.tsx';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';

const TITLE: Text = { fr: 'Écraser et effacer le fichier', en: 'Overwrite and delete the file' };
const WHAT: Text = {
  fr: 'L’application le compare d’abord à ce qu’elle a lu. S’il a changé, ou si ce n’est pas lui, elle n’y touche pas.',
  en: 'The application first compares it with what it read. If it has changed, or is not the one, it does not touch it.',
};
const FOR_EVER: Text = { fr: 'Sans retour', en: 'For ever' };
const FOR_EVER_WHY: Text = {
  fr: 'Ce que la reprise n’a pas pris (colonnes laissées de côté, noms des contacts sans accord) n’existera plus ici. La reprise ne pourra plus être refaite.',
  en: 'What the take-over did not take (columns left out, names of contacts without consent) will no longer exist here. The take-over cannot be made again.',
};
const FILE: Text = { fr: 'Choisir le fichier…', en: 'Choose the file…' };
const SHEETS_TOO: Text = { fr: 'Elles peuvent être perdues aussi.', en: 'They may be lost too.' };
const WORD: Text = { fr: `Pour confirmer, tapez ${DESTROY_WORD.fr}`, en: `To confirm, type ${DESTROY_WORD.en}` };
const ERASE: Text = { fr: 'Effacer pour toujours', en: 'Delete for ever' };
const WORKING: Text = { fr: 'Effacement…', en: 'Deleting…' };
const NO_FILE: Text = { fr: 'Choisissez le fichier.', en: 'Choose the file.' };
const NO_SHEETS: Text = { fr: 'Dites si les autres feuilles peuvent être perdues.', en: 'Say whether the other sheets may be lost.' };
const NO_WORD: Text = { fr: `Tapez ${DESTROY_WORD.fr}.`, en: `Type ${DESTROY_WORD.en}.` };
const ERASED: Text = { fr: 'Fichier écrasé et effacé, et noté.', en: 'File overwritten and deleted, and recorded.' };

/** The destruction of the very file that was read: chosen again, confirmed by a typed word, seen by a witness. */
export function EraseDialog({ source, close }: { readonly source: Source; readonly close: () => void }) {
  const [picking, setPicking] = useState(false);
  const [file, setFile] = useState<PickerEntry | null>(null);
  const [sheetsToo, setSheetsToo] = useState(false);
  const [typed, setTyped] = useState('');
  const [witness, setWitness] = useState('');
  const { otherSheets } = source;
  const isWord = [DESTROY_WORD.fr, DESTROY_WORD.en].some((word) => fold(word) === fold(typed));
  const lack = lackOf({ file, sheets: otherSheets === 0 || sheetsToo, isWord, witness });

  if (picking)
    return (
      <FilePicker
        accept="register"
        onPick={([picked]) => {
          setFile(picked ?? null);
          setPicking(false);
        }}
        onClose={() => setPicking(false)}
      />
    );
  return (
    <ActDialog
      title={TITLE}
      close={close}
      act={ERASE}
      acting={WORKING}
      kind="dangerous"
      enterActs
      lack={lack}
      run={async (write) => {
        if (file === null) return null;
        const { takeoverId } = source;
        return write('takeover.eraseSource', { takeoverId, file: file.token, typed, witness, otherSheetsToo: sheetsToo });
      }}
      done={ERASED}
    >
      <p>{say(WHAT)}</p>
      <Notice tone="brick" title={FOR_EVER}>
        <p>{say(FOR_EVER_WHY)}</p>
      </Notice>
      <p className="row">
        <Button id="erase-file" onPress={() => setPicking(true)}>
          {file === null ? FILE : OTHER_FILE}
        </Button>
        {file !== null && <strong>{file.label}</strong>}
      </p>
      {otherSheets > 0 && (
        <div>
          <p>{say(sheetWords(otherSheets))}</p>
          <label className="choice">
            <input id="erase-sheets" type="checkbox" checked={sheetsToo} onChange={(event) => setSheetsToo(event.target.checked)} />
            {say(SHEETS_TOO)}
          </label>
        </div>
      )}
      <WitnessInput witnesses={source.witnesses} value={witness} onChange={setWitness} />
      <TextInput id="erase-word" label={WORD} value={typed} onChange={setTyped} most={20} />
    </ActDialog>
  );
}

function sheetWords(count: number): Text {
  return counted(
    count,
    { fr: 'autre feuille de ce classeur n’a pas été reprise.', en: 'other sheet of this workbook was not taken over.' },
    { fr: 'autres feuilles de ce classeur n’ont pas été reprises.', en: 'other sheets of this workbook were not taken over.' },
  );
}

type Given = { readonly file: PickerEntry | null; readonly sheets: boolean; readonly isWord: boolean; readonly witness: string };

function lackOf({ file, sheets, isWord, witness }: Given): Lack | null {
  if (file === null) return { text: NO_FILE, at: 'erase-file' };
  if (!sheets) return { text: NO_SHEETS, at: 'erase-sheets' };
  if (witness === '') return { text: NO_WITNESS, at: 'witness' };
  return isWord ? null : { text: NO_WORD, at: 'erase-word' };
}
