import { z } from 'zod';
import { Refused } from '../../../shared/failure.ts';
import { pendingSources } from '../../../shared/takeover/sourceFate.ts';
import { formatDate, type IsoDate } from '../../../shared/time.ts';
import { minuteOf, type CaseSession } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import {
  readSealedMessage,
  readSealedMessages,
  writeSealedMessages,
  type MessageRecipient,
} from '../../store/caseRecords/sealedMessages.ts';
import { listTakeovers, readTakeover } from '../../store/takeover/takeovers.ts';
import { listSources, recordOf } from '../../store/takeover/takeoverSources.ts';
import type { TakeoverRow } from '../../store/base/casesTables.ts';
import type { FilePrint } from '../../takeover/reading.ts';

const printSchema = z.strictObject({ bytes: z.int(), sha256: z.string(), sheet: z.int(), filledSheets: z.int() });

/** Take-overs that are this person's to look after, newest first: one's own for a caseworker, the team's for a supervisor. */
export function ownTakeovers({ stores }: CaseSession): readonly TakeoverRow[] {
  const { role, teamId, userId } = stores.user;
  return listTakeovers(stores.cases, role === 'supervisor' && teamId !== null ? { teamId } : { userId });
}

/** A done take-over of this person. Throws Refused `notFound` for another person's, or an undone one. */
export function ownTakeover(session: CaseSession, takeoverId: string): TakeoverRow {
  const { stores } = session;
  const row = readTakeover(stores.cases, takeoverId);
  const mine =
    row !== undefined && (row.user_id === stores.user.userId || (stores.user.role === 'supervisor' && row.team_id === stores.user.teamId));
  if (row === undefined || !mine || row.state !== 'done') throw new Refused('notFound', NO_TAKEOVER);
  return row;
}

/** Those of them whose file or paper is still to be destroyed or put under lock. */
export function waitingSources(session: CaseSession, day: IsoDate): readonly TakeoverRow[] {
  const records = Map.groupBy(listSources(session.stores.cases), (row) => row.takeover_id);
  return ownTakeovers(session).filter(
    (row) => row.state === 'done' && pendingSources((records.get(row.takeover_id) ?? []).map(recordOf), day).length > 0,
  );
}

/** Seals the fingerprint of the file that was read, to the readers of its report: a sum of a short register could be guessed. */
export function writePrint(
  db: WritableDb<'cases'>,
  session: CaseSession,
  keepers: readonly MessageRecipient[],
  takeoverId: string,
  print: FilePrint,
): void {
  writeSealedMessages(db, session.stores, keepers, 'takeover.source', takeoverId, print);
}

/** The fingerprint of the file of a take-over; null when it is sealed to others or altered. */
export function printOf({ stores }: CaseSession, takeoverId: string): FilePrint | null {
  return printSchema.safeParse(readSealedMessage(stores.cases, stores, 'takeover.source', takeoverId)).data ?? null;
}

/** Take-overs in force that were read from these very bytes, sheet by sheet, as far as this session can know. */
export function takenFrom(
  { stores }: CaseSession,
  { bytes, sha256 }: FilePrint,
): readonly { readonly row: TakeoverRow; readonly sheet: number }[] {
  const done = new Map(listTakeovers(stores.cases, {}).flatMap((row) => (row.state === 'done' ? [[row.takeover_id, row] as const] : [])));
  return readSealedMessages(stores.cases, stores, 'takeover.source').flatMap(({ subjectId, content }) => {
    const print = printSchema.safeParse(content).data;
    const row = done.get(subjectId);
    return row === undefined || print?.sha256 !== sha256 || print.bytes !== bytes ? [] : [{ row, sheet: print.sheet }];
  });
}

/** The day on which this very sheet was taken over, if it was. */
export function takenOn(session: CaseSession, print: FilePrint): IsoDate | null {
  const before = takenFrom(session, print).find(({ sheet }) => sheet === print.sheet);
  return before === undefined ? null : minuteOf(before.row.created_at).slice(0, 10);
}

/** The same file twice would make each of its receptions two. Throws Refused `conflict`. */
export function assertNotTaken(session: CaseSession, print: FilePrint): void {
  const on = takenOn(session, print);
  if (on === null) return;
  throw new Refused('conflict', {
    fr: `Ce fichier a déjà été repris, le ${formatDate(on, 'fr')}. Le reprendre encore doublerait chacun de ses accueils. Rien n’a été écrit.`,
    en: `This file was already taken over, on ${formatDate(on, 'en')}. Taking it over again would double each of its receptions. Nothing was written.`,
  });
}

const NO_TAKEOVER = {
  fr: 'Cette reprise n’existe pas, ou elle est déjà défaite.',
  en: 'This take-over does not exist, or is already undone.',
};
