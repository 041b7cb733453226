import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { DirectoryPage, directoryLoader } from './DirectoryPage.tsx';
import { ProviderPage, providerLoader } from './ProviderPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/services', handle: { roles: MAY.everyone, rail: 'directory' }, loader: directoryLoader, element: <DirectoryPage /> },
  {
    path: '/services/:provider',
    handle: { roles: MAY.directoryWriters, rail: 'directory' },
    loader: providerLoader,
    element: <ProviderPage />,
  },
];
