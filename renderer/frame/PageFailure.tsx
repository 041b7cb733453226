import { Navigate, isRouteErrorResponse, useRevalidator, useRouteError } from 'react-router';
import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { Failed } from '../api.ts';
import { say, useLanguage } from '../language.ts';
import { useSession } from '../session.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { NotForThisRole } from './guard.ts';
import { Page } from './Page.tsx';
import { HOME, ROLE_NAMES } from './rails.ts';

const FORBIDDEN: Text = { fr: 'Cette page n’est pas ouverte à votre rôle', en: 'This page is not open to your role' };
const OPEN_TO: Text = { fr: 'Elle est ouverte à\u00a0: ', en: 'It is open to: ' };
const NOT_FOUND: Text = { fr: 'Rien à cette adresse', en: 'Nothing at this address' };
const NOT_FOUND_WHY: Text = {
  fr: 'La page n’existe pas, ou ce qu’elle montrait n’est plus là. Rien n’a été perdu.',
  en: 'The page does not exist, or what it showed is no longer there. Nothing was lost.',
};
const FAILED: Text = { fr: 'Cette page n’a pas pu s’ouvrir', en: 'This page could not be opened' };
const HOME_LINK: Text = { fr: 'Revenir à la première page', en: 'Back to the first page' };
const AGAIN: Text = { fr: 'Réessayer', en: 'Try again' };
const FAULT: Failure = {
  kind: 'bug',
  message: {
    fr: 'Une panne est survenue dans la page. Vos réponses gardées sont intactes. Réessayez\u00a0; si elle revient, prévenez l’administration.',
    en: 'A fault happened in the page. Your kept answers are intact. Try again; if it comes back, tell the administration.',
  },
};

/** In place of a page: refused to this role, not there, or failed. What happened, what was kept, what to do (interface §7.2). */
export function PageFailure() {
  useLanguage();
  const error = useRouteError();
  const revalidator = useRevalidator();
  const role = useSession(({ state }) => state?.user?.role ?? null);
  if (role === null || (error instanceof Failed && error.failure.kind === 'locked')) return <Navigate to="/unlock" replace />;
  const home = <ButtonLink to={HOME[role]}>{HOME_LINK}</ButtonLink>;
  if (error instanceof NotForThisRole) {
    return (
      <Page title={FORBIDDEN}>
        <p>
          {say(OPEN_TO)}
          {error.roles.map((open) => say(ROLE_NAMES[open])).join(', ')}.
        </p>
        <div>{home}</div>
      </Page>
    );
  }
  if ((isRouteErrorResponse(error) && error.status === 404) || (error instanceof Failed && error.failure.kind === 'notFound')) {
    return (
      <Page title={NOT_FOUND} lead={error instanceof Failed ? error.failure.message : NOT_FOUND_WHY}>
        <div>{home}</div>
      </Page>
    );
  }
  return (
    <Page title={FAILED}>
      <FailureNotice failure={error instanceof Failed ? error.failure : FAULT} />
      <div className="row">
        <Button kind="primary" onPress={() => void revalidator.revalidate()}>
          {AGAIN}
        </Button>
        {home}
      </div>
    </Page>
  );
}

/** The same outside the frame: first run, unlock, or a session that cannot be read. */
export function WindowFailure() {
  useLanguage();
  useLanguage();
  const error = useRouteError();
  const revalidator = useRevalidator();
  return (
    <main className="door-failure stack">
      <h1>{say(FAILED)}</h1>
      <FailureNotice failure={error instanceof Failed ? error.failure : FAULT} />
      <div>
        <Button kind="primary" onPress={() => void revalidator.revalidate()}>
          {AGAIN}
        </Button>
      </div>
    </main>
  );
}
