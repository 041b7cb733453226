import { useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useNavigate } from 'react-router';
import { CONFIDENCE_WORDS } from '../../../shared/takeover/columns.ts';
import type { Text } from '../../../shared/text.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Command } from '../../commands/registry.ts';
import { useSay } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon, ChevronLeftIcon, MinusIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { columnsLack, doubleTargets, doubtfulHeadings, nextHeading, withTarget } from './mapping.ts';
import { SampleCells } from './SampleCells.tsx';
import { TakeoverPage } from './TakeoverPage.tsx';
import { changeDraft } from './takeoverState.ts';
import type { Draft, Reading } from './takeoverState.ts';

type Column = Reading['columns'][number];

const TITLE: Text = { fr: 'Que veut dire chaque colonne\u00a0?', en: 'What does each column mean?' };
const HEADING: Text = { fr: 'Colonne du fichier', en: 'Column of the file' };
const FILLED: Text = { fr: 'Remplies', en: 'Filled' };
const SAMPLES: Text = { fr: 'Trois cellules', en: 'Three cells' };
const MEANING: Text = { fr: 'Sens', en: 'Meaning' };
const CONFIDENCE: Text = { fr: 'Reconnaissance', en: 'Recognition' };
const LEFT_OUT: Text = { fr: 'Ne pas reprendre', en: 'Leave out' };
const TWICE: Text = { fr: 'sens pris deux fois', en: 'meaning taken twice' };
const BACK: Text = { fr: 'Fichier', en: 'File' };
const CONTINUE: Text = { fr: 'Continuer', en: 'Continue' };
const WORKING: Text = { fr: 'Essai à blanc…', en: 'Dry run…' };
const NEXT: Text = { fr: 'Colonne à vérifier suivante', en: 'Next column to check' };
const PREVIOUS: Text = { fr: 'Colonne à vérifier précédente', en: 'Previous column to check' };

