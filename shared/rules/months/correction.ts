import type { Text } from '../../text.ts';

/** Why a frozen month is corrected (reference §2.6): a closed list, since the journal keeps the reason. */
export const CORRECTION_REASONS = ['typing', 'classification', 'duplicate', 'consent'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

export const CORRECTION_WORDS: Readonly<Record<CorrectionReason, Text>> = {
  typing: { fr: 'Erreurs de saisie corrigées', en: 'Typing errors corrected' },
  classification: { fr: 'Types ou âges mal classés', en: 'Types or ages wrongly classified' },
  duplicate: { fr: 'Dossiers comptés deux fois', en: 'Files counted twice' },
  consent: { fr: 'Accord pour les statistiques retiré', en: 'Consent to statistics withdrawn' },
};
