import { useSearchParams } from 'react-router';
import type { ConsolidatedTable } from '../../../shared/contract/desk.ts';
import { LIMITS, methodWords } from '../../../shared/exchange/sentences.ts';
import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { areaName, areasOfTable, opensByArea, viewByArea, viewOfArea } from '../../ui/charts/areaView.ts';
import { BarChart } from '../../ui/charts/BarChart.tsx';
import { ChartKey } from '../../ui/charts/ChartKey.tsx';
import { FigureTable } from '../../ui/charts/FigureTable.tsx';
import { knownOf } from '../../ui/charts/figure.ts';
import { SuppressedMark } from '../../ui/charts/SuppressedMark.tsx';
import { useWidth } from '../../ui/charts/useWidth.ts';
import type { View } from '../../ui/charts/view.ts';
import type { Figure } from '../../ui/charts/figure.ts';
import { Segments } from '../../ui/Field.tsx';
import type { Tables } from './loaders.ts';
import { missingWords } from './missing.ts';
import { SHOWN, useShown } from './shown.ts';
import { Select } from '../../ui/Select.tsx';

const REGIONS = 'regions';
const COUNTRY = 'ML';

const BY_REGION: Text = { fr: 'par région', en: 'by region' };
const AREA: Text = { fr: 'Lieu', en: 'Area' };
const SHOW_AS: Text = { fr: 'Montrer', en: 'Show' };

type Props = { readonly table: ConsolidatedTable; readonly tables: Tables; readonly partial: ReadonlySet<string> };

/** One consolidated table: by region or for one area, as a chart, a table or both. Its figures come from the protected table alone. */
export function TableCard({ table, tables, partial }: Props) {
  const [search, setSearch] = useSearchParams();
  const shown = useShown((state) => state.shown);
  const { ref, width } = useWidth();
  const areas = areasOfTable(table);
  const asked = search.get('area');
  const area =
    asked === REGIONS || asked === COUNTRY || (asked !== null && areas.includes(asked)) ? asked : opensByArea(table) ? REGIONS : COUNTRY;
  const view = area === REGIONS ? viewByArea(table, tables.missingRegions) : viewOfArea(table, area);
  const where = area === REGIONS ? say(BY_REGION) : say(areaName(area));
  const title = area === REGIONS ? `${table.id} · ${say(table.title)} ${where}` : `${table.id} · ${say(table.title)}, ${where}`;
  const stars = starredOf(area, tables, partial);
  return (
    <Card
      title={title}
      beside={
        <div className="row">
          <label className="row area-choice">
            <span className="hidden-text">{say(AREA)}</span>
            <Select
              value={area}
              choices={[{ value: REGIONS, label: BY_REGION }, ...[COUNTRY, ...areas].map((one) => ({ value: one, label: areaName(one) }))]}
              onChange={(one) => setSearch({ area: one }, { replace: true })}
            />
          </label>
          <fieldset>
            <legend className="hidden-text">{say(SHOW_AS)}</legend>
            <Segments name="shown" value={shown} onChange={(value) => useShown.setState({ shown: value })} options={SHOWN} />
          </fieldset>
        </div>
      }
    >
      <p className="hint table-meaning">{say(table.meaning)}</p>
      {shown !== 'table' && <ChartKey view={view} />}
      <div className={`chart-and-table ${shown}`}>
        {shown !== 'table' && <div ref={ref}>{width > 0 && <BarChart title={title} view={view} partial={stars} width={width} />}</div>}
        {shown !== 'chart' && <FigureTable caption={title} view={view} partial={stars} />}
      </div>
      <Notes view={view} tables={tables} starred={stars.size > 0} />
    </Card>
  );
}

/** Lines whose total lacks a report: regions, and the country as soon as one structure is missing. */
function starredOf(area: string, { sites, expected }: Tables, partial: ReadonlySet<string>): ReadonlySet<string> {
  const country = sites < expected ? [COUNTRY] : [];
  if (area === REGIONS) return new Set([...partial, ...country]);
  return (area === COUNTRY ? country.length > 0 : partial.has(area)) ? new Set(['total']) : new Set();
}

function figuresOfView(view: View<Figure>): readonly Figure[] {
  return view.rows.flatMap((row) => [...row.figures, row.total]).filter((figure) => figure !== null);
}

function Notes({ view, tables, starred }: { readonly view: View<Figure>; readonly tables: Tables; readonly starred: boolean }) {
  const known = new Set(figuresOfView(view).map(knownOf));
  return (
    <div className="table-notes">
      <p>
        {starred && (
          <>
            <strong>{say({ fr: '* partiel\u00a0:', en: '* partial:' })}</strong> {say(PARTIAL_WHY)}{' '}
          </>
        )}
        {known.has('nothing') && (
          <>
            <SuppressedMark /> {say(HIDDEN_WHY)}{' '}
          </>
        )}
      </p>
      <p>{say(tables.sentence)}</p>
      {[...methodWords(tables.method), LIMITS].map((line) => (
        <p key={line.en}>{say(line)}</p>
      ))}
      {missingWords(tables.missingRegions, language()).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

const PARTIAL_WHY: Text = {
  fr: 'au moins une structure n’a pas envoyé son rapport.',
  en: 'at least one structure has not sent its report.',
};
const HIDDEN_WHY: Text = { fr: 'masqué\u00a0; personne ici ne peut le lever.', en: 'hidden; nobody here can lift it.' };
