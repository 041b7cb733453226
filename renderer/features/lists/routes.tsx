import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { ListsPage, listsLoader } from './ListsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/lists', handle: { roles: MAY.everyone, rail: 'directory' }, loader: listsLoader, element: <ListsPage /> },
];
