import { CONTRACT, type OperationName } from '../../shared/contract.ts';
import { Refused, type Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { Unreadable } from '../keys/primitives.ts';
import type { PlaceProblem } from './place.ts';
import { LEAST_FREE, diskFault, type DiskFault } from './room.ts';

/** What is written all the same with little room: opening and ending a session, drafts, reading what is journaled when it is read, and a destruction by two. */
const WITHOUT_ROOM: ReadonlySet<OperationName> = new Set<OperationName>([
  'session.unlock',
  'session.lock',
  'session.touch',
  'session.prefer',
  'drafts.save',
  'drafts.discard',
  'search.open',
  'identity.open',
  'slips.print',
  'notes.open',
  'attachments.thumbnails',
  'attachments.open',
  'takeover.openHeld',
  'takeover.report',
  'restore.abandon',
  'destruction.propose',
  'destruction.confirm',
  'destruction.stop',
]);

/** The disk of an installation: why its folder is refused, or null; bytes that may still be written there. */
type Disk = { readonly place: PlaceProblem | null; readonly freeBytes: () => number };

/** Whether an installation is only read for want of room. A disk that does not answer is not short of it: what is tried then says what is wrong. */
export function isShortOfRoom({ place, freeBytes }: Disk): boolean {
  try {
    return place === null && freeBytes() < LEAST_FREE;
  } catch {
    return false;
  }
}

/** Why an operation may not write in this profile now, or null (security §3.2). */
export function writeRefusal(disk: Disk, name: OperationName): Failure | null {
  if (CONTRACT[name].effect === 'read') return null;
  if (disk.place !== null && name !== 'session.lock') return { kind: 'disk', message: PLACES[disk.place] };
  return !WITHOUT_ROOM.has(name) && isShortOfRoom(disk) ? { kind: 'disk', message: LITTLE_ROOM } : null;
}

/** An error of the disk, or what was altered on it, as a refusal that says what is kept; any other as it was. */
export function diskRefusal(error: unknown): unknown {
  if (error instanceof Unreadable) return new Refused('disk', ALTERED);
  const fault = diskFault(error);
  return fault === null ? error : new Refused('disk', FAULTS[fault]);
}

const LITTLE_ROOM: Text = {
  fr: 'Le disque est presque plein : moins de 200 Mo. Tout se lit, les brouillons sont gardés, la session se ferme normalement ; rien d’autre ne s’enregistre. Libérez de la place, puis recommencez.',
  en: 'The disk is almost full: less than 200 MB. Everything can be read, drafts are kept, the session closes normally; nothing else is saved. Free some space, then try again.',
};

const FAULTS: Readonly<Record<DiskFault, Text>> = {
  full: {
    fr: 'Le disque est plein : ceci n’a pas été enregistré. Tout ce qui l’était déjà est gardé. Libérez de la place, puis recommencez.',
    en: 'The disk is full: this was not saved. Everything saved before is kept. Free some space, then try again.',
  },
  refuses: {
    fr: 'Le disque refuse d’écrire : ceci n’a pas été enregistré. Ce qui l’était déjà est gardé. Fermez la session et prévenez l’administration.',
    en: 'The disk refuses to write: this was not saved. What was saved before is kept. Close the session and tell the administration.',
  },
};

const ALTERED: Text = {
  fr: 'Une partie de ce qui est gardé ici a été abîmée ou modifiée hors de Sutura : elle ne s’ouvre pas. Rien n’a été changé. N’effacez rien et prévenez la supervision.',
  en: 'A part of what is kept here was damaged or changed outside Sutura: it does not open. Nothing was changed. Erase nothing and tell your supervisor.',
};

const PLACES: Readonly<Record<PlaceProblem, Text>> = {
  network: {
    fr: 'Ce dossier est sur le disque d’une autre machine : les données sortiraient d’ici. Rien n’a été écrit. Placez-le sur le disque de cet ordinateur.',
    en: 'This folder is on the disk of another machine: the data would leave this place. Nothing was written. Put it on the disk of this computer.',
  },
  removable: {
    fr: 'Ce dossier est sur une clé ou un disque amovible : il peut être retiré ou perdu à tout moment. Rien n’a été écrit. Placez-le sur le disque de cet ordinateur.',
    en: 'This folder is on a stick or a removable disk: it can be pulled out or lost at any moment. Nothing was written. Put it on the disk of this computer.',
  },
  synchronised: {
    fr: 'Ce dossier est copié sur Internet par un service (OneDrive, Dropbox, Nextcloud…) : les données sortiraient d’ici. Rien n’a été écrit. Placez-le ailleurs sur cet ordinateur.',
    en: 'This folder is copied to the Internet by a service (OneDrive, Dropbox, Nextcloud…): the data would leave this place. Nothing was written. Put it elsewhere on this computer.',
  },
};
