import type { Answers } from '../../../shared/forms/answers.ts';
import type { Lists } from '../../../shared/forms/lists/inForce.ts';
import { placeInWords } from '../../../shared/forms/lists/places.ts';
import type { Person } from '../../../shared/names/compare.ts';
import { addPerson, createPersonIndex, removePerson, type PersonIndex } from '../../../shared/names/personIndex.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { CaseSession } from '../../host.ts';
import { zeroCaseKeys } from '../../keys/caseKeys.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { openCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { joined, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { scopeOf } from '../caseRecords/caseAccess.ts';
import { allCases } from '../../store/caseRecords/cases.ts';

/** Persons of the cases one session may read, in memory only; `seen`: revision of each case when it was read. */
type Known = { readonly index: PersonIndex<string>; readonly seen: Map<string, number> };

/** Ends with the session's own object, at lock. */
const known = new WeakMap<OpenStores, Known>();

/**
 * The index of one's own persons (a supervisor's: the team's) by case id, brought up to date: only cases written since are opened again.
 * Identities stay inside; callers hand out codes.
 */
export function knownPersons(session: CaseSession): PersonIndex<string> {
  const reading = unreadPersons(session);
  while (reading.next().done !== true);
  return keptOf(session).index;
}

/** The index as it was last brought up to date, for what is asked at each key. */
export function personsAsRead(session: CaseSession): PersonIndex<string> {
  return keptOf(session).index;
}

/** Brings the index up to date, one case a step. */
export function* unreadPersons(session: CaseSession): Generator<void> {
  const kept = keptOf(session);
  const { cases } = session.stores;
  const rows = allCases(cases, scopeOf(session)).filter(({ state }) => state !== 'no_consent' && state !== 'duplicate');
  const present = new Set(rows.map((row) => row.case_id));
  for (const caseId of kept.seen.keys()) if (!present.has(caseId)) forget(kept, caseId);
  for (const row of rows) {
    if (kept.seen.get(row.case_id) === row.revision) continue;
    rememberWhole(session, kept, row);
    yield;
  }
}

function keptOf({ stores }: CaseSession): Known {
  const kept = known.get(stores) ?? { index: createPersonIndex<string>(), seen: new Map<string, number>() };
  known.set(stores, kept);
  return kept;
}

/** A person as the forms of an intake or of a case say: name, telephone, sex, age on the day of registration, and where the person lives. */
export function personOf(identity: Answers, registration: Answers, lists: Lists): Person {
  const text = (field: string): string => (typeof identity[field] === 'string' ? identity[field] : '');
  const nickname = text('nickname');
  const names = [text('first_name'), text('last_name')].filter((part) => part !== '').join(' ');
  const name = nickname === '' ? names : `${names} dite ${nickname}`.trim();
  const age = registration['age_years'];
  const sex = registration['sex'];
  const day = dateAnswer(registration, 'registration_date');
  const places = [text('address'), residenceOf(registration, lists)].filter((part) => part !== '').join(' ');
  return {
    ...(name === '' ? {} : { name }),
    ...(text('phone') === '' ? {} : { phone: text('phone') }),
    ...(typeof age === 'number' ? { age, ...(day === null ? {} : { ageOn: day }) } : {}),
    ...(typeof sex === 'string' ? { sex } : {}),
    ...(places === '' ? {} : { places }),
  };
}

function residenceOf(registration: Answers, lists: Lists): string {
  const place = registration['residence_geo'];
  if (typeof place !== 'object' || !('region' in place)) return '';
  return placeInWords(place, lists).fr;
}

function forget(kept: Known, caseId: string): void {
  kept.seen.delete(caseId);
  removePerson(kept.index, caseId);
}

/** An altered file is left out, and does not keep the others from being compared. */
function rememberWhole(session: CaseSession, kept: Known, row: CaseRow): void {
  try {
    remember(session, kept, row);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
}

function remember({ stores, lists }: CaseSession, kept: Known, row: CaseRow): void {
  const keys = openCaseKeys(stores.cases, stores, row.case_id);
  if (keys === null) return;
  try {
    if (keys.identity === null) return;
    const answersOf = (form: string, classes: readonly ('facts' | 'QI' | 'DI')[]): Answers => {
      const record = listRecords(stores.cases, row.case_id, form).at(-1);
      return record === undefined ? {} : joined(openRecord(stores.cases, keys, row.site_id, record, classes));
    };
    addPerson(kept.index, row.case_id, personOf(answersOf('identity', ['DI']), answersOf('registration', ['facts', 'QI']), lists));
    kept.seen.set(row.case_id, row.revision);
  } finally {
    zeroCaseKeys(keys);
  }
}
