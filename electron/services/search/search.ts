import type { Input, Output } from '../../../shared/contract.ts';
import type { FoundCase } from '../../../shared/contract/search.ts';
import { Refused } from '../../../shared/failure.ts';
import { searchNames } from '../../../shared/names/personIndex.ts';
import { LOCKED, requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { casesByCode, readCase } from '../../store/caseRecords/cases.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { transaction } from '../../store/base/sql.ts';
import { mayRead, scopeOf, staffCodeOf, stateOf } from '../caseRecords/caseAccess.ts';
import { personsAsRead, unreadPersons } from './knownPersons.ts';
import { runInSlices } from '../session/runInSlices.ts';

/** What a person reads at a glance; more is a reason to type one more letter. */
const MOST_FOUND = 20;
/** What may be the beginning, middle or end of a code: four figures of it are enough. */
const CODE_LIKE = /^(?=.*\d)[A-Z0-9-]{2,}$/;

/**
 * Opens the search by name for this session: the reason is in the journal before a name is read (interface 3.13, security §6.2). A caseworker's own persons, a
 * supervisor's team's. Throws Refused `locked` when the session ended meanwhile.
 */
export async function openSearch({ reason }: Input<'search.open'>, host: Host): Promise<Output<'search.open'>> {
  const session = requireCaseSession(host);
  const { cases, actor } = session.stores;
  transaction(cases, (db) => appendJournal(db, actor, { kind: 'persons.search', detail: { reason } }, host.now().getTime()));
  if (!(await runInSlices(host, session, unreadPersons(session)))) throw new Refused('locked', LOCKED);
  session.searchOpen = true;
  return { persons: personsAsRead(session).profiles.size };
}

/** Cases whose code, or whose person's name, telephone or place is like what was typed, best first. What is typed is kept nowhere. Throws Refused `forbidden` before `openSearch`. */
export function searchPersons({ typed }: Input<'search.persons'>, host: Host): Output<'search.persons'> {
  const session = requireCaseSession(host);
  if (!session.searchOpen) throw new Refused('forbidden', REASON_FIRST);
  const coded = byCode(session, typed);
  const alike = byPerson(session, typed).filter(({ caseId }) => !coded.some((row) => row.caseId === caseId));
  const found = [...coded, ...alike];
  return { rows: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND };
}

function byCode(session: CaseSession, typed: string): readonly FoundCase[] {
  const codeContains = typed.trim().toUpperCase();
  if (!CODE_LIKE.test(codeContains)) return [];
  return casesByCode(session.stores.cases, { ...scopeOf(session), codeContains }, MOST_FOUND + 1).map((row) =>
    foundCase(session, row, 'code'),
  );
}

function byPerson(session: CaseSession, typed: string): readonly FoundCase[] {
  return searchNames(personsAsRead(session), typed, MOST_FOUND + 1).flatMap(({ id, degree }) => {
    const row = readCase(session.stores.cases, id);
    return row !== undefined && mayRead(session, row) ? [foundCase(session, row, degree)] : [];
  });
}

function foundCase(session: CaseSession, row: CaseRow, degree: FoundCase['degree']): FoundCase {
  return { caseId: row.case_id, caseCode: row.code, state: stateOf(row), ownerCode: staffCodeOf(session, row.owner_id), degree };
}

const REASON_FIRST = {
  fr: 'Dites d’abord pourquoi vous cherchez une personne. Rien n’a été lu.',
  en: 'First say why you are looking for a person. Nothing was read.',
};
