import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { ProofsPage, proofsLoader } from './ProofsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/proofs', handle: { roles: MAY.everyone, rail: 'proofs' }, loader: proofsLoader, element: <ProofsPage /> },
];
