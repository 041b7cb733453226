import type { Input, Output } from '../../../shared/contract.ts';
import { IN_CARE, type CaseState } from '../../../shared/rules/cases/caseState.ts';
import { addDays, type IsoDate } from '../../../shared/time.ts';
import { requireCaseSession, today, type CaseSession, type Host } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { listCases, type CaseFilter, allCases } from '../../store/caseRecords/cases.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { scopeOf } from '../caseRecords/caseAccess.ts';
import { listedCase, risksOf } from '../tasks/caseFacts.ts';
import { openAllFacts, openFactsOf } from '../caseRecords/openedFacts.ts';
import { lastContactOf, openedRecords } from '../caseRecords/openedRecords.ts';

const PAGE_SIZE = 50;
const WEEK = 7;

const ENDED: readonly CaseState[] = ['closed', 'transferred', 'duplicate'];

/** Own cases for a caseworker, the team's for a supervisor, 50 a page by due date (interface 3.4). */
export async function listCaseRows(input: Input<'cases.list'>, host: Host): Promise<Output<'cases.list'>> {
  const session = input.risk === undefined ? requireCaseSession(host) : await openAllFacts(host);
  const day = today(host);
  const filter = filterOf(session, input, day);
  if (filter === null) return { total: 0, pageSize: PAGE_SIZE, rows: [] };
  const { cases } = session.stores;
  const offset = (input.page - 1) * PAGE_SIZE;
  const found =
    input.risk === undefined
      ? listCases(cases, filter, { offset, limit: PAGE_SIZE })
      : ofRisk(allCases(cases, filter), risksOf(cases), input.risk, offset);
  openFactsOf(
    session,
    found.rows.map((row) => row.case_id),
  );
  const risks = risksOf(cases);
  return {
    total: found.total,
    pageSize: PAGE_SIZE,
    rows: found.rows.map((row) =>
      listedCase(session, row, { risk: risks.get(row.case_id) ?? null, lastContact: lastContact(session, row) }, day),
    ),
  };
}

/** From the follow-ups alone. One damaged file does not stop the list: it is named when it is opened. */
function lastContact({ stores }: CaseSession, row: CaseRow): IsoDate | null {
  try {
    return withCaseKeys(stores.cases, stores, row.case_id, (keys) =>
      lastContactOf(row, openedRecords(stores.cases, keys, row.site_id, row.case_id, 'follow_up')),
    );
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function ofRisk<Row extends { readonly case_id: string }>(
  rows: readonly Row[],
  risks: ReadonlyMap<string, string>,
  risk: string,
  offset: number,
) {
  const chosen = rows.filter((row) => risks.get(row.case_id) === risk);
  return { total: chosen.length, rows: chosen.slice(offset, offset + PAGE_SIZE) };
}

/** Null when the filter names a person whose cases this session does not list. */
function filterOf(session: CaseSession, input: Input<'cases.list'>, day: IsoDate): CaseFilter | null {
  const owner = input.ownerCode === undefined ? undefined : ownerOf(session, input.ownerCode);
  if (owner === null) return null;
  return {
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...scopeOf(session),
    ...(input.program === undefined ? {} : { program: input.program }),
    ...(input.codeContains === undefined ? {} : { codeContains: input.codeContains }),
    ...(input.due === undefined ? {} : { dueBy: addDays(day, input.due === 'late' ? -1 : WEEK) }),
    ...(input.state === 'all' ? {} : { states: input.state === 'closed' ? ENDED : IN_CARE }),
  };
}

function ownerOf(session: CaseSession, staffCode: string): string | null {
  const { roster, user } = session.stores;
  const person = [...roster.users.values()].find((candidate) => candidate.staffCode === staffCode);
  if (person === undefined) return null;
  return user.role === 'supervisor' || person.userId === user.userId ? person.userId : null;
}
