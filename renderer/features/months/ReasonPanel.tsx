import type { PreviewTable } from '../../../shared/contract/months.ts';
import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { SuppressedMark } from '../../ui/charts/SuppressedMark.tsx';
import type { View } from '../../ui/charts/view.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { Place } from './gridMoves.ts';
import { figuresOf } from './PreviewGrid.tsx';
import { reasonSentence, reasonsShown } from './reasons.ts';
import type { PreviewCell } from './reasons.ts';

const HIDDEN: Text = { fr: 'masquée', en: 'hidden' };
const LEAVES: Text = { fr: 'part', en: 'leaves' };

type Props = { readonly table: PreviewTable; readonly view: View<PreviewCell>; readonly place: Place; readonly threshold: number };

/** Under the table: what the focused cell is, and why it leaves or not. */
export function ReasonPanel({ table, view, place, threshold }: Props) {
  const row = view.rows[place.row];
  const cell = row === undefined ? null : (figuresOf(row)[place.column] ?? null);
  if (row === undefined || cell === null) return null;
  const series = view.series[place.column];
  const where = series === undefined ? say(row.label) : `${say(row.label)}, ${say(series.label).toLocaleLowerCase(language())}`;
  const colon = language() === 'fr' ? '\u00a0:' : ':';
  return (
    <div aria-live="polite">
      <Notice title={`${where}${colon} ${say(cell.hidden === null ? LEAVES : HIDDEN)}`}>
        <p>{say(reasonSentence(cell, table.unit, threshold))}</p>
      </Notice>
    </div>
  );
}

/** The marks of a table with their words. */
export function MarkKey({ table, threshold }: { readonly table: PreviewTable; readonly threshold: number }) {
  const shown = reasonsShown(table);
  if (shown.length === 0) return null;
  const words: Record<(typeof shown)[number], Text> = {
    primary: { fr: `moins de ${threshold}`, en: `fewer than ${threshold}` },
    secondary: { fr: 'masquée pour protéger une voisine', en: 'hidden to protect a neighbour' },
    below10: { fr: 'moins de 10', en: 'fewer than 10' },
    cut: { fr: 'tableau retiré', en: 'table withdrawn' },
  };
  return (
    <ul className="mark-key row">
      {shown.map((reason) => (
        <li key={reason}>
          <SuppressedMark reason={reason === 'secondary' ? 2 : 1} />
          {say(words[reason])}
        </li>
      ))}
    </ul>
  );
}
