import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { FileFault } from '../../files/files.ts';
import { diskFault } from '../../profile/room.ts';
import { requireSession, type Host, type OpenSession } from '../../host.ts';
import { CasesNotReconciled, isOwnCopy } from '../../store/backup/backup.ts';
import { CopyRefused, type CopyFault, type Turn } from '../../store/backup/proveCopy.ts';
import { StoreRefused } from '../../store/base/storeRefused.ts';
import { endRestore } from '../../store/backup/restore.ts';
import { RestoreUnfinished, copiesOn, isRestoreCut, type FoundCopies, type FoundCopy } from '../../store/backup/sideProfile.ts';
import type { BackupRow } from '../../store/base/adminTables.ts';
import { UNFINISHED } from '../session/openRefusals.ts';

/** Runs one work on a copy at a time; what stops it is said in words. Throws Refused. */
export async function workOnCopy<Result>(host: Host, act: () => Promise<Result>): Promise<Result> {
  if (host.copying) throw new Refused('conflict', UNDER_WAY);
  host.copying = true;
  try {
    return await act();
  } catch (error) {
    throw inWords(error);
  } finally {
    host.copying = false;
  }
}

/** Ends a confirmed restore that stopped in its middle, before anything else is done here. Throws Refused when the disk still does not let it. */
export function endCutRestore(host: Host): void {
  if (!isRestoreCut(host.profile)) return;
  try {
    endRestore(host.profile);
  } catch (error) {
    if (isOfTheSystem(error)) throw new Refused('conflict', UNFINISHED);
    throw error;
  }
}

/** Between two steps other calls go through, and a session that ended stops the work. */
export function whileOpen(host: Host): Turn {
  const session = requireSession(host);
  return async () => {
    await nextTurn();
    if (host.session !== session) throw new Refused('locked', ENDED);
  };
}

/** The copies of this installation on the media that are there, newest first on each. */
export function copiesHere(host: Host, { stores }: OpenSession): FoundCopies {
  const { copies, tooMany } = copiesOn(host.picker.media());
  return { copies: copies.filter(({ manifest }) => isOwnCopy(stores, manifest)), tooMany };
}

/** The folder on a medium that holds a copy. */
export function mediumOf({ folder }: FoundCopy): string {
  return dirname(folder);
}

/** Looks which of the copies just written are gone with their stick: reading them afterwards reads the stick and not what the system remembers. */
export function watchSticks(host: Host): void {
  for (const written of host.written.values()) written.wasAway ||= !existsSync(written.folder);
}

/** Whether the stick of a copy was out, or this machine off, since it was written; a copy that this base does not remember was written elsewhere. */
export function wasAway(host: Host, backupId: string, row: BackupRow | undefined): boolean {
  const written = host.written.get(backupId);
  if (written !== undefined) return written.wasAway;
  return row === undefined || row.made_at < host.now().getTime() - host.uptime();
}

/** What a stopped work is, in words; anything else as it was. */
function inWords(error: unknown): unknown {
  if (error instanceof CopyRefused) return new Refused('conflict', FAULTS[error.fault]);
  if (error instanceof RestoreUnfinished) return new Refused('conflict', UNFINISHED);
  if (error instanceof CasesNotReconciled) return new Refused('conflict', NOT_RECONCILED);
  if (error instanceof StoreRefused) return new Refused('conflict', DAMAGED_HERE);
  if (error instanceof FileFault) return new Refused('conflict', error.message === 'full' ? FULL : GONE);
  if (diskFault(error) === 'full') return new Refused('conflict', FULL);
  return isOfTheSystem(error) ? new Refused('conflict', GONE) : error;
}

