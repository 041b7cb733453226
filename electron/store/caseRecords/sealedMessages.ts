import { Buffer } from 'node:buffer';
import { sql as raw } from 'kysely';
import type { Programme } from '../../../shared/ids.ts';
import { canonicalJson, type Json } from '../../keys/canonical.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import { sealedMessageOpener, sealMessage, type SealedMessageOpener } from '../../keys/principals.ts';
import { activeUser, type RosterState } from '../../keys/rosterState.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { assertReadersKnown } from '../opened/readers.ts';
import { heldKeys, heldName, ownKeyPairs, sealedTo } from '../opened/ownKeys.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, listed, run } from '../base/sql.ts';
import type { LetterRow } from '../base/casesTables.ts';

/**
 * What is kept for some people outside any case, sealed to each of them: held rows and cells of a register, its row-by-row report,
 * duplicate queries and pairs, links between files of one family, exact counts of a frozen month, surveys. DEK-C alone opens none of it.
 */
export type LetterSubject =
  | 'takeover.choices'
  | 'takeover.source'
  | 'takeover.row'
  | 'takeover.report'
  | 'duplicate.query'
  | 'duplicate.pair'
  | 'families.link'
  | 'report.local'
  | 'report.sealed'
  | 'release.local'
  | 'rounding.key'
  | 'case.notice'
  | 'feedback.ballot';

export type MessageRecipient = { readonly principalId: string; readonly epoch: number; readonly publicKey: Buffer };

/** One person. */
export function toUser(roster: RosterState, userId: string): MessageRecipient {
  const user = activeUser(roster, userId);
  return { principalId: user.userId, epoch: user.epoch, publicKey: user.agreementPublic };
}

/** The supervisors of one team. */
export function toTeam(roster: RosterState, teamId: string): readonly MessageRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'team' && principal.teamId === teamId).slice(0, 1);
}

/** The supervisors of every team that follows a programme (security §2.7). */
export function toTeamsOf(roster: RosterState, programme: Programme): readonly MessageRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'team' && principal.programme === programme);
}

/** Those who may freeze a programme's month. */
export function toCounting(roster: RosterState, programme: Programme): readonly MessageRecipient[] {
  return [...roster.principals.values()].filter((principal) => principal.kind === 'counting' && principal.programme === programme);
}

/** Seals one content to each recipient, replacing what the subject had for them. Throws Refused while a reader is unknown to the caseworker who seals. */
export function writeSealedMessages(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  recipients: readonly MessageRecipient[],
  subject: LetterSubject,
  subjectId: string,
  content: Json,
): void {
  if (recipients.some(({ principalId }) => principalId !== stores.user.userId)) assertReadersKnown(stores);
  const text = Buffer.from(canonicalJson(content), 'utf8');
  for (const recipient of recipients) {
    const sealed = sealMessage(stores.roster.siteId, recipient, subject, subjectId, text);
    const row = { subject, subject_id: subjectId, principal_id: recipient.principalId, principal_epoch: recipient.epoch, sealed };
    run(db, casesSql.insertInto('letter').orReplace().values(row));
  }
  zero(text);
}

/** The content of one letter, to be checked by the caller's schema; null when none that opens is for this session. */
export function readSealedMessage(db: ReadableDb<'cases'>, stores: OpenStores, subject: LetterSubject, subjectId: string): unknown {
  return readSealedMessages(db, stores, subject, [subjectId])[0]?.content ?? null;
}

/**
 * Every letter of a subject, or those of these subject ids, that is for this session, one a subject id. `content` null: an altered one, that the reader leaves out of what is shown and
 * keeps in what is counted. Anybody with the page key can seal a letter: the content is to be checked by the caller's schema.
 */
export function readSealedMessages(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  subject: LetterSubject,
  subjectIds?: readonly string[],
): readonly { readonly subjectId: string; readonly content: unknown }[] {
  const held = heldKeys(stores);
  const openers = new Map([...held].map(([name, key]) => [name, sealedMessageOpener(stores.roster.siteId, key)]));
  let query = lettersFor(held, subject).selectAll();
  if (subjectIds !== undefined) query = query.where('subject_id', 'in', listed(subjectIds));
  const opened = new Map<string, unknown>();
  for (const row of all(db, query.orderBy('subject_id'))) {
    const open = openers.get(heldName(row.principal_id, row.principal_epoch));
    if (open === undefined || (opened.get(row.subject_id) ?? null) !== null) continue;
    opened.set(row.subject_id, contentOf(open, row));
  }
  return [...opened].map(([id, content]) => ({ subjectId: id, content }));
}

/** Subject ids of the letters of a subject that are for this session, whether they open or not: none is opened. */
export function sealedMessageIds(stores: OpenStores, subject: LetterSubject) {
  return lettersFor(heldKeys(stores), subject).select('subject_id').distinct();
}

function lettersFor(held: ReturnType<typeof heldKeys>, subject: LetterSubject) {
  const name = raw<string>`principal_id || ' ' || principal_epoch`;
  return casesSql
    .selectFrom('letter')
    .where('subject', '=', subject)
    .where(name, 'in', listed([...held.keys()]));
}

export function deleteSealedMessages(db: WritableDb<'cases'>, subject: LetterSubject, subjectId: string): void {
  run(db, casesSql.deleteFrom('letter').where('subject', '=', subject).where('subject_id', '=', subjectId));
}

/**
 * Seals again, to the present epoch of its group or person, each letter that this session opens with an earlier one, and removes those to people who left:
 * what they hold is also their team's. In the caller's transaction.
 */
export function resealLetters(db: WritableDb<'cases'>, stores: OpenStores): void {
  const { roster, user } = stores;
  const groups = sealedTo(stores.formerPrincipals).flatMap((former) => {
    const present = roster.principals.get(former.principalId);
    return present === undefined ? [] : [{ former, present }];
  });
  const earlier = ownKeyPairs(stores).filter(({ epoch }) => epoch < user.epoch);
  const own = earlier.map((former) => ({ former, present: toUser(roster, user.userId) }));
  for (const { former, present } of [...own, ...groups]) {
    const open = sealedMessageOpener(roster.siteId, former);
    for (const row of lettersTo(db, former.principalId, former.epoch)) {
      const text = textOf(open, row);
      if (text === null) continue;
      const sealed = sealMessage(roster.siteId, present, row.subject, row.subject_id, text);
      zero(text);
      run(
        db,
        casesSql
          .insertInto('letter')
          .orReplace()
          .values({ ...row, principal_epoch: present.epoch, sealed }),
      );
    }
  }
  for (const person of roster.users.values())
    if (person.status === 'removed') run(db, casesSql.deleteFrom('letter').where('principal_id', '=', person.userId));
}

/** Whether a letter is still sealed to an epoch of a principal. */
export function hasLetters(db: ReadableDb<'cases'>, principalId: string, epoch: number): boolean {
  return lettersTo(db, principalId, epoch).length > 0;
}

/** null: an altered letter, left as it is. */
function textOf(open: SealedMessageOpener, { subject, subject_id, sealed }: LetterRow): Buffer | null {
  try {
    return open(subject, subject_id, sealed);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function lettersTo(db: ReadableDb<'cases'>, principalId: string, epoch: number): readonly LetterRow[] {
  return all(db, casesSql.selectFrom('letter').selectAll().where('principal_id', '=', principalId).where('principal_epoch', '=', epoch));
}

function contentOf(open: SealedMessageOpener, { subject, subject_id, sealed }: LetterRow): unknown {
  try {
    return parsed(open(subject, subject_id, sealed));
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
