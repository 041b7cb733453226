import type { Text } from '../../../shared/text.ts';
import type { Present } from '../../store/backup/presentBase.ts';

/** What a profile may hold that is never replaced by a copy, and what the person reads then; null where it may be. */
export const REFUSALS: Readonly<Record<Present, Text | null>> = {
  none: null,
  damaged: null,
  notNewer: null,
  newer: null,
  otherLine: null,
  otherSite: {
    fr: 'Un autre centre est installé sur cet ordinateur. Rien n’a été remplacé. Branchez la clé USB de ce centre.',
    en: 'Another centre is installed on this computer. Nothing was replaced. Plug in the USB stick of this centre.',
  },
  inUse: {
    fr: 'La base est ouverte dans une autre fenêtre. Fermez-la, puis recommencez. Rien n’a été remplacé.',
    en: 'The base is open in another window. Close it, then start again. Nothing was replaced.',
  },
  closed: {
    fr: 'Une base est installée ici et votre phrase ne l’ouvre pas\u00a0: on ne peut pas savoir si elle est plus récente. Rien n’a été remplacé.',
    en: 'A base is installed here and your passphrase does not open it: nobody can tell whether it is newer. Nothing was replaced.',
  },
};
/** Nothing is left behind, and nobody comes back, without two signatures. */
export const TAKES_TWO = {
  newer: {
    fr: 'La base de cet ordinateur s’ouvre entière et contient du travail plus récent que cette copie. Elle n’a pas été remplacée\u00a0: il faut aussi la signature de l’administration.',
    en: 'The base of this computer opens whole and holds work newer than this copy. It was not replaced: the administrator must sign too.',
  },
  otherLine: {
    fr: 'La base de cet ordinateur s’ouvre entière et n’est pas la suite de cette copie. Elle n’a pas été remplacée\u00a0: il faut aussi la signature de l’administration.',
    en: 'The base of this computer opens whole and does not continue this copy. It was not replaced: the administrator must sign too.',
  },
  damaged: {
    fr: 'Ce qui est sur cet ordinateur ne s’ouvre pas en entier : personne ne peut dire quel travail ou quels départs la copie ignore. Rien n’a été remplacé : il faut aussi la signature de l’administration. Sur un ordinateur vide, la supervision suffit.',
    en: 'What is on this computer does not open whole: nobody can tell what work or what departures the copy does not know. Nothing was replaced: the administrator must sign too. On an empty computer the supervision is enough.',
  },
};
export const NOT_THESE_TWO = {
  fr: 'Il faut la supervision (le point focal sur son bureau) et l’administration, dans la copie comme aujourd’hui. L’une de ces deux personnes n’a pas ou n’a plus ce rôle. Rien n’a été remplacé.',
  en: 'It takes the supervisor (the focal point of a desk) and the administrator, of the copy and of today. One of these two has not, or no longer has, that role. Nothing was replaced.',
};
export const NOT_MOVED = {
  fr: 'Le disque a refusé de déplacer les fichiers. Rien n’a été remplacé\u00a0: ce qui était ici est en place. Faites de la place, puis recommencez.',
  en: 'The disk refused to move the files. Nothing was replaced: what was here is in place. Make some room, then start again.',
};
export const ENDED_INSTEAD = {
  fr: 'La remise en place était déjà confirmée\u00a0: elle a été menée à son terme. Les fichiers d’avant sont gardés à côté.',
  en: 'The putting back was confirmed already: it was brought to its end. The former files are kept beside.',
};
export const NOT_AUTHORITY = {
  fr: 'Seule la supervision, ou le point focal sur son bureau, confirme la remise en place. Rien n’a été remplacé.',
  en: 'Only the supervision, or the focal point of a desk, confirms. Nothing was replaced.',
};
export const NOTHING_OPENED = {
  fr: 'Aucune copie n’est ouverte. Choisissez la copie de nouveau. Rien n’a été remplacé.',
  en: 'No copy is open. Choose the copy again. Nothing was replaced.',
};
export const INTERRUPTED = {
  fr: 'L’ouverture de la copie a été interrompue. Rien n’a été remplacé. Recommencez.',
  en: 'The opening of the copy was interrupted. Nothing was replaced. Start again.',
};
export const STILL_WORKING = {
  fr: 'La copie est en cours de lecture. Attendez qu’elle soit finie.',
  en: 'The copy is being read. Wait until it is done.',
};
