import { defineForm } from '../define.ts';
import { date, one, text } from '../questions.ts';

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
        elsewhere_type: one('referred_from', 'C', 'OP', 'Type de prestataire', 'Type of provider', {
          visibleIf: { fact: 'previouslyReported', isNot: 'no' },
        }),
        elsewhere_name: text('O', 'OP', 'Nom de la structure', 'Name of the structure'),
        elsewhere_date: date('O', 'QI', 'Date', 'Date', { partial: true, notAfter: [{ fact: 'today' }] }),
      },
    },
  },
});
