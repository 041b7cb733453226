import type { Output } from '../../../shared/contract.ts';
import type { ProtectionChange } from '../../../shared/contract/directory.ts';
import { MODE_NAMES, type PolicyKey } from '../../../shared/rules/months/protectionPolicy.ts';
import { NAMED_SETTINGS } from '../../../shared/rules/settings/settings.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';

type Policy = Output<'protection.read'>;

/** Whose rule is in force, in one sentence. */
export function originWords({ number, agreedOn, from }: Pick<Policy, 'number' | 'agreedOn' | 'from'>): Text {
  if (number === 0 || agreedOn === null)
    return {
      fr: 'Le sous-cluster n’a rien décidé\u00a0: valeurs de la référence.',
      en: 'The sub-cluster decided nothing: values of the reference.',
    };
  const received = from === null ? { fr: '', en: '' } : { fr: `, reçue de ${from}`, en: `, received from ${from}` };
  return {
    fr: `Règle n°\u00a0${number} du ${formatDate(agreedOn, 'fr')}${received.fr}.`,
    en: `Rule no. ${number} of ${formatDate(agreedOn, 'en')}${received.en}.`,
  };
}

/** What a rule that came would change, a sentence a line. */
export function changeLines({ mode, stronger, weaker }: ProtectionChange): readonly Text[] {
  const moved = mode.was === mode.is ? [] : [modeWords(mode)];
  return [
    ...moved,
    ...stronger.map(({ key, was, is }) => valueWords(key, was, is, AT_ONCE)),
    ...weaker.map(({ key, was, is }) => valueWords(key, was, is, BY_TWO)),
  ];
}

function modeWords({ was, is }: ProtectionChange['mode']): Text {
  return {
    fr: `Les mois partiront autrement\u00a0: ${MODE_NAMES[is].fr} (jusqu’ici ${MODE_NAMES[was].fr}).`,
    en: `Months will leave otherwise: ${MODE_NAMES[is].en} (until now ${MODE_NAMES[was].en}).`,
  };
}

function valueWords(key: string, was: number, is: number, when: Text): Text {
  const title = isNamed(key) ? NAMED_SETTINGS[key].title : { fr: key, en: key };
  return { fr: `${title.fr}\u00a0: ${was} → ${is}, ${when.fr}`, en: `${title.en}: ${was} → ${is}, ${when.en}` };
}

function isNamed(key: string): key is PolicyKey {
  return Object.hasOwn(NAMED_SETTINGS, key);
}

const AT_ONCE: Text = { fr: 'plus protecteur, tout de suite.', en: 'more protective, at once.' };
const BY_TWO: Text = {
  fr: 'moins protecteur\u00a0: deux personnes doivent signer dans les réglages, d’ici là rien ne change.',
  en: 'less protective: two people must sign in the settings, nothing changes until then.',
};
