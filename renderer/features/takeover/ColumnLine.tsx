import { CONFIDENCE_WORDS } from '../../../shared/takeover/columns.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon, MinusIcon } from '../../ui/icons.ts';
import { doubleTargets, withTarget } from './mapping.ts';
import { SampleCells } from './SampleCells.tsx';
import { changeDraft } from './takeoverState.ts';
import type { Draft, Reading } from './takeoverState.ts';
import { Select } from '../../ui/Select.tsx';

type Column = Reading['columns'][number];

const MEANING: Text = { fr: 'Sens', en: 'Meaning' };
const LEFT_OUT: Text = { fr: 'Ne pas reprendre', en: 'Leave out' };
const TWICE: Text = { fr: 'sens pris deux fois', en: 'meaning taken twice' };

/** One column of the file: how many cells, three on request, its meaning and how sure the proposal is. */
export function ColumnLine({ column, draft }: { readonly column: Column; readonly draft: Draft }) {
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
        <Select
          name={heading}
          aria-label={`${say(MEANING)}, ${heading}`}
          value={target ?? ''}
          choices={[{ value: '', label: LEFT_OUT }, ...draft.reading.targets.map((one) => ({ value: one.target, label: one.label }))]}
          onChange={(chosen) => changeDraft({ mapping: withTarget(draft.mapping, heading, chosen === '' ? null : chosen) })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            focusNextRow(event.currentTarget);
          }}
        />
      </td>
      <td>
        {twice ? (
          <State tone="ochre" icon={AlertIcon}>
            {TWICE}
          </State>
        ) : (
          <Confidence column={column} changed={target !== column.target} />
        )}
      </td>
    </tr>
  );
}

const CHOSEN: Text = { fr: 'choisi par vous', en: 'chosen by you' };

function Confidence({ column, changed }: { readonly column: Column; readonly changed: boolean }) {
  if (changed)
    return (
      <State tone="accent" icon={CheckIcon}>
        {CHOSEN}
      </State>
    );
  const look = {
    certain: { tone: 'leaf', icon: CheckIcon },
    probable: { tone: 'ochre', icon: AlertIcon },
    none: { tone: 'ink3', icon: MinusIcon },
  } as const;
  return (
    <State tone={look[column.confidence].tone} icon={look[column.confidence].icon}>
      {CONFIDENCE_WORDS[column.confidence]}
    </State>
  );
}

/** Enter keeps the proposal and moves to the next line. */
function focusNextRow(select: HTMLSelectElement): void {
  select.closest('tr')?.nextElementSibling?.querySelector('select')?.focus();
}
