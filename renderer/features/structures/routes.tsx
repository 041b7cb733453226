import type { PageRoute } from '../../frame/page.ts';
import { StructuresPage, structuresLoader } from './StructuresPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/structures',
    handle: { roles: ['focal_point', 'supervisor'], rail: 'structures' },
    loader: structuresLoader,
    element: <StructuresPage />,
  },
];
