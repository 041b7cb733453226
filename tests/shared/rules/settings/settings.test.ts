import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  isSettingKey,
  NAMED_SETTINGS,
  SETTING_KEYS,
  SETTINGS,
  settingTitle,
  weakens,
  withinBounds,
} from '../../../../shared/rules/settings/settings.ts';

describe('settings of a site (reference §0.4)', () => {
  it('have a default within their bounds and a reason in two languages', () => {
    for (const key of SETTING_KEYS) {
      const { value, least, most } = SETTINGS[key];
      expect(least <= value && value <= most && Number.isInteger(value), key).toBe(true);
      expect(settingTitle(key).fr, key).not.toBe(key);
    }
    for (const { title, reason } of Object.values(NAMED_SETTINGS))
      expect([title.fr, title.en, reason.fr, reason.en].map(String)).not.toContain('');
    expect(DEFAULT_SETTINGS).toEqual(Object.fromEntries(SETTING_KEYS.map((key) => [key, SETTINGS[key].value])));
    expect([
      SETTINGS.smallCellThreshold.value,
      SETTINGS.smallCellThreshold.least,
      SETTINGS.smallStructure.value,
      SETTINGS.shareConsentDays.value,
    ]).toEqual([5, 5, 10, 90]);
  });

  it('know their keys', () => {
    expect([isSettingKey('idleMinutes'), isSettingKey('toString'), isSettingKey('other')]).toEqual([true, false, false]);
  });

  it('say when a protection is weakened', () => {
    expect([weakens('smallCellThreshold', 10, 5), weakens('smallCellThreshold', 5, 10), weakens('smallCellThreshold', 5, 5)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([weakens('idleMinutes', 5, 10), weakens('idleMinutes', 10, 5), weakens('idleMinutes', 5, 5)]).toEqual([true, false, false]);
    expect([weakens('caseloadMost', 20, 5), weakens('caseloadMost', 5, 20)]).toEqual([false, false]);
    for (const key of ['destructionMinutes', 'retentionYears', 'retentionChildAge'] as const) {
      const { value } = SETTINGS[key];
      expect([weakens(key, value, value - 1), weakens(key, value, value + 1)], key).toEqual([true, false]);
    }
  });

  it('hold a value brought back within its bounds', () => {
    expect([withinBounds('lossAttempts', 0), withinBounds('lossAttempts', 99), withinBounds('safetyPlan_high', 0)]).toEqual([1, 10, 0]);
  });
});
