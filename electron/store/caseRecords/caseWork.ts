import type { Buffer } from 'node:buffer';
import { z } from 'zod';
import { bytesText } from '../../../shared/bytesText.ts';
import { deriveCaseKeys, factsOnly, zeroCaseKeys, type CaseKeys, type Scope } from '../../keys/caseKeys.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import { openWorkPart, sealWorkPart } from '../../keys/records.ts';
import { END_OF_KEY, turnCommitment, turnMark } from '../../keys/turns.ts';
import type { CaseMarks, CaseWorkRow, LastTurn, StoredCase } from '../base/casesTables.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { all, casesSql, listed, one, run, transaction } from '../base/sql.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { contentOf } from './caseContent.ts';
import { hasTurn } from './caseTurn.ts';
import { heldCases, openHeldKeys, withCaseKeys } from './caseKeys.ts';

type YesNo = 'yes' | 'no';
export type ConsentMarks = { readonly services: YesNo | null; readonly reporting: YesNo | null; readonly contact: YesNo | null };

const yesNo = z.enum(['yes', 'no']).nullable();
const digest = bytesText(32);
/** The turn at which it was sealed, and the content of the case then: in both parts, so that each key vouches for it. */
const sealedTurn = { turn: z.int().min(1).lt(END_OF_KEY), whole: digest, bare: digest };
/** What counting members read of the work: whether the case may be counted. Under the key of the facts. */
const counted = z.strictObject({ ...sealedTurn, consent_reporting: yesNo });
/** All the rest of it, under the key of the quasi-identifiers. */
const work = z.strictObject({
  ...sealedTurn,
  consent_services: yesNo,
  consent_contact: yesNo,
  next_due: z.string().nullable(),
  next_due_kind: z.string().nullable(),
  tasks_under: z.string().nullable(),
  tasks: z.array(
    z.strictObject({
      task_id: z.string(),
      kind: z.string(),
      due: z.string(),
      done_on: z.string().nullable(),
      record_id: z.string().nullable(),
    }),
  ),
  approvals: z.array(
    z.strictObject({
      approval_id: z.string(),
      record_id: z.string().nullable(),
      kind: z.string(),
      state: z.enum(['requested', 'approved', 'rejected']),
      requested_by: z.string(),
      requested_at: z.int(),
      due: z.string(),
      decided_by: z.string().nullable(),
      decided_at: z.int().nullable(),
      comment_record_id: z.string().nullable(),
    }),
  ),
});
/** Without the case: the row of the work names it. */
const APPROVAL_COLUMNS = [
  'approval_id',
  'record_id',
  'kind',
  'state',
  'requested_by',
  'requested_at',
  'due',
  'decided_by',
  'decided_at',
  'comment_record_id',
] as const;
/** Of a case that is being made. */
const NO_TURN: LastTurn = { turn: 0, whole: '', bare: '' };
const NO_CONTENT = new Uint8Array(0);
type Counted = z.infer<typeof counted>;
type Work = z.infer<typeof work>;

const NO_WORK: Omit<Work, 'consent_services' | 'consent_contact' | keyof LastTurn> = {
  next_due: null,
  next_due_kind: null,
  tasks_under: null,
  tasks: [],
  approvals: [],
};

/**
 * Opens in memory the work of the cases of which this session holds a key and whose work it has not opened yet: consents, due dates, tasks and approvals where it opens
 * the case, whether it may be counted where it holds the key of its facts (security §3.4). Of a case whose work was altered, or of which the journal has a later turn,
 * nothing is remembered: its consents count as not given, and it does not open.
 */
export function openNewWork(db: ReadableDb<'cases'>, stores: OpenStores): void {
  const known = new Map(
    all(db, casesSql.selectFrom('temp.case_marks').select(['case_id', 'scope'])).map((row) => [row.case_id, row.scope]),
  );
  const waiting = heldCases(db, stores).flatMap(({ caseId, scope }) => (known.get(caseId) === scope ? [] : [caseId]));
  if (waiting.length > 0) transaction(db, (writable) => openWork(writable, stores, waiting));
}

