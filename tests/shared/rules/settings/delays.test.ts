import { expect, test } from 'vitest';
import { DELAYS, DELAY_TABLES, delayKey, delayTitle, isDelayKey } from '../../../../shared/rules/settings/delays.ts';
import { DEFAULT_DUE_SETTINGS, dueSettings } from '../../../../shared/rules/cases/dueDates.ts';
import { SETTING_KEYS, settingValues, weakens } from '../../../../shared/rules/settings/settings.ts';

const DELAY_KEYS = SETTING_KEYS.filter(isDelayKey);

test('the defaults are the numbers of reference §5.5.2–5.5.6 and §3.38', () => {
  expect(DEFAULT_DUE_SETTINGS).toMatchObject({
    firstAction: { high: 1, medium: 3, low: 7 },
    assessment: { high: 3, medium: 7, low: 14 },
    safetyPlan: { high: 0, medium: 3, low: 7 },
    plan: { high: 7, medium: 14, low: 21 },
    approval: { high: 2, medium: 7, low: 7 },
    firstFollowUp: { high: 3, medium: 7, low: 14 },
    followUpInterval: { high: 7, medium: 14, low: 30 },
    planReview: { high: 30, medium: 60, low: 90 },
    safetyPlanReview: { high: 7, medium: 30, low: 30 },
    planItem: { urgent: 1, high: 3, medium: 14, low: 30 },
    acknowledgementHours: { urgent: 48, routine: 168 },
    feedbackHours: { immediate: 24, urgent: 120, routine: 336 },
    lossOfContact: { attempts: 3, days: 30, daysWithoutVisit: 60 },
    providerCheck: 90,
  });
});

test('every delay is read: each changed alone changes what the rules are given', () => {
  const defaults = settingValues((key) => (isDelayKey(key) ? DELAYS[key].value : 1));
  for (const key of DELAY_KEYS) expect(dueSettings({ ...defaults, [key]: 999 }), key).not.toEqual(DEFAULT_DUE_SETTINGS);
});

test('every delay is once in a table, and has a name of its own in two languages', () => {
  const placed = DELAY_TABLES.flatMap(({ columns, rows }) =>
    rows.flatMap(({ row }) => (columns.length === 0 ? [delayKey(row, null)] : columns.map(({ column }) => delayKey(row, column)))),
  ).filter((key) => key !== null);
  expect(placed.toSorted()).toEqual([...DELAY_KEYS].toSorted());
  for (const language of ['fr', 'en'] as const) {
    const titles = DELAY_KEYS.map((key) => delayTitle(key)[language]);
    expect(new Set(titles).size).toBe(DELAY_KEYS.length);
    expect(titles.filter((title) => DELAY_KEYS.some((key) => key === title))).toEqual([]);
  }
});

test('what protects takes two: longer at high risk or urgent, a shorter search; the rest orders the work', () => {
  const protects = (row: string) =>
    DELAY_KEYS.filter((key) => key.startsWith(row) && weakens(key, DELAYS[key].value, DELAYS[key].value + 1));
  for (const row of [
    'firstAction',
    'assessment',
    'safetyPlan_',
    'plan_',
    'approval',
    'firstFollowUp',
    'followUpInterval',
    'planReview',
    'safetyPlanReview',
  ])
    expect(
      protects(row).map((key) => key.split('_')[1]),
      row,
    ).toEqual(['high']);
  expect(protects('planItem')).toEqual(['planItem_urgent', 'planItem_high']);
  expect(protects('acknowledgement')).toEqual(['acknowledgementHours_urgent']);
  expect(protects('feedback')).toEqual(['feedbackHours_immediate', 'feedbackHours_urgent']);
  expect([weakens('lossAttempts', 3, 2), weakens('lossDays', 30, 29), weakens('lossDaysWithoutVisit', 60, 59)]).toEqual([true, true, true]);
  expect([weakens('lossAttempts', 3, 4), weakens('followUpInterval_high', 7, 7), weakens('followUpInterval_high', 7, 6)]).toEqual([
    false,
    false,
    false,
  ]);
  expect([weakens('followUpInterval_medium', 14, 60), weakens('providerCheckDays', 90, 365)]).toEqual([false, false]);
});
