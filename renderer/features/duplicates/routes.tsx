import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { DuplicatesPage, duplicatesLoader } from './DuplicatesPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/duplicates/:pair?',
    handle: { roles: MAY.supervisor, rail: 'duplicates' },
    loader: duplicatesLoader,
    element: <DuplicatesPage />,
  },
];
