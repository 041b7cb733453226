import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { HandoversPage, handoversLoader } from './HandoversPage.tsx';
import { TeamPage, teamLoader } from './TeamPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/team', handle: { roles: MAY.supervisor, rail: 'team' }, loader: teamLoader, element: <TeamPage /> },
  { path: '/team/handovers', handle: { roles: MAY.supervisor, rail: 'team' }, loader: handoversLoader, element: <HandoversPage /> },
];
