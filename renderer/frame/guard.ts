import { redirect } from 'react-router';
import type { Role } from '../../shared/rights.ts';
import { refreshSession, useSession } from '../session.ts';

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

/** Lets a reader of these roles through. Throws a redirect to the unlock page when nobody is there, `NotForThisRole` for another role. */
export async function admit(request: Request, roles: readonly Role[]): Promise<void> {
  const state = useSession.getState().state ?? (await refreshSession());
  if (state.user === null) {
    useSession.setState({ returnTo: here(request) });
    throw redirect('/unlock');
  }
  if (!roles.includes(state.user.role)) throw new NotForThisRole(roles);
}
