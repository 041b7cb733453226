import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { SETTINGS, isSettingKey, weakens, withinBounds, type SettingKey } from '../../shared/rules/settings.ts';
import { minuteOf, openSession, type Host } from '../host.ts';
import { appendJournal } from '../store/journal.ts';
import type { Session } from '../store/session.ts';
import { listSettings, readSetting, writeSetting } from '../store/settings.ts';
import { transaction } from '../store/sql.ts';

const preferences = z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) });

/** Settings that decide what may leave the centre: their change has its own line in the journal (reference §7.5). */
const SUPPRESSION: ReadonlySet<SettingKey> = new Set(['smallCellThreshold', 'smallStructure']);

/** Every setting of the site with its reason, its bounds, and who changed it (reference §0.4). */
export function readSettings(host: Host): Output<'settings.read'> {
  const { store } = openSession(host);
  const values = settingsOf(store);
  const changed = new Map(listSettings(store.admin).map((row) => [row.key, row]));
  return {
    settings: Object.keys(SETTINGS)
      .filter(isSettingKey)
      .map((key) => {
        const { title, reason, least, most } = SETTINGS[key];
        const row = changed.get(key);
        const person = row === undefined || row.changed_by === null ? undefined : store.roster.users.get(row.changed_by);
        return {
          key,
          title,
          reason,
          value: values[key],
          least,
          most,
          changedAt: row === undefined ? null : minuteOf(row.changed_at),
          changedBy: person?.staffCode ?? null,
        };
      }),
  };
}

/** One person may strengthen a protection; weakening one takes two, which this version does not offer. Throws Refused. */
export function changeSetting(input: Input<'settings.save'>, host: Host): Output<'settings.save'> {
  const session = openSession(host);
  const { store } = session;
  const { key, value } = input;
  if (!isSettingKey(key)) throw new Refused('notFound', UNKNOWN);
  const { least, most } = SETTINGS[key];
  if (value < least || value > most) throw new Refused('invalid', outside(least, most));
  const current = settingsOf(store)[key];
  if (weakens(key, current, value)) throw new Refused('forbidden', TAKES_TWO);
  if (value === current) return {};
  const at = host.now().getTime();
  transaction(store.admin, (db) => {
    writeSetting(db, key, value, store.user.userId, at);
    appendJournal(db, store.actor, { kind: SUPPRESSION.has(key) ? 'suppression.change' : 'setting.change', detail: { key } }, at);
  });
  session.settings = settingsOf(store);
  return {};
}

/** Every setting with the site's value where one was chosen. */
export function settingsOf(store: Session): Readonly<Record<SettingKey, number>> {
  const values = { ...defaults() };
  for (const key of Object.keys(SETTINGS).filter(isSettingKey))
    values[key] = withinBounds(key, readSetting(store.admin, key, z.int()) ?? values[key]);
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

function outside(least: number, most: number) {
  return {
    fr: `Cette valeur doit être entre ${least} et ${most}. Rien n’a été modifié.`,
    en: `This value must be between ${least} and ${most}. Nothing was changed.`,
  };
}

const UNKNOWN = { fr: 'Ce réglage n’existe pas.', en: 'This setting does not exist.' };
const TAKES_TWO = {
  fr: 'Affaiblir une protection demande deux personnes. Cette version ne le permet pas encore\u00a0: rien n’a été modifié.',
  en: 'Weakening a protection takes two people. This version does not allow it yet: nothing was changed.',
};
