import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { AddAttachmentPage, addAttachmentLoader } from './AddAttachmentPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/cases/:case/attachment',
    handle: { roles: MAY.caseworker, rail: 'cases' },
    loader: addAttachmentLoader,
    element: <AddAttachmentPage />,
  },
];
