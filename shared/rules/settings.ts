import type { Text } from '../text.ts';

/** One value of the site that the reference marks [D]: a setting, never a constant (reference §0.4). Whole numbers only. */
export type Setting = {
  readonly title: Text;
  readonly reason: Text;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** A protection: one person may strengthen it, it takes two to weaken it. Which way is stronger. */
  readonly protects?: 'higher' | 'lower';
};

/** Every setting of a site with its default, its bounds and its reason. */
export const SETTINGS = {
  idleMinutes: {
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
    title: { fr: 'Seuil des petits nombres', en: 'Threshold of small counts' },
    /** Reference 6.3. */
    reason: {
      fr: 'Un nombre plus petit que ce seuil ne sort jamais du centre.',
      en: 'A count below this threshold never leaves the centre.',
    },
    value: 5,
    least: 5,
    most: 20,
    protects: 'higher',
  },
  smallStructure: {
    title: {
      fr: 'Incidents du mois sous lesquels les tableaux croisés ne partent pas',
      en: 'Incidents of the month below which cross tables do not leave',
    },
    /** Reference 6.3. */
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
    title: { fr: 'Jours de validité d’une autorisation de partage', en: 'Days for which an authorisation to share is valid' },
    /** Reference 3.8. */
    reason: { fr: 'On redemande l’accord de la personne.', en: 'The person is asked again.' },
    value: 90,
    least: 7,
    most: 180,
    protects: 'lower',
  },
  caseloadMost: {
    title: { fr: 'Dossiers ouverts par gestionnaire avant l’alerte', en: 'Open cases per caseworker before the alert' },
    /** Reference 5.5.8. */
    reason: {
      fr: 'Au-delà, le suivi de chaque personne en souffre.',
      en: 'Beyond it, each person’s follow-up suffers.',
    },
    value: 20,
    least: 5,
    most: 60,
  },
  reportDay: {
    title: { fr: 'Jour du mois où le rapport est attendu', en: 'Day of the month when the report is expected' },
    /** Reference 6.1. */
    reason: { fr: 'Convenu dans le sous-cluster.', en: 'Agreed in the sub-cluster.' },
    value: 5,
    least: 1,
    most: 28,
  },
  revealSeconds: {
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
  },
  retentionYears: {
    title: { fr: 'Années de garde d’un dossier terminé', en: 'Years for which a case that has ended is kept' },
    /** Reference 5.9. */
    reason: { fr: 'Ensuite, son contenu peut être détruit.', en: 'Afterwards its content may be destroyed.' },
    value: 3,
    least: 1,
    most: 30,
  },
  retentionChildAge: {
    title: { fr: 'Âge jusqu’auquel le dossier d’un enfant est gardé', en: 'Age until which a child’s case is kept' },
    /** Reference 5.9. */
    reason: { fr: 'Une fois adulte, la personne peut demander son dossier.', en: 'Once an adult, the person may ask for her or his case.' },
    value: 21,
    least: 18,
    most: 40,
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
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
