import { useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { CONTINUE } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Command } from '../../commands/registry.ts';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { ColumnLine } from './ColumnLine.tsx';
import { columnsLack, doubtfulHeadings, draftLacks, nextHeading } from './mapping.ts';
import { TakeoverPage } from './TakeoverPage.tsx';
import { ToolNotice } from './ToolNotice.tsx';
import { changeDraft, rehearsalInput } from './takeoverState.ts';
import type { Draft, Reading } from './takeoverState.ts';

const TITLE: Text = { fr: 'Que veut dire chaque colonne\u00a0?', en: 'What does each column mean?' };
const HEADING: Text = { fr: 'Colonne du fichier', en: 'Column of the file' };
const FILLED: Text = { fr: 'Remplies', en: 'Filled' };
const SAMPLES: Text = { fr: 'Trois cellules', en: 'Three cells' };
const MEANING: Text = { fr: 'Sens', en: 'Meaning' };
const CONFIDENCE: Text = { fr: 'Reconnaissance', en: 'Recognition' };
const BACK: Text = { fr: 'Fichier', en: 'File' };
const WORKING: Text = { fr: 'Essai à blanc…', en: 'Dry run…' };
const NEXT: Text = { fr: 'Colonne à vérifier suivante', en: 'Next column to check' };
const PREVIOUS: Text = { fr: 'Colonne à vérifier précédente', en: 'Previous column to check' };

/** Step 2: the meaning of each heading, proposed with a word of confidence, corrected here and remembered. */
export function ColumnsStep({ draft }: { readonly draft: Draft }) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const form = useRef<HTMLFormElement>(null);
  const { reading, mapping } = draft;
  const doubtful = useMemo(() => doubtfulHeadings(reading), [reading]);
  const lack = columnsLack(mapping, reading.from?.everyLineIsCase) ?? draftLacks(draft);
  useCommands(useColumnCommands(doubtful, form));

  async function rehearse(): Promise<void> {
    if (lack !== null || working) return;
    const outcome = await write('takeover.rehearse', rehearsalInput(draft));
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
              {BACK}
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
            {CONTINUE}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <ToolNotice draft={draft} />
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
