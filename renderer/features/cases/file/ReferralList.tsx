import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { NUMBER, SERVICE, STATE } from '../../../../shared/words.ts';
import { formAddress } from '../../../forms/loader.ts';
import { dayInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import { Table } from '../../../ui/Table.tsx';
import { wording } from '../../../wording.ts';

const REFERRALS: Text = { fr: 'Référencements', en: 'Referrals' };
const ANSWER: Text = { fr: 'Retour attendu', en: 'Answer due' };
const NONE: Text = {
  fr: 'Aucun référencement. Il part du consentement au partage de la personne.',
  en: 'No referral. It starts from the person’s consent to share.',
};
const PAPER: Text = { fr: 'Papier', en: 'Paper' };
const SLIP: Text = { fr: 'Fiche', en: 'Slip' };
const REFER: Text = { fr: 'Référer', en: 'Refer' };

type Referral = CaseFile['referrals'][number];

export function ReferralList({ file }: { readonly file: CaseFile }) {
  const act = file.mayWrite && <ButtonLink to={formAddress(file.row.caseId, 'referral', null)}>{REFER}</ButtonLink>;
  if (file.referrals.length === 0) {
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
          caption={REFERRALS}
          rows={file.referrals}
          rowKey={(referral) => referral.recordId}
          columns={[
            {
              key: 'code',
              head: NUMBER,
              cell: (referral) => (
                <Link className="code plain" to={formAddress(file.row.caseId, 'referral', referral.recordId)}>
                  {referral.referralCode}
                </Link>
              ),
            },
            { key: 'service', head: SERVICE, cell: (referral) => say(wording('service_category', referral.category)) },
            { key: 'state', head: STATE, cell: (referral) => <Chip>{wording('referral_state', referral.state)}</Chip> },
            {
              key: 'due',
              head: ANSWER,
              cell: (referral) => (referral.feedbackDue === null ? '–' : dayInList(referral.feedbackDue, language())),
            },
            ...(file.mayWrite
              ? [
                  {
                    key: 'slip',
                    head: PAPER,
                    cell: (referral: Referral) => <Link to={`/cases/${file.row.caseId}/slip/${referral.recordId}`}>{say(SLIP)}</Link>,
                  },
                ]
              : []),
          ]}
        />
      </div>
      <div>{act}</div>
    </div>
  );
}
