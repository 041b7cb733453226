import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { UpdatePage, updateLoader } from './UpdatePage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/update', handle: { roles: MAY.administrator, rail: 'update' }, loader: updateLoader, element: <UpdatePage /> },
];
