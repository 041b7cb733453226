import { MAY } from '../../../frame/page.ts';
import type { PageRoute } from '../../../frame/page.ts';
import { PassphrasePage } from './PassphrasePage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/passphrase', handle: { roles: MAY.everyone, rail: null }, element: <PassphrasePage /> },
];
