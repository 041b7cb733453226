import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { formatNumber } from '../format.ts';
import { drawWords, language, say } from '../language.ts';
import type { Words } from '../language.ts';

type Column<R> = {
  readonly key: string;
  readonly head: Words;
  /** Numbers are aligned right, with tabular figures. */
  readonly number?: boolean;
  readonly cell: (row: R) => ReactNode;
};

type Props<R> = {
  readonly caption: Text;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Draws the caption on the page too; otherwise it is for readers only. */
  readonly captionShown?: boolean;
};

/** A frame that scrolls sideways when the table is too wide: only then a stop of the Tab key, so that the arrows can scroll it. */
function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const area = frame.current;
    if (area === null) return undefined;
    const observer = new ResizeObserver(() => setWide(area.scrollWidth > area.clientWidth));
    observer.observe(area);
    for (const child of area.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className="table-frame" {...(wide && { role: 'region', 'aria-label': label, tabIndex: 0 })}>
      {children}
    </div>
  );
}

/** A real table: caption, scope, the first cell of a row is its head. Arrows move between the links of the rows. */
export function Table<R>({ caption, columns, rows, rowKey, captionShown = false }: Props<R>) {
  return (
    <TableFrame label={say(caption)}>
      <table className="table" data-rows="">
        <caption className={captionShown ? undefined : 'hidden-text'}>{say(caption)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.number === true ? 'number' : undefined}>
                {drawWords(column.head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => {
                const className = column.number === true ? 'number' : undefined;
                return index === 0 ? (
                  <th key={column.key} scope="row" className={className}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const PREVIOUS: Text = { fr: 'Page précédente', en: 'Previous page' };
const NEXT: Text = { fr: 'Page suivante', en: 'Next page' };
const PAGES: Text = { fr: 'Pages de la liste', en: 'Pages of the list' };

type PagerProps = { readonly total: number; readonly pageSize: number; readonly page: number; readonly to: (page: number) => string };

/** « 1–50 sur 312 » and the pages beside it. */
export function Pager({ total, pageSize, page, to }: PagerProps) {
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  if (total === 0) return null;
  const range = `${formatNumber(first, language())}–${formatNumber(last, language())}`;
  return (
    <nav className="pager spread" aria-label={say(PAGES)}>
      <span className="hint number">
        {say({ fr: `${range} sur ${formatNumber(total, language())}`, en: `${range} of ${formatNumber(total, language())}` })}
      </span>
      <span className="row">
        {page > 1 && <Link to={to(page - 1)}>{say(PREVIOUS)}</Link>}
        {last < total && <Link to={to(page + 1)}>{say(NEXT)}</Link>}
      </span>
    </nav>
  );
}
