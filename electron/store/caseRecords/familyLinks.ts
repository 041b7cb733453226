import { z } from 'zod';
import { FAMILY_KINDS, seenFromOther, type FamilyKind } from '../../../shared/rules/cases/family.ts';
import { newId } from '../../keys/primitives.ts';
import { presentRecipients } from './caseKeys.ts';
import { readCase } from './cases.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { deleteSealedMessages, sealedMessageIds, readSealedMessages, writeSealedMessages } from './sealedMessages.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, run, runEach, transaction } from '../base/sql.ts';

/** A link between two files of one family: `kind` is what the person of the right one is to the person of the left one. */
export const familyLink = z.strictObject({ linkId: z.uuid(), left: z.uuid(), right: z.uuid(), kind: z.enum(FAMILY_KINDS) });
export type FamilyLink = z.infer<typeof familyLink>;

/** As it is sealed, under its id. */
const content = familyLink.omit({ linkId: true });

/**
 * Links of a file that are sealed to this session. A link is a sealed message and no record: no column shows which two files belong together, and no
 * line of the journal. A link that was altered, whose message is gone since it was opened, or whose other file is gone, is left out.
 */
export function linksOf(db: ReadableDb<'cases'>, stores: OpenStores, caseId: string): readonly FamilyLink[] {
  openLinks(db, stores);
  const found = casesSql
    .selectFrom('temp.family_link')
    .selectAll()
    .where('link_id', 'in', sealedMessageIds(stores, 'families.link'))
    .where((where) => where.or([where('left_id', '=', caseId), where('right_id', '=', caseId)]))
    .orderBy('link_id');
  return all(db, found).flatMap(({ link_id: linkId, left_id: left, right_id: right, kind }) => {
    const link = familyLink.safeParse({ linkId, left, right, kind });
    return link.success && isThere(db, link.data.left) && isThere(db, link.data.right) ? [link.data] : [];
  });
}

/** The other file of a link, and what its person is to the one of this file. */
export function otherOf({ left, right, kind }: FamilyLink, caseId: string): { readonly otherId: string; readonly kind: FamilyKind } {
  return left === caseId ? { otherId: right, kind } : { otherId: left, kind: seenFromOther(kind) };
}

/** A new link. In the caller's transaction, which journals its id alone. Throws as `writeLink`. */
export function insertLink(db: WritableDb<'cases'>, stores: OpenStores, link: z.infer<typeof content>): string {
  const linkId = newId();
  writeLink(db, stores, { linkId, ...link });
  return linkId;
}

/**
 * Seals a link to those who may open one of its two files today, and to nobody who could before. In the caller's transaction. Throws Refused while a reader is
 * unknown to the caseworker who seals.
 */
export function writeLink(db: WritableDb<'cases'>, stores: OpenStores, { linkId, ...link }: FamilyLink): void {
  deleteLink(db, linkId);
  const full = [link.left, link.right].flatMap((caseId) => {
    const row = readCase(db, caseId);
    return row === undefined ? [] : presentRecipients(stores.roster, row).filter(({ scope }) => scope === 'full');
  });
  const recipients = [...new Map(full.map((recipient) => [recipient.principalId, recipient])).values()];
  writeSealedMessages(db, stores, recipients, 'families.link', linkId, link);
}

/** Takes a link away from both files. In the caller's transaction. */
export function deleteLink(db: WritableDb<'cases'>, linkId: string): void {
  deleteSealedMessages(db, 'families.link', linkId);
  run(db, casesSql.deleteFrom('temp.family_link').where('link_id', '=', linkId));
}

/** Links follow the key of a case to its present holders (security §2.5). In the caller's transaction. */
export function resealLinks(db: WritableDb<'cases'>, stores: OpenStores, caseId: string): void {
  for (const link of linksOf(db, stores, caseId)) writeLink(db, stores, link);
}

/** Takes away every link of a case that is about to be removed or whose person is about to be forgotten. In the caller's transaction. */
export function removeLinks(db: WritableDb<'cases'>, stores: OpenStores, caseId: string): void {
  for (const { linkId } of linksOf(db, stores, caseId)) deleteLink(db, linkId);
}

function isThere(db: ReadableDb<'cases'>, caseId: string): boolean {
  return readCase(db, caseId)?.reduced_on === null;
}

/** Opens the links sealed to this session that are not opened yet. */
function openLinks(db: ReadableDb<'cases'>, stores: OpenStores): void {
  const opened = casesSql.selectFrom('temp.family_link').select('link_id');
  const waiting = all(db, sealedMessageIds(stores, 'families.link').where('subject_id', 'not in', opened)).map(
    ({ subject_id }) => subject_id,
  );
  if (waiting.length === 0) return;
  const rows = readSealedMessages(db, stores, 'families.link', waiting).map(({ subjectId, content: sealed }) => {
    const { left = null, right = null, kind = null } = content.safeParse(sealed).data ?? {};
    return [subjectId, left, right, kind];
  });
  transaction(db, (writable) => runEach(writable, REMEMBER, rows));
}

/** Its values are replaced by those of each row, in this order. */
const REMEMBER = casesSql.insertInto('temp.family_link').orReplace().values({ link_id: '', left_id: '', right_id: '', kind: '' });
