import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { deleteLink, linksOf, otherOf, writeLink, type FamilyLink } from '../../store/caseRecords/familyLinks.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import type { Sides } from './mergeSides.ts';

/**
 * The links of the file that ends move to the surviving one, but to itself and where it has one with that file already. Gives the links of both as they were. In the
 * caller's transaction.
 */
export function carryLinks(db: WritableDb<'cases'>, { survivor, ended }: Sides): readonly FamilyLink[] {
  const { stores } = survivor.session;
  const [stays, leaves] = [survivor.row.case_id, ended.row.case_id];
  const former = linksOfBoth(db, survivor, ended);
  const known = new Set(linksOf(db, stores, stays).map((link) => otherOf(link, stays).otherId));
  for (const link of linksOf(db, stores, leaves)) {
    const { otherId, kind } = otherOf(link, leaves);
    if (otherId === stays || known.has(otherId)) deleteLink(db, link.linkId);
    else writeLink(db, stores, { linkId: link.linkId, left: stays, right: otherId, kind });
  }
  return former;
}

/** Puts the links of both files back as they were before a merge. In the caller's transaction. */
export function restoreLinks(db: WritableDb<'cases'>, survivor: OpenedCase, ended: OpenedCase, former: readonly FamilyLink[]): void {
  for (const { linkId } of linksOfBoth(db, survivor, ended)) deleteLink(db, linkId);
  for (const link of former) writeLink(db, survivor.session.stores, link);
}

/** The links of two files, each once, in one order. */
export function linksOfBoth(db: ReadableDb<'cases'>, one: OpenedCase, another: OpenedCase): readonly FamilyLink[] {
  const { stores } = one.session;
  const links = [one, another].flatMap(({ row }) => linksOf(db, stores, row.case_id));
  return [...new Map(links.map((link) => [link.linkId, link])).values()].toSorted((left, right) => (left.linkId < right.linkId ? -1 : 1));
}
