import type { Buffer } from 'node:buffer';
import { z } from 'zod';
import { deriveCaseKeys, factsOnly, zeroCaseKeys, type CaseKeys, type Scope } from '../../keys/caseKeys.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import { openWorkPart, sealWorkPart } from '../../keys/records.ts';
import type { CaseMarks, CaseWorkRow, StoredCase } from '../base/casesTables.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { all, casesSql, listed, one, run, transaction } from '../base/sql.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { heldCases, openHeldKeys, withCaseKeys } from './caseKeys.ts';

type YesNo = 'yes' | 'no';
export type ConsentMarks = { readonly services: YesNo | null; readonly reporting: YesNo | null; readonly contact: YesNo | null };

const yesNo = z.enum(['yes', 'no']).nullable();
/** What counting members read of the work: whether the case may be counted. Under the key of the facts. */
const counted = z.strictObject({ consent_reporting: yesNo });
/** All the rest of it, under the key of the quasi-identifiers. */
const work = z.strictObject({
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
type Counted = z.infer<typeof counted>;
type Work = z.infer<typeof work>;

const NO_WORK: Omit<Work, 'consent_services' | 'consent_contact'> = {
  next_due: null,
  next_due_kind: null,
  tasks_under: null,
  tasks: [],
  approvals: [],
};

/**
 * Opens in memory the work of the cases of which this session holds a key and whose work it has not opened yet: consents, due dates, tasks and approvals where it opens
 * the case, whether it may be counted where it holds the key of its facts (security §3.4). Of a case whose work was altered nothing is remembered: its consents count
 * as not given, and what would change them is refused.
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
      remember(db, row, held.scope === 'full' ? openWhole(row, held.key) : openCounted(row, held.key));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  zero(...[...opened.values()].map(({ key }) => key));
  run(db, casesSql.deleteFrom('temp.changed_work').where('case_id', 'in', listed(caseIds)));
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

function openWhole(row: SealedWork, caseKey: Buffer): OpenedWork {
  const keys = deriveCaseKeys(row.case_id, row.epoch, caseKey, null);
  try {
    const ref = { siteId: row.site_id, caseId: row.case_id };
    return {
      scope: 'full',
      ...parsed(counted, openWorkPart(keys, ref, 'counted', row.counted)),
      ...parsed(work, openWorkPart(keys, ref, 'work', row.work)),
    };
  } finally {
    zeroCaseKeys(keys);
  }
}

function openCounted(row: SealedWork, factsKey: Buffer): OpenedWork {
  const ref = { siteId: row.site_id, caseId: row.case_id };
  const opened = openWorkPart(factsOnly(row.case_id, row.epoch, factsKey), ref, 'counted', row.counted);
  return { scope: 'facts', ...parsed(counted, opened), consent_services: null, consent_contact: null, ...NO_WORK };
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
  remember(db, { case_id: caseId }, { scope: 'full', consent_services, consent_reporting, consent_contact, ...NO_WORK });
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
  for (const table of ['temp.case_marks', 'temp.task', 'temp.approval', 'temp.changed_work'] as const)
    run(db, casesSql.deleteFrom(table).where('case_id', 'in', listed(caseIds)));
}

/**
 * Seals the work of every case that the transaction changed, before it ends. Throws Unreadable for a case that this session does not open whole: nothing of the
 * transaction is then kept.
 */
export function sealChangedWork(db: WritableDb<'cases'>, stores: OpenStores): void {
  for (const { case_id: caseId } of all(db, casesSql.selectFrom('temp.changed_work').select('case_id'))) {
    const row = one(db, casesSql.selectFrom('case_file').select(['case_id', 'site_id']).where('case_id', '=', caseId));
    if (row !== undefined) withCaseKeys(db, stores, caseId, (keys) => sealWork(db, keys, row));
  }
  run(db, casesSql.deleteFrom('temp.changed_work'));
}

/** Seals the opened work of a case with these keys, and what is changed of it needs no sealing any more. Throws Unreadable when it is not opened whole. */
export function sealWork(
  db: WritableDb<'cases'>,
  keys: CaseKeys,
  { case_id: caseId, site_id: siteId }: Pick<StoredCase, 'case_id' | 'site_id'>,
): void {
  const marks = one(
    db,
    casesSql
      .selectFrom('temp.case_marks')
      .select(['consent_services', 'consent_reporting', 'consent_contact', 'next_due', 'next_due_kind', 'tasks_under'])
      .where('case_id', '=', caseId)
      .where('scope', '=', 'full'),
  );
  if (marks === undefined) throw new Unreadable();
  const { consent_reporting, ...rest } = marks;
  const tasks = all(
    db,
    casesSql.selectFrom('temp.task').select(['task_id', 'kind', 'due', 'done_on', 'record_id']).where('case_id', '=', caseId),
  );
  const approvals = all(db, casesSql.selectFrom('temp.approval').select(APPROVAL_COLUMNS).where('case_id', '=', caseId));
  const ref = { siteId, caseId };
  const sealed = {
    epoch: keys.epoch,
    counted: sealWorkPart(keys, ref, 'counted', { consent_reporting }),
    work: sealWorkPart(keys, ref, 'work', { ...rest, tasks, approvals }),
  };
  run(
    db,
    casesSql
      .insertInto('case_work')
      .orReplace()
      .values({ case_id: caseId, ...sealed }),
  );
  run(db, casesSql.deleteFrom('temp.changed_work').where('case_id', '=', caseId));
}
