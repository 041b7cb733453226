import { describe, expect, it } from 'vitest';
import { isSettingKey, SETTINGS, weakens } from '../../../shared/rules/settings.ts';

describe('settings of a site (reference §0.4)', () => {
  it('have a default within their bounds and a reason in two languages', () => {
    for (const { value, least, most, title, reason } of Object.values(SETTINGS)) {
      expect(least <= value && value <= most && Number.isInteger(value)).toBe(true);
      expect([title.fr, title.en, reason.fr, reason.en].map(String)).not.toContain('');
    }
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
  });
});
