import { z } from 'zod';
import { isCode, type CodeOf, type ListName } from '../forms/lists/all.ts';
import type { DueSettings } from '../rules/cases/dueDates.ts';
import { isoDate, isoDateTime, yesNo } from './values.ts';

const codeOf = <L extends ListName>(list: L) => z.custom<CodeOf<L>>((value) => isCode(list, value));

const byRisk = z.strictObject({ high: z.int(), medium: z.int(), low: z.int() });
const byUrgency = z.strictObject({ immediate: z.int(), urgent: z.int(), routine: z.int() });

/** The delays of the site: what a form proposes and computes with them. */
const delays = z.strictObject({
  firstAction: byRisk,
  assessment: byRisk,
  safetyPlan: byRisk,
  plan: byRisk,
  approval: byRisk,
  firstFollowUp: byRisk,
  followUpInterval: byRisk,
  planReview: byRisk,
  safetyPlanReview: byRisk,
  planItem: byRisk.extend({ urgent: z.int() }),
  acknowledgementHours: byUrgency.omit({ immediate: true }),
  feedbackHours: byUrgency,
  reminderHours: byUrgency,
  lossOfContact: z.strictObject({ attempts: z.int(), days: z.int(), daysWithoutVisit: z.int() }),
  interimCareVisit: z.strictObject({ days: z.int(), daysAtFirst: z.int(), firstMonths: z.int() }),
  reunification: z.strictObject({
    firstVisit: z.int(),
    firstVisitHighRisk: z.int(),
    months: z.array(z.int()).readonly(),
    releaseMonths: z.array(z.int()).readonly(),
    spontaneousVerification: z.int(),
  }),
  providerCheck: z.int(),
}) satisfies z.ZodType<DueSettings>;

/** What the engine needs to know of the person to show or hide a question (shared/forms/facts.ts); coarse facts only. */
export const formContext = z.strictObject({
  today: isoDate,
  now: isoDateTime,
  delays: delays.exactOptional(),
  ageYears: z.number().exactOptional(),
  sex: codeOf('sex').exactOptional(),
  programme: codeOf('case_program').exactOptional(),
  registrationDate: isoDate.exactOptional(),
  uascStatus: codeOf('uasc_status').exactOptional(),
  displacementStatus: codeOf('displacement_status').exactOptional(),
  consentContact: yesNo.exactOptional(),
  consentTracing: yesNo.exactOptional(),
  consentPhoto: yesNo.exactOptional(),
  mrmFlagOpened: yesNo.exactOptional(),
  mandatoryReporting: yesNo.exactOptional(),
  mandatoryReportMade: yesNo.exactOptional(),
  asksEthnicityAndReligion: yesNo.exactOptional(),
  previouslyReported: codeOf('previously_reported').exactOptional(),
  cameBySlip: yesNo.exactOptional(),
  incidentType: codeOf('gbv_type').exactOptional(),
  pregnancyRisk: codeOf('yes_no_unknown').exactOptional(),
  caregiverIsPerpetrator: yesNo.exactOptional(),
  referralService: codeOf('service_category').exactOptional(),
  referralState: codeOf('referral_state').exactOptional(),
  referralTime: isoDateTime.exactOptional(),
  healthCareUntil: isoDateTime.exactOptional(),
  authorisedItems: z.array(codeOf('info_item')).exactOptional(),
  residenceRegion: codeOf('region').exactOptional(),
  residenceCercle: codeOf('cercle').exactOptional(),
  tiedProviders: z.array(codeOf('provider_type')).exactOptional(),
  riskLevel: codeOf('risk_level').exactOptional(),
  formerViolence: yesNo.exactOptional(),
  daysSinceViolence: z.int().exactOptional(),
  goodsExchanged: yesNo.exactOptional(),
  trafficked: yesNo.exactOptional(),
  shelterUrgent: yesNo.exactOptional(),
  dependantChildren: z.int().exactOptional(),
  safetyPlanSuggested: yesNo.exactOptional(),
  latestSafetyReview: isoDate.exactOptional(),
  latestPlanReview: isoDate.exactOptional(),
  shareConsentEnd: isoDate.exactOptional(),
  latestNextFollowUp: isoDate.exactOptional(),
  lastFollowUp: isoDate.exactOptional(),
  reintegrationFollowed: yesNo.exactOptional(),
  reopening: yesNo.exactOptional(),
});
