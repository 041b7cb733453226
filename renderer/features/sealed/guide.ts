import type { Text } from '../../../shared/text.ts';
import { LIMITS } from './path.ts';

/** The page that two custodians keep beside them. */
export const GUIDE: readonly { readonly title: Text; readonly lines: readonly Text[] }[] = [
  {
    title: { fr: 'Qui, et avec quoi', en: 'Who, and with what' },
    lines: [
      {
        fr: 'Deux personnes, de deux organisations, chacune avec son ordinateur et sa phrase secrète. Une clé USB pour se porter les fichiers. Comptez une heure.',
        en: 'Two people, of two organisations, each with a laptop and a passphrase. One USB key to carry files between them. Allow an hour.',
      },
      {
        fr: 'Une seule fois\u00a0: échangez vos cartes de clés et lisez-vous les huit mots (page Cartes de clés).',
        en: 'Once only: exchange your key cards and read the eight words to each other (page Key cards).',
      },
      {
        fr: 'Les deux postes ont la même version de Sutura.',
        en: 'Both desks have the same version of Sutura.',
      },
    ],
  },
  {
    title: { fr: 'Les étapes', en: 'The steps' },
    lines: [
      {
        fr: '1. Chacun reçoit les moitiés des centres sur leurs clés USB, à part de l’autre\u00a0: «\u00a0Choisir des fichiers…\u00a0».',
        en: '1. Each receives the halves of the centres from their USB keys, apart from the other: “Choose files…”.',
      },
      {
        fr: '2. Chacun commence l’ouverture du mois ou du trimestre, écrit sa liste, reçoit celle de l’autre.',
        en: '2. Each begins the opening of the month or the quarter, writes a list, receives the other’s.',
      },
      {
        fr: '3. Lisez les centres et les huit mots à voix haute. S’ils sont les mêmes, chacun donne son accord et reçoit celui de l’autre.',
        en: '3. Read the centres and the eight words aloud. If they are the same, each gives an agreement and receives the other’s.',
      },
      {
        fr: '4. Chacun écrit ses valeurs et reçoit celles de l’autre. Dès ici, ces mois sont ouverts pour ces centres.',
        en: '4. Each writes the values and receives the other’s. From here these months are opened for these centres.',
      },
      { fr: '5. Chacun vérifie la somme. Cela peut durer quelques minutes.', en: '5. Each checks the sum. It may take some minutes.' },
      {
        fr: '6. Chacun signe le tableau et reçoit la signature de l’autre. Le tableau est dans le consolidé\u00a0; la somme exacte est effacée.',
        en: '6. Each signs the table and receives the other’s signature. The table is among the consolidated ones; the exact sum is erased.',
      },
    ],
  },
  {
    title: { fr: 'Quand quelque chose manque', en: 'When something is missing' },
    lines: [
      {
        fr: 'Un centre chez l’un seulement\u00a0: il est laissé de côté. Redemandez-lui l’autre fichier avant l’étape 3, et recommencez les listes.',
        en: 'A centre with one of you only: it is left out. Ask it for the other file before step 3, and begin the lists again.',
      },
      {
        fr: 'Un centre en retard attend qu’ils soient trois dans le mois\u00a0: ils sont ouverts à part. Sinon, une fois le trimestre fini, les retards de ses trois mois s’ouvrent ensemble, s’ils viennent de trois centres au moins. Attendez les derniers\u00a0: trop peu de rapports ne peuvent pas compter dans le trimestre sans y faire masquer des nombres, et n’y comptent alors pas.',
        en: 'A late centre waits until there are three in the month: they are opened apart. Otherwise, once the quarter has ended, the late ones of its three months are opened together, if they come from three centres or more. Wait for the last ones: too few reports cannot count in the quarter without hiding numbers there, and then do not count.',
      },
      {
        fr: 'Un mois ouvert ne se corrige plus\u00a0: l’ouvrir de nouveau montrerait la correction. Relisez avant de remettre.',
        en: 'An opened month cannot be corrected: opening it again would show the correction. Read it over before handing over.',
      },
      {
        fr: 'Un fichier refusé ne change rien\u00a0: lisez la phrase, et faites refaire le fichier.',
        en: 'A refused file changes nothing: read the sentence, and have the file made again.',
      },
      {
        fr: 'La somme ne s’accorde pas\u00a0: l’ouverture s’arrête, personne n’est nommé, les fichiers restent. Appelez la coordination.',
        en: 'The sum does not agree: the opening stops, nobody is named, the files stay. Call the coordination.',
      },
    ],
  },
  { title: { fr: 'Ce que cela ne protège pas', en: 'What this does not protect from' }, lines: LIMITS },
];
