import { z } from 'zod';
import { canonicalJson } from '../../keys/canonical.ts';
import { PART_CLASSES } from '../../keys/records.ts';
import type { CaseChange } from '../../store/caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { familyLink } from '../../store/caseRecords/familyLinks.ts';
import { insertRecord, listRecords, openRecord, type SplitAnswers, type Writer } from '../../store/caseRecords/records.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import { approvalsOf, openTasks, type DueTask } from '../../store/caseRecords/tasks.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';

/** Record under the key of the surviving case, which is no form: what a merge did, and all that undoing it needs. */
export const MERGE = 'merge';
/** Version of the shape of its content. */
const MERGE_VERSION = 1;
/** In its OP part; the former answers are beside it, each class under its own key. */
const CONTENT = 'merge';

const yesNo = z.enum(['yes', 'no']).nullable();
const columns = z.strictObject({
  state: z.string(),
  state_on: z.string(),
  previous_state: z.string().nullable(),
  consent_services: yesNo,
  consent_reporting: yesNo,
  consent_contact: yesNo,
  reopen_count: z.int(),
});
const tasks = z.array(
  z.strictObject({ kind: z.string(), due: z.string(), done_on: z.string().nullable(), record_id: z.string().nullable() }),
);
const revisions = z.record(z.string(), z.int());

const content = z.strictObject({
  endedId: z.string(),
  pair: z.strictObject({
    pairId: z.string(),
    state: z.enum(['open', 'later']),
    decided_by: z.string().nullable(),
    decided_at: z.int().nullable(),
  }),
  /** Both cases as they were before; `under`: the mark of the delays of those tasks. */
  survivor: z.strictObject({ columns, tasks, under: z.string().nullable() }),
  ended: z.strictObject({ columns, tasks, under: z.string().nullable() }),
  /** Records, approvals and notices that were carried, each parent before its rows. */
  carried: z.array(z.strictObject({ recordId: z.string(), from: z.string(), form: z.string() })),
  approvals: z.array(z.string()),
  notices: z.array(z.string()),
  /** Links of a family of both cases as they were. */
  links: z.array(familyLink),
  /** Records of the surviving case that were written over; their former answers are in the parts. */
  changed: z.array(z.strictObject({ recordId: z.string(), version: z.int(), status: z.enum(['draft', 'finished']) })),
  /** Both cases as the merge left them: what undoing compares. */
  after: z.strictObject({
    survivor: revisions,
    ended: revisions,
    columns,
    approvals: z.array(z.string()),
    links: z.array(familyLink),
  }),
});
export type MergeContent = z.infer<typeof content>;
export type Columns = z.infer<typeof columns>;

/** Former answers of the surviving case's records, by record. */
export type Former = ReadonlyMap<string, SplitAnswers>;

/** The columns of a case that a merge may change. */
export function columnsOf(row: CaseRow): Columns & CaseChange {
  const { state, state_on, previous_state, consent_services, consent_reporting, consent_contact, reopen_count } = row;
  return { state, state_on, previous_state, consent_services, consent_reporting, consent_contact, reopen_count };
}

export function dueTasksOf(db: ReadableDb<'cases'>, caseId: string): DueTask[] {
  return openTasks(db, { caseId }).map(({ kind, due, done_on, record_id }) => ({ kind, due, done_on, record_id }));
}

/** Revision of every record of a case but the merges, by id. */
export function revisionsOf(db: ReadableDb<'cases'>, caseId: string): Record<string, number> {
  const records = listRecords(db, caseId).filter(({ form }) => form !== MERGE);
  return Object.fromEntries(records.map(({ record_id, revision }) => [record_id, revision]));
}

/** Every request of a case with its state. */
export function approvalMarks(db: ReadableDb<'cases'>, caseId: string): string[] {
  return approvalsOf(db, caseId)
    .map(({ approval_id, state }) => `${approval_id} ${state}`)
    .toSorted();
}

/** Writes what a merge did, in the caller's transaction. Gives its record's id. */
export function insertMerge(
  db: WritableDb<'cases'>,
  { keys, row }: OpenedCase,
  merge: MergeContent,
  former: Former,
  writer: Writer,
  at: number,
): string {
  const parts = PART_CLASSES.map((partClass) => {
    const replaced = merge.changed.flatMap(({ recordId }) => {
      const answers = former.get(recordId)?.[partClass];
      return answers === undefined ? [] : [[recordId, canonicalJson(answers)] as const];
    });
    const own = partClass === 'OP' ? [[CONTENT, canonicalJson(merge)] as const] : [];
    return [partClass, Object.fromEntries([...own, ...replaced])] as const;
  });
  const answers = Object.fromEntries(parts.filter(([, held]) => Object.keys(held).length > 0));
  const record = { caseId: row.case_id, form: MERGE, parentId: null, version: MERGE_VERSION, status: 'finished', answers } as const;
  return insertRecord(db, keys, record, writer, at);
}

/** What a merge did, without the former answers. Throws Unreadable, or on a content of another shape. */
export function readMerge(db: ReadableDb<'cases'>, { keys, row }: Pick<OpenedCase, 'keys' | 'row'>, record: RecordRow): MergeContent {
  const { OP } = openRecord(db, keys, row.site_id, record, ['OP']);
  return content.parse(JSON.parse(z.string().parse(OP?.[CONTENT])));
}

/** The answers that a merge wrote over, by record; a class that was destroyed since is absent. */
export function readFormer(db: ReadableDb<'cases'>, { keys, row }: OpenedCase, record: RecordRow, merge: MergeContent): Former {
  const held = openRecord(db, keys, row.site_id, record, PART_CLASSES);
  return new Map(
    merge.changed.map(({ recordId }) => {
      const parts = PART_CLASSES.flatMap((partClass) => {
        const former = held[partClass]?.[recordId];
        return typeof former === 'string' ? [[partClass, JSON.parse(former)] as const] : [];
      });
      return [recordId, Object.fromEntries(parts)];
    }),
  );
}
