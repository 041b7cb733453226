import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import type { Text } from '../../../shared/text.ts';

type Words = { readonly title: Text; readonly gone: Text; readonly left: Text };

/** What each of the two destroys, and what it leaves (security §9.6). */
export const LEVELS: Record<DestructionLevel, Words> = {
  vault: {
    title: { fr: 'Les identités', en: 'The identities' },
    gone: {
      fr: 'Noms, téléphones, adresses et contacts sûrs de tous les dossiers, saisies qui en contiennent, lignes de registre gardées à part et fichiers mis de côté par une restauration.',
      en: 'Names, telephones, addresses and safe contacts of every case, typing that holds them, register lines kept apart and files put aside by a restore.',
    },
    left: {
      fr: 'Il reste\u00a0: les dossiers par leur code, ce qui a été raconté, les comptes. De nouvelles identités peuvent être saisies.',
      en: 'What is left: the cases by their code, what was told, the counts. New identities can be entered.',
    },
  },
  base: {
    title: { fr: 'Toute la base', en: 'The whole base' },
    gone: {
      fr: 'Toutes les clés, puis tous les fichiers\u00a0: dossiers, comptes, rapports, journal.',
      en: 'Every key, then every file: cases, accounts, reports, journal.',
    },
    left: {
      fr: 'Il ne reste rien sur cet ordinateur. L’application s’ouvre ensuite comme au premier jour.',
      en: 'Nothing is left on this computer. The application then opens as on its first day.',
    },
  },
};

/** What no destruction here can reach. */
export const COPIES_KEEP: Text = {
  fr: 'Les copies de sauvegarde faites avant gardent ce qui est détruit ici. Détruisez les clés USB de la liste à la main.',
  en: 'Backups made before keep what is destroyed here. Destroy the sticks of the list by hand.',
};
export const DISK_KEEPS: Record<DestructionLevel, Text> = {
  vault: {
    fr: 'Un disque peut garder d’anciennes traces\u00a0: elles ne s’ouvrent qu’avec une phrase secrète d’avant. Chaque personne en choisira une nouvelle.',
    en: 'A disk may keep old traces: they open only with a passphrase of before. Each person will choose a new one.',
  },
  base: {
    fr: 'Un disque peut garder d’anciennes traces\u00a0: elles ne s’ouvrent qu’avec une phrase secrète d’avant. Ne vous en servez plus nulle part.',
    en: 'A disk may keep old traces: they open only with a passphrase of before. Do not use it anywhere any more.',
  },
};

/** How long it waits after the second signature, in words. */
export function delayWords(minutes: number): Text {
  if (minutes === 0) return { fr: 'aussitôt après la seconde signature', en: 'right after the second signature' };
  return { fr: `${minutes}\u00a0min après la seconde signature`, en: `${minutes} min after the second signature` };
}
