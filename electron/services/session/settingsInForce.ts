import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { dueSettings, type DueSettings } from '../../../shared/rules/cases/dueDates.ts';
import { SETTINGS, settingValues, weakens, withinBounds, type SettingValues } from '../../../shared/rules/settings/settings.ts';
import { requireSession, type Host, type OpenSession } from '../../host.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';

/**
 * Every setting with the site's value where one was chosen. A protection is never weaker than what two signed last, or than its default: who writes in the base without
 * signing weakens nothing.
 */
export function settingsOf(stores: OpenStores): SettingValues {
  return settingValues((key) => {
    const { value: original } = SETTINGS[key];
    const kept = withinBounds(key, readSetting(stores.admin, key, z.int()) ?? original);
    const signed = withinBounds(key, stores.roster.weakened.get(key) ?? original);
    const floor = weakens(key, original, signed) ? signed : original;
    return weakens(key, floor, kept) ? floor : kept;
  });
}

/** The delays of the site, from its settings: what every obligation of a case is computed with (reference §5.5.2–5.5.7). */
export function delaysOf({ settings }: Pick<OpenSession, 'settings'>): DueSettings {
  return dueSettings(settings);
}

/** How one person likes the screen. */
export function prefer(input: Input<'session.prefer'>, host: Host): Output<'session.prefer'> {
  const session = requireSession(host);
  const { user, admin } = session.stores;
  transaction(admin, (db) => writeSetting(db, `prefer.${user.userId}`, input, user.userId, host.now().getTime()));
  session.language = input.language;
  session.theme = input.theme;
  return {};
}

/** What a person chose for the screen, or undefined. */
export function preferenceOf({ admin, user }: OpenStores): z.infer<typeof preferences> | undefined {
  return readSetting(admin, `prefer.${user.userId}`, preferences);
}

export const preferences = z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) });
