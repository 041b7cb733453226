import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { BlankFormsPage } from './BlankFormsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/blank', handle: { roles: MAY.caseStaff, rail: 'handbook' }, element: <BlankFormsPage /> },
];
