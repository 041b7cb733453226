import { PREVALENCE, methodWords } from '../../shared/exchange/sentences.ts';
import { formatPeriod } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import '../ui/charts/charts.css';
import { Cover } from './Cover.tsx';
import type { ConsolidatedData, PrintedPeriod } from './loaders.ts';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { TableSection } from './TableSection.tsx';
import { consolidatedLoader } from './loaders.ts';
import { page, MAY } from '../frame/page.ts';

const BACK: Text = { fr: 'Revenir au consolidé', en: 'Back to the consolidated tables' };

/** The printed consolidated report: cover with coverage, then each table month by month. Black only, no clock, the same text for the same packages. */
function ConsolidatedReport({ periods, coverage }: ConsolidatedData) {
  usePageFoot([say(PREVALENCE), ...new Set(periods.flatMap(({ method }) => methodWords(method).map(say)))]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/tables" back={BACK} />
      <main className="paper" id="main">
        <Cover title={say(titleOf(periods))} periods={periods} coverage={coverage} />
        {tableIds(periods).map((id) => (
          <TableSection key={id} id={id} periods={periods} />
        ))}
      </main>
    </>
  );
}

export const consolidatedReportPage = page({
  path: '/print/consolidated/:periods',
  roles: MAY.focalPoint,
  rail: null,
  load: consolidatedLoader,
  Page: ConsolidatedReport,
});

function titleOf(periods: readonly PrintedPeriod[]): Text {
  const first = periods[0]?.period ?? '';
  const last = periods.at(-1)?.period ?? first;
  if (first === last)
    return { fr: `Rapport consolidé, ${formatPeriod(first, 'fr')}`, en: `Consolidated report, ${formatPeriod(first, 'en')}` };
  return {
    fr: `Rapport consolidé, ${formatPeriod(first, 'fr')} à ${formatPeriod(last, 'fr')}`,
    en: `Consolidated report, ${formatPeriod(first, 'en')} to ${formatPeriod(last, 'en')}`,
  };
}

/** The tables of all months, in the order of the first month that has each. */
function tableIds(periods: readonly PrintedPeriod[]): readonly string[] {
  return [...new Set(periods.flatMap(({ tables }) => tables.map(({ id }) => id)))].sort();
}
