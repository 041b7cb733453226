import type { Output } from '../../../shared/contract.ts';
import { call } from '../../api.ts';

export type Destruction = Output<'destruction.state'> & { readonly ended: Output<'retention.list'> | null };

/** What may be destroyed here; for a supervisor the ended cases too. Throws `Failed`. */
export async function destructionLoader(): Promise<Destruction> {
  const [state, session] = await Promise.all([call('destruction.state', {}), call('session.state', {})]);
  const ended = session.user?.role === 'supervisor' ? await call('retention.list', {}) : null;
  return { ...state, ended };
}
