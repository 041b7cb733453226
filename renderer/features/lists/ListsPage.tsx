import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { isCode, label } from '../../../shared/forms/lists/all.ts';
import { ADAPTABLE, ADAPTABLE_LISTS, isAdaptable } from '../../../shared/forms/lists/inForce.ts';
import type { AdaptableList, CodeInForce } from '../../../shared/forms/lists/inForce.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { ACT, CHANGE, DIRECTORY, REGION, STATE } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { lists } from '../../lists.ts';
import { useUser } from '../../session.ts';
import { today } from '../../today.ts';
import { Button } from '../../ui/Button.tsx';
import { PlusIcon } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import { wording } from '../../wording.ts';
import { CodeDialog } from './CodeDialog.tsx';
import { countedWords, versionWords } from './words.ts';
import { page, MAY } from '../../frame/page.ts';
import { Select } from '../../ui/Select.tsx';

const TITLE: Text = { fr: 'Listes de choix', en: 'Lists of choices' };
const HERE: Text = {
  fr: 'Ce que vous changez ici part avec le prochain annuaire remis aux centres.',
  en: 'What you change here leaves with the next directory handed out to the centres.',
};
const THERE: Text = {
  fr: 'Le point focal les change\u00a0; elles arrivent avec son annuaire. Les autres listes sont les mêmes partout.',
  en: 'The focal point changes them; they come with the directory. The other lists are the same everywhere.',
};
const LIST: Text = { fr: 'Liste', en: 'List' };
const ADD: Text = { fr: 'Ajouter un choix', en: 'Add a choice' };
const CHOICE: Text = { fr: 'Choix', en: 'Choice' };
const OFFERED: Text = { fr: 'proposé', en: 'offered' };
const ADDED: Text = { fr: 'ajouté', en: 'added' };

/** The choice under the hand, null for a new one; another list on the page puts it away. */
type Editing = { readonly list: AdaptableList; readonly current: CodeInForce | null };

/** The lists that a country may adapt, as they are here, and on the desk what the sub-cluster agrees on (reference part 4). */
function ListsPage(version: Output<'lists.read'>) {
  const { role } = useUser();
  const [search, setSearch] = useSearchParams();
  const [editing, setEditing] = useState<Editing | null>(null);
  const asked = search.get('list') ?? '';
  const list: AdaptableList = isAdaptable(asked) ? asked : 'incident_place_type';
  const agrees = role === 'focal_point';
  const rows = lists().codes.get(list) ?? [];
  const region = { key: 'region', head: REGION, cell: (row: CodeInForce) => say(wording('region', row.region ?? '')) };
  const change = {
    key: 'act',
    head: <span className="hidden-text">{say(ACT)}</span>,
    cell: (row: CodeInForce) => (
      <Button kind="quiet" onPress={() => setEditing({ list, current: row })} aria-label={`${say(CHANGE)} ${say(row)}`}>
        {CHANGE}
      </Button>
    ),
  };
  return (
    <Page
      title={TITLE}
      lead={`${say(versionWords(version))} ${say(agrees ? HERE : THERE)}`}
      trail={[{ to: '/services', label: DIRECTORY }]}
      acts={
        agrees && (
          <Button kind="primary" icon={PlusIcon} onPress={() => setEditing({ list, current: null })}>
            {ADD}
          </Button>
        )
      }
    >
      <div className="filters">
        <label className="filter">
          <span>{say(LIST)}</span>
          <Select
            value={list}
            choices={ADAPTABLE_LISTS.map((one) => ({ value: one, label: ADAPTABLE[one] }))}
            onChange={(one) => setSearch({ list: one }, { replace: true })}
          />
        </label>
      </div>
      <div className="card flush">
        <Table
          caption={ADAPTABLE[list]}
          rows={rows}
          rowKey={({ code }) => code}
          columns={[
            { key: 'choice', head: CHOICE, cell: (row) => say(row) },
            ...(list === 'cercle' ? [region] : []),
            { key: 'state', head: STATE, cell: (row) => stateOf(list, row).map(say).join(', ') },
            ...(agrees ? [change] : []),
          ]}
        />
      </div>
      {editing?.list === list && <CodeDialog list={list} current={editing.current} close={() => setEditing(null)} />}
    </Page>
  );
}

export const listsPage = page({
  path: '/lists',
  roles: MAY.everyone,
  rail: 'directory',
  load: () => call('lists.read', {}),
  Page: ListsPage,
});

/** How a code differs from the reference, and whether it is offered. */
function stateOf(list: AdaptableList, row: CodeInForce): readonly Text[] {
  const was = isCode(list, row.code) ? label(list, row.code) : null;
  const counted = row.countsAs === null ? null : wording(list, row.countsAs);
  const states = row.added ? [ADDED, countedWords({ countsAs: counted, region: row.region })] : [];
  const renamed = was !== null && (was.fr !== row.fr || was.en !== row.en);
  const former = renamed ? [{ fr: `avant «\u00a0${was.fr}\u00a0»`, en: `before “${was.en}”` }] : [];
  return [...states, ...former, offerOf(row)];
}

function offerOf({ retiredFrom }: CodeInForce): Text {
  if (retiredFrom === null) return OFFERED;
  const [fr, en] = [formatDate(retiredFrom, 'fr'), formatDate(retiredFrom, 'en')];
  return retiredFrom <= today()
    ? { fr: `retiré depuis le ${fr}`, en: `retired since ${en}` }
    : { fr: `proposé jusqu’au ${fr}`, en: `offered until ${en}` };
}
