import type { CodeOf } from '../../forms/lists/all.ts';
import { addDays, addHours, addMonths, dayOf, daysBetween, type IsoDate, type IsoDateTime } from '../../time.ts';
import type { RiskDelay } from '../settings/delays.ts';
import type { RiskLevel } from './risk.ts';
import { DEFAULT_SETTINGS, type SettingValues } from '../settings/settings.ts';

type ByRisk = Readonly<Record<RiskLevel, number>>;
type Urgency = CodeOf<'urgency'>;

/** Every delay of reference §5.5.2–5.5.7: settings of the site, in days unless the name says hours or months. */
export type DueSettings = {
  readonly firstAction: ByRisk;
  readonly assessment: ByRisk;
  readonly safetyPlan: ByRisk;
  readonly plan: ByRisk;
  readonly approval: ByRisk;
  readonly firstFollowUp: ByRisk;
  readonly followUpInterval: ByRisk;
  readonly planReview: ByRisk;
  readonly safetyPlanReview: ByRisk;
  readonly planItem: Readonly<Record<CodeOf<'priority'>, number>>;
  readonly acknowledgementHours: Readonly<Record<Exclude<Urgency, 'immediate'>, number>>;
  readonly feedbackHours: Readonly<Record<Urgency, number>>;
  readonly reminderHours: Readonly<Record<Urgency, number>>;
  readonly lossOfContact: { readonly attempts: number; readonly days: number; readonly daysWithoutVisit: number };
  readonly interimCareVisit: { readonly days: number; readonly daysAtFirst: number; readonly firstMonths: number };
  readonly reunification: {
    readonly firstVisit: number;
    readonly firstVisitHighRisk: number;
    readonly months: readonly number[];
    readonly releaseMonths: readonly number[];
    readonly spontaneousVerification: number;
  };
  readonly providerCheck: number;
};

/**
 * Delays that no page of this version reads: reminders of a referral, visits of a child in interim care or reunified. A setting that changes nothing would
 * mislead; each becomes a line of `DELAYS` with the form that reads it.
 */
const NOT_READ_YET = {
  reminderHours: { immediate: 12, urgent: 48, routine: 7 * 24 },
  interimCareVisit: { days: 30, daysAtFirst: 14, firstMonths: 3 },
  reunification: { firstVisit: 14, firstVisitHighRisk: 7, months: [1, 3, 6], releaseMonths: [9, 12], spontaneousVerification: 14 },
} as const satisfies Partial<DueSettings>;

/** The delays of a site from its settings: the one way from the flat list that people edit to what the rules read. */
export function dueSettings(of: SettingValues): DueSettings {
  const byRisk = (row: RiskDelay): ByRisk => ({ high: of[`${row}_high`], medium: of[`${row}_medium`], low: of[`${row}_low`] });
  return {
    firstAction: byRisk('firstAction'),
    assessment: byRisk('assessment'),
    safetyPlan: byRisk('safetyPlan'),
    plan: byRisk('plan'),
    approval: byRisk('approval'),
    firstFollowUp: byRisk('firstFollowUp'),
    followUpInterval: byRisk('followUpInterval'),
    planReview: byRisk('planReview'),
    safetyPlanReview: byRisk('safetyPlanReview'),
    planItem: { urgent: of.planItem_urgent, high: of.planItem_high, medium: of.planItem_medium, low: of.planItem_low },
    acknowledgementHours: { urgent: of.acknowledgementHours_urgent, routine: of.acknowledgementHours_routine },
    feedbackHours: {
      immediate: of.feedbackHours_immediate,
      urgent: of.feedbackHours_urgent,
      routine: of.feedbackHours_routine,
    },
    lossOfContact: { attempts: of.lossAttempts, days: of.lossDays, daysWithoutVisit: of.lossDaysWithoutVisit },
    providerCheck: of.providerCheckDays,
    ...NOT_READ_YET,
  };
}

/** The delays of a site that changed nothing. */
export const DEFAULT_DUE_SETTINGS: DueSettings = dueSettings(DEFAULT_SETTINGS);

export type FirstObligation = 'firstAction' | 'assessment' | 'safetyPlan' | 'plan' | 'firstFollowUp';

/** Last day for a first obligation, from registration (reference §5.5.2). */
export function firstDue(obligation: FirstObligation, registration: IsoDate, risk: RiskLevel, settings: DueSettings): IsoDate {
  return addDays(registration, settings[obligation][risk]);
}

