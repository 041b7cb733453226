import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { BackupPage, backupLoader } from './BackupPage.tsx';
import { ClosingPage, closingLoader } from './ClosingPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/backup', handle: { roles: MAY.copyStaff, rail: 'backup' }, loader: backupLoader, element: <BackupPage /> },
  { path: '/closing', handle: { roles: MAY.caseStaff, rail: 'backup' }, loader: closingLoader, element: <ClosingPage /> },
];
