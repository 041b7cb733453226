import type { Input, Output } from '../../shared/contract.ts';
import type { CaseFile } from '../../shared/contract/cases.ts';
import { Refused } from '../../shared/failure.ts';
import { isReadOnly } from '../../shared/rules/cases/caseState.ts';
import { isOfFamily } from '../../shared/rules/cases/family.ts';
import type { Text } from '../../shared/text.ts';
import type { IsoDate } from '../../shared/time.ts';
import { minuteOf, type Host } from '../host.ts';
import { caseOfCode, readCase, receivedSince } from '../store/caseRecords/cases.ts';
import type { ReadableDb } from '../store/base/database.ts';
import { deleteLink, insertLink, linksOf, otherOf } from '../store/caseRecords/familyLinks.ts';
import { appendJournal } from '../store/journal/journal.ts';
import { transaction } from '../store/base/sql.ts';
import type { CaseRow } from '../store/base/casesTables.ts';
import { assertOpen, linkedCase, mayRead, stateOf, withCase, type OpenedCase } from './caseRecords/caseAccess.ts';
import type { Moment, Records } from './caseRecords/openedRecords.ts';

const DAY = 86_400_000;
/** Files received the same day that are proposed: a family that came together, not a day's work. */
const MOST_PROPOSED = 5;

/**
 * Links two files of one family, both open to the person who links them: an unknown code and the code of a closed file get the same answer. The link opens no
 * file; the journal holds its id alone, so that no entry shows which two belong together. Throws Refused: `notFound`, `invalid`, `conflict`.
 */
export function linkFamily(input: Input<'families.link'>, host: Host): Output<'families.link'> {
  return withCase(host, input.caseId, ({ session, row }) => {
    assertOpen(row);
    const { stores } = session;
    const other = caseOfCode(stores.cases, input.otherCode.trim().toUpperCase());
    if (other === undefined || !mayRead(session, other)) throw refused('invalid', NO_OTHER);
    if (other.person_id === row.person_id) throw refused('invalid', SAME_PERSON);
    if (!mayBeLinked(other)) throw refused('conflict', ENDED);
    return withCase(host, other.case_id, () => {
      const linked = linksOf(stores.cases, stores, row.case_id).some((link) => otherOf(link, row.case_id).otherId === other.case_id);
      if (linked) throw refused('conflict', LINKED);
      const at = host.now().getTime();
      transaction(stores.cases, (db) => {
        const linkId = insertLink(db, stores, { left: row.case_id, right: other.case_id, kind: input.kind });
        appendJournal(db, stores.actor, { kind: 'family.link', object: linkId, detail: {} }, at);
      });
      return {};
    });
  });
}

/** Removes a link from both files. The person must be able to open one of them; the reason is a code of the journal. Throws Refused `notFound`. */
export function unlinkFamily(input: Input<'families.unlink'>, host: Host): Output<'families.unlink'> {
  return withCase(host, input.caseId, ({ session: { stores }, row }) => {
    const link = linksOf(stores.cases, stores, row.case_id).find(({ linkId }) => linkId === input.linkId);
    if (link === undefined) throw new Refused('notFound', NO_LINK);
    transaction(stores.cases, (db) => {
      deleteLink(db, link.linkId);
      const detail = { reason: input.reason };
      appendJournal(db, stores.actor, { kind: 'family.unlink', object: link.linkId, detail }, host.now().getTime());
    });
    return {};
  });
}

/**
 * The family of a case by codes, and the files that may be linked with it. The other files are not opened: the relation of an alleged perpetrator to a person
 * is shown in that person's own file alone.
 */
