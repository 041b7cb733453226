import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Account, Team } from '../../../shared/contract/accounts.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { formatInstantInList } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { ROLE_NAMES } from '../../frame/rails.ts';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/Chip.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { PlusIcon } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import { wording } from '../../wording.ts';
import { RecoveryCard } from '../recovery/RecoveryCard.tsx';
import { PersonActDialog } from './PersonActDialog.tsx';
import { AdmitDialog } from './AdmitDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { RenewalNotice } from './RenewalNotice.tsx';
import { WaitingActs } from './WaitingActs.tsx';
import { teamName } from './words.ts';
import { page } from '../../frame/page.ts';

type Accounts = Output<'accounts.list'> & { readonly recovery: Output<'recovery.state'> };

const TITLE: Text = { fr: 'Comptes', en: 'Accounts' };
const LEADS = {
  administrator: {
    fr: 'Vous inscrivez une personne et lui remettez son code. La supervision ouvre ensuite son accès\u00a0: personne n’agit seul.',
    en: 'You enrol a person and hand over the code. The supervision then opens access: nobody acts alone.',
  },
  authority: {
    fr: 'Ouvrez l’accès d’une personne inscrite, en sa présence, en tapant les huit mots qu’elle vous lit.',
    en: 'Open the access of an enrolled person, face to face, by typing the eight words she or he reads to you.',
  },
} satisfies Record<string, Text>;
const INVITE: Text = { fr: 'Inscrire une personne', en: 'Enrol a person' };
const ADMIT: Text = { fr: 'Ouvrir l’accès', en: 'Open access' };
const CONFIRM_KEYS: Text = { fr: 'Confirmer les clés', en: 'Confirm the keys' };
const LOSS: Text = { fr: 'Un ordinateur ou une clé USB est perdu', en: 'A computer or a USB stick is lost' };
const CHANGE: Text = { fr: 'Changer', en: 'Change' };
const TEAMS: Text = { fr: 'Équipes', en: 'Teams' };
const READY: Text = { fr: 'En service', en: 'At work' };
const NOT_READY: Text = {
  fr: 'Sa supervision, puis l’administration, ouvrent une session',
  en: 'Its supervision, then the administration, open a session',
};
const OWN_WORDS: Text = { fr: 'Vos huit mots', en: 'Your eight words' };
const READ_THEM: Text = {
  fr: 'Lisez-les à une personne qui doit vérifier que ce compte est bien le vôtre.',
  en: 'Read them to somebody who has to check that this account is really yours.',
};
const HEADS = {
  code: { fr: 'Code', en: 'Code' },
  name: { fr: 'Nom', en: 'Name' },
  role: { fr: 'Rôle', en: 'Role' },
  programs: { fr: 'Programmes', en: 'Programmes' },
  pledge: { fr: 'Engagement', en: 'Pledge' },
  opened: { fr: 'Dernière ouverture', en: 'Last opened' },
  state: { fr: 'État', en: 'State' },
  act: { fr: 'Acte', en: 'Act' },
  team: { fr: 'Équipe', en: 'Team' },
  supervisors: { fr: 'Supervision', en: 'Supervision' },
  caseworkers: { fr: 'Gestionnaires', en: 'Caseworkers' },
} satisfies Record<string, Text>;
const STATES: Record<Account['state'], { readonly words: Text; readonly tone: Tone }> = {
  invited: { words: { fr: 'Code remis', en: 'Code handed over' }, tone: 'plain' },
  enrolled: { words: { fr: 'Accès à ouvrir', en: 'Access to open' }, tone: 'ochre' },
  active: { words: { fr: 'Actif', en: 'Active' }, tone: 'leaf' },
  suspended: { words: { fr: 'Suspendu', en: 'Suspended' }, tone: 'plain' },
};

const DESTROY_WHEN: Text = { fr: 'En cas d’attaque ou d’évacuation, à deux :', en: 'Under attack or evacuation, by two people:' };
const DESTROY: Text = { fr: 'destruction', en: 'destruction' };

async function accountsLoader(): Promise<Accounts> {
  const [office, recovery] = await Promise.all([call('accounts.list', {}), call('recovery.state', {})]);
  return { ...office, recovery };
}

