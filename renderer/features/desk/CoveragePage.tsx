import { Fragment } from 'react';
import { formatDayInList, formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { COVERAGE, STRUCTURE } from '../../../shared/words.ts';
import { Page } from '../../frame/Page.tsx';
import { language, say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { wording } from '../../wording.ts';
import { CoverageMark, MarkLegend } from './CoverageMark.tsx';
import { byRegion, markIn, rateOf, rateWords, remindersOf } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import './desk.css';
import { page, MAY } from '../../frame/page.ts';
import { call } from '../../api.ts';

const REMIND: Text = { fr: 'À relancer', en: 'To remind' };
const ALL_IN: Text = { fr: 'Tous les rapports attendus sont là.', en: 'Every expected report is there.' };
const NEVER_ZERO: Text = {
  fr: 'Une structure qui n’a rien envoyé n’est jamais un zéro.',
  en: 'A structure that sent nothing is never a zero.',
};
const EMPTY: Text = {
  fr: 'Aucune structure dans le registre. Inscrivez celles qui doivent un rapport.',
  en: 'No structure in the register. Enter those that owe a report.',
};
const TO_STRUCTURES: Text = { fr: 'Ouvrir les structures', en: 'Open structures' };

/** Structures by months, one mark a cell, grouped by region with the rate of the last month in words (interface 3.19). */
function CoveragePage(coverage: Coverage) {
  const last = coverage.months.at(-1);
  if (coverage.rows.length === 0 || last === undefined) {
    return (
      <Page title={COVERAGE}>
        <Card look="flush">
          <EmptyState act={<ButtonLink to="/structures">{TO_STRUCTURES}</ButtonLink>}>{EMPTY}</EmptyState>
        </Card>
      </Page>
    );
  }
  const rate = rateWords(rateOf(coverage, coverage.rows, last));
  return (
    <Page
      title={COVERAGE}
      lead={{
        fr: `${rate.fr} en ${formatMonth(last, 'fr')}. ${NEVER_ZERO.fr}`,
        en: `${rate.en} in ${formatMonth(last, 'en')}. ${NEVER_ZERO.en}`,
      }}
      side={<Reminders coverage={coverage} month={last} />}
    >
      <div className="card flush">
        <Matrix coverage={coverage} last={last} />
      </div>
      <MarkLegend />
    </Page>
  );
}

export const coveragePage = page({
  path: '/coverage',
  roles: MAY.focalPoint,
  rail: 'coverage',
  load: () => call('coverage.open', {}),
  Page: CoveragePage,
});

function Matrix({ coverage, last }: { readonly coverage: Coverage; readonly last: string }) {
  return (
    <div className="table-frame">
      <table className="table coverage">
        <caption className="hidden-text">{say(COVERAGE)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(STRUCTURE)}</th>
            {coverage.months.map((month) => (
              <th key={month} scope="col" abbr={formatMonth(month, language())}>
                <ShortMonth month={month} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byRegion(coverage).map(([region, rows]) => (
            <Fragment key={region}>
              <tr className="group">
                <th scope="rowgroup" colSpan={coverage.months.length + 1}>
                  {say(wording('region', region))} <span className="hint">{say(rateWords(rateOf(coverage, rows, last)))}</span>
                </th>
              </tr>
              {rows.map((row) => (
                <tr key={`${row.structureCode} ${row.siteCode}`}>
                  <th scope="row">
                    <span className="code">{row.structureCode}</span> <span className="hint code">{row.siteCode}</span>
                  </th>
                  {coverage.months.map((month) => (
                    <td key={month}>
                      <CoverageMark mark={markIn(coverage, row, month)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ShortMonth({ month }: { readonly month: string }) {
  const short = formatDayInList(`${month}-01`, language()).split(' ').at(-1);
  return (
    <span className="short-month" title={formatMonth(month, language())}>
      <span>{short}</span>
      <span className="number">{month.slice(2, 4)}</span>
    </span>
  );
}

function Reminders({ coverage, month }: { readonly coverage: Coverage; readonly month: string }) {
  const reminders = remindersOf(coverage, month);
  return (
    <Card title={REMIND} beside={<span className="hint">{formatMonth(month, language())}</span>}>
      {reminders.length === 0 ? (
        <p className="quiet">{say(ALL_IN)}</p>
      ) : (
        <ul className="reminders">
          {reminders.map((row) => (
            <li key={`${row.structureCode} ${row.siteCode}`}>
              <CoverageMark mark={markIn(coverage, row, month)} />
              <span className="code">{row.structureCode}</span>
              <span className="hint code">{row.siteCode}</span>
              <span className="hint">{say(wording('region', row.region))}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
