import type { Text } from '../../../../shared/text.ts';

/** The text under one heading: a sentence a line. */
export type Chapter = { readonly title: Text; readonly lines: readonly Text[] };

/** The least staff that the rules allow: said at the first run and in the handbook (security §2.4, §9.4). */
export const LEAST_STAFF: readonly Text[] = [
  {
    fr: 'Trois comptes suffisent\u00a0: une supervision, un gestionnaire de cas, une administration. L’administration peut être une personne de la structure mère qui passe de temps en temps\u00a0: elle n’ouvre aucun dossier.',
    en: 'Three accounts are enough: a supervisor, a caseworker, an administrator. The administrator may be somebody of the parent organisation who visits from time to time: she or he opens no case.',
  },
  {
    fr: 'Les trois parts de secours vont à la supervision, au gestionnaire de cas et à une personne de la structure mère, en trois lieux. Personne n’en garde deux, l’administration moins que toute autre.',
    en: 'The three recovery shares go to the supervisor, the caseworker and somebody of the parent organisation, in three places. Nobody keeps two, the administrator least of all.',
  },
  {
    fr: 'La même personne ne tient pas deux comptes\u00a0: chaque acte grave demande deux personnes, et l’une ne peut pas être les deux.',
    en: 'Nobody holds two accounts: each grave act takes two people, and one cannot be both.',
  },
  {
    fr: 'Avant que la supervision ou l’administration ne parte, la suivante est inscrite et a ouvert une session.',
    en: 'Before the supervisor or the administrator leaves, the next one is enrolled and has opened a session.',
  },
];

