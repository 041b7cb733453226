import { z } from 'zod';
import { attachmentLine } from './attachments.ts';
import { CASE_STAFF, CASEWORKER, reads, SUPERVISOR, writes } from './define.ts';
import { caseFamily } from './families.ts';
import { draftLine, formLine } from './forms.ts';
import { cardDue } from './month.ts';
import { caseReporting } from './reporting.ts';
import { renewal } from './session.ts';
import { caseState, code, id, isoDate, isoDateTime, longText, nothing, passphrase, program, risk, staffCode, text } from './values.ts';

/** One answer of the person; `again` after a reopening, until it is asked anew (reference §2.4). */
const consentMark = z.enum(['yes', 'no', 'again']).nullable();

const consentMarks = z.strictObject({ services: consentMark, reporting: consentMark, contact: consentMark });

const task = z.strictObject({
  kind: code,
  title: text,
  caseId: id,
  caseCode: z.string(),
  risk: risk.nullable(),
  due: isoDate,
  /** Days of lateness, 0 when due today or later. */
  daysLate: z.int(),
  form: code.nullable(),
  recordId: id.nullable(),
});

export type Task = z.infer<typeof task>;

/** A medical clock as an interval: hours left between the earliest and the latest possible deadline (reference §5.4). */
const clock = z.strictObject({
  kind: z.enum(['pep', 'ec']),
  hours: z.int(),
  remainingLow: z.number(),
  remainingHigh: z.number(),
  cautiousDeadline: isoDateTime,
  latestDeadline: isoDateTime,
  hourKnown: z.boolean(),
  over: z.boolean(),
  /** Health care was given since: the clock is shown as met and alarms nobody. */
  careGiven: z.boolean(),
});

const caseClocks = z.strictObject({
  caseId: id,
  caseCode: z.string(),
  risk: risk.nullable(),
  clocks: z.array(clock),
  advice: text.nullable(),
});

export type CaseClocks = z.infer<typeof caseClocks>;

const caseRow = z.strictObject({
  caseId: id,
  caseCode: z.string(),
  program,
  state: caseState,
  risk: risk.nullable(),
  nextDue: z.strictObject({ kind: code, title: text, date: isoDate, daysLate: z.int() }).nullable(),
  lastContact: isoDate.nullable(),
  consent: consentMarks,
  ownerCode: staffCode,
  origin: z.enum(['intake', 'takeover']),
});

export type CaseRow = z.infer<typeof caseRow>;

const caseFile = z.strictObject({
  row: caseRow,
  survivorCode: z.string(),
  coarse: z.strictObject({ sex: code.nullable(), ageGroup: z.string().nullable(), displacement: code.nullable() }),
  nextStep: z.strictObject({ title: text, reason: text, form: code.nullable(), recordId: id.nullable(), act: code }).nullable(),
  clocks: caseClocks.nullable(),
  forms: z.array(formLine),
  toComplete: z.array(z.strictObject({ form: code, field: code, label: text })),
  tasks: z.array(task),
  timeline: z.array(z.strictObject({ at: isoDateTime, staffCode, what: text })),
  /** The newest plan with its actions, in codes and dates: what a person needs and wants is read in its form. */
  plan: z
    .strictObject({
      recordId: id,
      date: isoDate.nullable(),
      agreed: z.boolean(),
      reviewDate: isoDate.nullable(),
      approval: code.nullable(),
      items: z.array(
        z.strictObject({
          recordId: id,
          domain: code.nullable(),
          priority: code.nullable(),
          responsible: code.nullable(),
          due: isoDate.nullable(),
          status: code,
        }),
      ),
    })
    .nullable(),
  referrals: z.array(
    z.strictObject({ recordId: id, referralCode: z.string(), category: code, state: code, feedbackDue: isoDate.nullable() }),
  ),
  /** What the person was asked to authorise, service by service (reference §3.8); `inForce`: authorised today, neither past its day nor withdrawn. */
  authorisations: z.array(
    z.strictObject({
      recordId: id,
      recipient: code,
      providerId: id.nullable(),
      items: z.array(code),
      until: isoDate,
      inForce: z.boolean(),
    }),
  ),
  followUps: z.array(
    z.strictObject({ recordId: id, due: isoDate.nullable(), date: isoDate.nullable(), outcome: code.nullable(), type: code.nullable() }),
  ),
  closure: z.strictObject({ requestedBy: staffCode.nullable(), decision: code.nullable() }).nullable(),
  /** Moves of reference §2.4 that this person may make now; an impossible one is not offered. */
  moves: z.array(code),
  identityPresent: z.boolean(),
  safeContactPresent: z.boolean(),
  /** The caseworker asked that the identity be destroyed, and the supervisor has not decided. */
  destructionAsked: z.boolean(),
  /** How many notes the case has; their text is opened with `notes.open`. */
  notes: z.int(),
  attachments: z.array(attachmentLine),
  /** The case that goes on where this one is a duplicate; without its id where it is not open to this person. */
  duplicateOf: z.strictObject({ caseId: id.nullable(), caseCode: z.string() }).nullable(),
  /** Cases merged into this one, with the records that came from each. */
  merged: z.array(
    z.strictObject({
      ended: z.strictObject({ caseId: id.nullable(), caseCode: z.string() }),
      mergedOn: isoDateTime,
      recordIds: z.array(id),
    }),
  ),
  family: caseFamily,
  reporting: caseReporting,
  mayWrite: z.boolean(),
});

