import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { CHANGE, MASK } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { formAddress } from '../../../forms/loader.ts';
import { dayInList } from '../../../format.ts';
import { counted, language, say } from '../../../language.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { EyeIcon, EyeOffIcon, PlusIcon } from '../../../ui/icons.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useMaskAgain } from '../../../ui/useMaskAgain.ts';
import { wording } from '../../../wording.ts';

type Notes = Output<'notes.open'>['notes'];

const SHOW: Text = { fr: 'Afficher les notes', en: 'Show the notes' };
const NOTE: Text = { fr: 'note', en: 'note' };
const NOTES: Text = { fr: 'notes', en: 'notes' };
const NONE: Text = { fr: 'Aucune note.', en: 'No note.' };
const RULE: Text = { fr: 'L’affichage s’inscrit au journal.', en: 'Showing them is written in the journal.' };
const ADD: Text = { fr: 'Ajouter une note', en: 'Add a note' };

type Props = { readonly caseId: string; readonly count: number; readonly mayAdd: boolean };

/** The notes of a case, closed until asked for; closed again after 60 s or when the window loses the focus (interface P3). */
export function NotesPart({ caseId, count, mayAdd }: Props) {
  const [notes, setNotes] = useState<Notes | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const mask = useCallback(() => setNotes(null), []);
  useMaskAgain(notes !== null, mask);

  async function show(): Promise<void> {
    const outcome = await attempt('notes.open', { caseId });
    setFailure(outcome.ok ? null : outcome.failure);
    setNotes(outcome.ok ? outcome.value.notes : null);
  }
  return (
    <div className="card-part stack tight">
      {failure !== null && <FailureNotice failure={failure} />}
      {notes === null && <p className="hint">{count === 0 ? say(NONE) : `${say(counted(count, NOTE, NOTES))}. ${say(RULE)}`}</p>}
      {notes?.map((note) => (
        <ShownNote key={note.recordId} caseId={caseId} note={note} mayChange={mayAdd && note.own} />
      ))}
      <div className="row">
        {count > 0 && (
          <Button
            icon={notes === null ? EyeIcon : EyeOffIcon}
            aria-expanded={notes !== null}
            onPress={() => (notes === null ? void show() : mask())}
          >
            {notes === null ? SHOW : MASK}
          </Button>
        )}
        {mayAdd && (
          <ButtonLink icon={PlusIcon} to={formAddress(caseId, 'note', null)}>
            {ADD}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function ShownNote({ caseId, note, mayChange }: { readonly caseId: string; readonly note: Notes[number]; readonly mayChange: boolean }) {
  return (
    <div className="revealed">
      <p className="quiet">
        {dayInList(note.date, language())}, {note.staffCode}
        {note.subject !== null && ` · ${say(wording('note_subject', note.subject))}`}
        {mayChange && (
          <>
            {' '}
            <Link to={formAddress(caseId, 'note', note.recordId)}>{say(CHANGE)}</Link>
          </>
        )}
      </p>
      <p className="note-text">{note.text}</p>
    </div>
  );
}
