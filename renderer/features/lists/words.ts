import type { Output } from '../../../shared/contract.ts';
import { ADAPTABLE } from '../../../shared/forms/lists/inForce.ts';
import type { ListChange } from '../../../shared/forms/lists/agreed.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { wording } from '../../wording.ts';

/** Which lists are in force, in one sentence. */
export function versionWords({ number, agreedOn, from }: Pick<Output<'lists.read'>, 'number' | 'agreedOn' | 'from'>): Text {
  if (number === 0 || agreedOn === null)
    return { fr: 'Les listes de la référence, sans changement.', en: 'The lists of the reference, without a change.' };
  const received = from === null ? { fr: '', en: '' } : { fr: `, reçues de ${from}`, en: `, received from ${from}` };
  return {
    fr: `Listes n°\u00a0${number} du ${formatDate(agreedOn, 'fr')}${received.fr}.`,
    en: `Lists no. ${number} of ${formatDate(agreedOn, 'en')}${received.en}.`,
  };
}

/** What one change does, in one sentence; its list comes before it. */
export function changeWords(change: ListChange): Text {
  const { kind, list, was, is, retiredFrom } = change;
  const name = ADAPTABLE[list];
  const fr = (sentence: string): string => `${name.fr}\u00a0: ${sentence}`;
  const en = (sentence: string): string => `${name.en}: ${sentence}`;
  switch (kind) {
    case 'added': {
      const counted = countedWords(change);
      return { fr: fr(`«\u00a0${is.fr}\u00a0» est ajouté, ${counted.fr}.`), en: en(`“${is.en}” is added, ${counted.en}.`) };
    }
    case 'reworded':
      return {
        fr: fr(`«\u00a0${was?.fr ?? ''}\u00a0» s’appelle maintenant «\u00a0${is.fr}\u00a0».`),
        en: en(`“${was?.en ?? ''}” is now called “${is.en}”.`),
      };
    case 'retired': {
      const day = retiredFrom ?? '';
      return {
        fr: fr(`«\u00a0${is.fr}\u00a0» n’est plus proposé à partir du ${formatDate(day, 'fr')}. Les réponses données restent.`),
        en: en(`“${is.en}” is no longer offered from ${formatDate(day, 'en')}. Answers already given stay.`),
      };
    }
    case 'offeredAgain':
      return { fr: fr(`«\u00a0${is.fr}\u00a0» est de nouveau proposé.`), en: en(`“${is.en}” is offered again.`) };
  }
}

/** Where an added code is counted: under a code of the reference, or in the unknown cercle of its region. */
export function countedWords({ countsAs, region }: Pick<ListChange, 'countsAs' | 'region'>): Text {
  if (countsAs !== null) return { fr: `compté comme «\u00a0${countsAs.fr}\u00a0»`, en: `counted as “${countsAs.en}”` };
  const place = wording('region', region ?? 'unknown');
  return { fr: `compté comme cercle inconnu de ${place.fr}`, en: `counted as an unknown cercle of ${place.en}` };
}
