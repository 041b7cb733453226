import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import type { Role } from '../../shared/rights.ts';
import type { Text } from '../../shared/text.ts';
import { minuteOf, type Host } from '../host.ts';
import { keyringExists } from '../keys/keyring.ts';
import { newId } from '../keys/primitives.ts';
import type { RosterState } from '../keys/roster.ts';
import { copySessionKeys, zeroSessionKeys, type SessionKeys } from '../keys/session.ts';
import { diskFault } from '../profile/room.ts';
import { buildCopy } from '../store/backup.ts';
import type { Manifest } from '../store/backupManifest.ts';
import { asCopyRefusal, proveCopy, PROVED_RECORDS, type Proof } from '../store/backupProof.ts';
import { bringFormer, bytesOf, dropBeside, formersToPutBack, type FormerProfile } from '../store/formerProfile.ts';
import { hasTraces } from '../store/installation.ts';
import { judgePresent, type Judgement, type Present } from '../store/presentBase.ts';
import { restoreProfile, type Override } from '../store/restore.ts';
import { closeSession, openSession } from '../store/session.ts';
import { bringCopy, copiesOn, dropSide, freshSide, isRestoreCut, sideFolder } from '../store/sideProfile.ts';
import { UNFINISHED, endCutRestore, workOnCopy } from './copies.ts';
import { folderOf } from './leaving.ts';
import { stickName } from './backups.ts';
import { keysIn, keysOrNull } from './session.ts';

