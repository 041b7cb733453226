import { Fragment } from 'react';
import type { Text } from '../../../shared/text.ts';
import { TOTAL } from '../../../shared/words.ts';
import { language, say } from '../../language.ts';
import { figureWords, knownOf } from './figure.ts';
import type { Figure } from './figure.ts';
import { SuppressedMark } from './SuppressedMark.tsx';
import type { Series, View, ViewRow } from './view.ts';

const NUMBER: Text = { fr: 'Nombre', en: 'Number' };
const PARTIAL: Text = { fr: 'partiel', en: 'partial' };

type Props = {
  readonly caption: string;
  readonly view: View<Figure>;
  /** Keys of the lines whose total is partial: starred, with the word for readers. */
  readonly partial?: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

/** The table twin of a chart: same order, same numbers, same stars. Nothing is added up here (interface §5). */
export function FigureTable({ caption, view, partial = NONE }: Props) {
  const hasSeries = view.series.length > 0;
  return (
    <div className="table-frame">
      <table data-copyable="" className="table figures">
        <caption className="hidden-text">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say(view.rowTitle)}</th>
            {view.series.map((series) => (
              <th key={series.key} scope="col" className="number">
                {say(series.label)}
              </th>
            ))}
            <th scope="col" className="number">
              {say(hasSeries ? TOTAL : NUMBER)}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row, index) => (
            <Fragment key={row.key}>
              {row.group !== null && row.group !== view.rows[index - 1]?.group && (
                <tr className="group">
                  <th scope="rowgroup" colSpan={view.series.length + 2}>
                    {say(row.group)}
                  </th>
                </tr>
              )}
              <tr className={row.isTotal ? 'total' : undefined}>
                <th scope="row" className={row.inner ? 'inner' : undefined}>
                  {say(row.label)}
                  {partial.has(row.key) && <Star />}
                </th>
                {row.missing === null ? (
                  <Figures row={row} series={view.series} />
                ) : (
                  <td className="missing" colSpan={view.series.length + 1}>
                    {say(row.missing)}
                  </td>
                )}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ row, series }: { readonly row: ViewRow<Figure>; readonly series: readonly Series[] }) {
  return (
    <>
      {series.map(({ key }, place) => (
        <td key={key} className="number">
          <FigureCell figure={row.figures[place] ?? null} />
        </td>
      ))}
      <td className="number strong">
        <FigureCell figure={row.total} />
      </td>
    </>
  );
}

function Star() {
  return (
    <>
      <span aria-hidden="true"> *</span>
      <span className="hidden-text">, {say(PARTIAL)}</span>
    </>
  );
}

/** One figure as a table shows it: the number, the interval in words, or the hatched mark with its word. */
function FigureCell({ figure }: { readonly figure: Figure | null }) {
  const words = figureWords(figure, language());
  if (figure === null)
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="hidden-text">{words}</span>
      </>
    );
  if (knownOf(figure) !== 'nothing') return <span className={figure.value === null ? 'interval' : undefined}>{words}</span>;
  return (
    <>
      <SuppressedMark />
      <span className="hidden-text">{words}</span>
    </>
  );
}
