import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { COVERAGE } from '../../../shared/words.ts';
import { formatMonth, isMonth, monthsOfPeriod, periodsAround } from '../../../shared/time.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { formatNumber } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import '../../ui/charts/charts.css';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { TableNav } from '../../ui/charts/TableNav.tsx';
import { ChevronLeftIcon, ChevronRightIcon, DownloadIcon } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { CoverageMark, MarkLegend } from './CoverageMark.tsx';
import { byRegion, markIn, partialRegions } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import './desk.css';
import { HandOutDialog } from './HandOutDialog.tsx';
import type { Tables, TablesData } from './loaders.ts';
import { TableCard } from './TableCard.tsx';
import { wording } from '../../wording.ts';
import { tablesLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

const CONSOLIDATED: Text = { fr: 'Consolidé', en: 'Consolidated' };
const HAND_OUT: Text = { fr: 'Remettre les tableaux', en: 'Hand out the tables' };
const OTHER_PERIODS: Text = { fr: 'Autres périodes', en: 'Other periods' };
const NEXT: Text = { fr: 'Tableau suivant', en: 'Next table' };
const PREVIOUS: Text = { fr: 'Tableau précédent', en: 'Previous table' };
const NOTHING: Text = { fr: 'Aucun tableau ne peut être montré pour cette période.', en: 'No table can be shown for this period.' };
const DUE: Text = { fr: 'limite\u00a0: le 5', en: 'due: the 5th' };

/** The consolidated tables of a month, a quarter or a year (interface 3.20): coverage in the heading, chart and table twin, who has reported beside. */
function TablesPage({ tables, coverage, periods, mayHaveLeft, chosen }: TablesData) {
  const navigate = useNavigate();
  const [handingOut, setHandingOut] = useState(false);
  const list = useMemo(() => tables.tables.map((table) => ({ ...table, cut: null })), [tables]);
  const table = list.find(({ id }) => id === chosen) ?? list[0];
  const { period } = tables;
  const alike = periods.filter((one) => one.length === period.length && one.includes('Q') === period.includes('Q')).toSorted();
  const at = alike.indexOf(period);
  useCommands(
    useMemo(() => {
      const rank = list.findIndex(({ id }) => id === table?.id);
      function go(step: number): void {
        const next = list[rank + step];
        if (next !== undefined) void navigate(`/tables/${period}/${next.id}`);
      }
      return [
        { id: 'table.next', label: NEXT, keys: 'Alt+PageDown', run: () => go(1) },
        { id: 'table.previous', label: PREVIOUS, keys: 'Alt+PageUp', run: () => go(-1) },
        { id: 'tables.handOut', label: HAND_OUT, keys: 'P', run: () => setHandingOut(true) },
      ];
    }, [list, table, period, navigate]),
  );
  return (
    <Page
      title={titleOf(tables)}
      lead={leadOf(tables, coverage)}
      acts={
        <>
          <PeriodLink period={alike[at - 1]} side="before" />
          <PeriodLink period={alike[at + 1]} side="after" />
          <Button kind="primary" icon={DownloadIcon} keys="P" onPress={() => setHandingOut(true)}>
            {HAND_OUT}
          </Button>
        </>
      }
      trail={[{ label: CONSOLIDATED, to: '/tables' }]}
      here={monthTitle(period)}
      side={
        <>
          <Around periods={around(period, periods)} />
          <CoverageCard coverage={coverage} period={period} />
          <TableNav tables={list} chosen={table?.id ?? ''} onChoose={(id) => void navigate(`/tables/${period}/${id}`)} />
        </>
      }
    >
      {table === undefined ? (
        <Card look="flush">
          <EmptyState>{NOTHING}</EmptyState>
        </Card>
      ) : (
        <TableCard key={table.id} table={table} tables={tables} partial={partialRegions(coverage, period)} />
      )}
      {handingOut && <HandOutDialog period={period} periods={periods} mayHaveLeft={mayHaveLeft} close={() => setHandingOut(false)} />}
    </Page>
  );
}

export const tablesPage = page({
  path: '/tables/:period/:table?',
  roles: MAY.focalPoint,
  rail: 'tables',
  load: tablesLoader,
  Page: TablesPage,
});

/** The longer periods that hold this one, and back to the last month of a longer one, where they have tables. */
function around(period: string, periods: readonly string[]): readonly string[] {
  const last = monthsOfPeriod(period).at(-1) ?? period;
  return [...(isMonth(period) ? [] : [last]), ...periodsAround(last)].filter((one) => one !== period && periods.includes(one));
}

function Around({ periods }: { readonly periods: readonly string[] }) {
  if (periods.length === 0) return null;
  return (
    <Card title={OTHER_PERIODS}>
      <div className="row">
        {periods.map((one) => (
          <ButtonLink key={one} to={`/tables/${one}`}>
            {monthTitle(one)}
          </ButtonLink>
        ))}
      </div>
    </Card>
  );
}

function titleOf({ period, sites, expected }: Tables): Text {
  const { fr, en } = monthTitle(period);
  return {
    fr: `${fr}\u00a0: ${sites}\u00a0${sites < 2 ? 'structure' : 'structures'} sur ${expected}`,
    en: `${en}: ${sites} of ${expected} structures`,
  };
}

function leadOf({ counted, countedReason, period }: Tables, coverage: Coverage): Text {
  const count: Text =
    counted === null
      ? (countedReason ?? { fr: 'Le total ne peut pas être montré.', en: 'The total cannot be shown.' })
      : {
          fr: `${formatNumber(counted, 'fr')}\u00a0${counted < 2 ? 'incident déclaré' : 'incidents déclarés'} avec consentement.`,
          en: `${formatNumber(counted, 'en')} ${counted === 1 ? 'incident' : 'incidents'} reported with consent.`,
        };
  const partial = partialRegions(coverage, period).size;
  if (partial === 0) return count;
  const fr = partial === 1 ? 'Le total d’une région reste partiel.' : `Les totaux de ${partial}\u00a0régions restent partiels.`;
  const en = partial === 1 ? 'The total of one region is partial.' : `The totals of ${partial} regions are partial.`;
  return { fr: `${count.fr} ${fr}`, en: `${count.en} ${en}` };
}

function PeriodLink({ period, side }: { readonly period: string | undefined; readonly side: 'before' | 'after' }) {
  if (period === undefined) return null;
  return (
    <ButtonLink to={`/tables/${period}`} icon={side === 'before' ? ChevronLeftIcon : ChevronRightIcon}>
      {monthTitle(period)}
    </ButtonLink>
  );
}

function CoverageCard({ coverage, period }: { readonly coverage: Coverage; readonly period: string }) {
  const months = monthsOfPeriod(period);
  return (
    <Card title={COVERAGE} beside={<span className="hint">{say(DUE)}</span>}>
      <ul className="coverage-regions">
        {byRegion(coverage).map(([region, rows]) => (
          <li key={region}>
            <span>{say(wording('region', region))}</span>
            <span className="coverage-marks">
              {rows.flatMap((row) =>
                months.map((month) => (
                  <CoverageMark
                    key={`${row.structureCode} ${row.siteCode} ${month}`}
                    mark={markIn(coverage, row, month)}
                    name={months.length === 1 ? row.siteCode : `${row.siteCode}, ${formatMonth(month, language())}`}
                  />
                )),
              )}
            </span>
          </li>
        ))}
      </ul>
      <MarkLegend marks={['received', 'nil', 'expected', 'late']} />
    </Card>
  );
}
