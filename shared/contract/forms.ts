import { CASEWORKER, CASE_STAFF, reads, writes } from './define.ts';
import { formContext } from './formContext.ts';
import { answers, code, draftContent, id, isoDateTime, problem } from './values.ts';
import { z } from 'zod';

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
  /** Coded answers of the newest record of this form, from which a new record continues; empty for any other record. */
  previous: answers,
  children: z.array(z.strictObject({ form: code, recordId: id, revision: z.int(), answers })),
  origin: z.enum(['intake', 'takeover']),
  mayWrite: z.boolean(),
  draft: z
    .strictObject({
      draftId: id,
      savedAt: isoDateTime,
      /** Answers of the form and of each of its rows, part by part. */
      content: draftContent,
      baseRevision: z.int(),
      at: z.strictObject({ section: code, field: code.nullable() }),
    })
    .nullable(),
});

export type OpenedForm = z.infer<typeof openedForm>;

const row = z.strictObject({ form: code, recordId: id.nullable(), revision: z.int().min(0), answers });

const formToSave = z.strictObject({
  caseId: id,
  form: code,
  recordId: id.nullable(),
  parentId: id.nullable(),
  revision: z.int().min(0),
  answers,
  /** Masked fields that stay as they are. */
  keep: z.array(code).max(100),
  /** Rows that are new (no `recordId`) or changed, and those taken away: saved with their form, or not at all. */
  rows: z.array(row).max(200).default([]),
  removed: z
    .array(z.strictObject({ recordId: id, revision: z.int() }))
    .max(200)
    .default([]),
  finish: z.boolean(),
  draftId: id.nullable(),
});
/** A form with its rows, as it is saved. */
export type FormToSave = z.output<typeof formToSave>;

/** One form opened and saved. */
export const formsOperations = {
  'forms.open': reads(
    CASE_STAFF,
    z.strictObject({ caseId: id, form: code, recordId: id.nullable(), parentId: id.nullable(), narrative: z.boolean() }),
    openedForm,
  ),
  'forms.save': writes(
    CASEWORKER,
    formToSave,
    z.strictObject({
      recordId: id,
      revision: z.int(),
      status: z.enum(['draft', 'finished']),
      problems: z.array(problem),
      savedAt: isoDateTime,
    }),
  ),
} as const;
