import { z } from 'zod';
import { CASE_STAFF, CASEWORKER, reads, writes } from './define.ts';
import { formContext } from './formContext.ts';
import { answers, code, draftContent, id, isoDate, isoDateTime, nothing, problem, revealReason, text } from './values.ts';

const formState = z.enum(['done', 'inProgress', 'toCheck', 'notBegun', 'notApplicable']);

export const formLine = z.strictObject({
  form: code,
  title: text,
  state: formState,
  answered: z.int(),
  useful: z.int(),
  problems: z.int(),
  mayAdd: z.boolean(),
  records: z.array(
    z.strictObject({
      recordId: id,
      parentId: id.nullable(),
      status: z.enum(['draft', 'finished']),
      updatedAt: isoDateTime,
      revision: z.int(),
    }),
  ),
});

export type FormLine = z.infer<typeof formLine>;

export const draftLine = z.strictObject({
  draftId: id,
  caseId: id.nullable(),
  caseCode: z.string().nullable(),
  form: code,
  recordId: id.nullable(),
  savedAt: isoDateTime,
  answered: z.int(),
});

const openedForm = z.strictObject({
  form: code,
  version: z.int(),
  caseId: id,
  caseCode: z.string(),
  recordId: id.nullable(),
  parentId: id.nullable(),
  revision: z.int(),
  status: z.enum(['draft', 'finished']),
  answers,
  /** Fields that hold an answer this session has not asked to see (DI, and the narrative for a supervisor). */
  masked: z.array(code),
  context: formContext,
  /** Coded answers of the newest record of this form, for what goes on from it in a new one; empty for any other record. */
  previous: answers,
  children: z.array(z.strictObject({ form: code, recordId: id, revision: z.int(), answers })),
  origin: z.enum(['intake', 'takeover']),
  mayWrite: z.boolean(),
  draft: z
    .strictObject({
      draftId: id,
      savedAt: isoDateTime,
      answers,
      baseRevision: z.int(),
      at: z.strictObject({ section: code, field: code.nullable() }),
    })
    .nullable(),
});

export type OpenedForm = z.infer<typeof openedForm>;
const draftPlace = z.strictObject({ section: code, field: code.nullable() });

/** The forms of a case read and written, its identity and notes opened on purpose, and what is being typed (interface 3.6). */
export const formOperations = {
  'forms.open': reads(
    CASE_STAFF,
    z.strictObject({ caseId: id, form: code, recordId: id.nullable(), parentId: id.nullable(), narrative: z.boolean() }),
    openedForm,
  ),
  'forms.save': writes(
    CASEWORKER,
    z.strictObject({
      caseId: id,
      form: code,
      recordId: id.nullable(),
      parentId: id.nullable(),
      revision: z.int().min(0),
      answers,
      /** Masked fields that stay as they are. */
      keep: z.array(code).max(100),
      finish: z.boolean(),
      draftId: id.nullable(),
    }),
    z.strictObject({
      recordId: id,
      revision: z.int(),
      status: z.enum(['draft', 'finished']),
      problems: z.array(problem),
      savedAt: isoDateTime,
    }),
  ),
  'forms.removeRow': writes(CASEWORKER, z.strictObject({ caseId: id, recordId: id, revision: z.int() }), nothing),
  'identity.open': writes(
    CASE_STAFF,
    z.strictObject({
      caseId: id,
      form: code,
      recordId: id.nullable(),
      reason: revealReason,
    }),
    z.strictObject({ answers, secondsShown: z.int() }),
  ),
  /** The notes of a case, newest first: its caseworker's, a register's observations, a supervisor's comments. Journaled. */
  'notes.open': writes(
    CASE_STAFF,
    z.strictObject({ caseId: id }),
    z.strictObject({
      notes: z.array(
        z.strictObject({
          recordId: id,
          date: isoDate,
          subject: code.nullable(),
          staffCode: z.string(),
          text: z.string(),
          /** Written by the person who asks, who alone changes it. */
          own: z.boolean(),
        }),
      ),
    }),
  ),
  'drafts.save': writes(
    CASE_STAFF,
    z.strictObject({
      draftId: id,
      caseId: id.nullable(),
      form: code,
      recordId: id.nullable(),
      parentId: id.nullable(),
      baseRevision: z.int(),
      at: draftPlace,
      content: draftContent,
    }),
    z.strictObject({ savedAt: isoDateTime }),
  ),
  'drafts.list': reads(
    CASE_STAFF,
    nothing,
    z.strictObject({
      drafts: z.array(draftLine),
    }),
  ),
  'drafts.open': reads(
    CASE_STAFF,
    z.strictObject({ draftId: id }),
    z.strictObject({
      draftId: id,
      caseId: id.nullable(),
      form: code,
      recordId: id.nullable(),
      baseRevision: z.int(),
      at: draftPlace,
      content: draftContent,
      savedAt: isoDateTime,
    }),
  ),
  'drafts.discard': writes(CASE_STAFF, z.strictObject({ draftId: id }), nothing),
} as const;
