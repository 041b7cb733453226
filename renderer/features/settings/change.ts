import { SETTINGS, weakens, type SettingKey } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';

/** What typing a value of a setting means: `null` while it is the current value. */
export type Change = {
  readonly value: number;
  /** Why it cannot be kept. */
  readonly problem: Text | null;
  /** It protects less: two people sign it (reference §0.4). */
  readonly weaker: boolean;
};

/** Reads what was typed for a setting whose value is `current`. */
export function changeOf(key: SettingKey, current: number, typed: string): Change | null {
  const value = Number(typed);
  if (typed.trim() !== '' && value === current) return null;
  const { least, most } = SETTINGS[key];
  const isSound = typed.trim() !== '' && Number.isInteger(value) && value >= least && value <= most;
  const problem = isSound ? null : { fr: `Une valeur entière de ${least} à ${most}.`, en: `A whole number from ${least} to ${most}.` };
  return { value, problem, weaker: isSound && weakens(key, current, value) };
}

export const SAVE: Text = { fr: 'Enregistrer', en: 'Save' };
export const SAVED: Text = { fr: 'Réglage enregistré.', en: 'Setting saved.' };
export const PROPOSE: Text = { fr: 'Proposer', en: 'Propose' };
export const PROPOSED: Text = { fr: 'Proposé. Il manque une signature.', en: 'Proposed. One signature is missing.' };
export const TAKES_TWO: Text = {
  fr: 'Cette valeur protège moins\u00a0: l’administration et la supervision (ou le point focal) signent toutes deux.',
  en: 'This value protects less: the administration and the supervision (or the focal point) both sign.',
};
export const NOT_YOURS: Text = { fr: 'L’administration enregistre ce réglage.', en: 'The administration saves this setting.' };
