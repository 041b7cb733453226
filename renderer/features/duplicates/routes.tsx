import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { DuplicatesPage, duplicatesLoader } from './DuplicatesPage.tsx';
import { MergePage } from './MergePage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/duplicates/:pair?',
    handle: { roles: MAY.supervisor, rail: 'duplicates' },
    loader: duplicatesLoader,
    element: <DuplicatesPage />,
  },
  {
    path: '/duplicates/:pair/merge',
    handle: { roles: MAY.supervisor, rail: 'duplicates' },
    loader: duplicatesLoader,
    element: <MergePage />,
  },
];
