import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Role } from '../../../shared/rights.ts';
import { minuteOf, type Host } from '../../host.ts';
import { keyringExists } from '../../keys/keyring.ts';
import { newId } from '../../keys/primitives.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { copySessionKeys, zeroSessionKeys, type SessionKeys } from '../../keys/session.ts';
import { diskFault } from '../../profile/room.ts';
import { buildCopy } from '../../store/backup/backup.ts';
import type { Manifest } from '../../store/backup/manifest.ts';
import { asCopyRefusal, proveCopy, PROVED_RECORDS, type Proof } from '../../store/backup/proveCopy.ts';
import { bringFormer, bytesOf, dropBeside, formersToPutBack, type FormerProfile } from '../../store/backup/previousProfile.ts';
import { hasTraces } from '../../store/accounts/installation.ts';
import { judgePresent, type Judgement, type Present } from '../../store/backup/presentBase.ts';
import { restoreProfile, type Override } from '../../store/backup/restore.ts';
import { closeStores, openStores } from '../../store/session/session.ts';
import { bringCopy, copiesOn, dropSide, freshSide, isRestoreCut, sideFolder } from '../../store/backup/sideProfile.ts';
import { UNFINISHED } from '../session/openRefusals.ts';
import { endCutRestore, workOnCopy } from './workOnCopy.ts';
import { folderOf } from '../exchange/exportFile.ts';
import { stickName } from './backup.ts';
import {
  ENDED_INSTEAD,
  INTERRUPTED,
  NOTHING_OPENED,
  NOT_AUTHORITY,
  NOT_MOVED,
  NOT_THESE_TWO,
  REFUSALS,
  STILL_WORKING,
  TAKES_TWO,
} from './restoreRefusals.ts';
import { keysIn, keysOrNull } from '../session/personKeys.ts';

/** Copies of any centre on the media that are there, and the profiles before each restore; nothing is proved before a passphrase is given. */
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
    movedOn: minuteOf(one.at).slice(0, 10),
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
 * copy does not hold, and over files that do not open whole, it takes the administrator too: both are asked by the copy's keyring, whose accounts come into force and
 * whose journal they sign, and both must still have these roles on today's list where it opens, so that nobody comes back through an old copy.
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
        const today = departuresKnown(judged);
        const returned = returningTo(proof.roster, today).map(({ userId }) => userId);
        const { fromStick, manifest } = restoring;
        const replaced = { returned, unseen: today === null, fromStick, over };
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

/** A disk that refuses the moves is reported as such: everything taken back, or to be ended at the next start. */
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

/** The previous profile is copied, opened with the person's keys of that time, and made a copy like any other: the same checks and rules follow. */
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
    session = openStores(beside, own);
  } catch (error) {
    zeroSessionKeys(own);
    throw error;
  }
  try {
    return await buildCopy(session, side, { stickId: newId(), rank: 1 }, at, turn);
  } finally {
    closeStores(session);
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
 * The present profile, compared with the copy's own keys, and where these do not open it with those that the same passphrase gives here: that is one more try of this
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

/** The two who answer for the work that is left and for the accounts that come back, or null where it takes one. Throws Refused. */
async function overrideOf(
  host: Host,
  { present, left, roster }: Judgement,
  copied: RosterState,
  first: SessionKeys,
  { over }: Input<'restore.confirm'>,
): Promise<Override | null> {
  if (!takesTwo(present)) return null;
  if (over === null) throw new Refused('conflict', TAKES_TWO[present]);
  if (roster === null && present !== 'damaged') throw new Refused('conflict', REFUSALS.closed ?? NOTHING_OPENED);
  const side = sideFolder(host.profile);
  const second = await keysIn(host, side, over.staffCode, over.passphrase);
  try {
    const authority = copied.kind === 'desk' ? 'focal_point' : 'supervisor';
    const lists = roster === null ? [copied] : [copied, roster];
    const holds = ({ userId }: SessionKeys, role: Role) =>
      lists.every(({ users }) => users.get(userId)?.role === role && users.get(userId)?.status === 'active');
    if (!holds(first, authority) || !holds(second, 'administrator')) throw new Refused('forbidden', NOT_THESE_TWO);
    return { second, reason: over.reason, line: present, left: left.length };
  } catch (error) {
    zeroSessionKeys(second);
    throw error;
  }
}

/** A person who damages a file must gain nothing by it: a base that does not open whole may hold later work, or the line that removes the person who confirms. */
function takesTwo(present: Present): present is Override['line'] {
  return present === 'newer' || present === 'otherLine' || present === 'damaged';
}

/** Today's list where it can be believed; null on an empty machine, and where the profile was damaged: by whom, nobody can know. */
function departuresKnown({ present, roster }: Judgement): RosterState | null {
  return present === 'damaged' ? null : roster;
}

/**
 * Accounts that work in the copy, and that today's list has closed or given another role. Without a list of today, all of them, those who confirm the restore included:
 * one of these may be the very person who left.
 */
function returningTo(copied: RosterState, today: RosterState | null) {
  return [...copied.users.values()].filter(({ userId, status, role }) => {
    if (status !== 'active' || today === null) return status === 'active';
    const user = today.users.get(userId);
    return user !== undefined && (user.status !== 'active' || user.role !== role);
  });
}

/** The person who may confirm sees which cases would be left. */
function summaryOf(host: Host, proof: Proof, judged: Judgement): Output<'restore.open'> {
  const { siteCode, kind, persons, cases, records, whole, last, roster } = proof;
  const { present, left } = judged;
  const today = departuresKnown(judged);
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
    over: takesTwo(present) ? present : null,
    left: (isAuthority(proof) ? left : []).map(({ code, at }) => ({ code, on: minuteOf(at).slice(0, 10) })),
    returns: today === null ? null : returningTo(roster, today).map(({ staffCode }) => staffCode),
  };
}
