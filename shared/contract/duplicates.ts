import { SUPERVISOR, reads, writes, opens } from './define.ts';
import { answer, code, id, isoDateTime, isoMonth, nothing, staffCode } from './values.ts';
import { z } from 'zod';

const agreement = z.enum(['same', 'close', 'differs', 'unknown']);

const codedCase = z.strictObject({ caseId: id, caseCode: z.string() });

const mergeSide = z.enum(['survivor', 'ended']);

const mergeChoice = z.enum([...mergeSide.options, 'both']);

const mergeFile = z.strictObject({ caseId: id, caseCode: z.string(), ownerCode: staffCode });

const mergePreview = z.strictObject({
  survivor: mergeFile,
  ended: mergeFile,
  /** Questions that one of the two files answers at least, by form; null is blank. */
  forms: z.array(
    z.strictObject({
      form: code,
      rows: z.array(
        z.strictObject({
          field: code,
          agreement,
          survivor: answer.nullable(),
          ended: answer.nullable(),
          /** Both answers together, where the question takes several; null elsewhere. */
          both: answer.nullable(),
          proposed: mergeSide,
        }),
      ),
    }),
  ),
  /** Records that are carried, by form. */
  carried: z.array(z.strictObject({ form: code, count: z.int() })),
  /** Frozen months that count something of the case that ends: their figures stay. */
  frozenMonths: z.array(isoMonth),
  /** What the merge is made on: refused once one of the files has changed. */
  sign: z.string(),
  secondsShown: z.int(),
});

export type MergePreview = z.infer<typeof mergePreview>;

/** The same person twice: suggested, settled, merged, undone. */
export const duplicatesOperations = {
  'duplicates.list': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({
      total: z.int(),
      more: z.boolean(),
      pairs: z.array(
        z.strictObject({
          pairId: id,
          left: z.strictObject({ caseId: id, caseCode: z.string(), ownerCode: staffCode }),
          right: z.strictObject({ caseId: id, caseCode: z.string(), ownerCode: staffCode }),
          degree: z.enum(['likely', 'possible']),
          reasons: z.array(z.strictObject({ kind: code, agreement })),
          /** Both cases are this team's: they may be merged, not only linked. */
          mayMerge: z.boolean(),
        }),
      ),
      /** Merges that may still be undone, newest first. */
      merged: z.array(z.strictObject({ mergeId: id, survivor: codedCase, ended: codedCase, mergedOn: isoDateTime })),
    }),
  ),
  /** « same » only links: the later case counts no more. */
  'duplicates.decide': writes(SUPERVISOR, z.strictObject({ pairId: id, verdict: z.enum(['same', 'different', 'later']) }), nothing),
  /** Both files question by question. Identities are opened: each is a line of the journal, with `duplicate` as its reason. */
  'duplicates.preview': opens(SUPERVISOR, z.strictObject({ pairId: id }), mergePreview),
  /** What was previewed, with the choices that differ from what was proposed. */
  'duplicates.merge': writes(
    SUPERVISOR,
    z.strictObject({
      pairId: id,
      sign: z.string().regex(/^[0-9a-f]{64}$/),
      choices: z.array(z.strictObject({ form: code, field: code, side: mergeChoice })).max(300),
    }),
    z.strictObject({ caseId: id }),
  ),
  'duplicates.undo': writes(SUPERVISOR, z.strictObject({ mergeId: id }), nothing),
} as const;
