import { rmSync } from 'node:fs';
import { copySessionKeys } from '../../electron/keys/session.ts';
import { makeCopy, type MadeCopy } from '../../electron/store/backup/backup.ts';
import { restoreProfile } from '../../electron/store/backup/restore.ts';
import { closeStores } from '../../electron/store/session/session.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { bringCopy, freshSide } from '../../electron/store/backup/sideProfile.ts';
import { temporaryCentre, temporaryDesk, temporaryFolder, type TemporaryInstallation } from '../support/temporaryStore.ts';

/** A true encrypted installation of a life, open for the person who freezes and hands out there; its stick, and the copy that lies there. */
export type LivingBase = {
  readonly installation: TemporaryInstallation;
  readonly authority: 'SUP' | 'FOC';
  session: OpenStores;
  readonly medium: string;
  copy: MadeCopy | null;
};

const going = () => Promise.resolve();

export async function newBase(kind: 'centre' | 'desk'): Promise<LivingBase> {
  const installation = kind === 'centre' ? await temporaryCentre([]) : await temporaryDesk();
  const authority = kind === 'centre' ? 'SUP' : 'FOC';
  return { installation, authority, session: await installation.open(authority), medium: temporaryFolder(), copy: null };
}

/** A copy on the stick, as the page « Sauvegarde » makes it. */
export async function copyBase(base: LivingBase, at: number): Promise<void> {
  base.copy = await makeCopy(base.session, base.medium, at, going);
}

/** The copy of the stick put back over the base, as after a lost or damaged machine; false where none was made. */
export async function putBack(base: LivingBase, at: number): Promise<boolean> {
  if (base.copy === null) return false;
  const { folder } = base.installation;
  const keys = copySessionKeys(base.session.keys);
  closeStores(base.session);
  const manifest = await bringCopy(base.copy.folder, freshSide(folder), Number.POSITIVE_INFINITY, going);
  restoreProfile(folder, manifest, keys, { returned: [], unseen: false, fromStick: true, over: null }, at);
  base.session = await base.installation.open(base.authority);
  return true;
}

export function removeBase({ installation, medium, session }: LivingBase): void {
  closeStores(session);
  installation.remove();
  rmSync(medium, { recursive: true, force: true });
}