/** Step 2: the meaning of each heading, proposed with a word of confidence, corrected here and remembered. */
export function ColumnsStep({ draft }: { readonly draft: Draft }): ReactNode {
  const say = useSay();
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const form = useRef<HTMLFormElement>(null);
  const { reading, mapping } = draft;
  const doubtful = useMemo(() => doubtfulHeadings(reading), [reading]);
  const lack = columnsLack(mapping);
  useCommands(useColumnCommands(doubtful, form));

  async function rehearse(): Promise<void> {
    if (lack !== null || working) return;
    const outcome = await write('takeover.rehearse', {
      takeoverId: reading.takeoverId,
      mapping: [...mapping],
      wordings: [...draft.wordings],
    });
    if (!outcome.ok) return;
    changeDraft({ rehearsal: outcome.value });
    void navigate('/takeover/values');
  }
  return (
    <TakeoverPage
      step="columns"
      title={TITLE}
      lead={leadOf(reading, doubtful.length)}
      foot={
        <>
          <span className="start">
            <ButtonLink to="/takeover/file" icon={ChevronLeftIcon}>
              {say(BACK)}
            </ButtonLink>
            <span className="hint foot-hint">{lack === null ? '' : say(lack)}</span>
          </span>
          <Button
            kind="primary"
            size="large"
            type="submit"
            form="columns"
            keys="Ctrl+Enter"
            missing={lack}
            working={working ? WORKING : null}
          >
            {say(CONTINUE)}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <form
        id="columns"
        ref={form}
        className="card flush"
        onSubmit={(event) => {
          event.preventDefault();
          void rehearse();
        }}
      >
        <div className="table-frame">
          <table className="table columns">
            <caption className="hidden-text">{say(TITLE)}</caption>
            <thead>
              <tr>
                <th scope="col">{say(HEADING)}</th>
                <th scope="col" className="number">
                  {say(FILLED)}
                </th>
                <th scope="col">{say(SAMPLES)}</th>
                <th scope="col">{say(MEANING)}</th>
                <th scope="col">{say(CONFIDENCE)}</th>
              </tr>
            </thead>
            <tbody>
              {reading.columns.map((column) => (
                <ColumnLine key={column.heading} column={column} draft={draft} />
              ))}
            </tbody>
          </table>
        </div>
      </form>
    </TakeoverPage>
  );
}

function leadOf({ columns, rows }: Reading, doubtful: number): Text {
  const known = columns.filter(({ confidence }) => confidence === 'certain').length;
  return {
    fr: `${rows}\u00a0lignes. ${known}\u00a0colonnes reconnues sur ${columns.length}, ${doubtful} à vérifier. Entrée garde la proposition.`,
    en: `${rows} lines. ${known} of ${columns.length} columns recognised, ${doubtful} to check. Enter keeps the proposal.`,
  };
}

function useColumnCommands(doubtful: readonly string[], form: RefObject<HTMLFormElement | null>): readonly Command[] {
  return useMemo(() => {
    const selects = (): readonly HTMLSelectElement[] => Array.from(form.current?.querySelectorAll('select') ?? []);
    function go(step: 1 | -1): void {
      const present = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : null;
      const next = nextHeading(doubtful, present !== null && doubtful.includes(present) ? present : null, step);
      selects()
        .find(({ name }) => name === next)
        ?.focus();
    }
    return [
      { id: 'column.next', label: NEXT, keys: 'Alt+PageDown', run: () => go(1) },
      { id: 'column.previous', label: PREVIOUS, keys: 'Alt+PageUp', run: () => go(-1) },
      { id: 'columns.continue', label: CONTINUE, keys: 'Ctrl+Enter', run: () => form.current?.requestSubmit() },
    ];
  }, [doubtful, form]);
}

function ColumnLine({ column, draft }: { readonly column: Column; readonly draft: Draft }): ReactNode {
  const say = useSay();
  const { heading } = column;
  const target = draft.mapping.find((one) => one.heading === heading)?.target ?? null;
  const twice = target !== null && doubleTargets(draft.mapping).has(target);
  return (
    <tr>
      <th scope="row">{heading}</th>
      <td className="number">{column.filled}</td>
      <td>
        <SampleCells takeoverId={draft.reading.takeoverId} heading={heading} />
      </td>
      <td>
        <select
          className="input"
          name={heading}
          aria-label={`${say(MEANING)}, ${heading}`}
          value={target ?? ''}
          onChange={(event) =>
            changeDraft({ mapping: withTarget(draft.mapping, heading, event.target.value === '' ? null : event.target.value) })
          }
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            focusNextRow(event.currentTarget);
          }}
        >
          <option value="">{say(LEFT_OUT)}</option>
          {draft.reading.targets.map((one) => (
            <option key={one.target} value={one.target}>
              {say(one.label)}
            </option>
          ))}
        </select>
      </td>
      <td>
        {twice ? (
          <State tone="ochre" icon={AlertIcon}>
            {say(TWICE)}
          </State>
        ) : (
          <Confidence column={column} changed={target !== column.target} />
        )}
      </td>
    </tr>
  );
}

const CHOSEN: Text = { fr: 'choisi par vous', en: 'chosen by you' };

function Confidence({ column, changed }: { readonly column: Column; readonly changed: boolean }): ReactNode {
  const say = useSay();
  if (changed)
    return (
      <State tone="accent" icon={CheckIcon}>
        {say(CHOSEN)}
      </State>
    );
  const look = {
    certain: { tone: 'leaf', icon: CheckIcon },
    probable: { tone: 'ochre', icon: AlertIcon },
    none: { tone: 'ink3', icon: MinusIcon },
  } as const;
  return (
    <State tone={look[column.confidence].tone} icon={look[column.confidence].icon}>
      {say(CONFIDENCE_WORDS[column.confidence])}
    </State>
  );
}

/** Enter keeps the proposal and goes on to the next line. */
function focusNextRow(select: HTMLSelectElement): void {
  select.closest('tr')?.nextElementSibling?.querySelector('select')?.focus();
}
