import { cloneElement, isValidElement } from 'react';
import type { ReactNode } from 'react';
import { redirect } from 'react-router';
import type { RouteObject } from 'react-router';
import { call } from './api.ts';
import { routes as accounts } from './features/accounts/routes.tsx';
import { routes as approvals } from './features/cases/approvals/routes.tsx';
import { routes as attachments } from './features/attachments/routes.tsx';
import { routes as backup } from './features/backup/routes.tsx';
import { routes as cards } from './features/exchange/routes.tsx';
import { routes as blankForms } from './features/printing/blankForms/routes.tsx';
import { routes as caseFile } from './features/cases/file/routes.tsx';
import { routes as cases } from './features/cases/list/routes.tsx';
import { routes as day } from './features/day/routes.tsx';
import { routes as destruction } from './features/destruction/routes.tsx';
import { routes as desk } from './features/desk/routes.tsx';
import { routes as directory } from './features/directory/routes.tsx';
import { routes as drafts } from './features/cases/drafts/routes.tsx';
import { routes as duplicates } from './features/duplicates/routes.tsx';
import { routes as feedback } from './features/feedback/routes.tsx';
import { routes as protection } from './features/protection/routes.tsx';
import { routes as handbook } from './features/printing/handbook/routes.tsx';
import { routes as intake } from './features/intake/routes.tsx';
import { routes as journal } from './features/journal/routes.tsx';
import { routes as lists } from './features/lists/routes.tsx';
import { routes as month } from './features/months/routes.tsx';
import { NeutralPage } from './features/session/neutral/NeutralPage.tsx';
import { routes as passphrase } from './features/session/passphrase/routes.tsx';
import { routes as proofs } from './features/securityStatus/routes.tsx';
import { closedRoutes as recover, routes as recovery } from './features/recovery/routes.tsx';
import { routes as loss } from './features/loss/routes.tsx';
import { routes as restore } from './features/backup/restore/routes.tsx';
import { routes as search } from './features/search/routes.tsx';
import { routes as sealed } from './features/sealed/routes.tsx';
import { routes as settings } from './features/settings/routes.tsx';
import { routes as extract } from './features/printing/extract/routes.tsx';
import { routes as prints } from './features/printing/prints/routes.tsx';
import { routes as slip } from './features/printing/slip/routes.tsx';
import { routes as start } from './features/session/start/routes.tsx';
import { routes as structures } from './features/structures/routes.tsx';
import { routes as takeover } from './features/takeover/routes.tsx';
import { routes as team } from './features/team/routes.tsx';
import { routes as update } from './features/updates/routes.tsx';
import { routes as unlock } from './features/session/unlock/routes.tsx';
import { routes as forms } from './forms/routes.tsx';
import { routes as print } from './print/routes.tsx';
import { Frame, frameLoader } from './frame/Frame.tsx';
import { guarded } from './frame/guard.ts';
import type { PageRoute } from './frame/page.ts';
import { useLanguage } from './language.ts';
import { PageFailure, WindowFailure } from './frame/PageFailure.tsx';
import { HOME } from './frame/rails.ts';
import { refreshSession } from './session.ts';

/** Pages of an open session, each behind the guard of its roles. */
const PAGES: readonly PageRoute[] = [
  ...day,
  ...team,
  ...approvals,
  ...cases,
  ...attachments,
  ...search,
  ...feedback,
  ...caseFile,
  ...slip,
  ...extract,
  ...prints,
  ...forms,
  ...intake,
  ...takeover,
  ...month,
  ...desk,
  ...sealed,
  ...drafts,
  ...duplicates,
  ...directory,
  ...lists,
  ...accounts,
  ...backup,
  ...loss,
  ...recovery,
  ...journal,
  ...proofs,
  ...handbook,
  ...protection,
  ...blankForms,
  ...settings,
  ...destruction,
  ...update,
  ...structures,
  ...cards,
  ...passphrase,
];

/** Draws a page again in another language; what is open and typed in it stays. */
function InLanguage({ page }: { readonly page: ReactNode }) {
  useLanguage();
  return isValidElement(page) ? cloneElement(page) : page;
}

function inLanguage(route: RouteObject): RouteObject {
  return { ...route, element: <InLanguage page={route.element} /> };
}

async function homeLoader(): Promise<Response> {
  const { phase } = await call('start.state', {});
  if (phase === 'empty') return redirect('/start/1');
  const { user } = await refreshSession();
  return redirect(user === null ? '/unlock' : HOME[user.role]);
}

/** Every address of the application. One more page: its route in its feature folder, with roles and rail entry in `handle`. */
export const routes: RouteObject[] = [
  { path: '/', loader: homeLoader, element: null, errorElement: <WindowFailure />, hydrateFallbackElement: <></> },
  { path: '/neutral', element: <InLanguage page={<NeutralPage />} /> },
  ...[...start, ...unlock, ...restore, ...recover, ...print.map(guarded)].map((route) => ({
    ...inLanguage(route),
    errorElement: <WindowFailure />,
    hydrateFallbackElement: <></>,
  })),
  {
    element: <InLanguage page={<Frame />} />,
    loader: frameLoader,
    errorElement: <WindowFailure />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <PageFailure />,
        children: [
          ...PAGES.map(guarded).map(inLanguage),
          { path: '*', loader: () => Promise.reject(new Response(null, { status: 404 })), element: null },
        ],
      },
    ],
  },
];
