import { z } from 'zod';
import { REPORTING_AUTHORITIES, REPORTING_STEPS, SITUATIONS } from '../rules/mandatoryReporting.ts';
import { ADMINISTRATOR, CASE_STAFF, SUPERVISOR, reads, writes } from './define.ts';
import { code, id, isoDate, nothing, shortText, text, yesNo } from './values.ts';

const situation = z.enum(SITUATIONS);
/** A text that is read aloud: some lines, not a law. */
const words = z.string().max(2000);

/** What the centre's lawyer said of one situation (reference §5.2). */
const basis = z.strictObject({
  authority: shortText,
  delayDays: z.int().min(0).max(365).nullable(),
  reference: z.string().max(500),
  checkedOn: isoDate.nullable(),
});

const rule = basis.extend({
  situation,
  title: text,
  /** The setting that two sign. */
  key: code,
  inForce: z.boolean(),
  /** Signed, and its words are not those that two signed: out of force, and said. */
  unproved: z.boolean(),
  /** Its first signature is there: nothing of it changes until the second, or until it is set aside. */
  waits: z.boolean(),
  missing: z.array(z.enum(['authority', 'delayDays', 'reference', 'checkedOn'])),
});

/** What a case file says of a report: duties in force that the case meets, and the channel of the structure. No account, no name. */
export const caseReporting = z.strictObject({
  duties: z.array(
    z.strictObject({
      situation,
      title: text,
      authority: z.string(),
      delayDays: z.int().nullable(),
      reference: z.string(),
      due: isoDate,
      standing: z.enum(['open', ...REPORTING_STEPS]),
      /** Day of the last record; null before the first. */
      on: isoDate.nullable(),
      /** It was said once that a report could endanger the child. */
      endangers: z.boolean(),
    }),
  ),
  /** The case meets a situation that two put in force, and whose words in the base are not those that they signed. */
  unproved: z.boolean(),
  /** Aid staff is named as alleged perpetrator; `waits`: the supervisor has not said that the channel was followed, and is told so alone. */
  channel: z.strictObject({ words: z.string(), waits: z.boolean() }).nullable(),
  isChild: z.boolean(),
  mayRecord: z.boolean(),
});

/** Mandatory reporting (reference §5.2): the application tells of it, asks and logs; it never reports. */
export const reportingOperations = {
  'reporting.read': reads(
    ['caseworker', 'supervisor', 'administrator'],
    nothing,
    z.strictObject({ rules: z.array(rule), told: z.string(), channel: z.string(), maySave: z.boolean() }),
  ),
  /** The text said to every person before the account (§3.41, `site_mandatory_text`), and the channel of the structure in words. */
  'reporting.saveWords': writes(ADMINISTRATOR, z.strictObject({ told: words, channel: words }), nothing),
  /** Only while the situation is out of force. */
  'reporting.saveBasis': writes(ADMINISTRATOR, basis.extend({ situation }), nothing),
  'reporting.record': writes(
    CASE_STAFF,
    z.strictObject({
      caseId: id,
      situation,
      step: z.enum(REPORTING_STEPS),
      date: isoDate,
      told: yesNo,
      endangers: yesNo.nullable(),
      authority: z.enum(REPORTING_AUTHORITIES).nullable(),
      reason: words.nullable(),
    }),
    nothing,
  ),
  /** The supervisor followed the channel of the structure, outside this application; nothing more is kept. */
  'reporting.followChannel': writes(SUPERVISOR, z.strictObject({ caseId: id }), nothing),
} as const;
