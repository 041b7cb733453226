import type { PackageMode } from '../../../shared/exchange/payload.ts';
import type { OpenSession } from '../../host.ts';
import { policyOf } from './policy.ts';

/** How the months of this centre leave: cells hidden, small counts rounded, or sealed to two custodians (disclosure §1, F1 to F3). Hidden where nothing was agreed. */
export function packageModeOf({ stores }: Pick<OpenSession, 'stores'>): PackageMode {
  return policyOf(stores.admin).mode;
}
