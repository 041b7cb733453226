import type { SealedOpening } from '../../../shared/contract/sealed.ts';
import type { OpeningStep } from '../../../shared/exchange/sealed.ts';
import type { NextAct } from '../../../shared/rules/months/sealedOpening.ts';
import type { Text } from '../../../shared/text.ts';

/** The six steps of an opening, as two people walk them. */
export const PATH = ['receive', 'lists', 'agree', 'values', 'check', 'sign'] as const;
export type PathStep = (typeof PATH)[number];

export const STEP_NAMES: Readonly<Record<PathStep, Text>> = {
  receive: { fr: 'Recevoir les moitiés', en: 'Receive the halves' },
  lists: { fr: 'Échanger les listes', en: 'Exchange the lists' },
  agree: { fr: 'S’accorder sur les centres', en: 'Agree on the centres' },
  values: { fr: 'Échanger les valeurs', en: 'Exchange the values' },
  check: { fr: 'Vérifier la somme', en: 'Check the sum' },
  sign: { fr: 'Signer le tableau', en: 'Sign the table' },
};

const PATH_OF: Readonly<Record<OpeningStep, PathStep>> = { list: 'lists', agree: 'agree', values: 'values', table: 'sign' };

/** The state of an opening on the path, by what it waits for. */
export function placeOf(next: NextAct): PathStep {
  if (next.act === 'begin') return 'lists';
  return next.act === 'check' ? 'check' : PATH_OF[next.step];
}

/** What each step gives, and what it waits for. */
export const STEP_WORDS: Readonly<
  Record<OpeningStep, { readonly give: Text; readonly wait: Text; readonly write: Text; readonly again: Text }>
> = {
  list: {
    give: {
      fr: 'Votre liste dit quels centres vous ont remis leur moitié. Elle ne contient aucun chiffre.',
      en: 'Your list says which centres handed you their half. It holds no figure.',
    },
    wait: {
      fr: 'Portez votre liste à l’autre dépositaire, puis choisissez la sienne ici.',
      en: 'Take your list to the other custodian, then choose theirs here.',
    },
    write: { fr: 'Écrire ma liste', en: 'Write my list' },
    again: { fr: 'Écrire de nouveau ma liste', en: 'Write my list again' },
  },
  agree: {
    give: {
      fr: 'Lisez ensemble les huit mots. S’ils sont les mêmes des deux côtés, donnez votre accord\u00a0: il fixe aussi l’empreinte de vos valeurs, que personne ne pourra plus changer.',
      en: 'Read the eight words together. If they are the same on both sides, give your agreement: it also fixes the hash of your values, which nobody can change any more.',
    },
    wait: {
      fr: 'Portez votre accord à l’autre dépositaire, puis choisissez le sien ici. Aucune valeur ne part avant que les deux accords soient échangés.',
      en: 'Take your agreement to the other custodian, then choose theirs here. No value leaves before both agreements are exchanged.',
    },
    write: { fr: 'Donner mon accord', en: 'Give my agreement' },
    again: { fr: 'Écrire de nouveau mon accord', en: 'Write my agreement again' },
  },
  values: {
    give: {
      fr: 'Vos valeurs sont la somme des moitiés que vous tenez. Dès qu’elles sont écrites, cette somme compte comme ouverte\u00a0: un centre ne peut plus y être ajouté ni retiré.',
      en: 'Your values are the sum of the halves that you hold. Once they are written, this sum counts as opened: no centre can be added to it or taken from it any more.',
    },
    wait: {
      fr: 'Portez vos valeurs à l’autre dépositaire, puis choisissez les siennes ici.',
      en: 'Take your values to the other custodian, then choose theirs here.',
    },
    write: { fr: 'Écrire mes valeurs', en: 'Write my values' },
    again: { fr: 'Écrire de nouveau mes valeurs', en: 'Write my values again' },
  },
  table: {
    give: {
      fr: 'La somme est juste, et le tableau est protégé. Signez-le\u00a0: l’autre poste doit trouver exactement le même.',
      en: 'The sum is right, and the table is protected. Sign it: the other desk must find exactly the same.',
    },
    wait: {
      fr: 'Portez votre signature à l’autre dépositaire, puis choisissez la sienne ici. La somme exacte est alors effacée des deux côtés.',
      en: 'Take your signature to the other custodian, then choose theirs here. The exact sum is then erased on both sides.',
    },
    write: { fr: 'Signer le tableau', en: 'Sign the table' },
    again: { fr: 'Écrire de nouveau ma signature', en: 'Write my signature again' },
  },
};

/** How an opening ended. Nobody is named. */
export const ENDINGS: Readonly<Record<NonNullable<SealedOpening['why']> | 'done' | 'left', Text>> = {
  done: { fr: 'Signé par les deux. Le tableau est dans le consolidé.', en: 'Signed by both. The table is among the consolidated ones.' },
  left: { fr: 'Arrêtée ici.', en: 'Stopped here.' },
  unequal: {
    fr: 'La somme ne s’accorde pas avec ce que les centres ont scellé. L’ouverture est finie, sans résultat, et rien ne dit de qui vient l’erreur. Gardez les fichiers et appelez la coordination.',
    en: 'The sum does not agree with what the centres sealed. The opening has ended without a result, and nothing tells whose mistake it is. Keep the files and call the coordination.',
  },
  absurd: {
    fr: 'La somme contient un nombre qu’aucun comptage ne peut donner. Recommencez sur chaque moitié des centres, tous deux du même côté, pour trouver d’où il vient.',
    en: 'The sum holds a number that no count can give. Begin again on each half of the centres, both of you on the same one, to find where it comes from.',
  },
  notProved: {
    fr: 'La protection du tableau n’a pas pu être prouvée\u00a0: rien n’en est montré.',
    en: 'The protection of the table could not be proved: nothing of it is shown.',
  },
  tableDiffers: {
    fr: 'Les deux postes n’ont pas trouvé le même tableau. Vérifiez qu’ils ont la même version de Sutura, puis recommencez.',
    en: 'The two desks did not find the same table. Check that they have the same version of Sutura, then begin again.',
  },
};

/** What this does not protect from, said on the page and in the guide (disclosure §6.3). */
export const LIMITS: readonly Text[] = [
  {
    fr: 'Si les deux dépositaires s’entendent, ou si l’on prend leurs deux ordinateurs et leurs deux phrases, les chiffres exacts de chaque centre se lisent, tant que les moitiés sont gardées\u00a0: elles sont effacées trente jours après l’ouverture.',
    en: 'If the two custodians agree to it, or if both laptops and both passphrases are taken, the exact figures of each centre can be read, as long as the halves are kept: they are erased thirty days after the opening.',
  },
  {
    fr: 'Si tous les centres sauf un mettent leurs chiffres en commun, celui qui reste se trouve par soustraction. Aucune addition n’y peut rien.',
    en: 'If all centres but one put their figures together, the one that is left is found by subtraction. No addition can help that.',
  },
  {
    fr: 'Un seul dépositaire ne peut rien ouvrir\u00a0: s’il refuse ou s’il n’y en a qu’un, les mois partent masqués ou arrondis.',
    en: 'One custodian alone can open nothing: if one refuses, or if there is only one, months leave hidden or rounded.',
  },
  {
    fr: 'Un centre qui ment ou se trompe fausse la somme, comme dans tout rapport. Deux organisations au même ordinateur ne sont pas deux dépositaires\u00a0: l’application ne peut pas le voir.',
    en: 'A centre that lies or makes a mistake falsifies the sum, as in any report. Two organisations at one laptop are not two custodians: the application cannot see that.',
  },
];
