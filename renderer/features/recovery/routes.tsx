import type { RouteObject } from 'react-router';
import type { PageRoute } from '../../frame/page.ts';
import { RecoverPage, recoverLoader } from './RecoverPage.tsx';
import { SharesPage, sharesLoader } from './SharesPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/admin/shares',
    handle: { roles: ['supervisor', 'focal_point'], rail: 'users' },
    loader: sharesLoader,
    element: <SharesPage />,
  },
];

/** Before a session: a forgotten passphrase. */
export const closedRoutes: readonly RouteObject[] = [{ path: '/recover', loader: recoverLoader, element: <RecoverPage /> }];
