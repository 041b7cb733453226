import { z } from 'zod';
import { PACKAGE_MODES, type PackageMode } from '../../shared/exchange/payload.ts';
import type { OpenSession } from '../host.ts';
import { readSetting } from '../store/settings.ts';

/** Name of the setting of the base that holds the mode in force. */
const PACKAGE_MODE = 'package.mode';

/** How the months of this centre leave: cells hidden, small counts rounded, or sealed to two custodians (disclosure §1, F1 to F3). Hidden where nothing was agreed. */
export function packageModeOf({ store }: Pick<OpenSession, 'store'>): PackageMode {
  return readSetting(store.admin, PACKAGE_MODE, z.enum(PACKAGE_MODES)) ?? 'hidden';
}
