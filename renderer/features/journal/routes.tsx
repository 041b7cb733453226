import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { JournalPage, journalLoader } from './JournalPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/journal', handle: { roles: MAY.everyone, rail: 'journal' }, loader: journalLoader, element: <JournalPage /> },
];
