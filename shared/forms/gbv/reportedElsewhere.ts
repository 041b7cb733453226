import { defineForm } from '../define.ts';

/** Previous report of the same incident (reference §3.5.1). */
export const reportedElsewhere = defineForm({
  id: 'reported_elsewhere',
  title: { fr: 'Signalement antérieur du même incident', en: 'Previous report of the same incident' },
  reference: '3.5.1',
  rows: { parent: 'incident', title: 'elsewhere_type' },
  appliesIf: { fact: 'previouslyReported', isNot: 'no' },
  sections: {
    elsewhere: {
      title: { fr: 'Signalement antérieur', en: 'Previous report' },
      fields: {
        elsewhere_type: {
          type: 'one',
          list: 'referred_from',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Type de prestataire', en: 'Type of provider' },
          visibleIf: { fact: 'previouslyReported', isNot: 'no' },
        },
        elsewhere_name: {
          type: 'text',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Nom de la structure', en: 'Name of the structure' },
        },
        elsewhere_date: {
          type: 'date',
          required: 'O',
          privacy: 'QI',
          label: { fr: 'Date', en: 'Date' },
          partial: true,
          notAfter: [{ fact: 'today' }],
        },
      },
    },
  },
});
