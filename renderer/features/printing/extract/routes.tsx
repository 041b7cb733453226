import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { ExtractPage, extractLoader } from './ExtractPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/cases/:caseId/extract', handle: { roles: MAY.caseworker, rail: 'cases' }, loader: extractLoader, element: <ExtractPage /> },
];
