import type { PreviewTable } from '../../../shared/contract/months.ts';
import type { Text } from '../../../shared/text.ts';
import { unitWords } from '../../ui/charts/figure.ts';

export type PreviewCell = PreviewTable['cells'][number];

/** The small figure of a hidden cell: s¹ is hidden for itself, s² protects a neighbour. The file says neither. */
export function reasonMark({ hidden }: PreviewCell): 1 | 2 {
  return hidden === 'secondary' ? 2 : 1;
}

/** Why a cell does not leave, in a few words: what readers hear on it. */
export function reasonShort(cell: PreviewCell, threshold: number): Text {
  switch (cell.hidden) {
    case null:
      return { fr: String(cell.value ?? 0), en: String(cell.value ?? 0) };
    case 'primary':
      return { fr: `masquée, moins de ${threshold}`, en: `hidden, fewer than ${threshold}` };
    case 'secondary':
      return { fr: 'masquée pour protéger une voisine', en: 'hidden to protect a neighbour' };
    case 'below10':
      return { fr: 'masquée, moins de 10', en: 'hidden, fewer than 10' };
    case 'cut':
      return { fr: 'tableau retiré', en: 'table withdrawn' };
  }
}

/** The sentence of the panel under the table (interface P15: the machine explains itself). */
export function reasonSentence(cell: PreviewCell, unit: string, threshold: number): Text {
  const { fr, en } = unitWords(unit);
  switch (cell.hidden) {
    case null:
      if (cell.error !== 0) return roundedSentence(cell, fr, en);
      return cell.value === 0
        ? { fr: 'Zéro ne désigne personne\u00a0: il part tel quel.', en: 'Zero points to nobody: it leaves as it is.' }
        : { fr: `Ce nombre part tel quel\u00a0: ${cell.value}\u00a0${fr}.`, en: `This number leaves as it is: ${cell.value} ${en}.` };
    case 'primary':
      return {
        fr: `Cette case compte moins de ${threshold}\u00a0${fr}. Un si petit nombre pourrait faire reconnaître une personne\u00a0: il ne part pas.`,
        en: `This cell counts fewer than ${threshold} ${en}. So small a number could make a person known: it does not leave.`,
      };
    case 'secondary':
      return {
        fr: `Une case voisine compte moins de ${threshold}\u00a0${fr}. Comme des totaux sont publiés, une soustraction la révélerait\u00a0: celle-ci est donc masquée aussi.`,
        en: `A neighbouring cell counts fewer than ${threshold} ${en}. As totals are published, a subtraction would reveal it: so this one is hidden too.`,
      };
    case 'below10':
      return {
        fr: 'Un cercle, ou un nombre donné seulement pour le pays, ne paraît qu’à partir de 10.',
        en: 'A cercle, or a number given for the country only, appears from 10 on.',
      };
    case 'cut':
      return {
        fr: 'Ce tableau ne peut pas être protégé sans tout révéler ou tout masquer\u00a0: il ne part pas, le reste part.',
        en: 'This table cannot be protected without revealing or hiding everything: it does not leave, the rest does.',
      };
  }
}

/** A rounded cell: the number that leaves, and its difference from the true number, which only this page shows. */
function roundedSentence({ value, error }: PreviewCell, fr: string, en: string): Text {
  const by = Math.abs(error);
  return {
    fr: `${value}\u00a0${fr} partent\u00a0: c’est ${by} de ${error > 0 ? 'plus' : 'moins'} que le compte exact, qui reste ici. L’écart ne part pas.`,
    en: `${value} ${en} leave: ${by} ${error > 0 ? 'more' : 'fewer'} than the exact count, which stays here. The difference does not leave.`,
  };
}

/** Which reasons a table shows, in order, for the key under it. */
export function reasonsShown(table: PreviewTable): readonly NonNullable<PreviewCell['hidden']>[] {
  return (['primary', 'secondary', 'below10'] as const).filter((reason) => table.cells.some(({ hidden }) => hidden === reason));
}
