import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { CaseFilePage } from './CaseFilePage.tsx';
import { ClosurePage } from './ClosurePage.tsx';
import { caseFileLoader, closureLoader } from './loaders.ts';

export const routes: readonly PageRoute[] = [
  { path: '/cases/:case', handle: { roles: MAY.caseStaff, rail: 'cases' }, loader: caseFileLoader, element: <CaseFilePage /> },
  { path: '/cases/:case/closure', handle: { roles: MAY.caseStaff, rail: 'cases' }, loader: closureLoader, element: <ClosurePage /> },
];
