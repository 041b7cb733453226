import type { ShouldRevalidateFunctionArgs } from 'react-router';
import { MAY } from '../frame/page.ts';
import type { PageRoute } from '../frame/page.ts';
import { FormPage } from './FormPage.tsx';
import { formLoader } from './loader.ts';
import { formAction } from './submit.ts';

/** Another section of the same record is read from what is open already; anything else is read again. */
function readAgain({
  currentParams,
  nextParams,
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  const sameRecord =
    ['case', 'form', 'record'].every((name) => currentParams[name] === nextParams[name]) && currentUrl.search === nextUrl.search;
  return formMethod === undefined && sameRecord && currentParams['section'] !== nextParams['section'] ? false : defaultShouldRevalidate;
}

/** `#/cases/:case/forms/:form/:record?/:section?`: `new` stands for a record that does not exist yet. */
export const routes: readonly PageRoute[] = [
  {
    path: '/cases/:case/forms/:form/:record?/:section?',
    handle: { roles: MAY.caseStaff, rail: 'cases' },
    loader: formLoader,
    action: formAction,
    shouldRevalidate: readAgain,
    element: <FormPage />,
  },
];