/** Copies of any centre on the media that are there, and what stood here before a copy was put back; nothing is proved before a passphrase is given. */
export function listCopies(host: Host): Output<'restore.copies'> {
  const found = copiesOn(host.picker.media());
  const copies = found.copies.map(({ folder: copy, manifest }) => ({
    copy: host.picker.tokenFor(copy),
    stick: stickName(manifest.stickId),
    month: manifest.month,
    bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  const former = formersToPutBack(host.profile).map((one) => ({
    copy: host.picker.tokenFor(one.folder),
    putAsideOn: minuteOf(one.at).slice(0, 10),
    bytes: bytesOf(one),
  }));
  return { copies, tooMany: found.tooMany, former };
}

/**
 * Brings a copy beside the profile, opens it with the person's passphrase of that time and proves it (security §9.3). Nothing of the profile changes;
 * the side profile waits for `restore.confirm`, and is gone at the next start.
 */
export function openToRestore(input: Input<'restore.open'>, host: Host): Promise<Output<'restore.open'>> {
  const folder = folderOf(host, input.copy);
  return workOnCopy(host, async () => {
    endCutRestore(host);
    host.restoring = null;
    const side = freshSide(host.profile);
    try {
      const brought = await bring(host, folder, side, input);
      try {
        const proof = await proveCopy(side, brought.manifest, brought.keys, PROVED_RECORDS, whileLocked(host));
        const judged = await judge(host, brought, input);
        if (isAuthority(proof)) assertReplaceable(judged);
        host.restoring = { manifest: brought.manifest, fromStick: brought.fromStick };
        return summaryOf(host, proof, judged);
      } finally {
        zeroSessionKeys(brought.keys);
      }
    } catch (error) {
      dropSide(host.profile);
      throw error;
    }
  });
}

/**
 * A supervisor, or the focal point of a desk, confirms: the side profile becomes the profile, the former files are kept beside (security §9.3). Over work that the
 * copy does not hold it takes the administrator too: both are asked by the copy's keyring, whose accounts come into force and whose journal they sign, and both must still
 * have these roles on today's list, so that nobody comes back through an old copy.
 */
export function confirmRestore(input: Input<'restore.confirm'>, host: Host): Promise<Output<'restore.confirm'>> {
  return workOnCopy(host, async () => {
    endCutRestore(host);
    const { restoring } = host;
    if (restoring === null) throw new Refused('conflict', NOTHING_OPENED);
    const side = sideFolder(host.profile);
    const keys = await keysIn(host, side, input.staffCode, input.passphrase);
    try {
      const proof = await proveCopy(side, restoring.manifest, keys, PROVED_RECORDS, whileLocked(host));
      if (!isAuthority(proof)) throw new Refused('forbidden', NOT_AUTHORITY);
      const judged = await judge(host, { manifest: restoring.manifest, keys }, input);
      assertReplaceable(judged);
      const over = await overrideOf(host, judged, proof.roster, keys, input);
      try {
        const returned = returningTo(proof.roster, judged.roster).map(({ userId }) => userId);
        const { fromStick, manifest } = restoring;
        const replaced = { returned, elsewhere: judged.present === 'none', fromStick, over };
        host.restoring = null;
        moveIn(host, () => restoreProfile(host.profile, manifest, copySessionKeys(keys), replaced, host.now().getTime()));
      } finally {
        if (over !== null) zeroSessionKeys(over.second);
      }
      return {};
    } finally {
      zeroSessionKeys(keys);
    }
  });
}

/** A disk that refuses the moves is told as what it is: everything taken back, or to be ended at the next start. */
function moveIn(host: Host, move: () => void): void {
  try {
    move();
  } catch (error) {
    if (diskFault(error) === null) throw error;
    throw new Refused('conflict', isRestoreCut(host.profile) ? UNFINISHED : NOT_MOVED);
  }
}

/** The copy brought beside the profile is destroyed; the profile and the stick are as they were. One confirmed and cut is ended instead, and said. */
export function abandonRestore(host: Host): Output<'restore.abandon'> {
  if (host.copying) throw new Refused('conflict', STILL_WORKING);
  host.restoring = null;
  if (isRestoreCut(host.profile)) {
    endCutRestore(host);
    throw new Refused('conflict', ENDED_INSTEAD);
  }
  dropSide(host.profile);
  return {};
}

type Brought = { readonly manifest: Manifest; readonly keys: SessionKeys };

async function bring(
  host: Host,
  folder: string,
  side: string,
  { staffCode, passphrase }: Input<'restore.open'>,
): Promise<Brought & { readonly fromStick: boolean }> {
  const former = formersToPutBack(host.profile).find((one) => one.folder === folder);
  if (former !== undefined) return { ...(await asCopy(host, former, side, staffCode, passphrase)), fromStick: false };
  const manifest = await bringCopy(folder, side, host.freeBytes(), whileLocked(host));
  return { manifest, keys: await keysIn(host, side, staffCode, passphrase), fromStick: true };
}

/** What stood here before is copied, opened with the person's keys of that time, and made a copy like any other: the same checks and rules follow. */
async function asCopy(host: Host, former: FormerProfile, side: string, staffCode: string, passphrase: string): Promise<Brought> {
  const beside = await bringFormer(former, side, host.freeBytes());
  const keys = await keysIn(host, beside, staffCode, passphrase);
  try {
    const own = copySessionKeys(keys);
    const manifest = await builtFrom(beside, side, own, former.at, whileLocked(host));
    dropBeside(beside);
    return { manifest, keys };
  } catch (error) {
    zeroSessionKeys(keys);
    throw asCopyRefusal(error);
  }
}

async function builtFrom(beside: string, side: string, own: SessionKeys, at: number, turn: () => Promise<void>): Promise<Manifest> {
  let session;
  try {
    session = openSession(beside, own);
  } catch (error) {
    zeroSessionKeys(own);
    throw error;
  }
  try {
    return await buildCopy(session, side, newId(), at, turn);
  } finally {
    closeSession(session);
  }
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

/**
 * What stands in the profile, judged with the copy's own keys, and where these do not open it with those that the same passphrase gives here: that is one more try of this
 * passphrase, and counts and waits as such.
 */
async function judge(
  host: Host,
  { manifest, keys }: Brought,
  { staffCode, passphrase }: { readonly staffCode: string; readonly passphrase: string },
): Promise<Judgement> {
  const copy = { folder: sideFolder(host.profile), siteId: manifest.siteId, keys };
  const judged = judgePresent(host.profile, copy, { keys, own: false });
  if (judged.present !== 'closed') return judged;
  const own = await keysOrNull(host, host.profile, staffCode, passphrase);
  if (own === null) return judged;
  try {
    return judgePresent(host.profile, copy, { keys: own, own: true });
  } finally {
    zeroSessionKeys(own);
  }
}

function assertReplaceable({ present }: Judgement): void {
  const refusal = REFUSALS[present];
  if (refusal !== null) throw new Refused('conflict', refusal);
}

/** The two who answer for the work that is left, or null where none is. Throws Refused. */
async function overrideOf(
  host: Host,
  { present, left, roster }: Judgement,
  copied: RosterState,
  first: SessionKeys,
  { over }: Input<'restore.confirm'>,
): Promise<Override | null> {
  if (present !== 'newer' && present !== 'otherLine') return null;
  if (over === null) throw new Refused('conflict', TAKES_TWO[present]);
  if (roster === null) throw new Refused('conflict', REFUSALS.closed ?? NOTHING_OPENED);
  const side = sideFolder(host.profile);
  const second = await keysIn(host, side, over.staffCode, over.passphrase);
  try {
    const authority = roster.kind === 'desk' ? 'focal_point' : 'supervisor';
    const holds = ({ userId }: SessionKeys, role: Role) =>
      [copied, roster].every(({ users }) => users.get(userId)?.role === role && users.get(userId)?.status === 'active');
    if (!holds(first, authority) || !holds(second, 'administrator')) throw new Refused('forbidden', NOT_THESE_TWO);
    return { second, reason: over.reason, line: present, left: left.length };
  } catch (error) {
    zeroSessionKeys(second);
    throw error;
  }
}

/** Accounts that work in the copy, and that today's list has closed or given another role. */
function returningTo(copied: RosterState, present: RosterState | null) {
  if (present === null) return [];
  return [...copied.users.values()].filter((user) => {
    const today = present.users.get(user.userId);
    return user.status === 'active' && today !== undefined && (today.status !== 'active' || today.role !== user.role);
  });
}

/** Which cases would be left is told to the one who may confirm. */
function summaryOf(host: Host, proof: Proof, { present, left, roster: today }: Judgement): Output<'restore.open'> {
  const { siteCode, kind, persons, cases, records, whole, last, roster } = proof;
  const replaces = keyringExists(host.profile) || hasTraces(host.profile);
  return {
    siteCode,
    kind,
    persons,
    cases,
    records,
    whole,
    lastAt: minuteOf(last.at),
    lastBy: last.staffCode,
    replaces,
    over: present === 'newer' || present === 'otherLine' ? present : null,
    left: (isAuthority(proof) ? left : []).map(({ code, at }) => ({ code, on: minuteOf(at).slice(0, 10) })),
    returns: today === null ? null : returningTo(roster, today).map(({ staffCode }) => staffCode),
  };
}

const REFUSALS: Readonly<Record<Present, Text | null>> = {
  none: null,
  damaged: null,
  notNewer: null,
  newer: null,
  otherLine: null,
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
/** Nothing is left behind without two signatures. */
const TAKES_TWO = {
  newer: {
    fr: 'La base de cet ordinateur s’ouvre entière et contient du travail plus récent que cette copie. Elle n’a pas été remplacée\u00a0: il faut aussi la signature de l’administration.',
    en: 'The base of this computer opens whole and holds work newer than this copy. It was not replaced: the administrator must sign too.',
  },
  otherLine: {
    fr: 'La base de cet ordinateur s’ouvre entière et n’est pas la suite de cette copie. Elle n’a pas été remplacée\u00a0: il faut aussi la signature de l’administration.',
    en: 'The base of this computer opens whole and does not continue this copy. It was not replaced: the administrator must sign too.',
  },
};
const NOT_THESE_TWO = {
  fr: 'Il faut la supervision (le point focal sur son bureau) et l’administration d’aujourd’hui. L’une de ces deux personnes n’a plus ce rôle ici. Rien n’a été remplacé.',
  en: 'It takes today’s supervisor (the focal point of a desk) and administrator. One of these two no longer has that role here. Nothing was replaced.',
};
const NOT_MOVED = {
  fr: 'Le disque a refusé de déplacer les fichiers. Rien n’a été remplacé\u00a0: ce qui était ici est en place. Faites de la place, puis recommencez.',
  en: 'The disk refused to move the files. Nothing was replaced: what was here is in place. Make some room, then start again.',
};
const ENDED_INSTEAD = {
  fr: 'La remise en place était déjà confirmée\u00a0: elle a été menée à son terme. Les fichiers d’avant sont gardés à côté.',
  en: 'The putting back was confirmed already: it was brought to its end. The former files are kept beside.',
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
