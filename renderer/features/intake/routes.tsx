import type { ShouldRevalidateFunctionArgs } from 'react-router';
import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { IntakePage } from './IntakePage.tsx';
import { intakeLoader } from './opening.ts';

/** Another step of the same intake reads nothing anew. */
function readAgain({ currentParams, nextParams, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return currentParams['draft'] === nextParams['draft'] ? false : defaultShouldRevalidate;
}

/** `#/intake/:draft/:step`: without an identifier a new intake begins; `resume` opens the step where the draft stopped. */
export const routes: readonly PageRoute[] = [
  {
    path: '/intake/:draft?/:step?',
    handle: { roles: MAY.caseworker, rail: 'intake' },
    loader: intakeLoader,
    shouldRevalidate: readAgain,
    element: <IntakePage />,
  },
];
