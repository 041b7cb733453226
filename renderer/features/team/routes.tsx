import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { TeamPage, teamLoader } from './TeamPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/team', handle: { roles: MAY.supervisor, rail: 'team' }, loader: teamLoader, element: <TeamPage /> },
];
