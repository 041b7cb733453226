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
import { Select } from '../../ui/Select.tsx';
import type { Choice } from '../../ui/Select.tsx';

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
const ENCODINGS: readonly Choice<Source<'csv'>['encoding']>[] = [
  { value: 'utf-8', label: { fr: 'UTF-8', en: 'UTF-8' } },
  { value: 'windows-1252', label: { fr: 'Windows (1252)', en: 'Windows (1252)' } },
  { value: 'utf-16le', label: { fr: 'UTF-16, petit-boutiste', en: 'UTF-16, little-endian' } },
  { value: 'utf-16be', label: { fr: 'UTF-16, gros-boutiste', en: 'UTF-16, big-endian' } },
];
const SEPARATORS: readonly Choice<Source<'csv'>['separator']>[] = [
  { value: ';', label: { fr: 'point-virgule', en: 'semicolon' } },
  { value: ',', label: { fr: 'virgule', en: 'comma' } },
  { value: '\t', label: { fr: 'tabulation', en: 'tab' } },
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
          <Select {...control} value={encoding} choices={ENCODINGS} onChange={(value) => reread({ encoding: value, separator })} />
        )}
      </Field>
      <Field label={SEPARATOR} hint={DETECTED}>
        {(control) => (
          <Select {...control} value={separator} choices={SEPARATORS} onChange={(value) => reread({ encoding, separator: value })} />
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
          <Select
            {...control}
            value={String(sheet)}
            choices={sheets.map((name, place) => ({ value: String(place), label: name }))}
            onChange={(place) => reread({ sheet: Number(place) })}
          />
        )}
      </Field>
    </div>
  );
}
