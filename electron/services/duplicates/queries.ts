import { z } from 'zod';
import { readPhones, type Person } from '../../../shared/names/compare.ts';
import { findSamePerson } from '../../../shared/names/personIndex.ts';
import { readName } from '../../../shared/names/spelling.ts';
import { programmesOf, type CaseProgramme, type Programme } from '../../../shared/ids.ts';
import type { CaseSession } from '../../host.ts';
import type { Json } from '../../keys/canonical.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { answerQuestion, askDuplicates, openQuestions } from '../../store/duplicates/duplicates.ts';
import { draftIds } from '../../store/caseRecords/drafts.ts';
import { appendJournal, entriesOfKind } from '../../store/journal/journal.ts';
import { deleteSealedMessages, toTeamsOf, toUser } from '../../store/caseRecords/sealedMessages.ts';
import { insertPair, readPairs } from '../../store/duplicates/pairs.ts';
import { transaction } from '../../store/base/sql.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import { knownPersons } from '../search/knownPersons.ts';

const MOST_CANDIDATES = 5;
const DAY = 86_400_000;
const ASKED_DAYS = 30;
const UNFINISHED_DAYS = 7;
/** Intakes that a caseworker may leave after looking for the same person without its being shown. */
const ORDINARY = 5;

/** What a registration asks the supervisors: words of the name without accents, telephones, sex, age (security §2.7). */
const question = z.strictObject({
  name: z.string().max(500).nullable(),
  phone: z.string().max(100).nullable(),
  sex: z.string().max(20).nullable(),
  age: z.int().nullable(),
  ageOn: z.string().max(10).nullable(),
});

/** Seals the question of a registration to the supervisors of each programme of the case, in the caller's transaction; nobody to ask for, nothing asked. */
export function askSupervisors(
  db: WritableDb<'cases'>,
  session: CaseSession,
  caseId: string,
  program: CaseProgramme,
  person: Person,
  at: number,
): void {
  if (person.name === undefined && person.phone === undefined) return;
  for (const programme of programmesOf(program)) {
    if (toTeamsOf(session.stores.roster, programme).length === 0) continue;
    askDuplicates(db, session.stores, caseId, programme, questionOf(person), at);
    appendJournal(db, session.stores.actor, { kind: 'duplicates.ask', object: caseId, detail: { program: programme } }, at);
  }
}

function questionOf({ name, phone, sex, age, ageOn }: Person): Json {
  const { words, nicknames } = readName(name ?? '');
  const plain = [...words, ...nicknames].map((word) => word.plain).join(' ');
  return {
    name: plain === '' ? null : plain,
    phone: readPhones(phone ?? '').join(' / ') || null,
    sex: sex ?? null,
    age: age ?? null,
    ageOn: ageOn ?? null,
  };
}

/**
 * After a supervisor's unlock: opens the questions sealed to the team, compares each with the team's persons, keeps the pairs found for settling.
 * One journal line a run. It never blocks the unlock: what could not be compared is compared next time.
 */
export function answerDuplicateQueries(session: CaseSession, at: number): void {
  if (session.stores.user.role !== 'supervisor') return;
  try {
    answer(session, at);
  } catch {
    // The questions stay unanswered and sealed.
  }
}

/** Whether a supervisor is asked something: only then are the persons of the team read. */
export function hasQuestions({ stores }: CaseSession): boolean {
  return stores.user.role === 'supervisor' && openQuestions(stores.cases, stores).length > 0;
}

function answer(session: CaseSession, at: number): void {
  const { stores } = session;
  const questions = openQuestions(stores.cases, stores);
  if (questions.length === 0) return;
  const index = knownPersons(session);
  const known = new Set(readPairs(stores.cases, stores).map(pairKey));
  transaction(stores.cases, (db) => {
    let found = 0;
    for (const { queryId, caseId, question: sealed } of questions) {
      const person = askedPerson(sealed);
      if (person === null) continue;
      for (const match of findSamePerson(index, person).slice(0, MOST_CANDIDATES)) {
        const pair = { left: match.id, right: caseId };
        if (match.id === caseId || known.has(pairKey(pair))) continue;
        known.add(pairKey(pair));
        insertPair(db, stores, recipientsOf(session), { ...pair, degree: match.degree, reasons: [...match.reasons] }, at);
        found += 1;
      }
      if (isAnsweredByAll(session, caseId)) {
        answerQuestion(db, queryId, at);
        deleteSealedMessages(db, 'duplicate.query', queryId);
      }
    }
    appendJournal(db, stores.actor, { kind: 'duplicates.run', detail: { queries: questions.length, pairs: found } }, at);
  });
}

/**
 * Registrations that looked for the same person and were then abandoned, in the last 30 days, of each caseworker above what is ordinary (security §2.7): asking is a way of
 * learning whether somebody comes here. Abandoned: no case followed, and the draft is gone or a week old.
 */
export function abandonedAsks({ stores }: CaseSession, at: number): ReadonlyMap<string, number> {
  const { cases } = stores;
  const registered = new Set(entriesOfKind(cases, 'intake.registered').map(({ object }) => object));
  const kept = new Set(draftIds(cases));
  const abandoned = new Map<string, Set<string>>();
  for (const { object, actor, at: asked } of entriesOfKind(cases, 'duplicates.ask')) {
    if (
      object === null ||
      actor === null ||
      asked < at - ASKED_DAYS * DAY ||
      registered.has(object) ||
      readCase(cases, object) !== undefined
    )
      continue;
    if (kept.has(object) && asked > at - UNFINISHED_DAYS * DAY) continue;
    abandoned.set(actor, (abandoned.get(actor) ?? new Set()).add(object));
  }
  return new Map([...abandoned].flatMap(([userId, drafts]) => (drafts.size > ORDINARY ? [[userId, drafts.size] as const] : [])));
}

/** With a single team the question is answered and erased; with several it stays for the others, and a pair is kept once. */
function isAnsweredByAll(session: CaseSession, caseId: string): boolean {
  const row = readCase(session.stores.cases, caseId);
  const teams = new Set(
    (row === undefined ? [] : programmesOf(row.program)).flatMap((programme) =>
      toTeamsOf(session.stores.roster, programme).map(({ principalId }) => principalId),
    ),
  );
  return teams.size <= programmesOf(row?.program ?? 'gbv').length;
}

/** The teams of this supervisor's programmes, and the supervisor. */
function recipientsOf({ stores }: CaseSession) {
  const programmes: readonly Programme[] = [...new Set(stores.user.programs.flatMap((program) => programmesOf(program)))];
  return [...programmes.flatMap((programme) => toTeamsOf(stores.roster, programme)), toUser(stores.roster, stores.user.userId)];
}

/** The person asked about; null for an altered question, which stays unanswered. */
function askedPerson(sealed: unknown): Person | null {
  const asked = question.safeParse(sealed).data;
  if (asked === undefined) return null;
  const { name, phone, sex, age, ageOn } = asked;
  return {
    ...(name === null ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(sex === null ? {} : { sex }),
    ...(age === null ? {} : { age }),
    ...(ageOn === null ? {} : { ageOn }),
  };
}

function pairKey({ left, right }: { readonly left: string; readonly right: string }): string {
  return [left, right].toSorted().join(' ');
}