function openWork(db: WritableDb<'cases'>, stores: OpenStores, caseIds: readonly string[]): void {
  forgetWork(db, caseIds);
  const { opened } = openHeldKeys(db, stores, caseIds);
  for (const row of sealedWork(db, caseIds)) {
    const held = opened.get(row.case_id);
    if (held === undefined) continue;
    try {
      remember(db, row, held.scope === 'full' ? openWhole(db, row, held.key) : openCounted(db, row, held.key));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      stores.memory.altered.add(row.case_id);
    }
  }
  zero(...[...opened.values()].map(({ key }) => key));
  run(db, casesSql.deleteFrom('temp.changed_case').where('case_id', 'in', listed(caseIds)));
}

function sealedWork(db: ReadableDb<'cases'>, caseIds: readonly string[]): readonly SealedWork[] {
  return all(
    db,
    casesSql
      .selectFrom('case_work')
      .innerJoin('case_file', 'case_file.case_id', 'case_work.case_id')
      .selectAll('case_work')
      .select('case_file.site_id')
      .where('case_work.case_id', 'in', listed(caseIds)),
  );
}

type SealedWork = CaseWorkRow & Pick<StoredCase, 'site_id'>;
type OpenedWork = { readonly scope: Scope } & Counted & Work;

function openWhole(db: ReadableDb<'cases'>, row: SealedWork, caseKey: Buffer): OpenedWork {
  const keys = deriveCaseKeys(row.case_id, row.epoch, caseKey, null);
  try {
    const forCounting = openCountedPart(db, row, keys);
    const rest = parsed(work, openWorkPart(keys, { siteId: row.site_id, caseId: row.case_id }, 'work', row.work));
    if (rest.turn !== forCounting.turn || rest.whole !== forCounting.whole) throw new Unreadable();
    return { scope: 'full', ...forCounting, ...rest };
  } finally {
    zeroCaseKeys(keys);
  }
}

function openCounted(db: ReadableDb<'cases'>, row: SealedWork, factsKey: Buffer): OpenedWork {
  const forCounting = openCountedPart(db, row, factsOnly(row.case_id, row.epoch, factsKey));
  return { scope: 'facts', ...forCounting, consent_services: null, consent_contact: null, ...NO_WORK };
}

/** What counting needs, where the journal has no later turn of the case and its key has not ended. */
function openCountedPart(db: ReadableDb<'cases'>, row: SealedWork, keys: CaseKeys): Counted {
  const opened = parsed(counted, openWorkPart(keys, { siteId: row.site_id, caseId: row.case_id }, 'counted', row.counted));
  const isLater = (turn: number) => hasTurn(db, turnMark(keys, { siteId: row.site_id, turn }));
  if (isLater(opened.turn + 1) || isLater(END_OF_KEY)) throw new Unreadable();
  return opened;
}

function parsed<Content>(schema: z.ZodType<Content>, opened: unknown): Content {
  const result = schema.safeParse(opened);
  if (!result.success) throw new Unreadable();
  return result.data;
}

function remember(db: WritableDb<'cases'>, { case_id }: Pick<CaseWorkRow, 'case_id'>, { tasks, approvals, ...marks }: OpenedWork): void {
  run(db, casesSql.insertInto('temp.case_marks').values({ case_id, ...marks }));
  for (const task of tasks) run(db, casesSql.insertInto('temp.task').values({ case_id, ...task }));
  for (const approval of approvals) run(db, casesSql.insertInto('temp.approval').values({ case_id, ...approval }));
}

/** The marks of a new case, in memory; its transaction seals them. */
export function insertMarks(db: WritableDb<'cases'>, caseId: string, consent: ConsentMarks): void {
  const { services: consent_services, reporting: consent_reporting, contact: consent_contact } = consent;
  remember(db, { case_id: caseId }, { scope: 'full', consent_services, consent_reporting, consent_contact, ...NO_TURN, ...NO_WORK });
}

/** Changes marks of a case in memory; the transaction seals them. Throws Unreadable for a case that this session does not open. */
export function updateMarks(
  db: WritableDb<'cases'>,
  caseId: string,
  change: { readonly [Mark in keyof CaseMarks]?: CaseMarks[Mark] | undefined },
): void {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  const changed = run(db, casesSql.updateTable('temp.case_marks').set(given).where('case_id', '=', caseId).where('scope', '=', 'full'));
  if (changed === 0) throw new Unreadable();
}

