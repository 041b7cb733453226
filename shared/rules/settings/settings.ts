import type { Text } from '../../text.ts';
import { DELAYS, delayTitle, isDelayKey } from './delays.ts';

/** What every setting of a site has: its default and its bounds. Whole numbers only. */
type Setting = {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** A protection: one person may strengthen it, it takes two to weaken it. Which way is stronger. */
  readonly protects?: 'higher' | 'lower';
};

/** Settings of `reporting` are off or on, 0 or 1, and have a page of their own. */
export type SettingGroup = 'presence' | 'sharing' | 'work' | 'keeping' | 'reporting';

/** A setting outside any table; delays are in tables (`DELAY_TABLES`). */
type NamedSetting = Setting & {
  readonly group: SettingGroup;
  readonly title: Text;
  readonly reason: Text;
  /** Paragraph of the reference; null for a setting that the security or interface page asks for. */
  readonly paragraph: string | null;
};

/**
 * A duty to report of reference §5.2, off as shipped. From the day it is in force, what a person says may go to an authority without her consent: that
 * weakens a protection, and two people sign it. One person alone can end it, and the journal records who.
 */
function reporting(title: Text) {
  return {
    title: { fr: `Signalement obligatoire\u00a0: ${title.fr}`, en: `Mandatory reporting: ${title.en}` },
    reason: {
      fr: 'En vigueur, ce qu’une personne dit peut aller à une autorité sans son accord.',
      en: 'In force, what a person says may go to an authority without her or his consent.',
    },
    value: 0,
    least: 0,
    most: 1,
    protects: 'lower',
    group: 'reporting',
    paragraph: '5.2',
  } as const;
}

/** Settings outside any table, with their reason. */
export const NAMED_SETTINGS = {
  idleMinutes: {
    group: 'presence',
    paragraph: null,
    title: { fr: 'Minutes sans geste avant l’écran neutre', en: 'Minutes without a gesture before the neutral screen' },
    reason: {
      fr: 'Une personne peut entrer à tout moment (sécurité, verrouillage).',
      en: 'Somebody may walk in at any moment (security, lock).',
    },
    value: 5,
    least: 1,
    most: 10,
    protects: 'lower',
  },
  smallCellThreshold: {
    group: 'sharing',
    paragraph: '6.3',
    title: { fr: 'Seuil des petits nombres', en: 'Threshold of small counts' },
    reason: {
      fr: 'Un nombre plus petit que ce seuil ne sort jamais du centre.',
      en: 'A count below this threshold never leaves the centre.',
    },
    value: 5,
    least: 5,
    most: 20,
    protects: 'higher',
  },
  smallCellWidth: {
    group: 'sharing',
    paragraph: '6.3',
    title: { fr: 'Largeur du doute sur un petit nombre', en: 'Width of the doubt about a small count' },
    reason: {
      fr: 'Qui connaît tous les tableaux hésite encore entre au moins autant de valeurs, plus une.',
      en: 'Whoever knows all tables still hesitates between at least that many values, plus one.',
    },
    value: 3,
    least: 3,
    most: 19,
    protects: 'higher',
  },
  smallStructure: {
    group: 'sharing',
    paragraph: '6.3',
    title: {
      fr: 'Incidents du mois sous lesquels les tableaux croisés ne partent pas',
      en: 'Incidents of the month below which cross tables do not leave',
    },
    reason: {
      fr: 'Un petit centre se reconnaît dans un tableau détaillé.',
      en: 'A small centre can be recognised in a detailed table.',
    },
    value: 10,
    least: 10,
    most: 50,
    protects: 'higher',
  },
  shareConsentDays: {
    group: 'sharing',
    paragraph: '3.8',
    title: { fr: 'Jours de validité d’une autorisation de partage', en: 'Days for which an authorisation to share is valid' },
    reason: { fr: 'On redemande l’accord de la personne.', en: 'The person is asked again.' },
    value: 90,
    least: 7,
    most: 180,
    protects: 'lower',
  },
  caseloadMost: {
    group: 'work',
    paragraph: '5.5.8',
    title: { fr: 'Dossiers ouverts par gestionnaire avant l’alerte', en: 'Open cases per caseworker before the alert' },
    reason: {
      fr: 'Au-delà, le suivi de chaque personne en souffre.',
      en: 'Beyond it, each person’s follow-up suffers.',
    },
    value: 20,
    least: 5,
    most: 60,
  },
  reportDay: {
    group: 'sharing',
    paragraph: '6.1',
    title: { fr: 'Jour du mois où le rapport est attendu', en: 'Day of the month when the report is expected' },
    reason: { fr: 'Convenu dans le sous-cluster.', en: 'Agreed in the sub-cluster.' },
    value: 5,
    least: 1,
    most: 28,
  },
  revealSeconds: {
    group: 'presence',
    paragraph: null,
    title: { fr: 'Secondes pendant lesquelles une identité reste affichée', en: 'Seconds during which an identity stays shown' },
    reason: {
      fr: 'La personne est dans la pièce, d’autres aussi (interface, P3).',
      en: 'The person is in the room, and so are others (interface, P3).',
    },
    value: 60,
    least: 15,
    most: 120,
    protects: 'lower',
  },
  destructionMinutes: {
    group: 'keeping',
    paragraph: '5.9',
    title: {
      fr: 'Minutes d’attente avant une destruction signée par deux personnes',
      en: 'Minutes of waiting before a destruction signed by two people',
    },
    reason: {
      fr: 'Le temps de se raviser. En cas d’attaque, moins.',
      en: 'The time to think again. Under attack, less.',
    },
    value: 10,
    least: 0,
    most: 60,
    protects: 'higher',
  },
  retentionYears: {
    group: 'keeping',
    paragraph: '5.9',
    title: { fr: 'Années de garde d’un dossier terminé', en: 'Years for which a case that has ended is kept' },
    reason: { fr: 'Ensuite, son contenu peut être détruit.', en: 'Afterwards its content may be destroyed.' },
    value: 3,
    least: 1,
    most: 30,
    protects: 'higher',
  },
  retentionChildAge: {
    group: 'keeping',
    paragraph: '5.9',
    title: { fr: 'Âge jusqu’auquel le dossier d’un enfant est gardé', en: 'Age until which a child’s case is kept' },
    reason: { fr: 'Une fois adulte, la personne peut demander son dossier.', en: 'Once an adult, the person may ask for her or his case.' },
    value: 21,
    least: 18,
    most: 40,
    protects: 'higher',
  },
  draftDays: {
    group: 'keeping',
    paragraph: '2.4',
    title: { fr: 'Jours de garde d’un brouillon que personne ne reprend', en: 'Days for which a draft that nobody takes up is kept' },
    reason: {
      fr: 'Ce qui n’a pas été enregistré n’est pas un dossier. Ensuite, il est effacé.',
      en: 'What was not saved is no case. Afterwards it is erased.',
    },
    value: 30,
    least: 14,
    most: 90,
  },
  reportChildSexualAbuse: reporting({ fr: 'violences sexuelles sur un enfant', en: 'sexual abuse of a child' }),
  reportAnyCrime: reporting({ fr: 'tout crime', en: 'any crime' }),
  reportAidStaff: reporting({
    fr: 'exploitation ou abus sexuels par du personnel humanitaire',
    en: 'sexual exploitation or abuse by aid staff',
  }),
  reportSuicide: reporting({ fr: 'risque de suicide ou d’homicide', en: 'risk of suicide or homicide' }),
} as const satisfies Record<string, NamedSetting>;

