import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { DayPage, dayLoader } from './DayPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/day', handle: { roles: MAY.caseworker, rail: 'day' }, loader: dayLoader, element: <DayPage /> },
];
