import { Refused } from '../shared/failure.ts';
import type { SettingValues } from '../shared/rules/settings/settings.ts';
import type { Lists } from '../shared/forms/lists/inForce.ts';
import type { ExtractPart, ExtractReader } from '../shared/rules/consent/extract.ts';
import type { IsoDate, IsoDateTime } from '../shared/time.ts';
import type { Picker } from './files/picker.ts';
import type { KdfProfile } from './keys/passphrase.ts';
import type { Clocks } from './keys/throttle.ts';
import type { PlaceProblem } from './profile/place.ts';
import type { Replies } from './replies.ts';
import type { Manifest } from './store/backup/manifest.ts';
import type { Protection, Shell } from './shell/shell.ts';
import type { ReadableDb } from './store/base/database.ts';
import type { PreparedRecovery } from './store/recovery/recovery.ts';
import type { Reading } from './takeover/reading.ts';
import type { OpenStores } from './store/opened/openStores.ts';

/** `waiting`: cases by id · `unreadable`: altered ones, left as they are · `failed`: a step could not be written, and is tried again at the next unlock. */
export type Renewal = {
  readonly total: number;
  readonly waiting: readonly string[];
  readonly unreadable: number;
  readonly failed: boolean;
};

/** What a person's open session works with: the opened stores and keys, and what is true of the site. */
export type OpenSession = {
  stores: OpenStores;
  readonly site: {
    readonly siteId: string;
    readonly code: string;
    readonly region: string;
    readonly structureCode: string;
    readonly structureType: string;
  };
  /** Registers read and not yet taken over. */
  readonly readings: Map<string, Reading>;
  /** Recovery shares being copied by their keepers; the first `proved` were typed back. null when none are being made. */
  shares: { readonly prepared: PreparedRecovery; readonly proved: number } | null;
  /** The extract that is on its way to a printer: what the paper is drawn from, codes only. null when none is. */
  extract: ExtractTicket | null;
  /** A reason was given for looking for persons by their names. */
  searchOpen: boolean;
  /** The half of a sealed month that was written in this sitting, and the medium it is on: the other one goes to another medium. null before. */
  firstHalf: { readonly month: string; readonly fileName: string; readonly volume: string } | null;
  settings: SettingValues;
  /** The coded lists in force in this base, read at the unlock and after each change. */
  lists: Lists;
  /** Cases whose facts are not opened yet, what is due first before the others. */
  readonly factsWaiting: Set<string>;
  /** Cases to be sealed again since somebody left, done a few at a time. */
  renewal: Renewal;
  language: 'fr' | 'en';
  theme: 'system' | 'light' | 'dark' | 'contrast';
};

/** One extract that is being printed: its number, its case, whom it is for, what was ticked. */
export type ExtractTicket = {
  readonly number: string;
  readonly caseId: string;
  readonly reader: ExtractReader;
  readonly parts: readonly ExtractPart[];
  readonly language: 'fr' | 'en';
};

/** A session of a case role, whose case base is open. */
export type CaseSession = OpenSession & { readonly stores: OpenStores & { readonly cases: ReadableDb<'cases'> } };

/** A copy made by this process, and whether its stick was seen to be gone since: the system's memory then holds nothing of it. */
export type WrittenCopy = { readonly folder: string; wasAway: boolean };

/** A copy brought beside the profile and proved, that waits for a confirmation. */
export type Restoring = { readonly manifest: Manifest; readonly fromStick: boolean };

/** What every handler may use. The session is its only state; it is null while locked. */
export type Host = {
  readonly profile: string;
  /** Why nothing may be written in that folder; null where writing is allowed (security §3.2). */
  readonly place: PlaceProblem | null;
  /** Bytes that may still be written on the disk of that folder. */
  readonly freeBytes: () => number;
  /** Identifies the medium of a folder; empty when the medium is gone. */
  readonly volumeOf: (folder: string) => string;
  /** The clock of the machine (Mali is UTC+0: local time is UTC). */
  readonly now: () => Date;
  /** Milliseconds since the machine started, which nobody can set. */
  readonly uptime: () => number;
  readonly picker: Picker;
  readonly kdf: KdfProfile;
  /** The release keys of this build are invented and their private halves are public: anybody with the source can sign an update. */
  keysAreInvented: boolean;
  /** Prints one address of the application to a PDF; null where no window can be drawn. */
  printPdf: ((address: string) => Promise<Uint8Array>) | null;
  /** Sends an address of the application to a printer of this computer, never to a file; null where no window can be drawn. */
  printing: Pick<Shell, 'printers' | 'print' | 'cancelPrint'> | null;
  /** What holds around the window that is drawn, for the page of proofs; null where no window is. */
  protections: (() => readonly Protection[]) | null;
  session: OpenSession | null;
  /** Counted up by every lock, with or without a session: an unlock that was still deriving its key then opens nothing (security §5.2). */
  locks: number;
  /** Resolves when the last try of a passphrase or code is over. */
  lastAttempt: Promise<void>;
  /** Replies a repeated request is answered with; emptied when the session ends. */
  readonly replies: Replies;
  /** One copy at a time is made, checked or brought back: they use the same folder beside the profile. */
  copying: boolean;
  readonly written: Map<string, WrittenCopy>;
  restoring: Restoring | null;
  /** Called when the session ends: the window is covered and the process replaced (security §5.2). */
  onLocked: (reason: string) => void;
  /** Called for each key or pointer event of the person: nothing else postpones the automatic lock (security §5.2). */
  onTouched: () => void;
};

/** The open session. Throws Refused `locked`: a lock can fall between two steps of one operation. */
export function requireSession(host: Host): OpenSession {
  if (host.session === null) throw new Refused('locked', LOCKED);
  return host.session;
}

/** The open session of a case role. Throws Refused `forbidden` without the case base. */
export function requireCaseSession(host: Host): CaseSession {
  const session = requireSession(host);
  if (!holdsCases(session)) throw new Refused('forbidden', NO_CASES);
  return session;
}

/** Both clocks, for what waits. */
export function clocksOf(host: Host): Clocks {
  return { wall: host.now().getTime(), uptime: host.uptime() };
}

/** Today in Mali, `YYYY-MM-DD`. */
export function today(host: Host): IsoDate {
  return host.now().toISOString().slice(0, 10);
}

/** Now in Mali to the minute, `YYYY-MM-DDTHH:MM`. */
export function nowMinute(host: Host): IsoDateTime {
  return minuteOf(host.now().getTime());
}

/** A stamp in milliseconds as a local instant to the minute. */
export function minuteOf(stamp: number): IsoDateTime {
  return new Date(stamp).toISOString().slice(0, 16);
}

/** Whether the session is one of a case role. */
export function holdsCases(session: OpenSession): session is CaseSession {
  return session.stores.cases !== null;
}

export const LOCKED = {
  fr: 'La session est fermée. Ouvrez-la avec votre phrase secrète.',
  en: 'The session is locked. Open it with your passphrase.',
};
const NO_CASES = { fr: 'Votre rôle n’ouvre aucun dossier. Rien n’a été fait.', en: 'Your role opens no case. Nothing was done.' };
