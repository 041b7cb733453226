import { useState } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../../../shared/text.ts';
import { dayInList, formatInstantInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { ChevronRightIcon } from '../../../ui/icons.ts';
import { DecideDialog } from './DecideDialog.tsx';
import type { Approval } from './DecideDialog.tsx';

const APPROVALS: Text = { fr: 'Demandes', en: 'Requests' };
const DECIDE: Text = { fr: 'Décider', en: 'Decide' };

/** Requests that wait for a decision, the soonest due first. A closure is decided on its own page, beside its checks; the others here, once the case was read. */
export function ApprovalList({ approvals }: { readonly approvals: readonly Approval[] }) {
  const [deciding, setDeciding] = useState<Approval | null>(null);
  return (
    <>
      <ul className="list" aria-label={say(APPROVALS)} data-rows="">
        {approvals.map((approval) => (
          <li key={approval.approvalId} className="line-with-act">
            <ApprovalLine approval={approval} />
            {approval.kind !== 'closure' && (
              <Button onPress={() => setDeciding(approval)} aria-label={`${say(DECIDE)}, ${approval.caseCode}`}>
                {DECIDE}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {deciding !== null && <DecideDialog approval={deciding} close={() => setDeciding(null)} />}
    </>
  );
}

function ApprovalLine({ approval }: { readonly approval: Approval }) {
  const due = dayInList(approval.due, language());
  const at = formatInstantInList(approval.requestedAt, language());
  return (
    <Link className="list-line two" to={approval.kind === 'closure' ? `/cases/${approval.caseId}/closure` : `/cases/${approval.caseId}`}>
      <span className="grow">
        <span className="title">{say(approval.title)}</span> <span className="code">{approval.caseCode}</span>
        <br />
        <span className="under">
          {say({ fr: `demandée par ${approval.requestedBy}, ${at}`, en: `asked by ${approval.requestedBy}, ${at}` })}
        </span>
      </span>
      <Chip>{{ fr: `avant ${due}`, en: `before ${due}` }}</Chip>
      <ChevronRightIcon />
    </Link>
  );
}
