import type { ReadableDb } from '../../store/base/database.ts';
import { transaction } from '../../store/base/sql.ts';
import { alteredHeldCases } from '../../store/caseRecords/facts.ts';
import { appendJournal, lastOfKind } from '../../store/journal/journal.ts';
import { auditState, misplacedCases, vanishedCases } from '../../store/journal/stateAudit.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { recordTampering, tamperingsOf, type Finding } from './tampering.ts';

const WEEK = 7 * 86_400_000;
/** The most findings that one check records: a base that lost everything does not keep its people waiting. */
const MOST_FINDINGS = 20;

/** At each unlock: cases that are missing or not where they were given, and for a supervisor each week every record. */
export function checkCasesAtUnlock(stores: OpenStores, at: number): void {
  const { cases } = stores;
  if (cases === null) return;
  recordEach(stores, missingCases(stores, cases), at);
  const audited = lastOfKind(cases, 'state.audit');
  if (stores.user.role === 'supervisor' && (audited === undefined || at - audited.at >= WEEK || audited.at > at)) auditRecords(stores, at);
}

/** The cases of this person that the session found not as their last turn left them: at unlock and every five minutes. */
export function checkOpenedCases(stores: OpenStores, at: number): void {
  recordEach(stores, alteredCases(stores.memory.altered), at);
}

/** Every case that this person holds, compared anew with its last turn; for a supervisor every record. */
export function checkAllCases(stores: OpenStores, at: number): void {
  const { cases } = stores;
  if (cases === null) return;
  recordEach(stores, [...missingCases(stores, cases), ...alteredCases(alteredHeldCases(cases, stores))], at);
  if (stores.user.role === 'supervisor') auditRecords(stores, at);
}

/** Cases that are not there, or not where their last hand-over put them. */
function missingCases({ roster }: OpenStores, cases: ReadableDb<'cases'>): readonly Finding[] {
  const vanished = vanishedCases(cases, roster).map((object): Finding => ({ base: 'cases', seq: 0, reason: 'vanished', object }));
  return [...vanished, ...alteredCases(misplacedCases(cases))];
}

function alteredCases(caseIds: Iterable<string>): readonly Finding[] {
  return [...caseIds].map((object) => ({ base: 'cases', seq: 0, reason: 'case', object }));
}

/** Compares every record with the journal, and writes that it was done. */
function auditRecords(stores: OpenStores, at: number): void {
  const { cases } = stores;
  if (cases === null) return;
  const { records, stale } = auditState(cases);
  recordEach(
    stores,
    stale.map(({ recordId, reason }) => ({ base: 'cases', seq: 0, reason, object: recordId })),
    at,
  );
  const findings = new Set(stale.map(({ recordId }) => recordId)).size;
  transaction(cases, (db) => appendJournal(db, stores.actor, { kind: 'state.audit', detail: { records, findings } }, at));
}

/** Records those that are not recorded yet, as many as one check records. */
function recordEach(stores: OpenStores, findings: readonly Finding[], at: number): void {
  if (findings.length === 0) return;
  const recorded = new Set(tamperingsOf(stores).map(({ reason, object }) => `${reason} ${object}`));
  const waiting = findings.filter(({ reason, object }) => !recorded.has(`${reason} ${object}`));
  for (const finding of waiting.slice(0, MOST_FINDINGS)) recordTampering(stores, finding, at);
}
