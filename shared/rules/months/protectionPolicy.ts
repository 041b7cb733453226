import { PACKAGE_MODES, type PackageMode } from '../../exchange/payload.ts';
import type { Text } from '../../text.ts';
import { SETTINGS, weakens, type SettingKey, type SettingValues } from '../settings/settings.ts';

/** The protections of small counts that a sub-cluster decides for all its centres (disclosure §3.2, §3.3; reference §6.3); each is a setting of a site too. */
export const POLICY_KEYS = ['smallCellThreshold', 'smallCellWidth', 'smallStructure'] as const satisfies readonly SettingKey[];
export type PolicyKey = (typeof POLICY_KEYS)[number];
export type PolicyValues = Readonly<Record<PolicyKey, number>>;

/** What was agreed: the mode of the packages, and each protection. */
export type AgreedPolicy = { readonly mode: PackageMode } & PolicyValues;

/** Before anything was agreed. */
export const DEFAULT_POLICY: AgreedPolicy = {
  mode: 'hidden',
  smallCellThreshold: SETTINGS.smallCellThreshold.value,
  smallCellWidth: SETTINGS.smallCellWidth.value,
  smallStructure: SETTINGS.smallStructure.value,
};

/** Whether every value lies in its bounds, and the values left open fit between 0 and the threshold. */
export function isSoundPolicy(policy: AgreedPolicy): boolean {
  const isWithin = POLICY_KEYS.every((key) => policy[key] >= SETTINGS[key].least && policy[key] <= SETTINGS[key].most);
  return PACKAGE_MODES.includes(policy.mode) && isWithin && policy.smallCellWidth < policy.smallCellThreshold;
}

/** What a policy would strengthen and weaken of what is in force. */
export function policyChanges(policy: PolicyValues, here: Pick<SettingValues, PolicyKey>) {
  const different = POLICY_KEYS.filter((key) => policy[key] !== here[key]);
  return {
    stronger: different.filter((key) => !weakens(key, here[key], policy[key])),
    weaker: different.filter((key) => weakens(key, here[key], policy[key])),
  };
}

/** Least values that stay possible for a hidden count, less one: what the threshold asks for (disclosure §3.3, w = t − 2), or more where the site asks for more. */
export function protectionWidth({
  smallCellThreshold,
  smallCellWidth,
}: Pick<SettingValues, 'smallCellThreshold' | 'smallCellWidth'>): number {
  return Math.min(smallCellThreshold - 1, Math.max(smallCellThreshold - 2, smallCellWidth));
}

export const MODE_NAMES: Readonly<Record<PackageMode, Text>> = {
  hidden: { fr: 'petits nombres masqués', en: 'small counts hidden' },
  rounded: { fr: 'petits nombres arrondis', en: 'small counts rounded' },
  sealed: { fr: 'comptes scellés à deux dépositaires', en: 'counts sealed to two custodians' },
};

/** When each mode is the right one (disclosure §4, last table). */
export const MODE_REASONS: Readonly<Record<PackageMode, Text>> = {
  hidden: {
    fr: 'Un petit nombre ne part pas, ni les cases qui le trahiraient. À choisir quand un partenaire doit lire les grands nombres tels quels.',
    en: 'A small count does not leave, nor the cells that would betray it. To be chosen when a partner must read large numbers as they are.',
  },
  rounded: {
    fr: 'Un petit nombre devient 0 ou le seuil, et les totaux suivent. À choisir quand il y a un seul point focal et beaucoup de petits centres\u00a0: rien n’est masqué, tout est à quelques unités près.',
    en: 'A small count becomes 0 or the threshold, and totals follow. To be chosen with a single focal point and many small centres: nothing is hidden, all is within a few units.',
  },
  sealed: {
    fr: 'Chaque centre partage ses comptes entre deux dépositaires de deux organisations\u00a0; seules les sommes s’ouvrent. À choisir quand ces deux personnes existent.',
    en: 'Each centre splits its counts between two custodians of two organisations; only sums open. To be chosen when these two people exist.',
  },
};
