import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { minuteOf, type Host } from '../host.ts';
import { KeyringDamaged, KeyringNewer, keyringExists } from '../keys/keyring.ts';
import { UnknownAccount, WrongPassphrase, copySessionKeys, openKeys, zeroSessionKeys, type SessionKeys } from '../keys/session.ts';
import type { Manifest } from '../store/backupManifest.ts';
import { proveCopy, PROVED_RECORDS, type Proof } from '../store/backupProof.ts';
import { hasTraces } from '../store/installation.ts';
import { presentBase, restoreProfile, type Candidate, type Present } from '../store/restore.ts';
import { bringCopy, copiesIn, dropSide, freshSide, sideFolder } from '../store/sideProfile.ts';
import { folderOf } from './leaving.ts';
import { stickName } from './backups.ts';
import { workOnCopy } from './copies.ts';
import { keysIn } from './session.ts';

/** Copies of any centre on the media that are there; nothing is proved before a passphrase is given. */
export function listCopies(host: Host): Output<'restore.copies'> {
  return {
    copies: host.picker.media().flatMap((folder) =>
      copiesIn(folder).map(({ folder: copy, manifest }) => ({
        copy: host.picker.tokenFor(copy),
        stick: stickName(manifest.stickId),
        month: manifest.month,
        bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
      })),
    ),
  };
}

/**
 * Brings a copy beside the profile, opens it with the person's passphrase of that time and proves it (security §9.3). Nothing of the profile changes;
 * the side profile waits for `restore.confirm`, and is gone at the next start.
 */
export function openToRestore(input: Input<'restore.open'>, host: Host): Promise<Output<'restore.open'>> {
  const folder = folderOf(host, input.copy);
  return workOnCopy(host, async () => {
    host.restoring = null;
    const side = freshSide(host.profile);
    try {
      const turn = whileLocked(host);
      const manifest = await bringCopy(folder, side, turn);
      const keys = await keysIn(host, side, input.staffCode, input.passphrase);
      try {
        const proof = await proveCopy(side, manifest, keys, PROVED_RECORDS, turn);
        if (isAuthority(proof)) await assertReplaceable(host, manifest, keys, input);
        host.restoring = { manifest };
        return summaryOf(host, proof);
      } finally {
        zeroSessionKeys(keys);
      }
    } catch (error) {
      dropSide(host.profile);
      throw error;
    }
  });
}

/** A supervisor, or the focal point of a desk, confirms: the side profile becomes the profile, the former files are kept beside (security §9.3). */
export function confirmRestore(input: Input<'restore.confirm'>, host: Host): Promise<Output<'restore.confirm'>> {
  return workOnCopy(host, async () => {
    const { restoring } = host;
    if (restoring === null) throw new Refused('conflict', NOTHING_OPENED);
    const side = sideFolder(host.profile);
    const keys = await keysIn(host, side, input.staffCode, input.passphrase);
    try {
      const proof = await proveCopy(side, restoring.manifest, keys, PROVED_RECORDS, whileLocked(host));
      if (!isAuthority(proof)) throw new Refused('forbidden', NOT_AUTHORITY);
      await assertReplaceable(host, restoring.manifest, keys, input);
      restoreProfile(host.profile, restoring.manifest, copySessionKeys(keys), host.now().getTime());
      host.restoring = null;
      return {};
    } finally {
      zeroSessionKeys(keys);
    }
  });
}

/** The copy brought beside the profile is destroyed; the profile and the stick are as they were. */
export function abandonRestore(host: Host): Output<'restore.abandon'> {
  if (host.copying) throw new Refused('conflict', STILL_WORKING);
  host.restoring = null;
  dropSide(host.profile);
  return {};
}

/** An unlock or another lock meanwhile stops the work. */
function whileLocked(host: Host): () => Promise<void> {
  const { locks } = host;
  return async () => {
    await nextTurn();
    if (host.session !== null || host.locks !== locks) throw new Refused('conflict', INTERRUPTED);
  };
}

