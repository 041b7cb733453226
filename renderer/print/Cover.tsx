import type { Output } from '../../shared/contract.ts';
import { LIMITS, PREVALENCE, methodWords } from '../../shared/exchange/sentences.ts';
import { formatDate, formatPeriod, monthsOfPeriod } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { COVERAGE, MONTH, REGION } from '../../shared/words.ts';
import { formatNumber } from '../format.ts';
import { language, say } from '../language.ts';
import { wording } from '../wording.ts';
import type { PrintedPeriod } from './loaders.ts';

type Coverage = Output<'coverage.open'>;
type Mark = Coverage['rows'][number]['marks'][number];

const READ: Text = { fr: 'Comment lire ces chiffres', en: 'How to read these figures' };
const PARTIAL: Text = {
  fr: 'Un total n’est complet que si toutes les structures attendues ont envoyé leur rapport. Une structure qui n’a rien envoyé n’est jamais un zéro.',
  en: 'A total is complete only if every expected structure has sent its report. A structure that sent nothing is never a zero.',
};
const RECEIVED: Text = { fr: 'Structures reçues', en: 'Structures received' };
const EXPECTED: Text = { fr: 'Structures attendues', en: 'Structures expected' };
const COUNTED: Text = { fr: 'Incidents déclarés avec consentement', en: 'Incidents reported with consent' };
const BY_REGION: Text = { fr: 'Rapports reçus sur attendus, par région', en: 'Reports received of expected, by region' };
const HIDDEN: Text = { fr: 'masqué', en: 'hidden' };

type Props = { readonly title: string; readonly periods: readonly PrintedPeriod[]; readonly coverage: Coverage };

/** First page: what the report is, how to read it, who has reported. */
export function Cover({ title, periods, coverage }: Props) {
  return (
    <section className="cover">
      <h1>{title}</h1>
      <h2>{say(READ)}</h2>
      <p>{say(PREVALENCE)}</p>
      {[...new Set(periods.flatMap(({ method }) => methodWords(method).map(say)))].map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>{say(LIMITS)}</p>
      <p>{say(PARTIAL)}</p>
      <h2>{say(COVERAGE)}</h2>
      <PeriodTable periods={periods} />
      <RegionTable periods={periods} coverage={coverage} />
    </section>
  );
}

function PeriodTable({ periods }: { readonly periods: readonly PrintedPeriod[] }) {
  return (
    <table className="paper-table">
      <caption className="hidden-text">{say(COVERAGE)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(MONTH)}</th>
          <th scope="col" className="number">
            {say(RECEIVED)}
          </th>
          <th scope="col" className="number">
            {say(EXPECTED)}
          </th>
          <th scope="col" className="number">
            {say(COUNTED)}
          </th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ period, sites, expected, counted, countedReason }) => (
          <tr key={period}>
            <th scope="row">{formatPeriod(period, language())}</th>
            <td className="number">{sites}</td>
            <td className="number">{expected}</td>
            <td className="number">{counted === null ? say(countedReason ?? HIDDEN) : formatNumber(counted, language())}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RegionTable({ periods, coverage }: Omit<Props, 'title'>) {
  const months = [...new Set(periods.flatMap(({ period }) => monthsOfPeriod(period)))].filter((month) => coverage.months.includes(month));
  if (months.length === 0 || coverage.rows.length === 0) return null;
  const regions = [...Map.groupBy(coverage.rows, ({ region }) => region)].sort(([left], [right]) => (left < right ? -1 : 1));
  return (
    <table className="paper-table">
      <caption>{say(BY_REGION)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(REGION)}</th>
          {months.map((month) => (
            <th key={month} scope="col" className="number">
              {formatDate(month, language())}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {regions.map(([region, rows]) => (
          <tr key={region}>
            <th scope="row">{say(wording('region', region))}</th>
            {months.map((month) => (
              <td key={month} className="number">
                {receivedOf(rows.map(({ marks }) => marks[coverage.months.indexOf(month)] ?? 'outside'))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** « 3 / 4 »; whether a missing report is already late depends on the day, so paper does not say it. */
function receivedOf(marks: readonly Mark[]): string {
  const expected = marks.filter((mark) => mark !== 'outside').length;
  const received = marks.filter((mark) => mark === 'received' || mark === 'nil').length;
  return expected === 0 ? '–' : `${received} / ${expected}`;
}
