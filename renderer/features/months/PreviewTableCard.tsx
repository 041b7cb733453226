import type { PreviewTable } from '../../../shared/contract/months.ts';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { viewOf } from '../../ui/charts/view.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { Place } from './gridMoves.ts';
import { PreviewGrid } from './PreviewGrid.tsx';
import { MarkKey, ReasonPanel } from './ReasonPanel.tsx';

type Props = {
  readonly table: PreviewTable;
  readonly threshold: number;
  readonly place: Place;
  readonly onMove: (place: Place) => void;
};

/** One table as it would leave, with the reason of the cell in focus. */
export function PreviewTableCard({ table, threshold, place, onMove }: Props) {
  const view = viewOf(table.dims, table.cells);
  const title = `${table.id} · ${say(table.title)}`;
  return (
    <Card title={title} beside={<span className="hint">{say(cellCount(table))}</span>}>
      <p className="hint table-meaning">{say(table.meaning)}</p>
      {table.cut !== null ? (
        <Notice tone="ochre">
          <p>{say(table.cut)}</p>
        </Notice>
      ) : (
        <div className="stack">
          <PreviewGrid label={title} view={view} threshold={threshold} place={place} onMove={onMove} />
          <ReasonPanel table={table} view={view} place={place} threshold={threshold} />
          <MarkKey table={table} threshold={threshold} />
        </div>
      )}
    </Card>
  );
}

function cellCount({ cells }: PreviewTable): Text {
  return counted(cells.length, { fr: 'cellule', en: 'cell' }, { fr: 'cellules', en: 'cells' });
}
