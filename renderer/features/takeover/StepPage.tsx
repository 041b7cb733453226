import { Navigate } from 'react-router';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FileStep } from './FileStep.tsx';
import { RehearsalStep } from './RehearsalStep.tsx';
import { RunStep } from './RunStep.tsx';
import type { Step } from './steps.ts';
import './takeover.css';
import { useTakeover } from './takeoverState.ts';
import { ValuesStep } from './ValuesStep.tsx';
import { stepLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

/** One step of a take-over. The loader has seen that it may be shown; a draft that ends meanwhile leads back to the file. */
function StepPage({ step }: { readonly step: Step }) {
  const draft = useTakeover((state) => state.draft);
  if (step === 'file') return <FileStep draft={draft} />;
  if (draft === null) return <Navigate to="/takeover" replace />;
  if (step === 'columns') return <ColumnsStep draft={draft} />;
  if (draft.rehearsal === null) return <Navigate to="/takeover/columns" replace />;
  switch (step) {
    case 'values':
      return <ValuesStep draft={draft} rehearsal={draft.rehearsal} />;
    case 'rehearsal':
      return <RehearsalStep rehearsal={draft.rehearsal} />;
    case 'run':
      return <RunStep draft={draft} rehearsal={draft.rehearsal} />;
  }
}

export const stepPage = page({ path: '/takeover/:step', roles: MAY.caseStaff, rail: 'takeover', load: stepLoader, Page: StepPage });
