import { Fragment, useRef } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { Text } from '../../../shared/text.ts';
import { TOTAL } from '../../../shared/words.ts';
import { formatNumber } from '../../format.ts';
import { language, say } from '../../language.ts';
import { SuppressedMark } from '../../ui/charts/SuppressedMark.tsx';
import type { View, ViewRow } from '../../ui/charts/view.ts';
import { moveInGrid } from './gridMoves.ts';
import type { Place } from './gridMoves.ts';
import { reasonMark, reasonShort } from './reasons.ts';
import type { PreviewCell } from './reasons.ts';

const NUMBER: Text = { fr: 'Nombre', en: 'Number' };

type Props = {
  readonly label: string;
  readonly view: View<PreviewCell>;
  readonly threshold: number;
  readonly place: Place;
  readonly onMove: (place: Place) => void;
};

/** The figures of a line in the order of the columns, its total last. */
export function figuresOf(row: ViewRow<PreviewCell>): readonly (PreviewCell | null)[] {
  return [...row.figures, row.total];
}

/** A table as it leaves, as a grid: one tab stop, arrows move, a copy of a hidden cell gives « s » (interface §5, tables with suppressed cells). */
export function PreviewGrid({ label, view, threshold, place, onMove }: Props) {
  const grid = useRef<HTMLTableElement>(null);
  const size = { rows: view.rows.length, columns: view.series.length + 1 };
  const columns = [
    ...view.series.map((series) => ({ key: series.key, label: series.label })),
    { key: 'total', label: view.series.length > 0 ? TOTAL : NUMBER },
  ];

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey) return;
    const next = moveInGrid(place, event.key, size);
    if (next === null) return;
    event.preventDefault();
    onMove(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
  }
  function onCopy(event: ClipboardEvent): void {
    const row = view.rows[place.row];
    const cell = row === undefined ? null : (figuresOf(row)[place.column] ?? null);
    event.clipboardData.setData('text/plain', cell === null ? '' : cell.hidden === null ? String(cell.value ?? '') : 's');
    event.preventDefault();
  }
  return (
    <div className="table-frame">
      <table
        ref={grid}
        role="grid"
        data-copyable=""
        className="table figures preview-grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <thead>
          <tr>
            <th scope="col">{say(view.rowTitle)}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="number">
                {say(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row, rank) => (
            <Fragment key={row.key}>
              {row.group !== null && row.group !== view.rows[rank - 1]?.group && (
                <tr className="group">
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    {say(row.group)}
                  </th>
                </tr>
              )}
              <tr className={row.isTotal ? 'total' : undefined}>
                <th scope="row" className={row.inner ? 'inner' : undefined}>
                  {say(row.label)}
                </th>
                {figuresOf(row).map((cell, column) => {
                  const here = place.row === rank && place.column === column;
                  return (
                    <td
                      key={columns[column]?.key}
                      className="number"
                      tabIndex={here ? 0 : -1}
                      aria-selected={here}
                      data-place={`${rank}-${column}`}
                      onFocus={() => onMove({ row: rank, column })}
                      onClick={(event) => event.currentTarget.focus()}
                    >
                      <PreviewFigure cell={cell} threshold={threshold} />
                    </td>
                  );
                })}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PreviewFigure({ cell, threshold }: { readonly cell: PreviewCell | null; readonly threshold: number }) {
  if (cell === null) return '–';
  if (cell.hidden === null) return formatNumber(cell.value ?? 0, language());
  return (
    <>
      <SuppressedMark reason={reasonMark(cell)} />
      <span className="hidden-text">{say(reasonShort(cell, threshold))}</span>
    </>
  );
}
