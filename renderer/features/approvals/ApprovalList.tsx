import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { formatDayInList } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { useLanguage, useSay } from '../../language.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ChevronRightIcon } from '../../ui/icons.ts';

type Approvals = Output<'team.open'>['approvals'];

const APPROVALS: Text = { fr: 'Demandes', en: 'Requests' };

/** Requests that wait for a decision, the soonest due first. Each opens where it is decided. */
export function ApprovalList({ approvals }: { readonly approvals: Approvals }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="list" aria-label={say(APPROVALS)} data-rows="">
      {approvals.map((approval) => {
        const due = formatDayInList(approval.due, language);
        const at = formatInstantInList(approval.requestedAt, language);
        return (
          <li key={`${approval.caseId} ${approval.kind}`}>
            <Link
              className="list-line two"
              to={approval.kind === 'closure' ? `/cases/${approval.caseId}/closure` : `/cases/${approval.caseId}`}
            >
              <span className="grow">
                <span className="title">{say(approval.title)}</span> <span className="code">{approval.caseCode}</span>
                <br />
                <span className="under">
                  {say({ fr: `demandée par ${approval.requestedBy}, ${at}`, en: `asked by ${approval.requestedBy}, ${at}` })}
                </span>
              </span>
              <Chip>{say({ fr: `avant ${due}`, en: `before ${due}` })}</Chip>
              <ChevronRightIcon />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
