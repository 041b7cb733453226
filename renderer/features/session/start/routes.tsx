import type { RouteObject } from 'react-router';
import { StartPage, startLoader } from './StartPage.tsx';

export const routes: readonly RouteObject[] = [{ path: '/start/:step', loader: startLoader, element: <StartPage /> }];
