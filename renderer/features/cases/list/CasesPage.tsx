import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { CaseRow } from '../../../../shared/contract/cases.ts';
import { formatDate } from '../../../../shared/time.ts';
import type { Text } from '../../../../shared/text.ts';
import { CASES, CODE, CONSENT, NEW_INTAKE, STATE } from '../../../../shared/words.ts';
import { call } from '../../../api.ts';
import { useCommands } from '../../../commands/registry.ts';
import { dayInList, daysInWords, formatNumber } from '../../../format.ts';
import { rememberList } from '../../../frame/lastCases.ts';
import { Page } from '../../../frame/Page.tsx';
import { language, say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { RiskChip, State } from '../../../ui/Chip.tsx';
import { ConsentMarks } from '../../../ui/ConsentSummary.tsx';
import { ClockAlertIcon } from '../../../ui/icons.ts';
import { EmptyState } from '../../../ui/Notice.tsx';
import { Pager, Table } from '../../../ui/Table.tsx';
import { stateName } from '../../../wording.ts';
import { FilterLine } from './FilterLine.tsx';
import { readFilter, withChoice } from './filter.ts';
import { page, MAY } from '../../../frame/page.ts';

type Cases = Output<'cases.list'>;

const RISK: Text = { fr: 'Risque', en: 'Risk' };
const NEXT: Text = { fr: 'Prochaine échéance', en: 'Next due date' };
const LAST: Text = { fr: 'Dernier contact', en: 'Last contact' };
const OWNER: Text = { fr: 'Gestionnaire', en: 'Caseworker' };
const NONE: Text = { fr: 'Aucun dossier ne correspond.', en: 'No case matches.' };
const ALL: Text = { fr: 'Retirer les filtres', en: 'Remove the filters' };
const FIRST: Text = { fr: 'Aucun dossier encore. Le premier accueil en ouvre un.', en: 'No case yet. The first intake opens one.' };
const LOOK: Text = { fr: 'Chercher une personne', en: 'Look for a person' };

async function casesLoader({ request }: LoaderFunctionArgs): Promise<Cases> {
  const cases = await call('cases.list', readFilter(new URL(request.url).searchParams));
  rememberList(cases.rows.map(({ caseId }) => caseId));
  return cases;
}

/** The list: code, risk, state, due date, contact, consent. Sex, age, type and name are not columns (interface 3.4). */
function CasesPage(cases: Cases) {
  const navigate = useNavigate();
  const { role } = useUser();
  const [search] = useSearchParams();
  const filter = readFilter(search);
  useCommands(
    useMemo(
      () => [
        {
          id: 'cases.filter',
          label: { fr: 'Filtrer les dossiers', en: 'Filter the cases' },
          keys: 'Ctrl+F',
          run: () => document.getElementById('code-filter')?.focus(),
        },
        { id: 'cases.search', label: LOOK, keys: 'P', inPalette: false, run: () => void navigate('/search') },
        ...(role === 'caseworker'
          ? [{ id: 'cases.new', label: NEW_INTAKE, keys: 'N', inPalette: false, run: () => void navigate('/intake') }]
          : []),
      ],
      [navigate, role],
    ),
  );
  const count = formatNumber(cases.total, language());
  const lead: Text = {
    fr: cases.total < 2 ? `${count} dossier` : `${count} dossiers`,
    en: cases.total === 1 ? '1 case' : `${count} cases`,
  };
  const filtered = search.size > 0;
  return (
    <Page
      title={CASES}
      lead={lead}
      acts={
        <ButtonLink to="/search" keys="P">
          {LOOK}
        </ButtonLink>
      }
    >
      <FilterLine />
      <div className="card flush">
        {cases.rows.length > 0 ? (
          <CaseTable rows={cases.rows} />
        ) : (
          <EmptyState
            act={
              filtered ? <Link to="/cases">{say(ALL)}</Link> : role === 'caseworker' && <ButtonLink to="/intake">{NEW_INTAKE}</ButtonLink>
            }
          >
            {filtered ? NONE : FIRST}
          </EmptyState>
        )}
      </div>
      <Pager
        total={cases.total}
        pageSize={cases.pageSize}
        page={filter.page}
        to={(page) => `/cases?${withChoice(search, 'page', String(page))}`}
      />
    </Page>
  );
}

export const casesPage = page({ path: '/cases', roles: MAY.caseStaff, rail: 'cases', load: casesLoader, Page: CasesPage });

function CaseTable({ rows }: { readonly rows: readonly CaseRow[] }) {
  const { role } = useUser();
  const owner = { key: 'owner', head: OWNER, cell: (row: CaseRow) => <span className="code">{row.ownerCode}</span> };
  return (
    <Table
      caption={CASES}
      rows={rows}
      rowKey={(row) => row.caseId}
      columns={[
        {
          key: 'code',
          head: CODE,
          cell: (row) => (
            <Link className="code plain" to={`/cases/${row.caseId}`}>
              {row.caseCode}
            </Link>
          ),
        },
        { key: 'risk', head: RISK, cell: (row) => <RiskChip risk={row.risk} /> },
        { key: 'state', head: STATE, cell: (row) => say(stateName(row.state)) },
        { key: 'due', head: NEXT, cell: (row) => <NextDue row={row} /> },
        {
          key: 'contact',
          head: LAST,
          cell: (row) => (row.lastContact === null ? '–' : <span className="number">{formatDate(row.lastContact, language())}</span>),
        },
        { key: 'consent', head: CONSENT, cell: (row) => <ConsentMarks consent={row.consent} /> },
        ...(role === 'supervisor' ? [owner] : []),
      ]}
    />
  );
}

function NextDue({ row }: { readonly row: CaseRow }) {
  if (row.nextDue === null) return '–';
  if (row.nextDue.daysLate > 0) {
    return (
      <State tone="ochre" icon={ClockAlertIcon}>
        {say(row.nextDue.title)}, {say(daysInWords(row.nextDue.daysLate))}
      </State>
    );
  }
  return (
    <>
      {say(row.nextDue.title)} <span className="hint">{dayInList(row.nextDue.date, language())}</span>
    </>
  );
}
