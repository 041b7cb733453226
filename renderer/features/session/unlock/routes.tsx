import type { RouteObject } from 'react-router';
import { EnrolPage, enrolLoader } from './EnrolPage.tsx';
import { StoppedPage, stoppedLoader } from './StoppedPage.tsx';
import { UnlockPage, unlockLoader } from './UnlockPage.tsx';

/** Pages before a session. */
export const routes: readonly RouteObject[] = [
  { path: '/unlock', loader: unlockLoader, element: <UnlockPage /> },
  { path: '/enrol', loader: enrolLoader, element: <EnrolPage /> },
  { path: '/stopped', loader: stoppedLoader, element: <StoppedPage /> },
];
