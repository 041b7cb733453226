import { useEffect, useRef } from 'react';
import type { Text } from '../../../../shared/text.ts';
import { Page } from '../../../frame/Page.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import type { Output } from '../../../../shared/contract.ts';
import { ApprovalList } from './ApprovalList.tsx';
import { call } from '../../../api.ts';
import { page, MAY } from '../../../frame/page.ts';

const TITLE: Text = { fr: 'Validations', en: 'Approvals' };
const LEAD: Text = {
  fr: 'Lisez, puis validez ou renvoyez avec un commentaire. Votre décision est signée. Vous ne décidez pas de vos propres demandes.',
  en: 'Read, then approve or send back with a comment. Your decision is signed. You do not decide on your own requests.',
};
const EMPTY: Text = {
  fr: 'Aucune demande n’attend. Les clôtures et les consentements à valider arrivent ici.',
  en: 'No request waits. Closures and consents to validate arrive here.',
};

/** Requests of the team; the first has the focus, `Entrée` opens it. */
function ApprovalsPage({ approvals }: Output<'team.open'>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('a')?.focus({ preventScroll: true }), []);
  return (
    <Page title={TITLE} lead={LEAD} focusTitle={approvals.length === 0}>
      <div ref={list} className="card flush">
        {approvals.length === 0 ? <EmptyState>{EMPTY}</EmptyState> : <ApprovalList approvals={approvals} />}
      </div>
    </Page>
  );
}

export const approvalsPage = page({
  path: '/approvals',
  roles: MAY.supervisor,
  rail: 'approvals',
  load: () => call('team.open', {}),
  Page: ApprovalsPage,
});
