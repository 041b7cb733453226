import type { ConsolidatedTable } from '../../shared/contract/desk.ts';
import { formatPeriod } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { language, say } from '../language.ts';
import { areaName, areasOfTable, opensByArea, viewByArea, viewOfArea } from '../ui/charts/areaView.ts';
import { BarChart } from '../ui/charts/BarChart.tsx';
import { ChartKey } from '../ui/charts/ChartKey.tsx';
import { FigureTable } from '../ui/charts/FigureTable.tsx';
import { missingWords } from '../features/desk/missing.ts';
import type { PrintedPeriod } from './loaders.ts';

/** Width of the paper between its margins, in CSS pixels. */
const PAPER = 680;

const ALL_HIDDEN: Text = { fr: 'toutes les cases sont masquées.', en: 'every cell is hidden.' };
const NO_TABLE: Text = {
  fr: 'Ce tableau n’a été reçu d’aucune structure pour ce mois.',
  en: 'This table was received from no structure for this month.',
};
const NONE: ReadonlySet<string> = new Set();

type Props = { readonly id: string; readonly periods: readonly PrintedPeriod[] };

/** One table of the report: its meaning, then month after month the country and each region. */
export function TableSection({ id, periods }: Props) {
  const first = periods.flatMap(({ tables }) => tables).find((table) => table.id === id);
  if (first === undefined) return null;
  return (
    <section className="table-section">
      <h2>
        {id} · {say(first.title)}
      </h2>
      <p>{say(first.meaning)}</p>
      {periods.map((period) => {
        const table = period.tables.find((one) => one.id === id);
        return (
          <section key={period.period} className="period-section">
            <h3>{formatPeriod(period.period, language())}</h3>
            {table === undefined ? <p>{say(NO_TABLE)}</p> : <PeriodFigures table={table} period={period} />}
          </section>
        );
      })}
    </section>
  );
}

function PeriodFigures({ table, period }: { readonly table: ConsolidatedTable; readonly period: PrintedPeriod }) {
  const areas = ['ML', ...areasOfTable(table)].filter((area) => table.cells.some((cell) => cell.area === area));
  const wide = areas.some((area) => viewOfArea(table, area).series.length > 1);
  const view = viewByArea(table, period.missingRegions);
  const title = `${table.id} · ${say(table.title)}`;
  return (
    <>
      {opensByArea(table) && view.rows.length > 1 && (
        <figure className="paper-chart">
          <ChartKey view={view} />
          <BarChart title={title} view={view} partial={NONE} width={PAPER} look="paper" />
        </figure>
      )}
      <div className={wide ? 'areas wide' : 'areas'}>
        {areas.map((area) => (
          <AreaFigures key={area} table={table} area={area} />
        ))}
      </div>
      {missingWords(period.missingRegions, language()).map((line) => (
        <p key={line} className="missing-line">
          {line}
        </p>
      ))}
    </>
  );
}

function AreaFigures({ table, area }: { readonly table: ConsolidatedTable; readonly area: string }) {
  const name = say(areaName(area));
  const known = table.cells.some((cell) => cell.area === area && (cell.value !== null || cell.low !== null));
  if (!known) {
    return (
      <p className="area">
        <strong>{name}</strong>
        {say({ fr: '\u00a0: ', en: ': ' })}
        {say(ALL_HIDDEN)}
      </p>
    );
  }
  return (
    <div className="area">
      <h4>{name}</h4>
      <FigureTable caption={`${table.id}, ${name}`} view={viewOfArea(table, area)} />
    </div>
  );
}