function isAuthority({ role, kind }: Proof): boolean {
  return role === (kind === 'desk' ? 'focal_point' : 'supervisor');
}

/** Refuses what would lose work: a base that opens whole and is newer, another centre's, or one that nothing here can judge. */
async function assertReplaceable(
  host: Host,
  manifest: Manifest,
  keys: SessionKeys,
  { staffCode, passphrase }: { readonly staffCode: string; readonly passphrase: string },
): Promise<void> {
  const own = await ownKeys(host, staffCode, passphrase);
  const candidates: Candidate[] = [...(own === null ? [] : [{ keys: own, own: true }]), { keys, own: false }];
  try {
    const present = presentBase(host.profile, manifest, candidates);
    const refusal = REFUSALS[present];
    if (refusal !== null) throw new Refused('conflict', refusal);
  } finally {
    if (own !== null) zeroSessionKeys(own);
  }
}

/** The same person's keys in the profile as it stands, or null where it does not give them. */
async function ownKeys(host: Host, staffCode: string, passphrase: string): Promise<SessionKeys | null> {
  if (!keyringExists(host.profile)) return null;
  try {
    return await openKeys(host.profile, staffCode, passphrase);
  } catch (error) {
    const closed = [UnknownAccount, WrongPassphrase, KeyringDamaged, KeyringNewer].some((kind) => error instanceof kind);
    if (closed) return null;
    throw error;
  }
}

function summaryOf(host: Host, proof: Proof): Output<'restore.open'> {
  const { siteCode, kind, persons, cases, records, whole, last } = proof;
  const replaces = keyringExists(host.profile) || hasTraces(host.profile);
  return { siteCode, kind, persons, cases, records, whole, lastAt: minuteOf(last.at), lastBy: last.staffCode, replaces };
}

const REFUSALS: Readonly<Record<Present, Text | null>> = {
  none: null,
  damaged: null,
  notNewer: null,
  newer: {
    fr: 'La base de cet ordinateur s’ouvre entière et contient du travail plus récent que cette copie. Elle n’a pas été remplacée. Ouvrez-la avec votre phrase secrète.',
    en: 'The base of this computer opens whole and holds work newer than this copy. It was not replaced. Open it with your passphrase.',
  },
  otherSite: {
    fr: 'Un autre centre est installé sur cet ordinateur. Rien n’a été remplacé. Branchez la clé USB de ce centre.',
    en: 'Another centre is installed on this computer. Nothing was replaced. Plug in the USB stick of this centre.',
  },
  inUse: {
    fr: 'La base est ouverte dans une autre fenêtre. Fermez-la, puis recommencez. Rien n’a été remplacé.',
    en: 'The base is open in another window. Close it, then start again. Nothing was replaced.',
  },
  closed: {
    fr: 'Une base est installée ici et votre phrase ne l’ouvre pas\u00a0: on ne peut pas savoir si elle est plus récente. Rien n’a été remplacé.',
    en: 'A base is installed here and your passphrase does not open it: nobody can tell whether it is newer. Nothing was replaced.',
  },
};
const NOT_AUTHORITY = {
  fr: 'Seule la supervision, ou le point focal sur son bureau, confirme la remise en place. Rien n’a été remplacé.',
  en: 'Only the supervision, or the focal point of a desk, confirms. Nothing was replaced.',
};
const NOTHING_OPENED = {
  fr: 'Aucune copie n’est ouverte. Choisissez la copie de nouveau. Rien n’a été remplacé.',
  en: 'No copy is open. Choose the copy again. Nothing was replaced.',
};
const INTERRUPTED = {
  fr: 'L’ouverture de la copie a été interrompue. Rien n’a été remplacé. Recommencez.',
  en: 'The opening of the copy was interrupted. Nothing was replaced. Start again.',
};
const STILL_WORKING = {
  fr: 'La copie est en cours de lecture. Attendez qu’elle soit finie.',
  en: 'The copy is being read. Wait until it is done.',
};
