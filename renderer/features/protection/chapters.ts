import type { Text } from '../../../shared/text.ts';

/** The text under one heading; `example`: the worked tables come after it. */
export type Chapter = { readonly title: Text; readonly paragraphs: readonly Text[]; readonly example?: 'exact' | 'hidden' | 'rounded' };

export const TITLE: Text = { fr: 'Comment les chiffres sont protégés', en: 'How figures are protected' };
export const LEAD: Text = {
  fr: 'Pour qui lit un tableau et n’est pas statisticien. Deux pages, à imprimer et à joindre.',
  en: 'For whoever reads a table and is no statistician. Two pages, to print and to enclose.',
};

/** The explanation, the same on the screen and on paper. The example is worked by hand in disclosure §3.9; its figures are invented. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: { fr: 'Pourquoi un petit nombre est dangereux', en: 'Why a small number is dangerous' },
    paragraphs: [
      {
        fr: 'Dans un petit lieu, «\u00a02 personnes\u00a0» peut suffire à en reconnaître une\u00a0: qui sait qu’elle est venue ce mois-là lit dans la ligne ce qui lui est arrivé, ou qui l’a fait. Un nombre de 1 à 4 ne sort donc jamais tel quel d’un centre. Le sous-cluster peut demander un seuil plus haut que 5, jamais plus bas.',
        en: 'In a small place, “2 persons” may be enough to recognise one: whoever knows that she came that month reads in the line what happened to her, or who did it. So a number from 1 to 4 never leaves a centre as it is. The sub-cluster may ask for a higher threshold than 5, never for a lower one.',
      },
      {
        fr: 'Zéro ne désigne personne\u00a0: il est montré. Un grand nombre aussi.',
        en: 'Zero points to nobody: it is shown. So is a large number.',
      },
    ],
  },
  {
    title: { fr: 'Un exemple', en: 'An example' },
    paragraphs: [
      {
        fr: 'Voici les comptes inventés d’un mois\u00a0: trois types d’incident, quatre tranches d’âge. Deux cases sont trop petites\u00a0: 3 et 2.',
        en: 'Here are the invented counts of a month: three types of incident, four age bands. Two cells are too small: 3 and 2.',
      },
    ],
    example: 'exact',
  },
  {
    title: { fr: 'Première manière\u00a0: masquer', en: 'First way: hiding' },
    paragraphs: [
      {
        fr: 'Effacer le 3 et le 2 ne suffit pas. La ligne 1 dit 37\u00a0; 37 moins 20, 8 et 6 font 3\u00a0: une soustraction rend la case. Il faut donc cacher aussi une voisine dans chaque ligne et chaque colonne. Deux suffisent ici\u00a0: le 8 et le 12.',
        en: 'Erasing the 3 and the 2 is not enough. Line 1 says 37; 37 less 20, 8 and 6 makes 3: a subtraction gives the cell back. So one neighbour must be hidden too in each line and each column. Two are enough here: the 8 and the 12.',
      },
    ],
    example: 'hidden',
  },
  {
    title: { fr: 'Ce qu’un lecteur peut encore trouver', en: 'What a reader can still find' },
    paragraphs: [
      {
        fr: 'Appelons u la première case. La ligne 1 donne 11 − u pour sa voisine, la colonne 2 donne 15 − u, et la ligne 2 donne u − 1 pour l’autre petite case. Aucune case masquée n’est zéro, donc u va de 2 à 10. Le lecteur hésite entre neuf valeurs\u00a0; il nous en faut au moins quatre.',
        en: 'Call the first cell u. Line 1 gives 11 − u for its neighbour, column 2 gives 15 − u, and line 2 gives u − 1 for the other small cell. No hidden cell is zero, so u goes from 2 to 10. The reader hesitates between nine values; we ask for at least four.',
      },
      {
        fr: 'L’application fait ce calcul sur tous les tableaux du mois à la fois, par un second programme qui ne sait pas ce qui a été caché ni pourquoi. Si une seule petite case se laisse serrer de trop près, le mois ne part pas. C’est l’«\u00a0essai de soustraction\u00a0» de l’aperçu.',
        en: 'The application does this reckoning over all tables of the month at once, by a second program that does not know what was hidden or why. If a single small cell can be narrowed too far, the month does not leave. It is the “subtraction test” of the preview.',
      },
    ],
  },
  {
    title: { fr: 'Seconde manière\u00a0: arrondir', en: 'Second way: rounding' },
    paragraphs: [
      {
        fr: 'Chaque petite case devient 0 ou 5, et les totaux sont refaits\u00a0: tout s’additionne encore et rien n’est masqué. Derrière un 0 imprimé il peut y avoir de 0 à 4, derrière un 5 de 1 à 5. Le choix suit une clé qui ne quitte pas le centre\u00a0: le même mois s’arrondit toujours pareil, et demander deux fois n’apprend rien.',
        en: 'Each small cell becomes 0 or 5, and totals are made again: everything still adds up and nothing is hidden. Behind a printed 0 there may be 0 to 4, behind a 5 from 1 to 5. The choice follows a key that does not leave the centre: the same month always rounds the same way, and asking twice tells nothing.',
      },
    ],
    example: 'rounded',
  },
  {
    title: { fr: 'Comment lire une somme arrondie', en: 'How to read a rounded sum' },
    paragraphs: [
      {
        fr: 'Le total d’un centre n’est jamais faux de 5 ou plus. Quand on additionne beaucoup de centres, les écarts se compensent en partie\u00a0: pour 9 centres environ ± 6, pour 60 environ ± 16. Cet écart est imprimé à côté des sommes. Une petite différence entre deux mois peut n’être que de l’arrondi.',
        en: 'The total of a centre is never off by 5 or more. When many centres are added up, the differences partly cancel out: about ± 6 for 9 centres, about ± 16 for 60. That difference is printed beside the sums. A small difference between two months may be nothing but rounding.',
      },
      {
        fr: 'Un même mois n’est jamais masqué une fois et arrondi une autre\u00a0: les deux ensemble diraient trop. Quand des centres masquent et d’autres arrondissent, la somme est donnée par un intervalle.',
        en: 'The same month is never hidden once and rounded another time: both together would tell too much. Where some centres hide and others round, the sum is given as an interval.',
      },
    ],
  },
  {
    title: { fr: 'Dans les tableaux de tous les centres', en: 'In the tables of all centres' },
    paragraphs: [
      {
        fr: 'Une région n’a de ligne que si trois centres au moins y ont remis leur mois. Aucun centre n’est nommé. Une structure qui n’a rien remis n’est jamais un zéro. Des tableaux déjà partis ne repartent autrement que si trois centres au moins ont changé. Là où les mois partent scellés, les centres en retard sont ouverts à trois au moins, dans leur mois ou ensemble à la fin du trimestre.',
        en: 'A region has a line only if at least three centres there handed in their month. No centre is named. A structure that handed in nothing is never a zero. Tables that have left leave otherwise only if at least three centres have changed. Where months leave sealed, late centres are opened by three or more, in their month or together at the end of the quarter.',
      },
    ],
  },
  {
    title: { fr: 'Ce que cela ne promet pas', en: 'What this does not promise' },
    paragraphs: [
      {
        fr: 'Trois centres qui mettent leurs chiffres ensemble, ou une personne qui sait quelque chose d’ailleurs, peuvent en dire plus que ces tableaux. Une case de 5 peut compter deux fois une même personne\u00a0: le seuil protège au moins une personne, il n’en prouve jamais plusieurs.',
        en: 'Three centres that put their figures together, or a person who knows something from elsewhere, can tell more than these tables do. A cell of 5 may count the same person twice: the threshold protects at least one person, it never proves several.',
      },
      {
        fr: 'Ne recopiez pas un nombre masqué que vous connaissez par ailleurs. Ne publiez ni pourcentage ni graphique tiré de l’écran exact d’un centre\u00a0: 33\u00a0% d’un total connu, c’est un nombre.',
        en: 'Do not copy out a hidden number that you know otherwise. Publish no percentage or chart drawn from a centre’s exact screen: 33% of a known total is a number.',
      },
    ],
  },
];
