import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { ProtectionPage, protectionLoader } from './ProtectionPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/protection', handle: { roles: MAY.everyone, rail: 'handbook' }, loader: protectionLoader, element: <ProtectionPage /> },
];
