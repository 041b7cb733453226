import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { FeedbackPage, feedbackLoader } from './FeedbackPage.tsx';
import { FeedbackResultsPage, resultsLoader } from './FeedbackResultsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/feedback', handle: { roles: MAY.caseStaff, rail: null }, loader: feedbackLoader, element: <FeedbackPage /> },
  { path: '/feedback/results', handle: { roles: MAY.supervisor, rail: null }, loader: resultsLoader, element: <FeedbackResultsPage /> },
];
