import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';

const TABLE: Text = { fr: 'tableau', en: 'table' };
const TABLES: Text = { fr: 'tableaux', en: 'tables' };
const CELL: Text = { fr: 'cellule', en: 'cell' };
const CELLS: Text = { fr: 'cellules', en: 'cells' };
const CUT: Text = { fr: 'retiré', en: 'withdrawn' };

/** One table of the list: its code and title, how many cells it has, and whether it is withdrawn. */
export type ListedTable = { readonly id: string; readonly title: Text; readonly cells: readonly unknown[]; readonly cut: Text | null };

type Props = { readonly tables: readonly ListedTable[]; readonly chosen: string; readonly onChoose: (id: string) => void };

/** The tables of a month; `↑` `↓` go through them and the page follows. */
export function TableNav({ tables, chosen, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const cells = tables.reduce((sum, table) => sum + table.cells.length, 0);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = tables[tables.findIndex(({ id }) => id === chosen) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-table="${next.id}"]`)?.focus();
  }
  return (
    <nav className="table-nav" aria-label={say(TABLES)}>
      <p className="spread table-nav-head">
        <strong>{say(counted(tables.length, TABLE, TABLES))}</strong>
        <span className="hint">{say(counted(cells, CELL, CELLS))}</span>
      </p>
      <ul ref={list} className="card table-nav-list">
        {tables.map((table) => (
          <li key={table.id}>
            <button
              type="button"
              className="table-nav-line"
              data-table={table.id}
              aria-current={table.id === chosen ? 'true' : undefined}
              tabIndex={table.id === chosen ? 0 : -1}
              onClick={() => onChoose(table.id)}
              onKeyDown={onKeyDown}
            >
              <span className="table-nav-code number">{table.id}</span>
              <span className="grow">
                {say(table.title)}
                {table.cut !== null && <span className="table-nav-cut">{say(CUT)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
