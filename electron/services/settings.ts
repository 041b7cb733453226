import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { SETTINGS, isSettingKey, weakens, withinBounds, type SettingKey } from '../../shared/rules/settings.ts';
import { openSession, type Host } from '../host.ts';
import type { Session } from '../store/session.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { transaction } from '../store/sql.ts';

const preferences = z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) });

/**
 * Every setting with the site's value where one was chosen. A protection is never weaker than what two signed last, or than its default: who writes in the base without
 * signing weakens nothing.
 */
export function settingsOf(store: Session): Readonly<Record<SettingKey, number>> {
  const values = { ...defaults() };
  for (const key of Object.keys(SETTINGS).filter(isSettingKey)) {
    const { value: original } = SETTINGS[key];
    const kept = withinBounds(key, readSetting(store.admin, key, z.int()) ?? original);
    const signed = withinBounds(key, store.roster.weakened.get(key) ?? original);
    const floor = weakens(key, original, signed) ? signed : original;
    values[key] = weakens(key, floor, kept) ? floor : kept;
  }
  return values;
}

function defaults(): Record<SettingKey, number> {
  const { idleMinutes, smallCellThreshold, smallStructure, shareConsentDays, caseloadMost, reportDay, revealSeconds } = SETTINGS;
  const { destructionMinutes, retentionYears, retentionChildAge } = SETTINGS;
  return {
    idleMinutes: idleMinutes.value,
    smallCellThreshold: smallCellThreshold.value,
    smallStructure: smallStructure.value,
    shareConsentDays: shareConsentDays.value,
    caseloadMost: caseloadMost.value,
    reportDay: reportDay.value,
    revealSeconds: revealSeconds.value,
    destructionMinutes: destructionMinutes.value,
    retentionYears: retentionYears.value,
    retentionChildAge: retentionChildAge.value,
  };
}

/** How one person likes the screen. */
export function prefer(input: Input<'session.prefer'>, host: Host): Output<'session.prefer'> {
  const session = openSession(host);
  const { user, admin } = session.store;
  transaction(admin, (db) => writeSetting(db, `prefer.${user.userId}`, input, user.userId, host.now().getTime()));
  session.language = input.language;
  session.theme = input.theme;
  return {};
}

/** What a person chose for the screen, or undefined. */
export function preferenceOf({ admin, user }: Session): z.infer<typeof preferences> | undefined {
  return readSetting(admin, `prefer.${user.userId}`, preferences);
}
