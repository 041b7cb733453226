import { CASEWORKER, reads, writes } from './define.ts';
import { caseState, code, draftContent, id } from './values.ts';
import { z } from 'zod';

/** The forms of a first interview. */
const intakeForm = z.enum(['consent_service', 'registration', 'risk_assessment', 'identity', 'safe_contact']);

const suspect = z.strictObject({
  /** Code of one's own case, or null when the match is in another's file: the hint names nobody. */
  caseCode: z.string().nullable(),
  caseId: id.nullable(),
  state: caseState.nullable(),
  degree: z.enum(['likely', 'possible']),
  reasons: z.array(z.strictObject({ kind: code, agreement: z.enum(['same', 'close', 'differs', 'unknown']) })),
});

export type Suspect = z.infer<typeof suspect>;

/** A first interview. */
export const intakeOperations = {
  'intake.suspects': reads(
    CASEWORKER,
    z.strictObject({ draftId: id, content: draftContent }),
    z.strictObject({ suspects: z.array(suspect) }),
  ),
  'intake.register': writes(
    CASEWORKER,
    z.strictObject({ draftId: id, content: draftContent }),
    z.discriminatedUnion('kind', [
      /** `kept`: the forms of the intake that hold an answer. */
      z.strictObject({ kind: z.literal('case'), caseId: id, caseCode: z.string(), survivorCode: z.string(), kept: z.array(intakeForm) }),
      z.strictObject({ kind: z.literal('contact'), kept: z.array(code) }),
    ]),
  ),
  /** The person has this case already: it continues, or is reopened, with the consent and the danger of the day. `waiting`: forms that differ, as drafts. */
  'intake.join': writes(
    CASEWORKER,
    z.strictObject({ draftId: id, content: draftContent, caseId: id }),
    z.strictObject({ reopened: z.boolean(), waiting: z.array(code) }),
  ),
} as const;
