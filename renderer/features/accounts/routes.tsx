import type { PageRoute } from '../../frame/page.ts';
import { AccountsPage, accountsLoader } from './AccountsPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/admin/users',
    handle: { roles: ['administrator', 'supervisor', 'focal_point'], rail: 'users' },
    loader: accountsLoader,
    element: <AccountsPage />,
  },
];
