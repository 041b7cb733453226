import { MAY } from '../frame/page.ts';
import type { PageRoute } from '../frame/page.ts';
import { BlankForm } from './BlankForm.tsx';
import { ConsolidatedReport } from './ConsolidatedReport.tsx';
import { destructionLoader } from '../features/destruction/DestructionPage.tsx';
import { proofsLoader } from '../features/securityStatus/ProofsPage.tsx';
import { ExtractPaper, extractSheetLoader } from './ExtractPaper.tsx';
import { consolidatedLoader } from './loaders.ts';
import { HandbookPaper } from './HandbookPaper.tsx';
import { SealedGuidePaper } from './SealedGuidePaper.tsx';
import { ProofsPaper } from './ProofsPaper.tsx';
import { ProtectionPaper } from './ProtectionPaper.tsx';
import { SlipPaper, slipSheetLoader } from './SlipPaper.tsx';
import { SticksPaper } from './SticksPaper.tsx';

/** Printed pages stand outside the frame: nothing but the paper is drawn. */
export const routes: readonly PageRoute[] = [
  {
    path: '/print/consolidated/:periods',
    handle: { roles: MAY.focalPoint, rail: null },
    loader: consolidatedLoader,
    element: <ConsolidatedReport />,
  },
  {
    path: '/print/proofs',
    handle: { roles: MAY.auditors, rail: null },
    loader: proofsLoader,
    element: <ProofsPaper />,
  },
  { path: '/print/protection', handle: { roles: MAY.everyone, rail: null }, element: <ProtectionPaper /> },
  { path: '/print/sealed', handle: { roles: MAY.focalPoint, rail: null }, element: <SealedGuidePaper /> },
  { path: '/print/handbook', handle: { roles: MAY.everyone, rail: null }, element: <HandbookPaper /> },
  {
    path: '/print/sticks',
    handle: { roles: MAY.auditors, rail: null },
    loader: destructionLoader,
    element: <SticksPaper />,
  },
  { path: '/print/form/:form', handle: { roles: MAY.caseStaff, rail: null }, element: <BlankForm /> },
  {
    path: '/print/slip/:caseId/:recordId/:halves',
    handle: { roles: MAY.caseworker, rail: null },
    loader: slipSheetLoader,
    element: <SlipPaper />,
  },
  { path: '/print/extract/:number', handle: { roles: MAY.caseworker, rail: null }, loader: extractSheetLoader, element: <ExtractPaper /> },
];
