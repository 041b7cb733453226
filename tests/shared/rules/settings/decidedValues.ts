import { SETTING_KEYS, type SettingKey } from '../../../../shared/rules/settings/settings.ts';

/** What the reference marks [D] in one place, and the settings that hold it, or why none does. `marks`: how many [D] are under that heading for it. */
export type Decided = { readonly paragraph: string; readonly what: string; readonly marks: number } & (
  | { readonly settings: readonly SettingKey[] }
  | { readonly why: string }
);

const named = (...rows: readonly string[]): readonly SettingKey[] =>
  SETTING_KEYS.filter((key) => rows.some((row) => key === row || key.startsWith(`${row}_`)));

/** Every value of the reference marked [D] (reference §0.4). */
export const DECIDED: readonly Decided[] = [
  { paragraph: '0.4', what: 'the tag itself, and the sentence that explains it', marks: 2, why: 'no value' },
  {
    paragraph: '2.3',
    what: 'a child survivor is one case of two programmes, counted once in the combined totals',
    marks: 1,
    why: 'how cases are made and counted: another choice is another base',
  },
  { paragraph: '2.4', what: 'drafts are erased after 30 days', marks: 1, settings: ['draftDays'] },
  { paragraph: '2.4', what: 'drafts older than 7 days are listed', marks: 0, why: 'every draft is listed to its owner from its first day' },
  {
    paragraph: '3.2',
    what: 'ethnicity and religion are not asked, and never exported',
    marks: 2,
    why: 'never asked here (the fact asksEthnicityAndReligion is always no); no table has them',
  },
  { paragraph: '3.8', what: 'an authorisation to share is valid 90 days', marks: 1, settings: ['shareConsentDays'] },
  { paragraph: '3.38', what: 'a provider is checked every 90 days', marks: 1, settings: ['providerCheckDays'] },
  { paragraph: '4.1', what: 'the lists of ethnicity and religion', marks: 2, why: 'as reference §3.2' },
  {
    paragraph: '5.1.4',
    what: 'who is never accepted as consent giver without the supervisor',
    marks: 1,
    why: 'a guard of consent, the same everywhere',
  },
  {
    paragraph: '5.1.5',
    what: 'items preselected for each recipient',
    marks: 1,
    why: 'a structure of the form: each is removed on the screen, case by case',
  },
  {
    paragraph: '5.3.5',
    what: 'presumed conflict-related sexual violence, and its 10 at national level',
    marks: 1,
    why: 'a definition, and a rule of the export: centres that differ could not be added up',
  },
  { paragraph: '5.5', what: 'the numbers of reference §5.5.2–5.5.8, told one by one below', marks: 1, why: 'no value of its own' },
  {
    paragraph: '5.5.1',
    what: 'what suggests a level of risk',
    marks: 0,
    why: 'a definition of high, medium and low: with other numbers two centres would mean different things by one word; the level itself is the caseworker’s',
  },
  {
    paragraph: '5.5.2',
    what: 'first actions',
    marks: 0,
    settings: named('firstAction', 'assessment', 'safetyPlan', 'plan', 'approval', 'firstFollowUp'),
  },
  { paragraph: '5.5.3', what: 'follow-ups and reviews', marks: 0, settings: named('followUpInterval', 'planReview', 'safetyPlanReview') },
  {
    paragraph: '5.5.3',
    what: 'visits of a child in interim care',
    marks: 1,
    why: 'no form of this version reads it (NOT_READ_YET in dueDates.ts)',
  },
  { paragraph: '5.5.4', what: 'due date of a plan item', marks: 0, settings: named('planItem') },
  {
    paragraph: '5.5.5',
    what: 'acknowledgement and feedback of a referral',
    marks: 0,
    settings: named('acknowledgementHours', 'feedbackHours'),
  },
  {
    paragraph: '5.5.5',
    what: 'an immediate referral is acknowledged the same day; expired at twice the delay',
    marks: 0,
    why: 'no number of its own',
  },
  { paragraph: '5.5.5', what: 'reminders', marks: 0, why: 'nothing reminds in this version (NOT_READ_YET in dueDates.ts)' },
  { paragraph: '5.5.6', what: 'loss of contact', marks: 0, settings: named('lossAttempts', 'lossDays', 'lossDaysWithoutVisit') },
  {
    paragraph: '5.5.7',
    what: 'visits after a reunification or a release',
    marks: 0,
    why: 'no form of this version reads it (NOT_READ_YET in dueDates.ts)',
  },
  { paragraph: '5.5.8', what: 'alert on the caseload', marks: 0, settings: ['caseloadMost'] },
  {
    paragraph: '5.9',
    what: 'years for which a case and its identity are kept, a child’s until 21; the wait before a destruction',
    marks: 1,
    settings: ['retentionYears', 'retentionChildAge', 'destructionMinutes'],
  },
  { paragraph: '5.9', what: 'five years of journal', marks: 0, why: 'nothing is taken out of a journal' },
  { paragraph: '6.1', what: 'the day of the report', marks: 1, settings: ['reportDay'] },
  {
    paragraph: '6.1',
    what: 'consolidation by the 20th',
    marks: 0,
    why: 'the desk publishes when its person decides; nothing waits for that day',
  },
  {
    paragraph: '6.3',
    what: 'smallest number that leaves, size of a small structure',
    marks: 1,
    settings: ['smallCellThreshold', 'smallCellWidth', 'smallStructure'],
  },
  {
    paragraph: '6.3',
    what: 'levels of place, two dimensions, forbidden crossings, 10 for a cercle',
    marks: 0,
    why: 'rules of the export, the same for every centre, on which the proof of what leaves rests',
  },
  { paragraph: '7.2', what: 'who may approve, and nobody her or his own request', marks: 1, why: 'a separation of duties' },
];

/** Settings that the reference does not mark [D]: asked for by the security and interface pages, or duties of reference §5.2 that each site switches on. */
export const FROM_ELSEWHERE: readonly SettingKey[] = [
  'idleMinutes',
  'revealSeconds',
  'reportChildSexualAbuse',
  'reportAnyCrime',
  'reportAidStaff',
  'reportSuicide',
];