/** Last day for the supervisor's decision after a request (reference §5.5.2). */
export function approvalDue(requested: IsoDate, risk: RiskLevel, settings: DueSettings): IsoDate {
  return addDays(requested, settings.approval[risk]);
}

/**
 * Next follow-up: the last realised contact plus the interval of the risk; before any contact, the first follow-up from registration.
 * A failed attempt resets nothing, so it is not passed here (reference §5.5.2–3).
 */
export function followUpDue(registration: IsoDate, lastContact: IsoDate | null, risk: RiskLevel, settings: DueSettings): IsoDate {
  if (lastContact === null) return firstDue('firstFollowUp', registration, risk, settings);
  return addDays(lastContact, settings.followUpInterval[risk]);
}

/** Last day to see a child in interim care: more often in the first months (reference §5.5.3). */
export function interimCareVisitDue(placed: IsoDate, lastSeen: IsoDate | null, settings: DueSettings): IsoDate {
  const { days, daysAtFirst, firstMonths } = settings.interimCareVisit;
  const from = lastSeen ?? placed;
  return addDays(from, from < addMonths(placed, firstMonths) ? daysAtFirst : days);
}

/** Review of the plan (reference §5.5.3). */
export function planReviewDue(planDate: IsoDate, risk: RiskLevel, settings: DueSettings): IsoDate {
  return addDays(planDate, settings.planReview[risk]);
}

/** Latest review of a safety plan (reference §3.11). */
export function safetyPlanReviewDue(made: IsoDate, risk: RiskLevel, settings: DueSettings): IsoDate {
  return addDays(made, settings.safetyPlanReview[risk]);
}

/** Default due date of a plan item, never earlier than today (reference §5.5.4). */
export function planItemDue(planDate: IsoDate, priority: CodeOf<'priority'>, today: IsoDate, settings: DueSettings): IsoDate {
  const due = addDays(planDate, settings.planItem[priority]);
  return due < today ? today : due;
}

export type ReferralDue = {
  readonly acknowledgement: IsoDateTime;
  readonly feedback: IsoDateTime;
  readonly remind: IsoDateTime;
  /** After this delay the application proposes `expired`: twice the delay of the feedback. */
  readonly proposeExpired: IsoDateTime;
};

/** What a referral sent at `sent` waits for; an immediate one is acknowledged the same day (reference §5.5.5). */
export function referralDue(sent: IsoDateTime, urgency: Urgency, settings: DueSettings): ReferralDue {
  const feedback = settings.feedbackHours[urgency];
  return {
    acknowledgement: urgency === 'immediate' ? `${dayOf(sent)}T23:59` : addHours(sent, settings.acknowledgementHours[urgency]),
    feedback: addHours(sent, feedback),
    remind: addHours(sent, settings.reminderHours[urgency]),
    proposeExpired: addHours(sent, 2 * feedback),
  };
}

export type ContactLoss = {
  readonly mayContact: boolean;
  /** Days of failed attempts by authorised means since the last contact. */
  readonly attempts: readonly IsoDate[];
  readonly lastVisit: IsoDate;
};

/**
 * Whether loss of contact may be put to the supervisor: attempts on different days over at least the period; without consent to
 * contact nobody is called, and a long time without visit is enough (reference §5.5.6).
 */
export function isContactLost(loss: ContactLoss, today: IsoDate, settings: DueSettings): boolean {
  const { attempts, days, daysWithoutVisit } = settings.lossOfContact;
  if (!loss.mayContact) return daysBetween(loss.lastVisit, today) >= daysWithoutVisit;
  const tried = [...new Set(loss.attempts)].toSorted();
  const first = tried[0];
  const last = tried.at(-1);
  return tried.length >= attempts && first !== undefined && last !== undefined && daysBetween(first, last) >= days;
}

/** Visits after a reunification or, for an EAFGA, after release, in their order (reference §5.5.7). */
export function visitsAfter(event: IsoDate, risk: RiskLevel, isRelease: boolean, settings: DueSettings): readonly IsoDate[] {
  const { firstVisit, firstVisitHighRisk, months, releaseMonths } = settings.reunification;
  const later = isRelease ? [...months, ...releaseMonths] : months;
  return [addDays(event, risk === 'high' ? firstVisitHighRisk : firstVisit), ...later.map((count) => addMonths(event, count))];
}

/** Verification of a spontaneous reunification (reference §5.5.7). */
export function spontaneousVerificationDue(event: IsoDate, settings: DueSettings): IsoDate {
  return addDays(event, settings.reunification.spontaneousVerification);
}
