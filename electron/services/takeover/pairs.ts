import { searchSamePerson, type Match, type PersonIndex } from '../../../shared/names/personIndex.ts';
import type { CaseRow, Suspect } from '../../../shared/takeover/outcome.ts';
import { MOST_CANDIDATES, personOf, searchBounds } from '../../../shared/takeover/plan.ts';
import type { CaseSession } from '../../host.ts';
import type { Turn } from '../../store/backup/proveCopy.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { insertPair, pairRecipients } from '../../store/duplicates/pairs.ts';
import { knownPersons } from '../search/knownPersons.ts';
import type { TakeoverPlace } from './commit.ts';

/** A line of the register with the cases of the base, open to this session, that may be of the same person: best first, at most five; `whole`: compared with all of them. */
export type AlikeKnown = { readonly row: number; readonly matches: readonly Match<string>[]; readonly whole: boolean };

/** Lines compared between two turns: other calls wait a few milliseconds. */
const LINES_A_TURN = 20;

/** Compares the persons of a register with those known from before (security §2.7). Reads; the base must not hold the register's cases yet. */
export async function alikeKnown(session: CaseSession, cases: readonly CaseRow[], turn: Turn): Promise<readonly AlikeKnown[]> {
  const known = knownPersons(session);
  const alike: AlikeKnown[] = [];
  for (const [place, line] of cases.entries()) {
    alike.push(alikeTo(known, line, cases.length));
    if (place % LINES_A_TURN === LINES_A_TURN - 1) await turn();
  }
  return alike;
}

/** The same for one line of so many. */
export function alikeTo(known: PersonIndex<string>, line: CaseRow, lines: number): AlikeKnown {
  const { matches, whole } = searchSamePerson(known, personOf(line), searchBounds(lines));
  return { row: line.row, matches: matches.slice(0, MOST_CANDIDATES), whole };
}

/** Puts every pair that resembles before those who may settle it, within the register and with the base; nothing is merged. In the caller's transaction. */
export function writePairs(
  db: WritableDb<'cases'>,
  { session, at }: TakeoverPlace,
  suspects: readonly Suspect[],
  caseOfRow: ReadonlyMap<number, string>,
  alike: readonly AlikeKnown[],
): void {
  const recipients = pairRecipients(session.stores, 'gbv');
  const write = (left: string | undefined, row: number, { degree, reasons }: Pick<Match<string>, 'degree' | 'reasons'>): void => {
    const right = caseOfRow.get(row);
    if (left === undefined || right === undefined) return;
    insertPair(db, session.stores, recipients, { left, right, degree, reasons: [...reasons] }, at);
  };
  for (const { row, candidates } of suspects) for (const candidate of candidates) write(caseOfRow.get(candidate.row), row, candidate);
  for (const { row, matches } of alike) for (const match of matches) write(match.id, row, match);
}