/** A folder that cannot be made, renamed or listed any more: the stick was pulled out, or protects itself against writing. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** Why a copy does not hold, what was kept, what to do (interface §7.2). */
export const FAULTS: Readonly<Record<CopyFault, Text>> = {
  otherSite: {
    fr: 'Cette copie n’est pas de ce centre, ou date d’avant un changement de clés. Rien n’a été modifié. Branchez la bonne clé USB.',
    en: 'This copy is not of this centre, or is from before a change of keys. Nothing was changed. Plug in the right USB stick.',
  },
  bytes: {
    fr: 'Cette copie ne se relit pas\u00a0: un de ses fichiers manque ou a changé. Les autres copies restent. Changez de clé USB et faites une nouvelle copie.',
    en: 'This copy does not read back: one of its files is missing or has changed. The other copies remain. Change the USB stick and make a new copy.',
  },
  store: {
    fr: 'Cette copie ne s’ouvre pas entière. Les autres copies restent. Changez de clé USB et faites une nouvelle copie.',
    en: 'This copy does not open whole. The other copies remain. Change the USB stick and make a new copy.',
  },
  rows: {
    fr: 'Cette copie ne contient pas le compte exact de ce qui a été copié. Les autres copies restent. Faites une nouvelle copie.',
    en: 'This copy does not hold the exact count of what was copied. The other copies remain. Make a new copy.',
  },
  journal: {
    fr: 'Le journal de cette copie est rompu. Ne vous y fiez pas et prévenez la supervision. Les autres copies restent.',
    en: 'The journal of this copy is broken. Do not rely on it, and tell the supervision. The other copies remain.',
  },
  records: {
    fr: 'Des fiches de cette copie ne s’ouvrent pas. Ne vous y fiez pas. Les autres copies restent. Faites une nouvelle copie.',
    en: 'Forms of this copy do not open. Do not rely on it. The other copies remain. Make a new copy.',
  },
  account: {
    fr: 'Votre compte n’ouvre pas cette copie\u00a0: il n’existait pas encore, ou il était fermé. Demandez à une autre personne du centre. Rien n’a été modifié.',
    en: 'Your account does not open this copy: it did not exist yet, or was closed. Ask somebody else of the centre. Nothing was changed.',
  },
  newer: {
    fr: 'Cette copie vient d’une version plus récente de Sutura. Mettez l’application à jour. Rien n’a été modifié.',
    en: 'This copy comes from a newer version of Sutura. Update the application. Nothing was changed.',
  },
};

const UNDER_WAY = {
  fr: 'Une copie est déjà en cours. Attendez qu’elle soit finie.',
  en: 'A copy is already under way. Wait until it is done.',
};
const ENDED = {
  fr: 'La session s’est fermée pendant la copie. Cette copie n’a pas été gardée\u00a0: refaites-la.',
  en: 'The session was locked during the copy. This copy was not kept: make it again.',
};
const NOT_RECONCILED = {
  fr: 'La dernière session n’a pas été fermée. Un·e gestionnaire de cas ou la supervision doit ouvrir puis fermer une session. Rien n’a été copié.',
  en: 'The last session was not closed. A caseworker or the supervision must open and close a session. Nothing was copied.',
};
const DAMAGED_HERE = {
  fr: 'La base de cet ordinateur ne se relit pas entière. Rien n’a été copié, rien n’a été effacé. Gardez vos anciennes copies et demandez de l’aide.',
  en: 'The base of this computer does not read whole. Nothing was copied, nothing was deleted. Keep your former copies and ask for help.',
};
const FULL = {
  fr: 'Il n’y a plus assez de place. Rien n’a été gardé à moitié\u00a0; les anciennes copies restent. Libérez de la place ou changez de clé USB.',
  en: 'There is not enough room left. Nothing was half kept; the former copies remain. Free some room or change the USB stick.',
};
const GONE = {
  fr: 'La clé USB ne répond plus ou refuse l’écriture. Rien n’a été gardé à moitié\u00a0; les anciennes copies restent. Rebranchez-la ou changez-la, puis recommencez.',
  en: 'The USB stick no longer answers or refuses writing. Nothing was half kept; the former copies remain. Plug it in again or change it, then start again.',
};
