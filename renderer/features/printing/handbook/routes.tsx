import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { HandbookPage } from './HandbookPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/handbook', handle: { roles: MAY.everyone, rail: 'handbook' }, element: <HandbookPage /> },
];
