import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { formAddress } from '../../../forms/loader.ts';
import { dayInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import { Table } from '../../../ui/Table.tsx';
import { wording } from '../../../wording.ts';

const PLAN: Text = { fr: 'Actions du plan', en: 'Actions of the plan' };
const DOMAIN: Text = { fr: 'Domaine', en: 'Domain' };
const PRIORITY: Text = { fr: 'Priorité', en: 'Priority' };
const RESPONSIBLE: Text = { fr: 'Responsable', en: 'Responsible' };
const DUE: Text = { fr: 'Échéance', en: 'Due' };
const STATUS: Text = { fr: 'État', en: 'Status' };
const NONE: Text = { fr: 'Aucun plan encore.', en: 'No plan yet.' };
const BEGIN: Text = { fr: 'Établir le plan', en: 'Make the plan' };
const UPDATE: Text = { fr: 'Mettre le plan à jour', en: 'Update the plan' };
const NO_DOMAIN: Text = { fr: 'à préciser', en: 'to be said' };
const AGREED: Text = { fr: 'Convenu avec la personne', en: 'Agreed with the person' };
const NOT_AGREED: Text = { fr: 'Pas encore convenu avec la personne', en: 'Not yet agreed with the person' };
const REVIEW: Text = { fr: 'Revue le', en: 'Review on' };

/** What was agreed: each action with its due date and its state; needs and goals are read in the form (interface P1, §3.5). */
export function PlanList({ file }: { readonly file: CaseFile }) {
  const { plan, row } = file;
  const address = formAddress(row.caseId, 'plan_gbv', plan?.recordId ?? null);
  const act = file.mayWrite && <ButtonLink to={address}>{plan === null ? BEGIN : UPDATE}</ButtonLink>;
  if (plan === null || plan.items.length === 0) {
    return (
      <div className="card flush">
        <EmptyState act={act}>{NONE}</EmptyState>
      </div>
    );
  }
  const summary = [
    say(plan.agreed ? AGREED : NOT_AGREED),
    ...(plan.reviewDate === null ? [] : [`${say(REVIEW)} ${dayInList(plan.reviewDate, language())}`]),
    ...(plan.approval === null ? [] : [say(wording('approval_status', plan.approval))]),
  ];
  return (
    <div className="stack">
      <p className="hint">{summary.join(' · ')}</p>
      <div className="card flush">
        <Table
          caption={PLAN}
          rows={plan.items}
          rowKey={(item) => item.recordId}
          columns={[
            {
              key: 'domain',
              head: DOMAIN,
              cell: (item) => (
                <Link className="plain" to={address}>
                  {say(item.domain === null ? NO_DOMAIN : wording('need_domain', item.domain))}
                </Link>
              ),
            },
            { key: 'priority', head: PRIORITY, cell: (item) => coded('priority', item.priority) },
            { key: 'responsible', head: RESPONSIBLE, cell: (item) => coded('responsible', item.responsible) },
            { key: 'due', head: DUE, cell: (item) => (item.due === null ? '–' : dayInList(item.due, language())) },
            { key: 'status', head: STATUS, cell: (item) => say(wording('item_status', item.status)) },
          ]}
        />
      </div>
      <div>{act}</div>
    </div>
  );

  function coded(list: 'priority' | 'responsible', code: string | null): string {
    return code === null ? '–' : say(wording(list, code));
  }
}
