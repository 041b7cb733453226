import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { CoveragePage } from './CoveragePage.tsx';
import { InboxPage } from './InboxPage.tsx';
import { coverageLoader, inboxLoader, lastPeriodLoader, tablesLoader } from './loaders.ts';
import { NoTables } from './NoTables.tsx';
import { TablesPage } from './TablesPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/inbox', handle: { roles: MAY.focalPoint, rail: 'inbox' }, loader: inboxLoader, element: <InboxPage /> },
  { path: '/coverage', handle: { roles: MAY.focalPoint, rail: 'coverage' }, loader: coverageLoader, element: <CoveragePage /> },
  { path: '/tables', handle: { roles: MAY.focalPoint, rail: 'tables' }, loader: lastPeriodLoader, element: <NoTables /> },
  { path: '/tables/:period/:table?', handle: { roles: MAY.focalPoint, rail: 'tables' }, loader: tablesLoader, element: <TablesPage /> },
];
