import type { Text } from '../../../shared/text.ts';

/** What is asked of the person, by how long there has been no copy that holds. */
export const NEED: Record<'remind' | 'insist', Text> = {
  remind: {
    fr: 'Plus de deux jours sans copie relue. Faites-en une avant de fermer.',
    en: 'More than two days without a copy read back. Make one before closing.',
  },
  insist: {
    fr: 'Une semaine ou plus sans copie relue\u00a0: branchez une clé USB et sauvegardez aujourd’hui.',
    en: 'A week or more without a copy read back: plug in a USB stick and back up today.',
  },
};
