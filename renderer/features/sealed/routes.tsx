import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { sealedLoader, SealedPage } from './SealedPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/sealed', handle: { roles: MAY.focalPoint, rail: 'sealed' }, loader: sealedLoader, element: <SealedPage /> },
];
