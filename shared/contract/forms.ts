import { CASEWORKER, CASE_STAFF, reads, writes } from './define.ts';
import { formContext } from './formContext.ts';
import { answers, code, id, isoDateTime, nothing, problem } from './values.ts';
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

/** One form opened and saved. */
export const formsOperations = {
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
} as const;
