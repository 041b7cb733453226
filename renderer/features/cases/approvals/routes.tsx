import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { teamLoader } from '../../team/TeamPage.tsx';
import { ApprovalsPage } from './ApprovalsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/approvals', handle: { roles: MAY.supervisor, rail: 'approvals' }, loader: teamLoader, element: <ApprovalsPage /> },
];
