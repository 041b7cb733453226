import type { Text } from '../text.ts';

/** Every reason for which a file from outside is refused; one sentence each, cause, what to do, and what was kept (security §8). */
export type RefusalCode = keyof typeof REFUSALS;

const kept: Text = { fr: ' Rien n’a été modifié.', en: ' Nothing was changed.' };

function refusal(fr: string, en: string): Text {
  return { fr: fr + kept.fr, en: en + kept.en };
}

export const REFUSALS = {
  unreadableFile: refusal(
    'Ce fichier ne peut pas être lu. Vérifiez la clé USB, puis choisissez-le de nouveau.',
    'This file cannot be read. Check the USB key, then choose it again.',
  ),
  tooLarge: refusal(
    'Ce fichier est trop grand pour ce qu’il devrait être. Demandez à l’envoyeur celui qu’il a remis.',
    'This file is too large for what it should be. Ask the sender for the one they handed over.',
  ),
  notForUs: refusal(
    'Ce paquet n’est pas adressé à ce poste. Demandez à l’envoyeur de le refaire pour votre carte.',
    'This package is not addressed to this desk. Ask the sender to make it again for your card.',
  ),
  truncated: refusal(
    'Ce paquet est pour ce poste, mais il est coupé ou abîmé. Demandez à l’envoyeur une nouvelle copie.',
    'This package is for this desk, but it is cut short or damaged. Ask the sender for a new copy.',
  ),
  passphraseSealed: refusal(
    'Ce fichier s’ouvre par un mot de passe : aucun paquet de Sutura n’est ainsi. Ne tapez rien et prévenez l’envoyeur.',
    'This file opens with a password: no Sutura package does. Type nothing and tell the sender.',
  ),
  notAPackage: refusal(
    'Ce fichier n’est pas un paquet de Sutura. Choisissez un fichier dont le nom finit par .sutura.',
    'This file is not a Sutura package. Choose a file whose name ends in .sutura.',
  ),
  laterFormat: refusal(
    'Ce fichier a été fait par une version plus récente de Sutura. Mettez ce poste à jour, puis recommencez.',
    'This file was made by a newer version of Sutura. Update this desk, then try again.',
  ),
  wrongKind: refusal(
    'Ce fichier n’est pas du genre attendu ici. Ouvrez-le depuis la page de ce qu’il contient.',
    'This file is not of the kind expected here. Open it from the page of what it holds.',
  ),
  unreadKind: refusal(
    'Ce genre de paquet n’est pas encore lu par cette version. Gardez le fichier pour une version plus récente.',
    'This kind of package is not read yet by this version. Keep the file for a newer version.',
  ),
  training: refusal(
    'Ce paquet vient d’un espace de formation. Il ne peut pas entrer dans une vraie base.',
    'This package comes from a training space. It cannot enter a real base.',
  ),
  notTraining: refusal(
    'Ce fichier est un vrai fichier. Il ne peut pas entrer dans une base de formation.',
    'This file is a real one. It cannot enter a training base.',
  ),
  unknownSigner: refusal(
    'Ce paquet vient d’une clé que cette copie ne connaît pas. Vérifiez les huit mots avec l’envoyeur.',
    'This package comes from a key this copy does not know. Check the eight words with the sender.',
  ),
  unconfirmedCard: refusal(
    'La carte de cet envoyeur n’est pas encore confirmée. Comparez les huit mots avec lui, puis recommencez.',
    'This sender’s card is not confirmed yet. Compare the eight words with them, then try again.',
  ),
  expiredCard: refusal(
    'La carte de clé de cet envoyeur est périmée. Demandez-lui une nouvelle carte.',
    'This sender’s key card has expired. Ask for a new card.',
  ),
  longCard: refusal(
    'Cette carte de clé dit durer plus de deux ans : aucune carte de Sutura n’est ainsi. Appelez l’envoyeur et demandez-lui la sienne de nouveau.',
    'This key card says that it lasts more than two years: no Sutura card does. Call the sender and ask for theirs again.',
  ),
  revokedCard: refusal(
    'La carte de clé de cet envoyeur a été retirée. Appelez-le : il doit remettre une nouvelle carte, puis refaire ce fichier.',
    'This sender’s key card was withdrawn. Call them: they must hand over a new card, then make this file again.',
  ),
  replacedCard: refusal(
    'Ce fichier est signé par l’ancienne carte de cet envoyeur. Demandez-lui de le refaire avec la nouvelle.',
    'This file is signed by the former card of this sender. Ask them to make it again with the new one.',
  ),
  formerOverHeld: refusal(
    'Ce rapport est signé par l’ancienne carte de ce centre, et un rapport de ce mois est déjà là. Demandez au centre de le refaire avec sa nouvelle carte.',
    'This report is signed by the former card of this centre, and a report of this month is already here. Ask the centre to make it again with its new card.',
  ),
  altered: refusal(
    'Ce fichier a été modifié après sa signature. Demandez à l’envoyeur une nouvelle copie.',
    'This file was changed after it was signed. Ask the sender for a new copy.',
  ),
  malformed: refusal(
    'Le contenu de ce fichier n’a pas la forme prévue. Demandez à l’envoyeur de le refaire.',
    'The content of this file does not have the expected form. Ask the sender to make it again.',
  ),
  listsVersion: refusal(
    'Ce rapport utilise d’autres listes de codes que ce poste. Mettez les listes à jour des deux côtés.',
    'This report uses other code lists than this desk. Update the lists on both sides.',
  ),
  monthNotEnded: refusal(
    'Ce rapport porte sur un mois qui n’est pas terminé. Attendez la fin du mois.',
    'This report is about a month that has not ended. Wait for the end of the month.',
  ),
  unknownStructure: refusal(
    'Ce centre n’est pas dans votre registre des structures. Inscrivez-le d’abord, puis recommencez.',
    'This centre is not in your register of structures. Enter it first, then try again.',
  ),
  wrongSite: refusal(
    'Ce rapport parle d’un autre centre que celui qui l’a signé.',
    'This report speaks of another centre than the one that signed it.',
  ),
  unknownCode: refusal(
    'Ce rapport contient un tableau ou un code que ce poste ne connaît pas.',
    'This report contains a table or a code this desk does not know.',
  ),
  incoherent: refusal(
    'Les totaux de ce rapport ne s’accordent pas avec ses lignes. Demandez au centre de le refaire.',
    'The totals of this report do not agree with its lines. Ask the centre to make it again.',
  ),
  smallCell: refusal(
    'Ce rapport montre un nombre de 1 à 4. Un tel nombre ne doit pas sortir d’un centre.',
    'This report shows a number from 1 to 4. Such a number must not leave a centre.',
  ),
  older: refusal(
    'Une version plus récente est déjà là. Demandez à l’envoyeur son dernier fichier.',
    'A later version is already here. Ask the sender for their last file.',
  ),
  twoDirectories: refusal(
    'Deux annuaires différents portent le même numéro. Appelez le point focal : il doit en faire un nouveau.',
    'Two different directories have the same number. Call the focal point: they must make a new one.',
  ),
  twoLists: refusal(
    'Deux versions différentes des listes de choix portent le même numéro. Appelez le point focal\u00a0: il doit en faire une nouvelle.',
    'Two different versions of the lists of choices have the same number. Call the focal point: they must make a new one.',
  ),
  twoPolicies: refusal(
    'Deux règles différentes de protection des chiffres portent le même numéro. Appelez le point focal\u00a0: il doit en faire une nouvelle.',
    'Two different rules for the protection of figures have the same number. Call the focal point: they must make a new one.',
  ),
  sharedList: refusal(
    'Ce fichier change une liste qui est la même partout\u00a0: les chiffres des centres ne s’additionneraient plus. Appelez le point focal.',
    'This file changes a list that is the same everywhere: the figures of the centres would no longer add up. Call the focal point.',
  ),
  codeReused: refusal(
    'Ce fichier donne un autre sens à un code déjà en usage\u00a0: d’anciennes réponses changeraient. Appelez le point focal.',
    'This file gives another meaning to a code in use: former answers would change. Call the focal point.',
  ),
  countsNowhere: refusal(
    'Ce fichier ajoute un choix sans dire sous lequel de la référence il est compté. Demandez au point focal de le refaire.',
    'This file adds a choice without saying under which one of the reference it is counted. Ask the focal point to make it again.',
  ),
  neededCode: refusal(
    'Ce fichier retire un choix dont une règle de l’application a besoin. Appelez le point focal.',
    'This file retires a choice that a rule of the application needs. Call the focal point.',
  ),
  sameWords: refusal(
    'Avec ce fichier, deux choix d’une même liste porteraient le même nom. Demandez au point focal de le refaire.',
    'With this file, two choices of one list would have the same name. Ask the focal point to make it again.',
  ),
  /** The only refusal that changes something: neither content counts any more. */
  conflict: {
    fr: 'Deux contenus différents sont venus pour ce centre, ce mois et cette version. Les deux sont mis de côté et ne comptent plus. Appelez le centre : il doit faire une nouvelle version.',
    en: 'Two different contents came for this centre, month and version. Both are put aside and no longer count. Call the centre: they must make a new version.',
  },
  brokenReplacement: refusal(
    'Cette version ne remplace pas celle qui est ici. Demandez au centre son dernier fichier.',
    'This version does not replace the one held here. Ask the centre for its last file.',
  ),
  sealedTemplate: refusal(
    'Ce fichier scellé suit d’autres tableaux ou d’autres listes que ce poste. Mettez les deux postes à la même version.',
    'This sealed file follows other tables or lists than this desk. Bring both desks to the same version.',
  ),
  sealedDigest: refusal(
    'La moitié que contient ce fichier n’est pas celle qu’annonce son en-tête. Demandez au centre de la refaire.',
    'The half in this file is not the one that its heading announces. Ask the centre to make it again.',
  ),
  sealedPair: refusal(
    'Ce fichier ne nomme pas deux dépositaires de deux organisations différentes, dont ce poste. Demandez à l’envoyeur de le refaire pour la bonne paire.',
    'This file does not name two custodians of two different organisations, this desk being one. Ask the sender to make it again for the right pair.',
  ),
  sealedOpened: refusal(
    'La somme de ce mois est déjà ouverte avec ce centre. La rouvrir avec une correction montrerait la correction\u00a0: un mois ouvert ne se corrige plus.',
    'The sum of this month was already opened with this centre. Opening it again with a correction would show the correction: an opened month can no longer be corrected.',
  ),
  sealedOrder: refusal(
    'Ce fichier de l’autre dépositaire vient trop tôt, ou d’une ouverture que ce poste n’a pas commencée. Suivez les étapes dans l’ordre, des deux côtés.',
    'This file of the other custodian comes too early, or from an opening that this desk has not begun. Follow the steps in order, on both sides.',
  ),
  sealedRound: refusal(
    'Ce fichier appartient à d’autres listes que celles d’ici\u00a0: une ancienne ouverture, ou une liste qui a changé. Échangez de nouveau les listes.',
    'This file belongs to other lists than those here: a former opening, or a list that changed. Exchange the lists again.',
  ),
  sealedHash: refusal(
    'Ces valeurs ne sont pas celles que l’autre dépositaire avait annoncées par son empreinte. Arrêtez l’ouverture et appelez-le.',
    'These values are not those that the other custodian had announced by its hash. Stop the opening and call them.',
  ),
  notNewer: refusal(
    'Cette mise à jour n’est pas plus récente que la version d’ici. On ne revient jamais en arrière par une mise à jour.',
    'This update is not newer than the version here. An update never goes back.',
  ),
  unknownReleaseKeys: refusal(
    'Cette mise à jour n’est signée par aucune des personnes qui publient Sutura. Ne l’installez pas et prévenez le point focal.',
    'This update is signed by none of the people who release Sutura. Do not install it, and tell the focal point.',
  ),
  oneReleaseSignature: refusal(
    'Une seule des deux signatures de cette mise à jour est bonne. Ne l’installez pas et prévenez le point focal.',
    'Only one of the two signatures of this update is good. Do not install it, and tell the focal point.',
  ),
  dataTooOld: refusal(
    'Cette mise à jour ne sait pas reprendre une base de cette version. Demandez la mise à jour précédente.',
    'This update cannot take over a base of this version. Ask for the update before it.',
  ),
} as const satisfies Record<string, Text>;
