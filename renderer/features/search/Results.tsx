import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { FoundCase } from '../../../shared/contract/search.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Text } from '../../../shared/text.ts';
import { MASK, SHOW } from '../../../shared/words.ts';
import { attempt } from '../../api.ts';
import { counted, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { EyeIcon, EyeOffIcon } from '../../ui/icons.ts';
import { MaskedValue } from '../../ui/Masked.tsx';
import { EmptyState, FailureNotice } from '../../ui/Notice.tsx';
import type { RevealReason } from '../../ui/reveal.ts';
import { Table } from '../../ui/Table.tsx';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';
import { stateName } from '../../wording.ts';
import type { Found } from './found.ts';

const CAPTION: Text = { fr: 'Dossiers trouvés', en: 'Cases found' };
const HEADS = {
  code: { fr: 'Code', en: 'Code' },
  degree: { fr: 'Ressemblance', en: 'Likeness' },
  name: { fr: 'Nom', en: 'Name' },
  state: { fr: 'État', en: 'State' },
  owner: { fr: 'Gestionnaire', en: 'Caseworker' },
} satisfies Record<string, Text>;
const DEGREES: Record<FoundCase['degree'], Text> = {
  code: { fr: 'Code', en: 'Code' },
  likely: { fr: 'Concorde', en: 'Agrees' },
  possible: { fr: 'Proche', en: 'Near' },
};
const NONE: Text = {
  fr: 'Personne de ce nom parmi les dossiers que vous pouvez lire.',
  en: 'Nobody of this name among the cases you may read.',
};
const MORE: Text = { fr: 'D’autres dossiers répondent. Tapez un mot de plus.', en: 'Other cases answer. Type one more word.' };
const NO_NAME: Text = { fr: 'non donné', en: 'not given' };

type Shown = { readonly caseId: string; readonly name: string; readonly seconds: number };

/** Codes with a word on how near they are; a name is shown alone, for the time of a reveal, and is journaled like any other. */
export function Results({ found, reason }: { readonly found: Found; readonly reason: RevealReason }) {
  const { role } = useUser();
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const mask = useCallback(() => setShown(null), []);
  const count = counted(found.rows.length, { fr: 'dossier trouvé', en: 'case found' }, { fr: 'dossiers trouvés', en: 'cases found' });

  async function show(caseId: string): Promise<void> {
    const outcome = await attempt('identity.open', { caseId, form: 'identity', recordId: null, reason });
    setFailure(outcome.ok ? null : outcome.failure);
    setShown(outcome.ok ? { caseId, name: nameOf(outcome.value.answers) ?? say(NO_NAME), seconds: outcome.value.secondsShown } : null);
  }
  const columns = [
    { key: 'code', head: HEADS.code, cell: (row: FoundCase) => <CodeLink row={row} /> },
    { key: 'degree', head: HEADS.degree, cell: (row: FoundCase) => say(DEGREES[row.degree]) },
    {
      key: 'name',
      head: HEADS.name,
      cell: (row: FoundCase) => {
        const open = shown?.caseId === row.caseId;
        return (
          <span className="row">
            {open ? <ShownName shown={shown} mask={mask} /> : <MaskedValue />}
            <Button
              icon={open ? EyeOffIcon : EyeIcon}
              onPress={() => (open ? mask() : void show(row.caseId))}
              aria-label={`${say(open ? MASK : SHOW)} ${say(HEADS.name)}, ${row.caseCode}`}
            >
              {open ? MASK : SHOW}
            </Button>
          </span>
        );
      },
    },
    { key: 'state', head: HEADS.state, cell: (row: FoundCase) => say(stateName(row.state)) },
  ];
  const owner = { key: 'owner', head: HEADS.owner, cell: (row: FoundCase) => <span className="code">{row.ownerCode}</span> };
  return (
    <>
      <p className="hidden-text" role="status">
        {say(count)}
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="card flush">
        {found.rows.length === 0 ? (
          <EmptyState>{NONE}</EmptyState>
        ) : (
          <Table
            caption={CAPTION}
            rows={found.rows}
            rowKey={(row) => row.caseId}
            columns={role === 'supervisor' ? [...columns, owner] : columns}
          />
        )}
      </div>
      {found.more && <p className="hint">{say(MORE)}</p>}
    </>
  );
}

function CodeLink({ row }: { readonly row: FoundCase }) {
  return (
    <Link className="code plain" to={`/cases/${row.caseId}`}>
      {row.caseCode}
    </Link>
  );
}

function ShownName({ shown, mask }: { readonly shown: Shown; readonly mask: () => void }) {
  useMaskAgain(true, mask, 0, shown.seconds);
  return (
    <span className="revealed" onCopy={(event) => event.preventDefault()} draggable={false}>
      {shown.name}
    </span>
  );
}

function nameOf(identity: Answers): string | null {
  const parts = ['first_name', 'last_name', 'nickname'].map((field) => identity[field]).filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' ');
}
