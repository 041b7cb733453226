import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { PrintsPage, printsLoader } from './PrintsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/prints', handle: { roles: MAY.supervisor, rail: 'prints' }, loader: printsLoader, element: <PrintsPage /> },
];
