import type { Text } from '../../../../shared/text.ts';

/** What it means for the work that a case has none of these. */
export const WITHOUT_IDENTITY: Text = {
  fr: 'Aucune identité. Le suivi se fait avec le code seul.',
  en: 'No identity. The case is followed by its code alone.',
};
export const WITHOUT_CONTACT: Text = {
  fr: 'Aucun contact sûr. Ne pas appeler, attendre au centre.',
  en: 'No safe contact. Do not call, wait at the centre.',
};