/** How the work is shared and kept safe, on two sheets of paper. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: { fr: 'Qui fait quoi', en: 'Who does what' },
    lines: [
      {
        fr: 'Gestionnaire de cas\u00a0: reçoit, écrit, suit ses dossiers. N’ouvre pas ceux des autres.',
        en: 'Caseworker: receives, writes, follows her or his cases. Opens nobody else’s.',
      },
      {
        fr: 'Supervision\u00a0: lit les dossiers de son équipe, valide, confie, fige le mois. N’écrit pas dans un dossier.',
        en: 'Supervisor: reads the team’s cases, approves, hands over, freezes the month. Writes in no case.',
      },
      {
        fr: 'Administration\u00a0: inscrit les personnes, tient les clés USB et les réglages. N’ouvre aucun dossier.',
        en: 'Administrator: enrols people, keeps the USB sticks and the settings. Opens no case.',
      },
      {
        fr: 'Point focal\u00a0: reçoit des tableaux, jamais une personne.',
        en: 'Focal point: receives tables, never a person.',
      },
    ],
  },
  { title: { fr: 'Un petit centre', en: 'A small centre' }, lines: LEAST_STAFF },
  {
    title: { fr: 'Chaque jour', en: 'Every day' },
    lines: [
      {
        fr: 'Échap Échap couvre l’écran par un calendrier. Fermez la session (Ctrl+L) avant de vous lever.',
        en: 'Esc Esc covers the screen with a calendar. Close the session (Ctrl+L) before you stand up.',
      },
      {
        fr: 'Ne sélectionnez pas un texte à la souris sans besoin\u00a0: sous Linux, le bouton du milieu peut le coller dans un autre programme. Avant d’en ouvrir un autre, ou de brancher un écran\u00a0: Ctrl+L.',
        en: 'Do not select a text with the mouse without need: under Linux, the middle button can paste it into another program. Before opening one, or plugging in a screen: Ctrl+L.',
      },
      {
        fr: 'Ce que vous tapez est gardé à la seconde. Après une coupure, les brouillons sont là.',
        en: 'What you type is kept within the second. After a power cut, the drafts are there.',
      },
      {
        fr: 'À l’ouverture, lisez la ligne «\u00a0dernière session\u00a0»\u00a0: si ce n’était pas vous ou une collègue, dites-le à la supervision.',
        en: 'On opening, read the line “last session”: if it was neither you nor a colleague, tell the supervisor.',
      },
      {
        fr: 'Vous connaissez la personne d’un dossier\u00a0? Dossier, Actions, «\u00a0Je connais cette personne\u00a0».',
        en: 'You know the person of a case? Case, Actions, “I know this person”.',
      },
    ],
  },
  {
    title: { fr: 'Chaque semaine', en: 'Every week' },
    lines: [
      {
        fr: 'Une copie sur une clé USB tous les deux jours, et jamais plus de sept. Débranchez la clé, rebranchez-la, vérifiez\u00a0: alors seulement elle compte.',
        en: 'A copy on a USB stick every two days, never more than seven. Unplug the stick, plug it in again, check: only then does it count.',
      },
      {
        fr: 'La supervision recopie les trois mots du journal dans le cahier, valide les demandes et règle les doublons.',
        en: 'The supervisor copies the three words of the journal into the register, decides the requests and settles the duplicates.',
      },
    ],
  },
  {
    title: { fr: 'Chaque mois', en: 'Every month' },
    lines: [
      {
        fr: 'La supervision vérifie, regarde l’aperçu cellule par cellule, fige, remet le fichier au point focal. Un mois figé ne change plus.',
        en: 'The supervisor checks, looks at the preview cell by cell, freezes, hands the file to the focal point. A frozen month changes no more.',
      },
      {
        fr: 'Dans le mois qui suit de nouvelles parts, puis tous les six mois\u00a0: un exercice avec deux parts, et une copie remise en place pour essai.',
        en: 'Within a month of new shares, then every six months: a rehearsal with two shares, and a copy put back as a drill.',
      },
    ],
  },
  {
    title: { fr: 'Quelqu’un part', en: 'Somebody leaves' },
    lines: [
      {
        fr: 'Avant\u00a0: la personne termine ses accueils commencés et rend sa part de secours. Le jour même\u00a0: Comptes, Changer, Retirer. Une seconde personne signe avec sa phrase.',
        en: 'Before: the person finishes the interviews under way and gives the recovery share back. The same day: Accounts, Change, Remove. A second person signs with the passphrase.',
      },
      {
        fr: 'Ensuite la supervision ouvre sa session\u00a0: les clés sont refaites. Équipe, Dossiers à confier\u00a0: tous d’un coup.',
        en: 'Then the supervisor opens a session: the keys are made anew. Team, Cases to hand over: all at once.',
      },
      {
        fr: 'Si la personne gardait une part, refaites les trois. Donnez la nouvelle carte du centre à ceux qui vous envoient des fichiers.',
        en: 'If the person kept a share, make all three again. Give the centre’s new card to those who send you files.',
      },
      {
        fr: 'Ce que la personne a lu ou recopié, rien ne le reprend.',
        en: 'What the person has read or copied, nothing takes back.',
      },
    ],
  },
  {
    title: { fr: 'Un ordinateur perdu ou saisi', en: 'A lost or seized computer' },
    lines: [
      {
        fr: 'Prévenez la supervision et la structure dans l’heure. Éteint, il ne montre rien\u00a0; il vaut ce que valent les phrases secrètes.',
        en: 'Tell the supervisor and the organisation within the hour. Switched off, it shows nothing; it is worth what the passphrases are worth.',
      },
      {
        fr: 'Sur un autre ordinateur\u00a0: «\u00a0Remettre une copie\u00a0» depuis la dernière clé vérifiée. Chaque personne change ensuite ses clés (menu, Phrase secrète, «\u00a0après une fuite\u00a0»), et la supervision et l’administration confirment.',
        en: 'On another computer: “Put a copy back” from the last checked stick. Then each person changes her or his keys (menu, Passphrase, “after a leak”), and the supervisor and the administrator confirm.',
      },
      {
        fr: 'Une personne dont la sécurité peut en dépendre est prévenue par son gestionnaire, de vive voix.',
        en: 'Anybody whose safety may depend on it is told by the caseworker, by word of mouth.',
      },
    ],
  },
  {
    title: { fr: 'Une phrase oubliée', en: 'A forgotten passphrase' },
    lines: [
      {
        fr: 'Deux personnes viennent avec leur part. «\u00a0Phrase oubliée\u00a0», le code, les deux parts, puis deux signatures, dont une de l’administration ou de la supervision.',
        en: 'Two people come with their share. “Forgotten passphrase”, the code, the two shares, then two signatures, one of them of the administration or the supervision.',
      },
      {
        fr: 'Avant de se séparer\u00a0: trois nouvelles parts, et les anciens papiers détruits.',
        en: 'Before parting: three new shares, and the old papers destroyed.',
      },
      {
        fr: 'Une phrase peut-être vue par quelqu’un n’est pas oubliée\u00a0: changez vos clés (menu, Phrase secrète).',
        en: 'A passphrase that somebody may have seen is not forgotten: change your keys (menu, Passphrase).',
      },
    ],
  },
  {
    title: { fr: 'Détruire', en: 'Destroying' },
    lines: [
      {
        fr: 'Toujours à deux, la supervision et l’administration, chacune avec sa phrase\u00a0; jamais sous la menace d’un écran ouvert\u00a0: fermez d’abord la session.',
        en: 'Always by two, the supervisor and the administrator, each with a passphrase; never under threat in front of an open screen: close the session first.',
      },
      {
        fr: 'Ce qui est détruit ne revient pas. Les clés USB plus anciennes le tiennent encore\u00a0: détruisez-les à la main.',
        en: 'What is destroyed does not come back. Older USB sticks still hold it: destroy them by hand.',
      },
    ],
  },
  {
    title: { fr: 'Ce que l’application ne peut pas', en: 'What the application cannot do' },
    lines: [
      {
        fr: 'Un ordinateur ouvert appartient à qui le tient. Une personne forcée peut donner sa phrase. Une version modifiée voit ce que vous voyez\u00a0: n’installez que ce que la structure vous remet.',
        en: 'An open computer belongs to whoever holds it. A forced person may give the passphrase. A modified version sees what you see: install only what the organisation hands you.',
      },
    ],
  },
];
