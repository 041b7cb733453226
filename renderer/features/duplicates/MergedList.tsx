import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table } from '../../ui/Table.tsx';
import { ActDialog } from '../../ui/ActDialog.tsx';

type Merged = Output<'duplicates.list'>['merged'];

const TITLE: Text = { fr: 'Dossiers réunis depuis 90 jours', en: 'Cases merged in the last 90 days' };
const STAYS: Text = { fr: 'Dossier qui continue', en: 'Case that goes on' };
const ENDED: Text = { fr: 'Dossier réuni', en: 'Merged case' };
const ON: Text = { fr: 'Réunis le', en: 'Merged on' };
const ACT: Text = { fr: 'Défaire', en: 'Undo' };
const UNDO: Text = { fr: 'Défaire la réunion', en: 'Undo the merge' };
const UNDONE: Text = { fr: 'Réunion défaite. Les deux dossiers sont comme avant.', en: 'Merge undone. Both cases are as before.' };
const WHAT: Text = {
  fr: 'Les deux dossiers retrouvent leurs réponses, leurs fiches, leurs tâches et leur état d’avant, et la paire attend de nouveau. Si l’on a écrit depuis dans l’un d’eux, rien n’est défait et l’application dit quoi. Un mois figé entre-temps garde ses chiffres.',
  en: 'Both cases get back the answers, forms, tasks and state they had, and the pair waits again. If something was written in one of them since, nothing is undone and the application says what. A month frozen meanwhile keeps its figures.',
};

/** Merges that may still be undone (interface 3.14). */
export function MergedList({ merged }: { readonly merged: Merged }) {
  const [undoing, setUndoing] = useState<Merged[number] | null>(null);
  if (merged.length === 0) return null;
  return (
    <Card title={TITLE}>
      <Table
        caption={TITLE}
        rows={merged}
        rowKey={({ mergeId }) => mergeId}
        columns={[
          { key: 'survivor', head: STAYS, cell: ({ survivor }) => <CaseLink linked={survivor} /> },
          { key: 'ended', head: ENDED, cell: ({ ended }) => <CaseLink linked={ended} /> },
          { key: 'on', head: ON, cell: ({ mergedOn }) => formatInstantInList(mergedOn, language()) },
          {
            key: 'undo',
            head: <span className="hidden-text">{say(ACT)}</span>,
            cell: (one) => (
              <Button onPress={() => setUndoing(one)} aria-label={`${say(UNDO)}, ${one.survivor.caseCode}`}>
                {ACT}
              </Button>
            ),
          },
        ]}
      />
      {undoing !== null && <UndoDialog merge={undoing} close={() => setUndoing(null)} />}
    </Card>
  );
}

function CaseLink({ linked: { caseId, caseCode } }: { readonly linked: Merged[number]['ended'] }) {
  return (
    <Link className="plain code" to={`/cases/${caseId}`}>
      {caseCode}
    </Link>
  );
}

function UndoDialog({ merge, close }: { readonly merge: Merged[number]; readonly close: () => void }) {
  return (
    <ActDialog
      title={UNDO}
      close={close}
      act={UNDO}
      kind="dangerous"
      run={(write) => write('duplicates.undo', { mergeId: merge.mergeId })}
      done={UNDONE}
    >
      <p>
        <span className="code">{merge.survivor.caseCode}</span> · <span className="code">{merge.ended.caseCode}</span>
      </p>
      <p>{say(WHAT)}</p>
    </ActDialog>
  );
}
