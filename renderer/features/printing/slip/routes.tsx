import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { SlipPage, slipLoader } from './SlipPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/cases/:caseId/slip/:recordId', handle: { roles: MAY.caseworker, rail: 'cases' }, loader: slipLoader, element: <SlipPage /> },
];
