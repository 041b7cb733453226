import type { PageRoute } from '../../frame/page.ts';
import { AfterRestorePage, afterRestoreLoader } from './AfterRestorePage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/admin/after-restore',
    handle: { roles: ['administrator', 'supervisor', 'focal_point'], rail: 'users' },
    loader: afterRestoreLoader,
    element: <AfterRestorePage />,
  },
];