/** Accounts: the administrator enrols, the supervisor or focal point opens access by the eight words (security §2.4). */
function AccountsPage({ accounts, recovery, acts, renewal, teams }: Accounts) {
  const { role } = useUser();
  const [inviting, setInviting] = useState(false);
  const [admitting, setAdmitting] = useState<Account | null>(null);
  const [changing, setChanging] = useState<Account | null>(null);
  const administers = role === 'administrator';
  return (
    <Page
      title={TITLE}
      lead={administers ? LEADS.administrator : LEADS.authority}
      acts={
        administers && (
          <Button kind="primary" icon={PlusIcon} onPress={() => setInviting(true)}>
            {INVITE}
          </Button>
        )
      }
    >
      <RenewalNotice renewal={renewal} />
      <WaitingActs acts={acts} />
      <div className="card flush">
        <AccountTable accounts={accounts} admit={administers ? null : setAdmitting} confirmKeys={setAdmitting} change={setChanging} />
      </div>
      {teams.length > 1 && <Teams teams={teams} />}
      <p>
        <Link to="/admin/after-restore">{say(LOSS)}</Link>
      </p>
      <RecoveryCard recovery={recovery} staffCodes={accounts.filter(({ state }) => state === 'active').map(({ staffCode }) => staffCode)} />
      {!administers && <OwnWords accounts={accounts} />}
      <p className="hint">
        {say(DESTROY_WHEN)} <Link to="/admin/destroy">{say(DESTROY)}</Link>
      </p>
      {inviting && <InviteDialog accounts={accounts} close={() => setInviting(false)} />}
      {changing !== null && <PersonActDialog account={changing} teams={teams} close={() => setChanging(null)} />}
      {admitting !== null && <AdmitDialog account={admitting} close={() => setAdmitting(null)} />}
    </Page>
  );
}

export const accountsPage = page({
  path: '/admin/users',
  roles: ['administrator', 'supervisor', 'focal_point'],
  rail: 'users',
  load: accountsLoader,
  Page: AccountsPage,
});

/** Who works in which team, once there are several. */
function Teams({ teams }: { readonly teams: readonly Team[] }) {
  return (
    <Section title={TEAMS} count={teams.length}>
      <div className="card flush">
        <Table
          caption={TEAMS}
          rows={teams}
          rowKey={({ number }) => String(number)}
          columns={[
            { key: 'team', head: HEADS.team, cell: ({ number }) => say(teamName(number)) },
            { key: 'supervisors', head: HEADS.supervisors, cell: ({ supervisors }) => supervisors.join(', ') || '–' },
            { key: 'caseworkers', head: HEADS.caseworkers, cell: ({ caseworkers }) => caseworkers.join(', ') || '–' },
            {
              key: 'state',
              head: HEADS.state,
              cell: ({ ready }) => <Chip tone={ready ? 'leaf' : 'ochre'}>{ready ? READY : NOT_READY}</Chip>,
            },
          ]}
        />
      </div>
    </Section>
  );
}

/** What a caseworker compares before her application seals anything to this person (security §2.4). */
function OwnWords({ accounts }: { readonly accounts: readonly Account[] }) {
  const { userId } = useUser();
  const words = accounts.find((account) => account.userId === userId)?.words ?? null;
  if (words === null) return null;
  return (
    <Card title={OWN_WORDS}>
      <p>{say(READ_THEM)}</p>
      <EightWords words={words} label={OWN_WORDS} />
    </Card>
  );
}

function AccountTable({
  accounts,
  admit,
  confirmKeys,
  change,
}: {
  readonly accounts: readonly Account[];
  readonly admit: ((account: Account) => void) | null;
  readonly confirmKeys: (account: Account) => void;
  readonly change: (account: Account) => void;
}) {
  const { userId } = useUser();
  const button = (row: Account, label: Text, act: (account: Account) => void) => (
    <Button onPress={() => act(row)} aria-label={`${say(label)}, ${row.staffCode}`}>
      {label}
    </Button>
  );
  const act = {
    key: 'act',
    head: <span className="hidden-text">{say(HEADS.act)}</span>,
    cell: (row: Account) => {
      if (row.state === 'enrolled' && admit !== null) return button(row, ADMIT, admit);
      if (row.changeOfKeys !== null && row.userId !== userId) return button(row, CONFIRM_KEYS, confirmKeys);
      return (row.state === 'active' || row.state === 'suspended') && row.userId !== userId && button(row, CHANGE, change);
    },
  };
  return (
    <Table
      caption={TITLE}
      rows={accounts}
      rowKey={(row) => row.userId}
      columns={[
        { key: 'code', head: HEADS.code, cell: (row) => <span className="code">{row.staffCode}</span> },
        { key: 'name', head: HEADS.name, cell: (row) => row.name },
        { key: 'role', head: HEADS.role, cell: (row) => say(ROLE_NAMES[row.role]) },
        {
          key: 'programs',
          head: HEADS.programs,
          cell: (row) => (row.programs.length === 0 ? '–' : row.programs.map((one) => say(wording('case_program', one))).join(', ')),
        },
        { key: 'pledge', head: HEADS.pledge, cell: (row) => <span className="number">{formatDate(row.pledgeDate, language())}</span> },
        {
          key: 'opened',
          head: HEADS.opened,
          cell: (row) => (row.lastOpened === null ? '–' : formatInstantInList(row.lastOpened, language())),
        },
        { key: 'state', head: HEADS.state, cell: (row) => <Chip tone={STATES[row.state].tone}>{STATES[row.state].words}</Chip> },
        act,
      ]}
    />
  );
}
