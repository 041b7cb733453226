import { join } from 'node:path';
import { foreignNames } from '../../electron/profile/names.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import { PEOPLE, openInstallation, type Installation, type StaffCode } from '../support/installation.ts';
import type { ModelName, Place } from './models.ts';

/** Reports the progress to the parent. */
export type Report = (kind: 'ready' | 'begun' | 'confirmed', number: number) => void;

/** Work that is cut at any moment, and how one sees afterwards how far it came. `folder` holds `profile` and `medium`. */
export type Act = {
  readonly model: ModelName;
  /** Whether it is done again and again on the same installation, or once on a fresh copy. */
  readonly repeated: boolean;
  /** Does numbered acts from `first` on, and reports each. */
  readonly work: (folder: string, place: Place, first: number, report: Report) => Promise<void>;
  /** Number of the last act that is kept, given the last one confirmed and the last one begun. Throws when the installation does not open, or half of an act is kept. */
  readonly lastKept: (folder: string, place: Place, confirmed: number, begun: number) => Promise<number>;
};

/** Folders that copying a model made readable to others: the copy's doing, not the application's. */
const COPIED_FOLDERS = /^(before-restore-\d+\/)?witness$/;

type Cut = Pick<Act, 'model' | 'repeated'> & {
  readonly work: (installation: Installation, place: Place, first: number, report: Report) => Promise<void>;
};

/** Work by requests, without an open session before. Afterwards both bases are read whole and the chains of the journals verified. */
export function atRequests(
  act: Cut & { readonly lastKept: (installation: Installation, place: Place, confirmed: number, begun: number) => Promise<number> },
): Act {
  const { model, repeated } = act;
  return {
    model,
    repeated,
    work: async (folder, place, first, report) => act.work(await openInstallation(join(folder, 'profile')), place, first, report),
    lastKept: async (folder, place, confirmed, begun) => {
      const installation = await openInstallation(join(folder, 'profile'));
      try {
        const lastKept = await act.lastKept(installation, place, confirmed, begun);
        await assertWhole(installation, model);
        return lastKept;
      } finally {
        installation.application.close();
      }
    },
  };
}

/** Work in the session of one person, opened again afterwards. */
export function inSession(
  act: Cut & {
    readonly staff: StaffCode;
    /** `opened`: number of the act whose passphrase opened the session. */
    readonly lastKept: (installation: Installation, place: Place, opened: number) => Promise<number>;
    /** Passphrase of the person after the act of this number. */
    readonly passphrase?: (number: number) => string;
  },
): Act {
  const { staff, passphrase = () => PEOPLE[staff] } = act;
  return atRequests({
    ...act,
    work: async (installation, place, first, report) => {
      await installation.ask('session.unlock', { staffCode: staff, passphrase: passphrase(first - 1) });
      report('ready', first);
      await act.work(installation, place, first, report);
    },
    lastKept: async (installation, place, confirmed, begun) =>
      act.lastKept(installation, place, await openWithOneOf(installation, staff, [confirmed, begun], passphrase)),
  });
}

/** Opens the session with the passphrase of the first of these acts that fits, and gives its number. */
async function openWithOneOf(
  { call }: Installation,
  staffCode: StaffCode,
  numbers: readonly number[],
  passphrase: (number: number) => string,
): Promise<number> {
  for (const number of new Set(numbers))
    if ((await call('session.unlock', { staffCode, passphrase: passphrase(number) })).ok) return number;
  throw new Error('the installation does not open');
}

async function assertWhole({ application, unlock, ask, profile }: Installation, model: ModelName): Promise<void> {
  await unlock(model === 'desk' ? 'PF1' : 'SD1');
  const { chain } = await ask('journal.read', { page: 1 });
  if (!chain.verified || !chain.whole) throw new Error('the journal is not whole');
  const stores = application.host.session?.stores;
  for (const db of [stores?.admin, stores?.cases]) if (db !== undefined && db !== null) checkWhole(db);
  const foreign = foreignNames(profile).filter((name) => !COPIED_FOLDERS.test(name));
  if (foreign.length > 0) throw new Error(`the profile holds ${foreign.length} foreign names`);
}
