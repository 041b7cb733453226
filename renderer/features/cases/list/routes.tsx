import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { CasesPage, casesLoader } from './CasesPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/cases', handle: { roles: MAY.caseStaff, rail: 'cases' }, loader: casesLoader, element: <CasesPage /> },
];
