import { FEEDBACK_QUESTIONS } from '../rules/feedback.ts';
import { CASE_STAFF, SUPERVISOR, reads, writes } from './define.ts';
import { answers, id, isoMonth, nothing } from './values.ts';
import { z } from 'zod';

const share = z.strictObject({ yes: z.int(), of: z.int() }).nullable();

const period = z.strictObject({
  from: isoMonth,
  to: isoMonth,
  ballots: z.int(),
  satisfied: share,
  questions: z.array(z.strictObject({ question: z.enum(FEEDBACK_QUESTIONS), share })),
  comments: z.array(z.string()),
});

export type FeedbackPeriod = z.infer<typeof period>;

/** Feedback surveys. */
export const feedbackOperations = {
  /** `ballotId` is random and made by the page: a survey sent twice is kept once. */
  'feedback.record': writes(CASE_STAFF, z.strictObject({ ballotId: id, answers }), nothing),
  /** `waiting`: surveys that no period may show yet. */
  'feedback.results': reads(SUPERVISOR, nothing, z.strictObject({ periods: z.array(period), waiting: z.int() })),
} as const;
