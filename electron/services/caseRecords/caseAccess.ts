import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { isReadOnly } from '../../../shared/rules/cases/caseState.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import { requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { zeroCaseKeys, type CaseKeys } from '../../keys/caseKeys.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { PART_CLASSES } from '../../keys/records.ts';
import { openCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { joined, openRecord, type Writer } from '../../store/caseRecords/records.ts';
import { listReports } from '../../store/months/reports.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';

/** A case this person may open, with its keys for the time of one operation. */
export type OpenedCase = {
  readonly session: CaseSession;
  readonly row: CaseRow;
  readonly keys: CaseKeys;
  /** Its own caseworker; a supervisor of the team reads only (reference §7.2). */
  readonly isOwner: boolean;
};

/**
 * Opens a case for its owner or a supervisor of its team, by rule and by key, and zeroes the keys after `act` (reference §7.1).
 * Throws Refused `notFound`, the same for an unknown case and for somebody else's; Unreadable for a case that was changed outside the application, or whose key was
 * taken from its owner.
 */
export function withCase<Result>(host: Host, caseId: string, act: (opened: OpenedCase) => Result): Result {
  const session = requireCaseSession(host);
  const row = readCase(session.stores.cases, caseId);
  if (row === undefined || !mayRead(session, row)) throw new Refused('notFound', NO_CASE);
  const isOwner = row.owner_id === session.stores.user.userId && session.stores.user.role === 'caseworker';
  const keys = openCaseKeys(session.stores.cases, session.stores, caseId);
  if (keys === null) throw closed(isOwner);
  try {
    if (keys.narrative === null) throw closed(isOwner);
    return act({ session, row, keys, isOwner });
  } finally {
    zeroCaseKeys(keys);
  }
}

/** A case always opens to its owner. */
function closed(isOwner: boolean): Error {
  return isOwner ? new Unreadable() : new Refused('notFound', NO_CASE);
}

/** `withCase`, for the owner alone: everything a caseworker writes. */
export function withOwnCase<Result>(host: Host, caseId: string, act: (opened: OpenedCase) => Result): Result {
  return withCase(host, caseId, (opened) => {
    if (!opened.isOwner) throw new Refused('notFound', NO_CASE);
    return act(opened);
  });
}

/** Whether the rule of reference §7.2 opens this case to the session; the keys are another matter. */
export function mayRead(session: CaseSession, row: Pick<CaseRow, 'owner_id' | 'team_id' | 'reduced_on'>): boolean {
  const { user } = session.stores;
  if (row.reduced_on !== null) return false;
  return user.role === 'supervisor' ? row.team_id === user.teamId : row.owner_id === user.userId;
}

/** The cases a session lists: its own for a caseworker, the team's for a supervisor; those of which only the statistical line is left are in no list. */
export function scopeOf(session: CaseSession): ({ readonly ownerId: string } | { readonly teamId: string }) & { readonly reduced: false } {
  const { user } = session.stores;
  return { ...(user.role === 'supervisor' ? { teamId: user.teamId ?? '' } : { ownerId: user.userId }), reduced: false };
}

/** Another case by its code, with its id for those who may open it. */
export function linkedCase(session: CaseSession, caseId: string): { readonly caseId: string | null; readonly caseCode: string } {
  const row = readCase(session.stores.cases, caseId);
  return { caseId: row !== undefined && mayRead(session, row) ? caseId : null, caseCode: row?.code ?? '' };
}

/** Every answer of a record, narrative and identity included: to check and to save, never to be handed out as it is. */
export function wholeAnswers(db: ReadableDb<'cases'>, keys: CaseKeys, siteId: string, row: RecordRow): Answers {
  return joined(openRecord(db, keys, siteId, row, PART_CLASSES));
}

export function writerOf(session: CaseSession): Writer {
  return { siteId: session.stores.roster.siteId, userId: session.stores.user.userId };
}

/** Months that a late entry no longer enters (reference §5.7). */
export function frozenMonths(db: ReadableDb<'cases'>): readonly IsoMonth[] {
  return listReports(db, 'gbv').map(({ month }) => month);
}

export function stateOf(row: Pick<CaseRow, 'state'>): CodeOf<'case_state'> {
  return isCode('case_state', row.state) ? row.state : 'draft';
}

/** The code a person is known by, from the roster; empty for a person outside it. */
export function staffCodeOf(session: Pick<CaseSession, 'stores'>, userId: string): string {
  return session.stores.roster.users.get(userId)?.staffCode ?? '';
}

/** Throws Refused `conflict` on a case that is read-only (reference §2.4, invariants). */
export function assertOpen(row: CaseRow): void {
  if (isReadOnly(stateOf(row))) throw new Refused('conflict', READ_ONLY);
}

export const NO_CASE = { fr: 'Ce dossier n’existe pas ou ne vous est pas ouvert.', en: 'This case does not exist or is not open to you.' };
export const READ_ONLY = {
  fr: 'Ce dossier est en lecture seule. Rien n’a été modifié.',
  en: 'This case is read-only. Nothing was changed.',
};
