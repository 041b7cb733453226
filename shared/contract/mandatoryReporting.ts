import { REPORTING_AUTHORITIES, REPORTING_STEPS, SITUATIONS } from '../rules/mandatoryReporting.ts';
import { ADMINISTRATOR, CASE_STAFF, SUPERVISOR, reads, writes } from './define.ts';
import { code, id, isoDate, nothing, shortText, text, yesNo } from './values.ts';
import { z } from 'zod';

export const situation = z.enum(SITUATIONS);

/** A text that is read aloud: some lines, not a law. */
const siteText = z.string().max(2000);

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
  /** It has its first signature: nothing of it changes until the second signature, or until it is declined. */
  waits: z.boolean(),
  missing: z.array(z.enum(['authority', 'delayDays', 'reference', 'checkedOn'])),
});

/** Duties to report: the words and legal basis of the site, reports recorded. */
export const mandatoryReportingOperations = {
  'mandatoryReporting.read': reads(
    ['caseworker', 'supervisor', 'administrator'],
    nothing,
    z.strictObject({ rules: z.array(rule), explanation: z.string(), channel: z.string(), maySave: z.boolean() }),
  ),
  /** The text said to every person before the account (reference §3.41, `site_mandatory_text`), and the channel of the structure in words. */
  'mandatoryReporting.saveWords': writes(ADMINISTRATOR, z.strictObject({ explanation: siteText, channel: siteText }), nothing),
  /** Only while the situation is out of force. */
  'mandatoryReporting.saveBasis': writes(ADMINISTRATOR, basis.extend({ situation }), nothing),
  'mandatoryReporting.record': writes(
    CASE_STAFF,
    z.strictObject({
      caseId: id,
      situation,
      step: z.enum(REPORTING_STEPS),
      date: isoDate,
      informed: yesNo,
      endangers: yesNo.nullable(),
      authority: z.enum(REPORTING_AUTHORITIES).nullable(),
      reason: siteText.nullable(),
    }),
    nothing,
  ),
  /** The supervisor followed the channel of the structure, outside this application; nothing more is kept. */
  'mandatoryReporting.followChannel': writes(SUPERVISOR, z.strictObject({ caseId: id }), nothing),
} as const;