/** Every value of a site that the reference marks [D] and that is a number in use: a setting, never a constant (reference §0.4). */
export const SETTINGS = { ...NAMED_SETTINGS, ...DELAYS } as const;

export type SettingKey = keyof typeof SETTINGS;

/** The value of every setting of a site. */
export type SettingValues = Readonly<Record<SettingKey, number>>;

/** Every setting with the value that this function gives it. */
export function settingValues(valueOf: (key: SettingKey) => number): SettingValues {
  const values: Partial<Record<SettingKey, number>> = {};
  for (const key of SETTING_KEYS) values[key] = valueOf(key);
  if (!isWhole(values)) throw new RangeError('a setting has no value');
  return values;
}

function isWhole(values: Partial<Record<SettingKey, number>>): values is Record<SettingKey, number> {
  return SETTING_KEYS.every((key) => values[key] !== undefined);
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

export const SETTING_KEYS: readonly SettingKey[] = Object.keys(SETTINGS).filter(isSettingKey);

/** The values of a site that changed nothing. */
export const DEFAULT_SETTINGS: SettingValues = settingValues((key) => SETTINGS[key].value);

/** A setting in words. */
export function settingTitle(key: SettingKey): Text {
  return isDelayKey(key) ? delayTitle(key) : NAMED_SETTINGS[key].title;
}

/** Whether going from one value to another weakens a protection. */
export function weakens(key: SettingKey, from: number, to: number): boolean {
  const setting: Setting = SETTINGS[key];
  if (setting.protects === undefined) return false;
  return setting.protects === 'higher' ? to < from : to > from;
}

/** A stored value brought back within its bounds: one changed behind the application's back never weakens a protection. */
export function withinBounds(key: SettingKey, value: number): number {
  const { least, most }: Setting = SETTINGS[key];
  return Math.min(most, Math.max(least, value));
}

/** Whether a setting is off or on, and has no number to choose. */
export function isSwitch(key: string): boolean {
  return isSettingKey(key) && !isDelayKey(key) && NAMED_SETTINGS[key].group === 'reporting';
}
