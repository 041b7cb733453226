import { MAY } from '../frame/page.ts';
import type { PageRoute } from '../frame/page.ts';
import { ConsolidatedReport } from './ConsolidatedReport.tsx';
import { consolidatedLoader } from './loaders.ts';

/** Printed pages stand outside the frame: nothing but the paper is drawn. */
export const routes: readonly PageRoute[] = [
  {
    path: '/print/consolidated/:periods',
    handle: { roles: MAY.focalPoint, rail: null },
    loader: consolidatedLoader,
    element: <ConsolidatedReport />,
  },
];