/** Forgets the opened work of cases; what is sealed of it stays. */
export function forgetWork(db: WritableDb<'cases'>, caseIds: readonly string[]): void {
  for (const table of ['temp.case_marks', 'temp.task', 'temp.approval', 'temp.changed_case'] as const)
    run(db, casesSql.deleteFrom(table).where('case_id', 'in', listed(caseIds)));
}

/**
 * Seals every case that the transaction changed, before it ends: its work, its turn and the digest of its content. Gives what binds each to the journal. Throws
 * Unreadable for a case that this session does not open whole, or changed without having opened it: nothing of the transaction is then kept.
 */
export function sealChangedCases(db: WritableDb<'cases'>, stores: OpenStores): readonly Buffer[] {
  for (const { case_id: caseId } of all(db, casesSql.selectFrom('temp.changed_case').select('case_id'))) {
    const row = one(db, casesSql.selectFrom('case_file').select(['case_id', 'site_id']).where('case_id', '=', caseId));
    if (row !== undefined) withCaseKeys(db, stores, caseId, (keys) => sealWork(db, keys, row));
  }
  run(db, casesSql.deleteFrom('temp.changed_case'));
  const commitments = all(db, casesSql.selectFrom('temp.turn_commitment').select('bytes'));
  run(db, casesSql.deleteFrom('temp.turn_commitment'));
  return commitments.map(({ bytes }) => bytes);
}

/** Leaves the cases that this transaction changed as their last turn sealed them: only for what a signed line of the journal explains to everybody. */
export function leaveUnsealed(db: WritableDb<'cases'>): void {
  run(db, casesSql.deleteFrom('temp.changed_case'));
}

/** Ends a key that is about to be replaced: what is put back from before is refused, and what its former holders seal afterwards. */
export function endEpoch(db: WritableDb<'cases'>, former: CaseKeys, siteId: string): void {
  const bytes = turnCommitment(former, { siteId, turn: END_OF_KEY }, NO_CONTENT);
  run(db, casesSql.insertInto('temp.turn_commitment').values({ bytes }));
}

/** Seals a case as it is now with these keys, as its next turn; no change of it waits any more. Throws Unreadable when its work is not opened whole. */
export function sealWork(
  db: WritableDb<'cases'>,
  keys: CaseKeys,
  { case_id: caseId, site_id: siteId }: Pick<StoredCase, 'case_id' | 'site_id'>,
): void {
  const { turn: former, consent_reporting, ...rest } = marksOf(db, caseId);
  const content = contentOf(db, [caseId]).get(caseId);
  if (content === undefined) throw new Unreadable();
  const turn = { turn: former + 1, whole: content.whole.toString('base64url'), bare: content.bare.toString('base64url') };
  const tasks = all(
    db,
    casesSql.selectFrom('temp.task').select(['task_id', 'kind', 'due', 'done_on', 'record_id']).where('case_id', '=', caseId),
  );
  const approvals = all(db, casesSql.selectFrom('temp.approval').select(APPROVAL_COLUMNS).where('case_id', '=', caseId));
  const ref = { siteId, caseId };
  const sealed = {
    epoch: keys.epoch,
    counted: sealWorkPart(keys, ref, 'counted', { ...turn, consent_reporting }),
    work: sealWorkPart(keys, ref, 'work', { ...rest, ...turn, tasks, approvals }),
  };
  run(
    db,
    casesSql
      .insertInto('case_work')
      .orReplace()
      .values({ case_id: caseId, ...sealed }),
  );
  run(db, casesSql.updateTable('temp.case_marks').set(turn).where('case_id', '=', caseId));
  const bytes = turnCommitment(keys, { siteId, turn: turn.turn }, content.whole);
  run(db, casesSql.insertInto('temp.turn_commitment').values({ bytes }));
  run(db, casesSql.deleteFrom('temp.changed_case').where('case_id', '=', caseId));
}

function marksOf(db: ReadableDb<'cases'>, caseId: string) {
  const marks = one(
    db,
    casesSql
      .selectFrom('temp.case_marks')
      .select(['turn', 'consent_services', 'consent_reporting', 'consent_contact', 'next_due', 'next_due_kind', 'tasks_under'])
      .where('case_id', '=', caseId)
      .where('scope', '=', 'full'),
  );
  if (marks === undefined) throw new Unreadable();
  return marks;
}
