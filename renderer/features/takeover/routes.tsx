import { MAY } from '../../frame/page.ts';
import type { PageHandle, PageRoute } from '../../frame/page.ts';
import { CorrectionsPage } from './CorrectionsPage.tsx';
import { correctionsLoader, homeLoader, reportLoader, sourceLoader, stepLoader } from './loaders.ts';
import { ReportPage } from './ReportPage.tsx';
import { SourcePage } from './SourcePage.tsx';
import { StepPage } from './StepPage.tsx';
import { TakeoversPage } from './TakeoversPage.tsx';

const handle: PageHandle = { roles: MAY.caseStaff, rail: 'takeover' };

export const routes: readonly PageRoute[] = [
  { path: '/takeover', handle, loader: homeLoader, element: <TakeoversPage /> },
  { path: '/takeover/corrections', handle, loader: correctionsLoader, element: <CorrectionsPage /> },
  { path: '/takeover/report/:takeoverId', handle, loader: reportLoader, element: <ReportPage /> },
  { path: '/takeover/source/:takeoverId', handle, loader: sourceLoader, element: <SourcePage /> },
  { path: '/takeover/:step', handle, loader: stepLoader, element: <StepPage /> },
];
