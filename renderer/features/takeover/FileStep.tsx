import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Input } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { Text } from '../../../shared/text.ts';
import { CONTINUE, OTHER_FILE, READING } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FileInputIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { TakeoverPage } from './TakeoverPage.tsx';
import { beginDraft } from './takeoverState.ts';
import type { Draft, Reading } from './takeoverState.ts';

type Reread = Omit<Input<'takeover.read'>, 'file'>;

const TITLE: Text = { fr: 'Quel registre reprendre\u00a0?', en: 'Which register to take over?' };
const LEAD: Text = {
  fr: 'Un classeur (.xlsx) ou un fichier CSV, tel que le centre le tient. Rien n’est écrit avant l’étape Reprise\u00a0; elle ne change rien au fichier lui-même.',
  en: 'A workbook (.xlsx) or a CSV file, as the centre keeps it. Nothing is written before the step Take-over; it changes nothing in the file itself.',
};
const CHOOSE: Text = { fr: 'Choisir un fichier…', en: 'Choose a file…' };
const NONE: Text = { fr: 'Aucun fichier choisi.', en: 'No file chosen.' };
const READ: Text = { fr: 'Fichier lu', en: 'File read' };
const ENCODING: Text = { fr: 'Écriture des lettres', en: 'Encoding' };
const SEPARATOR: Text = { fr: 'Séparateur', en: 'Separator' };
const DETECTED: Text = {
  fr: 'Reconnu dans le fichier\u00a0; changez si des lettres ou des colonnes paraissent fausses.',
  en: 'Recognised in the file; change it if letters or columns look wrong.',
};
const SHEET: Text = { fr: 'Feuille', en: 'Sheet' };
const ONE_SHEET: Text = {
  fr: 'Une feuille à la fois. Les formules gardent la valeur qu’elles avaient à l’enregistrement du classeur.',
  en: 'One sheet at a time. Formulas keep the value they had when the workbook was saved.',
};
const ENCODINGS: readonly (readonly [Source<'csv'>['encoding'], Text])[] = [
  ['utf-8', { fr: 'UTF-8', en: 'UTF-8' }],
  ['windows-1252', { fr: 'Windows (1252)', en: 'Windows (1252)' }],
  ['utf-16le', { fr: 'UTF-16, petit-boutiste', en: 'UTF-16, little-endian' }],
  ['utf-16be', { fr: 'UTF-16, gros-boutiste', en: 'UTF-16, big-endian' }],
];
const SEPARATORS: readonly (readonly [Source<'csv'>['separator'], Text])[] = [
  [';', { fr: 'point-virgule', en: 'semicolon' }],
  [',', { fr: 'virgule', en: 'comma' }],
  ['\t', { fr: 'tabulation', en: 'tab' }],
];

/** Step 1: the file, its encoding and separator as detected, both correctable. */
export function FileStep({ draft }: { readonly draft: Draft | null }) {
  const navigate = useNavigate();
  const { userId } = useUser();
  const [picking, setPicking] = useState(false);
  const { working, failure, write } = useWrite();

  async function read(file: PickerEntry, choices: Reread): Promise<boolean> {
    const outcome = await write('takeover.read', { file: file.token, ...choices });
    if (outcome.ok) beginDraft(userId, file, outcome.value);
    return outcome.ok;
  }
  async function pick([file]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (file !== undefined && (await read(file, {}))) void navigate('/takeover/columns');
  }
  return (
    <TakeoverPage
      step="file"
      title={TITLE}
      lead={LEAD}
      foot={
        draft === null ? undefined : (
          <ButtonLink kind="primary" size="large" to="/takeover/columns">
            {CONTINUE}
          </ButtonLink>
        )
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {draft === null ? (
        <Card look="flush">
          <EmptyState
            act={
              <Button kind="primary" size="large" icon={FileInputIcon} working={working ? READING : null} onPress={() => setPicking(true)}>
                {CHOOSE}
              </Button>
            }
          >
            {NONE}
          </EmptyState>
        </Card>
      ) : (
        <Card title={READ} beside={<Button onPress={() => setPicking(true)}>{OTHER_FILE}</Button>}>
          <FileFacts draft={draft} reread={(choices) => void read(draft.file, choices)} />
        </Card>
      )}
      {picking && <FilePicker accept="register" onPick={(picked) => void pick(picked)} onClose={() => setPicking(false)} />}
    </TakeoverPage>
  );
}

type Correcting = { readonly draft: Draft; readonly reread: (choices: Reread) => void };

function FileFacts({ draft, reread }: Correcting) {
  const { source, rows, columns } = draft.reading;
  return (
    <div className="stack">
      <p>
        <strong>{draft.file.label}</strong>{' '}
        <span className="hint number">
          {say({ fr: `${rows}\u00a0lignes, ${columns.length}\u00a0colonnes`, en: `${rows} lines, ${columns.length} columns` })}
        </span>
      </p>
      {source.kind === 'csv' ? <TextChoices source={source} reread={reread} /> : <SheetChoice source={source} reread={reread} />}
    </div>
  );
}

type Source<K extends Reading['source']['kind']> = Extract<Reading['source'], { readonly kind: K }>;
type SourceProps<K extends Reading['source']['kind']> = { readonly source: Source<K>; readonly reread: Correcting['reread'] };

function TextChoices({ source: { encoding, separator }, reread }: SourceProps<'csv'>) {
  return (
    <div className="file-choices">
      <Field label={ENCODING} hint={DETECTED}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={encoding}
            onChange={(event) => choose(ENCODINGS, event.target.value, (value) => reread({ encoding: value, separator }))}
          >
            {ENCODINGS.map(([value, words]) => (
              <option key={value} value={value}>
                {say(words)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={SEPARATOR} hint={DETECTED}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={separator}
            onChange={(event) => choose(SEPARATORS, event.target.value, (value) => reread({ encoding, separator: value }))}
          >
            {SEPARATORS.map(([value, words]) => (
              <option key={value} value={value}>
                {say(words)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** One sheet is one register; the others are read in their turn. */
function SheetChoice({ source: { sheet, sheets }, reread }: SourceProps<'workbook'>) {
  return (
    <div className="file-choices">
      <Field label={SHEET} hint={ONE_SHEET}>
        {(control) => (
          <select {...control} className="input" value={sheet} onChange={(event) => reread({ sheet: Number(event.target.value) })}>
            {sheets.map((name, place) => (
              <option key={place} value={place}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** The value of a choice whose text came back from the control. */
function choose<V extends string>(choices: readonly (readonly [V, Text])[], text: string, then: (value: V) => void): void {
  const found = choices.find(([value]) => value === text);
  if (found !== undefined) then(found[0]);
}
