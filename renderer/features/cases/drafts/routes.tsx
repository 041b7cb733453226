import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { DraftsPage, draftsLoader } from './DraftsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/drafts', handle: { roles: MAY.caseStaff, rail: 'drafts' }, loader: draftsLoader, element: <DraftsPage /> },
];
