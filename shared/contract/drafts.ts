import { CASE_STAFF, reads, writes } from './define.ts';
import { code, draftContent, id, isoDateTime, nothing } from './values.ts';
import { z } from 'zod';

export const draftLine = z.strictObject({
  draftId: id,
  caseId: id.nullable(),
  caseCode: z.string().nullable(),
  form: code,
  recordId: id.nullable(),
  savedAt: isoDateTime,
  answered: z.int(),
});

const draftPlace = z.strictObject({ section: code, field: code.nullable() });

/** What is being typed, kept until it is saved. */
export const draftsOperations = {
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
