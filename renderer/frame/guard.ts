import { redirect } from 'react-router';
import type { ActionFunction, LoaderFunction, RouteObject } from 'react-router';
import type { Role } from '../../shared/rights.ts';
import { refreshSession, useSession } from '../session.ts';
import type { PageRoute } from './page.ts';

/** Thrown for an address that the reader's role may not open; the error page says which role may. */
export class NotForThisRole extends Error {
  readonly roles: readonly Role[];

  constructor(roles: readonly Role[]) {
    super('not open to this role');
    this.roles = roles;
  }
}

function here(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}

async function admit(request: Request, roles: readonly Role[]): Promise<void> {
  const state = useSession.getState().state ?? (await refreshSession());
  if (state.user === null) {
    useSession.setState({ returnTo: here(request) });
    throw redirect('/unlock');
  }
  if (!roles.includes(state.user.role)) throw new NotForThisRole(roles);
}

/**
 * Puts the guard before a page's loader and action: a locked session goes to the unlock page and comes back; another role meets `NotForThisRole`.
 * It spares a useless question; the door decides (architecture §3).
 */
export function guarded(route: PageRoute): RouteObject {
  const { roles } = route.handle;
  const { loader, action } = route;
  const guardedLoader: LoaderFunction = async (args, context) => {
    await admit(args.request, roles);
    return typeof loader === 'function' ? loader(args, context) : null;
  };
  const guardedAction: ActionFunction = async (args, context) => {
    await admit(args.request, roles);
    if (typeof action !== 'function') throw new Error('this page has no action');
    return action(args, context);
  };
  return { ...route, loader: guardedLoader, ...(action !== undefined && { action: guardedAction }) };
}
