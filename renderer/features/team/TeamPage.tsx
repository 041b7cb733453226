import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTH, TEAM, TO_CARDS } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, language, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { RiskShape, State } from '../../ui/Chip.tsx';
import { AlertIcon, ChevronRightIcon, ClockAlertIcon } from '../../ui/icons.ts';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { BackupReminder } from '../backup/BackupReminder.tsx';
import { RenewalNotice } from '../accounts/RenewalNotice.tsx';
import { ApprovalList } from '../cases/approvals/ApprovalList.tsx';
import { UnreadNotice } from './UnreadNotice.tsx';
import { page, MAY } from '../../frame/page.ts';

type Team = Output<'team.open'>;

const DECISIONS: Text = { fr: 'Attend votre décision', en: 'Waits for your decision' };
const NO_DECISION: Text = { fr: 'Rien n’attend votre décision.', en: 'Nothing waits for your decision.' };
const ALERTS: Text = { fr: 'Alertes', en: 'Alerts' };
const CASELOAD: Text = { fr: 'Charge par gestionnaire', en: 'Caseload by caseworker' };
const WAITING: Text = { fr: 'À traiter', en: 'To handle' };
const NOTHING: Text = { fr: 'Rien à traiter.', en: 'Nothing to handle.' };
const OPEN_MONTH: Text = { fr: 'Ouvrir le rapport', en: 'Open the report' };
const MONTH_STATES: Record<Team['month']['state'], Text> = {
  open: { fr: 'rapport à préparer', en: 'report to prepare' },
  frozen: { fr: 'figé, à remettre', en: 'frozen, to hand over' },
  exported: { fr: 'remis', en: 'handed over' },
};
const CARD_DUE: Record<NonNullable<Team['cardDue']>, Text> = {
  changed: {
    fr: 'La carte de ce centre a changé : remettez-la au point focal.',
    en: 'The card of this centre has changed: hand it over to the focal point.',
  },
  ending: {
    fr: 'La carte de ce centre arrive à son terme : remettez la nouvelle au point focal.',
    en: 'The card of this centre is about to end: hand the new one over to the focal point.',
  },
};
const HEADS = {
  code: { fr: 'Gestionnaire', en: 'Caseworker' },
  open: { fr: 'Ouverts', en: 'Open' },
  high: { fr: 'Élevé', en: 'High' },
  medium: { fr: 'Moyen', en: 'Medium' },
  low: { fr: 'Faible', en: 'Low' },
  late: { fr: 'Tâches en retard', en: 'Overdue tasks' },
} satisfies Record<string, Text>;
const OVER: Text = { fr: 'au-dessus du plafond', en: 'above the ceiling' };

function leadOf(team: Team): Text {
  const cases = counted(team.openCases, { fr: 'dossier ouvert', en: 'open case' }, { fr: 'dossiers ouverts', en: 'open cases' });
  const staff = counted(team.caseload.length, { fr: 'gestionnaire', en: 'caseworker' }, { fr: 'gestionnaires', en: 'caseworkers' });
  const approvals = counted(
    team.approvals.length,
    { fr: 'décision attendue', en: 'decision awaited' },
    { fr: 'décisions attendues', en: 'decisions awaited' },
  );
  return { fr: `${cases.fr}, ${staff.fr}, ${approvals.fr}`, en: `${cases.en}, ${staff.en}, ${approvals.en}` };
}

/** Supervisor's home: decisions by delay, alerts, caseload without ranking, state of the month (interface 3.15). */
function TeamPage(team: Team) {
  const navigate = useNavigate();
  useCommands(
    useMemo(
      () => [
        {
          id: 'team.approvals',
          label: { fr: 'Validations', en: 'Approvals' },
          keys: 'V',
          inPalette: false,
          run: () => void navigate('/approvals'),
        },
        {
          id: 'team.month',
          label: { fr: 'Rapport mensuel', en: 'Monthly report' },
          keys: 'M',
          inPalette: false,
          run: () => void navigate('/months'),
        },
      ],
      [navigate],
    ),
  );
  return (
    <Page title={TEAM} lead={leadOf(team)} side={<TeamSide team={team} />} sideAt="top">
      <RenewalNotice renewal={team.renewal} />
      <UnreadNotice unread={team.unread} />
      {team.cardDue !== null && (
        <Notice tone="ochre">
          <p>
            {say(CARD_DUE[team.cardDue])} <Link to="/cards">{say(TO_CARDS)}</Link>
          </p>
        </Notice>
      )}
      <Section title={DECISIONS} count={team.approvals.length}>
        <div className="card flush">
          {team.approvals.length === 0 ? <EmptyState>{NO_DECISION}</EmptyState> : <ApprovalList approvals={team.approvals} />}
        </div>
      </Section>
      {team.alerts.length > 0 && (
        <Section title={ALERTS} count={team.alerts.length}>
          <Alerts team={team} />
        </Section>
      )}
      <Section title={CASELOAD}>
        <Caseload team={team} />
      </Section>
    </Page>
  );
}

