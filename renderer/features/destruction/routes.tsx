import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { DestructionPage, destructionLoader } from './DestructionPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/destroy', handle: { roles: MAY.auditors, rail: 'users' }, loader: destructionLoader, element: <DestructionPage /> },
];
