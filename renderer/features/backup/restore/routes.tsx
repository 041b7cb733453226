import type { RouteObject } from 'react-router';
import { RestorePage, restoreLoader } from './RestorePage.tsx';

/** Before a session, on an empty or damaged installation. */
export const routes: readonly RouteObject[] = [{ path: '/restore', loader: restoreLoader, element: <RestorePage /> }];