export const teamPage = page({ path: '/team', roles: MAY.supervisor, rail: 'team', load: () => call('team.open', {}), Page: TeamPage });

function Alerts({ team }: { readonly team: Team }) {
  return (
    <ul className="card flush list">
      {team.alerts.map((alert, index) => {
        const words = (
          <>
            <AlertIcon className="ochre" />
            <span className="grow">{say(alert.what)}</span>
            {alert.caseCode !== null && <span className="code">{alert.caseCode}</span>}
          </>
        );
        return (
          <li key={index}>
            {alert.caseId === null ? (
              <span className="list-line">{words}</span>
            ) : (
              <Link className="list-line" to={`/cases/${alert.caseId}`}>
                {words}
                <ChevronRightIcon />
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Caseload({ team }: { readonly team: Team }) {
  const risks = (['high', 'medium', 'low'] as const).map((risk) => ({
    key: risk,
    number: true,
    head: (
      <span className="risk-head">
        <RiskShape risk={risk} />
        {say(HEADS[risk])}
      </span>
    ),
    cell: (row: Team['caseload'][number]) => row[risk],
  }));
  return (
    <div className="card flush">
      <Table
        caption={CASELOAD}
        rows={team.caseload}
        rowKey={(row) => row.staffCode}
        columns={[
          {
            key: 'code',
            head: HEADS.code,
            cell: (row) => (
              <Link className="code plain" to={`/cases?owner=${row.staffCode}`}>
                {row.staffCode}
              </Link>
            ),
          },
          {
            key: 'open',
            head: HEADS.open,
            number: true,
            cell: (row) => (
              <>
                {row.open > row.most && <State tone="ochre">{OVER}</State>} {row.open}
              </>
            ),
          },
          ...risks,
          {
            key: 'late',
            head: HEADS.late,
            number: true,
            cell: (row) =>
              row.late === 0 ? (
                0
              ) : (
                <State tone="ochre" icon={ClockAlertIcon}>
                  {row.late}
                </State>
              ),
          },
        ]}
      />
    </div>
  );
}

type Waiting = { readonly to: string; readonly count: number; readonly words: Text };

function waitingOf(team: Team): readonly Waiting[] {
  const all: readonly Waiting[] = [
    { to: '/admin/users', count: team.pendingAccounts, words: { fr: 'accès à ouvrir', en: 'access to open' } },
    {
      to: '/admin/journal',
      count: team.paperDue ? 1 : 0,
      words: { fr: 'témoin à recopier dans le cahier', en: 'witness to copy into the register' },
    },
    { to: '/admin/users', count: team.pendingActs, words: { fr: 'comptes à signer', en: 'accounts to sign' } },
    { to: '/admin/settings', count: team.pendingSettings, words: { fr: 'réglages à signer', en: 'settings to sign' } },
    { to: '/duplicates', count: team.pendingPairs, words: { fr: 'doublons possibles', en: 'possible duplicates' } },
    { to: '/team/handovers', count: team.toHandOver, words: { fr: 'dossiers à confier', en: 'cases to hand over' } },
    {
      to: '/takeover/corrections',
      count: team.corrections,
      words: { fr: 'lignes de registre à corriger', en: 'register rows to correct' },
    },
    {
      to: '/takeover',
      count: team.sources,
      words: { fr: 'registres repris encore en clair', en: 'registers taken over, still readable' },
    },
  ];
  return all.filter(({ count }) => count > 0);
}

function TeamSide({ team }: { readonly team: Team }) {
  const waiting = waitingOf(team);
  return (
    <>
      <Card title={MONTH}>
        <p>
          <strong>{formatMonth(team.month.month, language())}</strong>
          <br />
          <span className="quiet">{say(MONTH_STATES[team.month.state])}</span>
        </p>
        <p className="card-act">
          <ButtonLink to={`/months/${team.month.month}/check`} keys="M">
            {OPEN_MONTH}
          </ButtonLink>
        </p>
      </Card>
      <Section title={WAITING}>
        <div className="card flush">
          {waiting.length === 0 && <p className="list-line hint">{say(NOTHING)}</p>}
          <ul className="list">
            {waiting.map(({ to, count, words }) => (
              <li key={words.en}>
                <Link className="list-line" to={to}>
                  <span className="number code">{count}</span>
                  <span className="grow">{say(words)}</span>
                  <ChevronRightIcon />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </Section>
      <BackupReminder />
    </>
  );
}
