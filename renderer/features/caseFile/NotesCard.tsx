import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { attempt } from '../../api.ts';
import { formatDayInList } from '../../../shared/time.ts';
import { counted, useLanguage, useSay } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EyeIcon, EyeOffIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';

type Notes = Output<'notes.open'>['notes'];

const TITLE: Text = { fr: 'Notes', en: 'Notes' };
const SHOW: Text = { fr: 'Afficher les notes', en: 'Show the notes' };
const MASK: Text = { fr: 'Masquer', en: 'Mask' };
const NOTE: Text = { fr: 'note', en: 'note' };
const NOTES: Text = { fr: 'notes', en: 'notes' };
const RULE: Text = {
  fr: 'Observations d’un registre, commentaires de la supervision. L’affichage s’inscrit au journal.',
  en: 'Observations of a register, comments of the supervisor. Showing them is written in the journal.',
};

/** The notes of a case, closed until asked for; closed again after 60 s or when the window loses the focus (interface P3). */
export function NotesCard({ caseId, count }: { readonly caseId: string; readonly count: number }): ReactNode {
  const say = useSay();
  const language = useLanguage();
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
    <Card title={say(TITLE)}>
      {failure !== null && <FailureNotice failure={failure} />}
      {notes === null && (
        <p className="hint">
          {say(counted(count, NOTE, NOTES))}. {say(RULE)}
        </p>
      )}
      {notes?.map((note, index) => (
        <div key={index} className="revealed">
          <p className="quiet">
            {formatDayInList(note.date, language)}, {note.staffCode}
          </p>
          <p className="note-text">{note.text}</p>
        </div>
      ))}
      <Button
        icon={notes === null ? EyeIcon : EyeOffIcon}
        aria-expanded={notes !== null}
        onPress={() => (notes === null ? void show() : mask())}
      >
        {say(notes === null ? SHOW : MASK)}
      </Button>
    </Card>
  );
}
