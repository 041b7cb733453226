import type { Text } from '../../../shared/text.ts';
import { Page } from '../../frame/Page.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { lastPeriodLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

const TITLE: Text = { fr: 'Consolidé', en: 'Consolidated' };
const EMPTY: Text = {
  fr: 'Aucun mois à consolider. Il faut d’abord un rapport reçu d’un centre.',
  en: 'No month to consolidate. A report received from a centre is needed first.',
};
const TO_INBOX: Text = { fr: 'Ouvrir la réception', en: 'Open the inbox' };

/** Before the first report. */
function NoTables() {
  return (
    <Page title={TITLE}>
      <div className="card flush">
        <EmptyState
          act={
            <ButtonLink kind="primary" to="/inbox">
              {TO_INBOX}
            </ButtonLink>
          }
        >
          {EMPTY}
        </EmptyState>
      </div>
    </Page>
  );
}

export const noTablesPage = page({ path: '/tables', roles: MAY.focalPoint, rail: 'tables', load: lastPeriodLoader, Page: NoTables });
