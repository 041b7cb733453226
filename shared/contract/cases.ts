import { REPORTING_STEPS } from '../rules/mandatoryReporting.ts';
import { CASEWORKER, CASE_STAFF, SUPERVISOR, reads, writes, opens } from './define.ts';
import { kind } from './families.ts';
import { situation } from './mandatoryReporting.ts';
import {
  answers,
  caseState,
  code,
  id,
  isoDate,
  isoDateTime,
  longText,
  nothing,
  program,
  revealReason,
  risk,
  staffCode,
  text,
} from './values.ts';
import { z } from 'zod';

/** A piece of a case as the list shows it: no content. `gone`: destroyed with the identity · `missing`: taken out of the base by no act of ours. */
export const attachmentLine = z.strictObject({
  recordId: id,
  revision: z.int(),
  kind: code,
  date: isoDate,
  staffCode: z.string(),
  content: z.enum(['picture', 'sound', 'gone', 'missing']),
});

export type AttachmentLine = z.infer<typeof attachmentLine>;

/** One answer of the person; `again` after a reopening, until it is asked anew (reference §2.4). */
const consentMark = z.enum(['yes', 'no', 'again']).nullable();

const consentMarks = z.strictObject({ services: consentMark, reporting: consentMark, contact: consentMark });

export const task = z.strictObject({
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

export const caseClocks = z.strictObject({
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

const formState = z.enum(['done', 'inProgress', 'toCheck', 'notBegun', 'notApplicable']);

export const formLine = z.strictObject({
  form: code,
  title: text,
  state: formState,
  answered: z.int(),
  useful: z.int(),
  problems: z.int(),
  mayAdd: z.boolean(),
  records: z.array(
    z.strictObject({
      recordId: id,
      parentId: id.nullable(),
      status: z.enum(['draft', 'finished']),
      updatedAt: isoDateTime,
      revision: z.int(),
    }),
  ),
});

/** What a case file says of the person's family: other files by code, never a name. */
const caseFamily = z.strictObject({
  links: z.array(
    z.strictObject({
      linkId: id,
      /** What the other person is to this one. */
      kind,
      /** Id and state, only for a person who may open the other case. */
      other: z.strictObject({ caseId: id.nullable(), caseCode: z.string(), state: caseState.nullable() }),
    }),
  ),
  /** Own files that may be of the same family: received on this very day, or linked as siblings of a sibling. */
  proposed: z.array(z.strictObject({ caseCode: z.string(), why: z.enum(['sameDay', 'sibling']) })),
  /** A linked file, and an alleged perpetrator here who is of the family. */
  careful: z.boolean(),
  mayLink: z.boolean(),
});

/** What a case file says of a report: duties in force that the case meets, and the channel of the structure. No account, no name. */
const caseReporting = z.strictObject({
  duties: z.array(
    z.strictObject({
      situation,
      title: text,
      authority: z.string(),
      delayDays: z.int().nullable(),
      reference: z.string(),
      due: isoDate,
      state: z.enum(['open', ...REPORTING_STEPS]),
      /** Day of the last record; null before the first. */
      on: isoDate.nullable(),
      /** It was said once that a report could endanger the child. */
      endangers: z.boolean(),
    }),
  ),
  /** The case meets a situation that two put in force, and whose words in the base are not those that they signed. */
  unproved: z.boolean(),
  /** Aid staff is named as alleged perpetrator; `waits`: the supervisor has not confirmed that the channel was followed, and is the only person informed. */
  channel: z.strictObject({ words: z.string(), waits: z.boolean() }).nullable(),
  isChild: z.boolean(),
  mayRecord: z.boolean(),
});

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
  /** The case that continues where this one is a duplicate; without its id where it is not open to this person. */
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

export type FormLine = z.infer<typeof formLine>;

/** A case that should be another person's: its caseworker left, went to another team, or said that she or he knows the person. */
const handover = z.strictObject({
  caseId: id,
  caseCode: z.string(),
  program,
  state: caseState,
  due: isoDate.nullable(),
  ownerCode: z.string(),
  why: z.enum(['left', 'moved', 'conflict']),
  /** Who may have it. */
  owners: z.array(staffCode),
});

export type Handover = z.infer<typeof handover>;

const owner = z.strictObject({ staffCode, team: z.int(), openCases: z.int() });

/** The case list, the case file, moves, decisions, hand-overs and conflicts of interest (interface 3.5–3.10; reference §2.4). */
export const casesOperations = {
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
  'cases.withdrawConsent': writes(
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
  /** Every approval except a closure: continuing without consent, the validation of a consent (reference §5.1.3, §5.1.6). */
  'approvals.decide': writes(
    SUPERVISOR,
    z.strictObject({ approvalId: id, decision: z.enum(['approved', 'rejected']), comment: longText.nullable() }),
    z.strictObject({ state: caseState }),
  ),
  'identity.open': opens(
    CASE_STAFF,
    z.strictObject({
      caseId: id,
      form: code,
      recordId: id.nullable(),
      reason: revealReason,
    }),
    z.strictObject({ answers, secondsShown: z.int() }),
  ),
  /** The notes of a case, newest first: its caseworker's, a register's observations, a supervisor's comments. Journaled. */
  'notes.open': opens(
    CASE_STAFF,
    z.strictObject({ caseId: id }),
    z.strictObject({
      notes: z.array(
        z.strictObject({
          recordId: id,
          date: isoDate,
          subject: code.nullable(),
          staffCode: z.string(),
          text: z.string(),
          /** Written by the person who asks, who alone changes it. */
          own: z.boolean(),
        }),
      ),
    }),
  ),
  'handovers.list': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({ cases: z.array(handover), owners: z.array(owner), ownTeam: z.int(), teams: z.array(z.int()) }),
  ),
  /** All of them or none. */
  'handovers.save': writes(
    SUPERVISOR,
    z.strictObject({
      moves: z
        .array(z.strictObject({ caseId: id, ownerCode: staffCode }))
        .min(1)
        .max(200),
    }),
    z.strictObject({ count: z.int() }),
  ),
  /** « I know this person »: shown to the supervisors only, who hand the case over. */
  'conflicts.declare': writes(CASEWORKER, z.strictObject({ caseId: id }), nothing),
  /** The teams to which a supervisor who knows the person may move the case. */
  'conflicts.teams': reads(SUPERVISOR, z.strictObject({ caseId: id }), z.strictObject({ teams: z.array(z.int()) })),
  /** The supervisor who knows the person gives the case to another team: she or he opens it no more. */
  'conflicts.leave': writes(SUPERVISOR, z.strictObject({ caseId: id, team: z.int().min(1) }), nothing),
} as const;