export function familyOf(opened: OpenedCase, records: Records, { today }: Pick<Moment, 'today'>): CaseFile['family'] {
  const { session, row } = opened;
  const { cases } = session.stores;
  const found = linksOf(cases, session.stores, row.case_id).map((link) => ({ linkId: link.linkId, ...otherOf(link, row.case_id) }));
  const links = found.map(({ linkId, otherId, kind }) => {
    const other = linkedCase(session, otherId);
    const otherRow = other.caseId === null ? undefined : readCase(cases, other.caseId);
    return { linkId, kind, other: { ...other, state: otherRow === undefined ? null : stateOf(otherRow) } };
  });
  const relations = (records.get('alleged_perpetrator') ?? []).map(({ answers }) => answers['perp_relation']);
  const mayLink = !isReadOnly(stateOf(row));
  return {
    links: links.toSorted((one, another) => one.other.caseCode.localeCompare(another.other.caseCode)),
    proposed: mayLink && opened.isOwner ? proposedFor(opened, new Set(found.map(({ otherId }) => otherId)), today) : [],
    careful: links.length > 0 && relations.some((relation) => typeof relation === 'string' && isOfFamily(relation)),
    mayLink,
  };
}

/** Own files that may be of the same family, by code alone: siblings of a sibling; on the day of the intake, the other persons received that day. */
function proposedFor({ session, row }: OpenedCase, linked: ReadonlySet<string>, today: IsoDate): CaseFile['family']['proposed'] {
  const { cases, user } = session.stores;
  const siblings = siblingsOf(session.stores.cases, session.stores, row.case_id);
  const bySibling = siblings.flatMap((sibling) => siblingsOf(cases, session.stores, sibling));
  const day = minuteOf(row.created_at).slice(0, 10);
  const sameDay = day === today && row.origin === 'intake' ? receivedSince(cases, user.userId, row.created_at - DAY) : [];
  const together = sameDay.filter((other) => minuteOf(other.created_at).slice(0, 10) === day).slice(0, MOST_PROPOSED + 1);
  const candidates = [
    ...bySibling.map((caseId) => ({ other: readCase(cases, caseId), why: 'sibling' as const })),
    ...together.map((other) => ({ other, why: 'sameDay' as const })),
  ];
  const proposed = new Map<string, CaseFile['family']['proposed'][number]>();
  for (const { other, why } of candidates) {
    if (other === undefined || linked.has(other.case_id) || other.person_id === row.person_id || proposed.has(other.case_id)) continue;
    if (mayRead(session, other) && mayBeLinked(other)) proposed.set(other.case_id, { caseCode: other.code, why });
  }
  return [...proposed.values()].slice(0, MOST_PROPOSED);
}

function siblingsOf(db: ReadableDb<'cases'>, stores: OpenedCase['session']['stores'], caseId: string): readonly string[] {
  return linksOf(db, stores, caseId)
    .map((link) => otherOf(link, caseId))
    .flatMap(({ otherId, kind }) => (kind === 'sibling' ? [otherId] : []));
}

/** A closed file may be linked: a younger child comes later. Not one whose content is followed elsewhere, or whose consent was withdrawn. */
function mayBeLinked(other: CaseRow): boolean {
  const state = stateOf(other);
  return state === 'closed' || !isReadOnly(state);
}

function refused(kind: 'invalid' | 'conflict', message: Text): Refused {
  return new Refused(kind, message, { otherCode: message });
}

const NO_OTHER = {
  fr: 'Aucun dossier de ce code ne vous est ouvert. Rien n’a été relié\u00a0: la supervision relie les dossiers de gestionnaires différents.',
  en: 'No case of this code is open to you. Nothing was linked: the supervision links cases of different caseworkers.',
};
const SAME_PERSON = {
  fr: 'C’est la même personne. Rien n’a été relié.',
  en: 'This is the same person. Nothing was linked.',
};
const ENDED = {
  fr: 'Ce dossier est un doublon, suspendu ou transféré. Rien n’a été relié.',
  en: 'This case is a duplicate, suspended or transferred. Nothing was linked.',
};
const LINKED = { fr: 'Ces deux dossiers sont déjà reliés.', en: 'These two cases are linked already.' };
const NO_LINK = { fr: 'Ce lien n’existe plus. Rien n’a été modifié.', en: 'This link no longer exists. Nothing was changed.' };
