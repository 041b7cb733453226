import { z } from 'zod';
import { newId } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { deleteSealedMessages, readSealedMessages, toTeam, writeSealedMessages } from './sealedMessages.ts';
import type { OpenStores } from '../opened/openStores.ts';

const notice = z.strictObject({ caseId: z.uuid(), userId: z.uuid() });

/** By case, the people who must not have it (security §2.5, conflict of interest): who knows whom is sealed to the supervisors of the case's team alone. */
export type Notices = ReadonlyMap<string, readonly string[]>;

/** Notices to this session's teams. Anybody with the key of the base can seal a notice: it only ever keeps a case from somebody, and gives none. */
export function readNotices(db: ReadableDb<'cases'>, stores: OpenStores): Notices {
  const read = readSealedMessages(db, stores, 'case.notice').flatMap(({ content }) => {
    const parsed = notice.safeParse(content);
    return parsed.success ? [parsed.data] : [];
  });
  return new Map([...Map.groupBy(read, ({ caseId }) => caseId)].map(([caseId, notices]) => [caseId, notices.map(({ userId }) => userId)]));
}

/**
 * Notifies the supervisors of a team that a person must not have a case. In the caller's transaction. Throws Refused while a reader is unknown to a caseworker,
 * RangeError for a team without keys: nobody would read it. Gives its id.
 */
export function writeNotice(db: WritableDb<'cases'>, stores: OpenStores, teamId: string, caseId: string, userId: string): string {
  const supervisors = toTeam(stores.roster, teamId);
  if (supervisors.length === 0) throw new RangeError('a team without keys');
  const noticeId = newId();
  writeSealedMessages(db, stores, supervisors, 'case.notice', noticeId, { caseId, userId });
  return noticeId;
}

/** Removes notices by the ids that `writeNotice` gave. In the caller's transaction. */
export function deleteNotices(db: WritableDb<'cases'>, noticeIds: readonly string[]): void {
  for (const noticeId of noticeIds) deleteSealedMessages(db, 'case.notice', noticeId);
}

/** A case that goes to another team takes with it what its supervisors must know. In the caller's transaction. */
export function moveNotices(db: WritableDb<'cases'>, stores: OpenStores, caseId: string, teamId: string): void {
  for (const { subjectId, content } of readSealedMessages(db, stores, 'case.notice')) {
    const moved = notice.safeParse(content);
    if (!moved.success || moved.data.caseId !== caseId) continue;
    deleteSealedMessages(db, 'case.notice', subjectId);
    writeNotice(db, stores, teamId, caseId, moved.data.userId);
  }
}
