import { useState } from 'react';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { ACT, CHANGE, REGION, SITE, STRUCTURE } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { PlusIcon } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { wording } from '../../wording.ts';
import { StructureDialog } from './StructureDialog.tsx';
import { page } from '../../frame/page.ts';
import type { Structure, Structures } from './loaders.ts';

const TITLE: Text = { fr: 'Structures', en: 'Structures' };
const LEAD: Text = {
  fr: 'Qui doit un rapport, depuis quel mois. Une structure qui n’a rien envoyé n’est jamais un zéro.',
  en: 'Who owes a report, from which month on. A structure that sent nothing is never a zero.',
};
const EMPTY: Text = {
  fr: 'Aucune structure. La première permet de recevoir un rapport.',
  en: 'No structure. The first one makes it possible to receive a report.',
};
const EMPTY_HERE: Text = {
  fr: 'Le registre des structures se tient au poste du point focal\u00a0: rien n’est à faire ici.',
  en: 'The register of structures is kept at the focal point’s desk: nothing is to be done here.',
};
const ADD: Text = { fr: 'Ajouter une structure', en: 'Add a structure' };
const TYPE: Text = { fr: 'Type', en: 'Type' };
const ACTIVE: Text = { fr: 'Active', en: 'Active' };

function activeOf({ activeFrom, activeTo }: Structure): Text {
  if (activeTo === null) return { fr: `depuis ${formatMonth(activeFrom, 'fr')}`, en: `since ${formatMonth(activeFrom, 'en')}` };
  return {
    fr: `de ${formatMonth(activeFrom, 'fr')} à ${formatMonth(activeTo, 'fr')}`,
    en: `from ${formatMonth(activeFrom, 'en')} to ${formatMonth(activeTo, 'en')}`,
  };
}

/** The register of structures: the focal point writes it, the supervisor reads it. */
function StructuresPage({ structures }: Structures) {
  const { role } = useUser();
  const [editing, setEditing] = useState<Structure | 'new' | null>(null);
  const mayWrite = role === 'focal_point';
  const add = mayWrite && (
    <Button kind="primary" icon={PlusIcon} onPress={() => setEditing('new')}>
      {ADD}
    </Button>
  );
  const change = {
    key: 'act',
    head: <span className="hidden-text">{say(ACT)}</span>,
    cell: (row: Structure) => (
      <Button kind="quiet" onPress={() => setEditing(row)} aria-label={`${say(CHANGE)} ${row.structureCode} ${row.siteCode}`}>
        {CHANGE}
      </Button>
    ),
  };
  return (
    <Page title={TITLE} lead={LEAD} acts={structures.length > 0 && add}>
      <div className="card flush">
        {structures.length === 0 ? (
          <EmptyState act={add}>{mayWrite ? EMPTY : EMPTY_HERE}</EmptyState>
        ) : (
          <Table
            caption={TITLE}
            rows={structures}
            rowKey={(row) => `${row.structureCode} ${row.siteCode}`}
            columns={[
              { key: 'structure', head: STRUCTURE, cell: (row) => <span className="code">{row.structureCode}</span> },
              { key: 'site', head: SITE, cell: (row) => <span className="code">{row.siteCode}</span> },
              { key: 'region', head: REGION, cell: (row) => say(wording('region', row.region)) },
              { key: 'type', head: TYPE, cell: (row) => say(wording('structure_type', row.type)) },
              { key: 'active', head: ACTIVE, cell: (row) => say(activeOf(row)) },
              ...(mayWrite ? [change] : []),
            ]}
          />
        )}
      </div>
      {editing !== null && <StructureDialog structure={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </Page>
  );
}

export const structuresPage = page({
  path: '/structures',
  roles: ['focal_point', 'supervisor'],
  rail: 'structures',
  load: () => call('structures.list', {}),
  Page: StructuresPage,
});
