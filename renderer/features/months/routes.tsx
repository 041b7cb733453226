import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { monthLoader, monthsLoader } from './loaders.ts';
import { MonthPage } from './MonthPage.tsx';
import { MonthsPage } from './MonthsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/months', handle: { roles: MAY.caseStaff, rail: 'months' }, loader: monthsLoader, element: <MonthsPage /> },
  { path: '/months/:month/:step', handle: { roles: MAY.caseStaff, rail: 'months' }, loader: monthLoader, element: <MonthPage /> },
];