export type CaseFile = z.infer<typeof caseFile>;

/** Case work: what is due, lists, file, moves and decisions (interface 3.3–3.10; reference §2.4). */
export const caseOperations = {
  'day.open': reads(
    CASEWORKER,
    nothing,
    z.strictObject({
      today: isoDate,
      clocks: z.array(caseClocks),
      late: z.array(task),
      dueToday: z.array(task),
      week: z.array(task),
      drafts: z.array(draftLine),
      decisions: z.array(z.strictObject({ caseId: id, caseCode: z.string(), what: text, good: z.boolean() })),
      /** As many as the list of cases shows; the caseload leaves suspended ones aside. */
      openCases: z.int(),
      caseload: z.strictObject({ open: z.int(), most: z.int(), high: z.int(), medium: z.int(), low: z.int(), unknown: z.int() }),
      corrections: z.int(),
      /** Take-overs whose file or paper register is still to be destroyed or put under lock. */
      sources: z.int(),
    }),
  ),
  'team.open': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({
      openCases: z.int(),
      approvals: z.array(
        z.strictObject({
          approvalId: id,
          caseId: id,
          caseCode: z.string(),
          kind: code,
          title: text,
          requestedAt: isoDateTime,
          requestedBy: staffCode,
          due: isoDate,
        }),
      ),
      alerts: z.array(z.strictObject({ caseId: id.nullable(), caseCode: z.string().nullable(), what: text })),
      caseload: z.array(
        z.strictObject({
          staffCode,
          open: z.int(),
          high: z.int(),
          medium: z.int(),
          low: z.int(),
          unknown: z.int(),
          late: z.int(),
          most: z.int(),
        }),
      ),
      pendingAccounts: z.int(),
      /** The focal point is still to be given this centre's card (security §7.2). */
      cardDue: cardDue.nullable(),
      /** The witness of the week is to be copied into the register (security §6.3, W4). */
      paperDue: z.boolean(),
      /** Changes of accounts that wait for this person's signature. */
      pendingActs: z.int(),
      pendingSettings: z.int(),
      renewal,
      /** Cases whose facts are still being opened: their risks are not among the figures yet. */
      unread: z.int(),
      pendingPairs: z.int(),
      /** Cases whose caseworker left, changed team or has a conflict of interest. */
      toHandOver: z.int(),
      corrections: z.int(),
      /** Take-overs whose file or paper register is still to be destroyed or put under lock. */
      sources: z.int(),
      month: z.strictObject({ month: z.string(), state: z.enum(['open', 'frozen', 'exported']) }),
    }),
  ),
  'cases.list': reads(
    CASE_STAFF,
    z.strictObject({
      state: z.enum(['open', 'closed', 'all']).optional(),
      risk: risk.optional(),
      due: z.enum(['late', 'week']).optional(),
      program: program.optional(),
      ownerCode: staffCode.optional(),
      codeContains: z.string().max(30).optional(),
      page: z.int().min(1).max(10_000),
    }),
    z.strictObject({ total: z.int(), pageSize: z.int(), rows: z.array(caseRow) }),
  ),
  'cases.open': reads(CASE_STAFF, z.strictObject({ caseId: id }), caseFile),
  'cases.move': writes(
    CASE_STAFF,
    z.strictObject({ caseId: id, to: caseState, date: isoDate, reason: code.nullable(), comment: longText.nullable() }),
    z.strictObject({ state: caseState }),
  ),
  'cases.reassign': writes(SUPERVISOR, z.strictObject({ caseId: id, ownerCode: staffCode }), nothing),
  'consent.withdraw': writes(
    CASEWORKER,
    z.strictObject({ caseId: id, date: isoDate, scope: z.array(code).min(1).max(20) }),
    z.strictObject({ state: caseState, cancelledReferrals: z.int() }),
  ),
  'closure.request': writes(CASEWORKER, z.strictObject({ caseId: id }), z.strictObject({ state: caseState })),
  'closure.decide': writes(
    SUPERVISOR,
    z.strictObject({ caseId: id, decision: z.enum(['approved', 'rejected']), comment: longText.nullable() }),
    z.strictObject({ state: caseState }),
  ),
  /** Asked by the caseworker, decided by the supervisor like any request: the identity is destroyed, the rest stays by code (security §9.6). */
  'identity.askDestruction': writes(CASEWORKER, z.strictObject({ caseId: id }), nothing),
  /** Cases of the team whose time of keeping is over (reference §5.9), on the day that the work written by others vouches for. */
  'retention.list': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({
      cases: z.array(z.strictObject({ caseId: id, code: z.string(), endedOn: isoDate, until: isoDate })),
      /** null where nobody else ever wrote here. */
      countedOn: isoDate.nullable(),
    }),
  ),
  'retention.destroy': writes(SUPERVISOR, z.strictObject({ caseId: id, passphrase }), nothing),
  /** Every approval but a closure: going on without consent, the validation of a consent (reference §5.1.3, §5.1.6). */
  'approvals.decide': writes(
    SUPERVISOR,
    z.strictObject({ approvalId: id, decision: z.enum(['approved', 'rejected']), comment: longText.nullable() }),
    z.strictObject({ state: caseState }),
  ),
} as const;
