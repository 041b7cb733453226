import { Buffer } from 'node:buffer';
import type { Programme } from '../../shared/ids.ts';
import { canonicalJson, type Json } from '../keys/canonical.ts';
import { Unreadable, zero } from '../keys/primitives.ts';
import { openLetter, sealLetter } from '../keys/principals.ts';
import { activeUser, type RosterState } from '../keys/roster.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { Session } from './session.ts';
import { all, casesSql, run } from './sql.ts';

/**
 * What is kept for some people outside any case, sealed to each of them: held rows and cells of a register, its row-by-row report,
 * duplicate queries and pairs, exact counts of a frozen month. DEK-C alone opens none of it.
 */
export type LetterSubject =
  | 'takeover.choices'
  | 'takeover.row'
  | 'takeover.report'
  | 'duplicate.query'
  | 'duplicate.pair'
  | 'report.local'
  | 'release.local';

export type LetterRecipient = { readonly principalId: string; readonly epoch: number; readonly publicKey: Buffer };

const USER_EPOCH = 1;

/** One person. */
export function toUser(roster: RosterState, userId: string): LetterRecipient {
  const user = activeUser(roster, userId);
  return { principalId: user.userId, epoch: USER_EPOCH, publicKey: user.agreementPublic };
}

/** The supervisors of one team. */
export function toTeam(roster: RosterState, teamId: string): readonly LetterRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'team' && principal.teamId === teamId).slice(0, 1);
}

/** The supervisors of every team that follows a programme (security §2.7). */
export function toTeamsOf(roster: RosterState, programme: Programme): readonly LetterRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'team' && principal.programme === programme);
}

/** Those who may freeze a programme's month. */
export function toCounting(roster: RosterState, programme: Programme): readonly LetterRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'counting' && principal.programme === programme);
}

/** Seals one content to each recipient, replacing what the subject had for them. */
export function writeLetters(
  db: WritableDb<'cases'>,
  siteId: string,
  recipients: readonly LetterRecipient[],
  subject: LetterSubject,
  subjectId: string,
  content: Json,
): void {
  const text = Buffer.from(canonicalJson(content), 'utf8');
  for (const recipient of recipients) {
    const sealed = sealLetter(siteId, recipient, subject, subjectId, text);
    const row = { subject, subject_id: subjectId, principal_id: recipient.principalId, principal_epoch: recipient.epoch, sealed };
    run(db, casesSql.insertInto('letter').orReplace().values(row));
  }
  zero(text);
}

/** The content of one letter, to be checked by the caller's schema; null when none that opens is for this session. */
export function readLetter(db: ReadableDb<'cases'>, session: Session, subject: LetterSubject, subjectId: string): unknown {
  return readLetters(db, session, subject, subjectId)[0]?.content ?? null;
}

/**
 * Every letter of a subject that is for this session, one a subject id. `content` null: an altered one, that the reader leaves out of what is shown and
 * keeps in what is counted. Anybody with the page key can seal a letter: the content is to be checked by the caller's schema.
 */
export function readLetters(
  db: ReadableDb<'cases'>,
  session: Session,
  subject: LetterSubject,
  subjectId?: string,
): readonly { readonly subjectId: string; readonly content: unknown }[] {
  const held = heldKeys(session);
  let query = casesSql
    .selectFrom('letter')
    .selectAll()
    .where('subject', '=', subject)
    .where('principal_id', 'in', [...held.keys()]);
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId);
  const opened = new Map<string, unknown>();
  for (const row of all(db, query.orderBy('subject_id'))) {
    const key = held.get(row.principal_id);
    if (key === undefined || key.epoch !== row.principal_epoch || (opened.get(row.subject_id) ?? null) !== null) continue;
    opened.set(row.subject_id, contentOf(session, { principalId: row.principal_id, ...key }, subject, row));
  }
  return [...opened].map(([id, content]) => ({ subjectId: id, content }));
}

export function deleteLetters(db: WritableDb<'cases'>, subject: LetterSubject, subjectId: string): void {
  run(db, casesSql.deleteFrom('letter').where('subject', '=', subject).where('subject_id', '=', subjectId));
}

function heldKeys(session: Session): ReadonlyMap<string, { readonly epoch: number; readonly secret: Buffer }> {
  const groups = session.principals.map(({ principal, secret }) => [principal.principalId, { epoch: principal.epoch, secret }] as const);
  return new Map([[session.user.userId, { epoch: USER_EPOCH, secret: session.keys.user.agreementSecret }], ...groups]);
}

function contentOf(
  session: Session,
  recipient: Parameters<typeof openLetter>[1],
  subject: LetterSubject,
  row: { readonly subject_id: string; readonly sealed: Buffer },
): unknown {
  try {
    return parsed(openLetter(session.roster.siteId, recipient, subject, row.subject_id, row.sealed));
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return null;
    throw error;
  }
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } finally {
    zero(text);
  }
}
