import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import type { Figure } from './figure.ts';
import { barOf, drawnRows } from './bars.ts';
import type { View } from './view.ts';

const HIDDEN: Text = { fr: 'masqué ou intervalle', en: 'hidden or interval' };

const UNDIVIDED: Text = { fr: 'répartition masquée', en: 'division hidden' };

/** The series of a chart with their shapes and words, and the hatch when some line needs it. */
export function ChartKey({ view }: { readonly view: View<Figure> }) {
  const kinds = new Set(drawnRows(view).map((row) => barOf(row, language()).kind));
  if (view.series.length === 0 && !kinds.has('stub')) return null;
  return (
    <ul className="chart-key row">
      {view.series.map((series, index) => (
        <li key={series.key}>
          <span className={`key-block series-${index + 1}`} aria-hidden="true" />
          {say(series.label)}
        </li>
      ))}
      {view.series.length > 0 && kinds.has('whole') && (
        <li>
          <span className="key-block whole" aria-hidden="true" />
          {say(UNDIVIDED)}
        </li>
      )}
      {kinds.has('stub') && (
        <li>
          <span className="key-block hatched" aria-hidden="true" />
          {say(HIDDEN)}
        </li>
      )}
    </ul>
  );
}
