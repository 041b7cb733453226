import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Handover } from '../../../shared/contract/cases.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { TEAM } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { counted, language, say, withCount } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { EmptyState, FailureNotice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { useWrite } from '../../write.ts';
import { stateName } from '../../wording.ts';
import { page, MAY } from '../../frame/page.ts';
import { Select } from '../../ui/Select.tsx';

type Handovers = Output<'handovers.list'>;
type Owner = Handovers['owners'][number];

const TITLE: Text = { fr: 'Dossiers à confier', en: 'Cases to hand over' };
const LEAD: Text = {
  fr: 'Choisissez une personne pour chaque dossier, puis signez une fois. L’ancienne personne ne l’ouvre plus. Si un seul ne passe pas, aucun ne change.',
  en: 'Choose a person for each case, then sign once. The former person opens it no more. If one does not pass, none changes.',
};
const NOTHING: Text = { fr: 'Tous les dossiers ont leur gestionnaire.', en: 'Every case has its caseworker.' };
const FOR_ALL: Text = { fr: 'Pour tous, quand c’est possible', en: 'For all, where possible' };
const CHOOSE: Text = { fr: 'À choisir', en: 'To choose' };
const NOBODY: Text = { fr: 'Personne ne peut le prendre', en: 'Nobody can take it' };
const SAVE: Text = { fr: 'Confier', en: 'Hand over' };
const WORKING: Text = { fr: 'Nouvelles clés…', en: 'New keys…' };
const NONE_CHOSEN: Text = { fr: 'Aucune personne n’est choisie.', en: 'Nobody is chosen.' };
const HEADS = {
  code: { fr: 'Dossier', en: 'Case' },
  state: { fr: 'État', en: 'State' },
  due: { fr: 'Échéance', en: 'Due' },
  owner: { fr: 'Était à', en: 'Was with' },
  why: { fr: 'Pourquoi', en: 'Why' },
  next: { fr: 'Confier à', en: 'Hand to' },
} satisfies Record<string, Text>;
const REASONS: Record<Handover['why'], Text> = {
  left: { fr: 'N’a plus de gestionnaire', en: 'Has no caseworker any more' },
  moved: { fr: 'A changé d’équipe', en: 'Changed team' },
  conflict: { fr: 'Conflit d’intérêts', en: 'Conflict of interest' },
};

/** Every case that should be somebody else's, in one table and one signature (security §2.5). */
function HandoversPage({ cases, owners, ownTeam }: Handovers) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const { working, failure, write } = useWrite();
  const moves = cases.flatMap(({ caseId }) => {
    const ownerCode = chosen.get(caseId) ?? '';
    return ownerCode === '' ? [] : [{ caseId, ownerCode }];
  });
  function choose(entries: readonly (readonly [string, string])[]): void {
    setChosen(new Map([...chosen, ...entries]));
  }
  async function save(): Promise<void> {
    const outcome = await write('handovers.save', { moves });
    if (!outcome.ok) return;
    setChosen(new Map());
    const { count } = outcome.value;
    toast(counted(count, { fr: 'dossier confié', en: 'case handed over' }, { fr: 'dossiers confiés', en: 'cases handed over' }));
  }
  return (
    <Page title={TITLE} lead={LEAD} trail={[{ label: TEAM, to: '/team' }]}>
      {cases.length === 0 ? (
        <div className="card">
          <EmptyState>{NOTHING}</EmptyState>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (moves.length > 0 && !working) void save();
          }}
        >
          <div className="pair">
            <Field id="handover-all" label={FOR_ALL}>
              {(control) => (
                <OwnerSelect
                  control={control}
                  owners={owners}
                  ownTeam={ownTeam}
                  value=""
                  choose={(code) => choose(cases.flatMap((row) => (row.owners.includes(code) ? [[row.caseId, code] as const] : [])))}
                />
              )}
            </Field>
          </div>
          <div className="card flush">
            <HandoverTable cases={cases} owners={owners} ownTeam={ownTeam} chosen={chosen} choose={choose} />
          </div>
          {failure !== null && <FailureNotice failure={failure} />}
          <div>
            <Button
              type="submit"
              kind="primary"
              size="large"
              keys="Enter"
              missing={moves.length === 0 ? NONE_CHOSEN : null}
              missingAt="handover-all"
              working={working ? WORKING : null}
            >
              {withCount(SAVE, moves.length)}
            </Button>
          </div>
        </form>
      )}
    </Page>
  );
}

export const handoversPage = page({
  path: '/team/handovers',
  roles: MAY.supervisor,
  rail: 'team',
  load: () => call('handovers.list', {}),
  Page: HandoversPage,
});

type TableProps = Pick<Handovers, 'cases' | 'owners' | 'ownTeam'> & {
  readonly chosen: ReadonlyMap<string, string>;
  readonly choose: (entries: readonly (readonly [string, string])[]) => void;
};

function HandoverTable({ cases, owners, ownTeam, chosen, choose }: TableProps) {
  return (
    <Table
      caption={TITLE}
      rows={cases}
      rowKey={({ caseId }) => caseId}
      columns={[
        {
          key: 'code',
          head: HEADS.code,
          cell: ({ caseId, caseCode }) => (
            <Link className="code plain" to={`/cases/${caseId}`}>
              {caseCode}
            </Link>
          ),
        },
        { key: 'state', head: HEADS.state, cell: ({ state }) => say(stateName(state)) },
        { key: 'due', head: HEADS.due, cell: ({ due }) => (due === null ? '–' : formatDate(due, language())) },
        { key: 'owner', head: HEADS.owner, cell: ({ ownerCode }) => <span className="code">{ownerCode}</span> },
        { key: 'why', head: HEADS.why, cell: ({ why }) => say(REASONS[why]) },
        {
          key: 'next',
          head: HEADS.next,
          cell: (row) => {
            const able = owners.filter(({ staffCode }) => row.owners.includes(staffCode));
            if (able.length === 0) return <span className="quiet">{say(NOBODY)}</span>;
            return (
              <OwnerSelect
                control={{ 'aria-label': `${say(HEADS.next)}, ${row.caseCode}` }}
                owners={able}
                ownTeam={ownTeam}
                value={chosen.get(row.caseId) ?? ''}
                choose={(code) => choose([[row.caseId, code]])}
              />
            );
          },
        },
      ]}
    />
  );
}

type SelectProps = {
  readonly control: { readonly id?: string; readonly 'aria-label'?: string };
  readonly owners: readonly Owner[];
  readonly ownTeam: number;
  readonly value: string;
  readonly choose: (staffCode: string) => void;
};

/** A caseworker by code, with the cases of this team that she or he has open. */
function OwnerSelect({ control, owners, ownTeam, value, choose }: SelectProps) {
  return (
    <Select
      {...control}
      value={value}
      choices={[{ value: '', label: CHOOSE }, ...owners.map((owner) => ({ value: owner.staffCode, label: ownerWords(owner, ownTeam) }))]}
      onChange={choose}
    />
  );
}

function ownerWords({ staffCode, team, openCases }: Owner, ownTeam: number): Text {
  if (team !== ownTeam) return { fr: `${staffCode}, équipe ${team}`, en: `${staffCode}, team ${team}` };
  const cases = counted(openCases, { fr: 'dossier ouvert', en: 'open case' }, { fr: 'dossiers ouverts', en: 'open cases' });
  return { fr: `${staffCode}, ${cases.fr}`, en: `${staffCode}, ${cases.en}` };
}
