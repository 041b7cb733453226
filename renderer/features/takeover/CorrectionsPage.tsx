import { useCallback, useState } from 'react';
import type { FormEvent } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { MASK, TAKEOVER, TO_CORRECT } from '../../../shared/words.ts';
import type { Failure } from '../../../shared/failure.ts';
import { attempt, call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { EyeIcon, EyeOffIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import type { Held } from './loaders.ts';
import './takeover.css';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';
import { page, MAY } from '../../frame/page.ts';

type Reasons = Output<'takeover.correct'>['reasons'];
type Cells = readonly string[];
type Opened = { readonly rowId: string; readonly headings: Cells; readonly cells: Cells };

const LEAD: Text = {
  fr: 'Lignes de registres que l’on ne peut pas reprendre telles quelles. Gardées chiffrées, comptées nulle part.',
  en: 'Lines of registers that cannot be taken over as they are. Kept encrypted, counted nowhere.',
};
const EMPTY: Text = { fr: 'Aucune ligne à corriger.', en: 'No line to correct.' };
const TO_LIST: Text = { fr: 'Revenir aux reprises', en: 'Back to take-overs' };
const OPEN: Text = { fr: 'Ouvrir la ligne', en: 'Open the line' };
const SAVE: Text = { fr: 'Reprendre cette ligne', en: 'Take this line over' };
const WORKING: Text = { fr: 'Reprise…', en: 'Taking over…' };
const STILL: Text = { fr: 'La ligne attend encore', en: 'The line still waits' };
const OPENED: Text = {
  fr: 'Masquée 60\u00a0secondes après la dernière frappe. Ce qui est tapé reste tant que cette page est ouverte.',
  en: 'Masked 60 seconds after the last key. What is typed stays as long as this page is open.',
};

/** Rows to correct, each opened on purpose, corrected cell by cell, then taken over. A masked line keeps what was typed. */
function CorrectionsPage({ rows: held }: Output<'takeover.held'>) {
  const [open, setOpen] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [typed, setTyped] = useState<ReadonlyMap<string, Cells>>(new Map());
  const mask = useCallback(() => setOpen(null), []);
  async function show(rowId: string): Promise<void> {
    const outcome = await attempt('takeover.openHeld', { rowId });
    setFailure(outcome.ok ? null : outcome.failure);
    setOpen(outcome.ok ? { rowId, ...outcome.value } : null);
  }
  return (
    <Page title={TO_CORRECT} lead={LEAD} trail={[{ label: TAKEOVER, to: '/takeover' }]}>
      {failure !== null && <FailureNotice failure={failure} />}
      {held.length === 0 ? (
        <div className="card flush">
          <EmptyState act={<ButtonLink to="/takeover">{TO_LIST}</ButtonLink>}>{EMPTY}</EmptyState>
        </div>
      ) : (
        <ul className="stack">
          {held.map((row) => (
            <li key={row.rowId} className="card stack">
              <HeldHead
                row={row}
                open={open?.rowId === row.rowId}
                onPress={() => (open?.rowId === row.rowId ? mask() : void show(row.rowId))}
              />
              {open?.rowId === row.rowId && (
                <CellsForm
                  row={row}
                  headings={open.headings}
                  cells={typed.get(row.rowId) ?? open.cells}
                  onChange={(cells) => setTyped(new Map(typed).set(row.rowId, cells))}
                  mask={mask}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

export const correctionsPage = page({
  path: '/takeover/corrections',
  roles: MAY.caseStaff,
  rail: 'takeover',
  load: () => call('takeover.held', {}),
  Page: CorrectionsPage,
});

function HeldHead({ row, open, onPress }: { readonly row: Held; readonly open: boolean; readonly onPress: () => void }) {
  return (
    <div className="spread">
      <div>
        <h2 className="held-title number">{say({ fr: `Ligne ${row.row}`, en: `Line ${row.row}` })}</h2>
        <p className="quiet">{row.reasons.map(({ text }) => say(text)).join(' ')}</p>
      </div>
      <Button icon={open ? EyeOffIcon : EyeIcon} aria-expanded={open} onPress={onPress}>
        {open ? MASK : OPEN}
      </Button>
    </div>
  );
}

type FormProps = {
  readonly row: Held;
  readonly headings: Cells;
  readonly cells: Cells;
  readonly onChange: (cells: Cells) => void;
  readonly mask: () => void;
};

function CellsForm({ row, headings, cells, onChange, mask }: FormProps) {
  const [reasons, setReasons] = useState<Reasons>([]);
  const [keys, setKeys] = useState(0);
  const { working, failure, write } = useWrite();
  useMaskAgain(true, mask, keys);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (working) return;
    const outcome = await write('takeover.correct', { rowId: row.rowId, cells: [...cells] });
    if (!outcome.ok) return;
    setReasons(outcome.value.reasons);
    if (outcome.value.outcome === 'registered') toast({ fr: `Ligne ${row.row} reprise.`, en: `Line ${row.row} taken over.` });
  }
  function type(index: number, text: string): void {
    setKeys((count) => count + 1);
    onChange(cells.with(index, text));
  }
  return (
    <form className="stack" onSubmit={(event) => void save(event)}>
      {failure !== null && <FailureNotice failure={failure} />}
      {reasons.length > 0 && (
        <Notice tone="ochre" title={STILL}>
          <p>{reasons.map(({ text }) => say(text)).join(' ')}</p>
        </Notice>
      )}
      <div className="held-cells">
        {headings.map((heading, index) => (
          <Field key={`${heading} ${index}`} label={heading}>
            {(control) => (
              <input
                {...control}
                className="input"
                value={cells[index] ?? ''}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => type(index, event.target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="spread">
        <span className="hint">{say(OPENED)}</span>
        <Button kind="primary" type="submit" working={working ? WORKING : null}>
          {SAVE}
        </Button>
      </div>
    </form>
  );
}
