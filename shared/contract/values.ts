import { z } from 'zod';
import type { Answer, Answers } from '../forms/answers.ts';

/** Values that many operations exchange. Lengths are ceilings against hostile input, not rules of the field. */
export const nothing = z.strictObject({});
export const id = z.string().regex(/^[0-9a-f-]{36}$/);
export const code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9_+·-]+$/);
export const staffCode = z.string().regex(/^[A-Z0-9]{2,4}$/);
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A month, a quarter or a year of the tables. */
export const isoPeriod = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/);
/** What two custodians open at once: a month, or the late halves of a quarter. */
export const openedPeriod = z.string().regex(/^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$/);
export const isoMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const isoDateTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
export const shortText = z.string().max(200);
export const longText = z.string().max(100_000);
export const passphrase = z.string().min(1).max(400);
/** A file or folder that the keyed process listed; valid for one listing, never a path. */
export const fileToken = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
export const text = z.strictObject({ fr: z.string(), en: z.string() });

export const role = z.enum(['caseworker', 'supervisor', 'focal_point', 'administrator']);
export const program = z.enum(['gbv', 'cp', 'gbv_cp', 'erw']);
/** Why somebody asks to see who a person is; written in the journal. */
export const revealReason = z.enum(['contact', 'verify', 'referral', 'duplicate', 'reassign', 'other']);
export const risk = z.enum(['high', 'medium', 'low']);
export const caseState = z.enum([
  'draft',
  'open_intake',
  'open_assessment',
  'open_planning',
  'open_implementation',
  'open_services_done',
  'closure_requested',
  'closed',
  'reopened',
  'transferred',
  'suspended',
  'duplicate',
  'no_consent',
]);
export const yesNo = z.enum(['yes', 'no']);

const withheld = z.strictObject({ withheld: z.enum(['unknown', 'declined', 'not_applicable']) });
const geo = z.strictObject({ region: code, cercle: code.exactOptional(), commune: shortText.exactOptional() });
export const answer: z.ZodType<Answer, Answer> = z.union([longText, z.number(), z.array(code).max(200), withheld, geo]);
/** Answers as the screen sends them. Behind the request handler, the form's own schema (shared/forms/schema.ts) checks them field by field. */
export const answers: z.ZodType<Answers, Answers> = z.record(code, answer);
/** What a draft holds: part → answers. */
export const draftContent: z.ZodType<DraftContent, DraftContent> = z.record(code, answers);
export type DraftContent = Readonly<Record<string, Answers>>;

export const problem = z.strictObject({ field: code, level: z.enum(['error', 'warning']), kind: z.string(), message: text });

export const person = z.strictObject({ userId: id, staffCode, role, programs: z.array(program) });
export type SessionUser = z.infer<typeof person>;

/** How many there are of something. */
export const count = z.int().min(0);
