import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { DATE, RESULT } from '../../../../shared/words.ts';
import { formAddress } from '../../../forms/loader.ts';
import { dayInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import { Table } from '../../../ui/Table.tsx';
import { wording } from '../../../wording.ts';

const FOLLOW_UPS: Text = { fr: 'Suivis', en: 'Follow-ups' };
const DUE: Text = { fr: 'Prévu le', en: 'Planned for' };
const NONE: Text = { fr: 'Aucun suivi encore.', en: 'No follow-up yet.' };
const RECORD: Text = { fr: 'Enregistrer un suivi', en: 'Record a follow-up' };
const PLANNED: Text = { fr: 'à faire', en: 'to do' };

export function FollowUpList({ file }: { readonly file: CaseFile }) {
  const act = file.mayWrite && <ButtonLink to={formAddress(file.row.caseId, 'follow_up', null)}>{RECORD}</ButtonLink>;
  if (file.followUps.length === 0) {
    return (
      <div className="card flush">
        <EmptyState act={act}>{NONE}</EmptyState>
      </div>
    );
  }
  return (
    <div className="stack">
      <div className="card flush">
        <Table
          caption={FOLLOW_UPS}
          rows={file.followUps}
          rowKey={(followUp) => followUp.recordId}
          columns={[
            {
              key: 'date',
              head: DATE,
              cell: (followUp) => (
                <Link className="plain" to={formAddress(file.row.caseId, 'follow_up', followUp.recordId)}>
                  {followUp.date === null ? say(PLANNED) : dayInList(followUp.date, language())}
                </Link>
              ),
            },
            { key: 'due', head: DUE, cell: (followUp) => (followUp.due === null ? '–' : dayInList(followUp.due, language())) },
            {
              key: 'result',
              head: RESULT,
              cell: (followUp) => (followUp.outcome === null ? '–' : say(wording('followup_outcome', followUp.outcome))),
            },
          ]}
        />
      </div>
      <div>{act}</div>
    </div>
  );
}
