import { Link } from 'react-router';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTH, MONTHLY_REPORT, STATE } from '../../../shared/words.ts';
import { Page } from '../../frame/Page.tsx';
import { language } from '../../language.ts';
import { useUser } from '../../session.ts';
import { State } from '../../ui/Chip.tsx';
import { CircleCheckIcon, CircleDashedIcon, LockIcon, TimerIcon } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { nextStep, stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';
import { readMonths } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

const LEAD: Text = {
  fr: 'Chaque mois terminé est vérifié, figé, puis remis au point focal. Un mois sans incident part aussi, à zéro.',
  en: 'Each month that has ended is checked, frozen, then handed over to the focal point. A month without incident leaves too, at zero.',
};
const LEAD_OWN: Text = {
  fr: 'Vous voyez ce que comptent vos propres dossiers. La supervision fige et remet le rapport du centre.',
  en: 'You see what your own cases count. Supervision freezes and hands over the report of the centre.',
};
const EMPTY: Text = {
  fr: 'Aucun mois encore. Le premier apparaît avec le premier accueil.',
  en: 'No month yet. The first appears with the first intake.',
};
const VERSION: Text = { fr: 'Version', en: 'Version' };
const RUNNING: Text = { fr: 'En cours', en: 'Running' };
const TO_FREEZE: Text = { fr: 'À figer', en: 'To freeze' };
const FROZEN: Text = { fr: 'Figé, à remettre', en: 'Frozen, to hand over' };
const EXPORTED: Text = { fr: 'Remis', en: 'Handed over' };

/** The months of the centre and the state of each (interface 3.17). */
function MonthsPage({ months }: { readonly months: readonly MonthLine[] }) {
  const { role } = useUser();
  return (
    <Page title={MONTHLY_REPORT} lead={role === 'supervisor' ? LEAD : LEAD_OWN}>
      <div className="card flush">
        {months.length === 0 ? (
          <EmptyState>{EMPTY}</EmptyState>
        ) : (
          <Table
            caption={MONTHLY_REPORT}
            rows={months}
            rowKey={({ month }) => month}
            columns={[
              {
                key: 'month',
                head: MONTH,
                cell: (line) => <Link to={stepAddress(line.month, nextStep(line, role))}>{formatMonth(line.month, language())}</Link>,
              },
              { key: 'state', head: STATE, cell: (line) => <MonthState line={line} /> },
              { key: 'version', head: VERSION, number: true, cell: ({ version }) => (version === 0 ? '–' : version) },
            ]}
          />
        )}
      </div>
    </Page>
  );
}

export const monthsPage = page({
  path: '/months',
  roles: MAY.caseStaff,
  rail: 'months',
  load: async () => ({ months: await readMonths() }),
  Page: MonthsPage,
});

function MonthState({ line }: { readonly line: MonthLine }) {
  if (line.state === 'exported')
    return (
      <State tone="leaf" icon={CircleCheckIcon}>
        {EXPORTED}
      </State>
    );
  if (line.state === 'frozen')
    return (
      <State tone="accent" icon={LockIcon}>
        {FROZEN}
      </State>
    );
  return line.ended ? (
    <State tone="ochre" icon={CircleDashedIcon}>
      {TO_FREEZE}
    </State>
  ) : (
    <State tone="ink2" icon={TimerIcon}>
      {RUNNING}
    </State>
  );
}
